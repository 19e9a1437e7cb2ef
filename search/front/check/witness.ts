import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { PlayedProfile } from "../../../src/sybil/notion/equilibrium.js";
import { jointOutcome } from "../../../src/sybil/play/identities.js";
import type { Notion, Verdict, Witness } from "../../../src/sybil/verdict.js";
import { judgedWitness } from "../../../src/sybil/witness/judge.js";
import { replay } from "../../../src/sybil/witness/replay.js";
import { witnessOpponents } from "../../../src/sybil/witness/trend.js";
import { stableJson } from "../../io/canonical.js";
import { type Fault, faultUnless } from "./claim.js";
import { differs } from "./tolerance.js";

/**
 * Recomputes a witness: its outcomes by direct evaluation, what it changes, its gain against the best single bid that is
 * found anew, and its figures without rounding.
 *
 * @param played the equilibria that are scored, at one of which a witness of the equilibrium notion deviates
 */
export async function witnessFaults(
  mechanism: Mechanism,
  { notion, witness }: Verdict,
  played: readonly PlayedProfile[],
): Promise<Fault[]> {
  if (!witness) return [`${notion}: refuted without a witness`];
  return [
    ...outcomeFaults(mechanism, notion, witness),
    ...gainFaults(mechanism, notion, witness),
    await exactFault(mechanism, notion, witness),
    rivalsFault(notion, witness, played),
  ];
}

function outcomeFaults(mechanism: Mechanism, notion: Notion, witness: Witness): Fault[] {
  const opponents = witnessOpponents(witness);
  const joint = jointOutcome(mechanism, witness.identities, opponents);
  const single = jointOutcome(mechanism, [witness.single.bid], opponents);
  const of = (what: string) => `${notion} witness ${what}`;
  return [
    differs(of("allocation"), witness.allocation, joint.allocation),
    differs(of("payment"), witness.payment, joint.payment),
    differs(of("single allocation"), witness.single.allocation, single.allocation),
    differs(of("single payment"), witness.single.payment, single.payment),
    differs(of("allocationChange"), witness.allocationChange, joint.allocation - single.allocation),
    differs(of("paymentChange"), witness.paymentChange, joint.payment - single.payment),
  ];
}

function gainFaults(mechanism: Mechanism, notion: Notion, witness: Witness): Fault[] {
  const { value, identities, gain, gainShare } = witness;
  if (value === null) {
    const none = gain === null && gainShare === null;
    return [faultUnless(none, `${notion} witness has a gain, and no value at which it gains`)];
  }
  const again = judgedWitness(mechanism, witnessOpponents(witness), value, identities);
  return [
    differs(`${notion} witness gain`, gain, again.gain!, value),
    differs(`${notion} witness gain share`, gainShare, again.gainShare!),
  ];
}

async function exactFault(mechanism: Mechanism, notion: Notion, witness: Witness): Promise<Fault> {
  const again = await replay(mechanism, notion, witness);
  const same = stableJson(witness.exact) === stableJson(again?.exact);
  return faultUnless(same, `${notion} witness exact is not what it is without rounding`);
}

/** Bids of an equilibrium solved anew, relative to the largest. */
const NEAR = 1e-6;

function near(one: readonly number[], other: readonly number[]): boolean {
  const unit = Math.max(...one, ...other);
  return one.length === other.length && one.every((bid, k) => Math.abs(bid - other[k]!) <= NEAR * unit);
}

/** Whether a witness meets whom its notion is about: rivals, or the other players of an equilibrium. */
function rivalsFault(notion: Notion, witness: Witness, played: readonly PlayedProfile[]): Fault {
  const { others, mixture, value, values } = witness;
  if (notion === "best-response") {
    return faultUnless(others.length > 0, "best-response witness has no rivals");
  }
  if (notion !== "equilibrium" || mixture) return null;
  const isSeat = ({ values: valued, bids }: PlayedProfile) =>
    stableJson(valued) === stableJson(values) &&
    valued.some(
      (each, i) =>
        each === value &&
        near(
          bids.filter((bid, j) => j !== i && bid > 0),
          others,
        ),
    );
  return faultUnless(
    played.some(isSeat),
    "equilibrium witness meets no other players of an equilibrium shown",
  );
}
