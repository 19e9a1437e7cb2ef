import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { jointOutcome } from "../../../src/sybil/play/identities.js";
import type { Verdict, Witness } from "../../../src/sybil/verdict.js";
import { judgedWitness } from "../../../src/sybil/witness/judge.js";
import { witnessOpponents } from "../../../src/sybil/witness/trend.js";
import type { Fault } from "./claim.js";
import { differs } from "./tolerance.js";

/** Replays a witness by direct outcomes, and looks for a single bid better than the one it beats. */
export function witnessFault(mechanism: Mechanism, { notion, witness }: Verdict): Fault {
  if (!witness) return `${notion}: refuted without a witness`;
  const opponents = witnessOpponents(witness);
  const joint = jointOutcome(mechanism, witness.identities, opponents);
  const single = jointOutcome(mechanism, [witness.single.bid], opponents);
  return (
    differs(`${notion} witness allocation`, witness.allocation, joint.allocation) ??
    differs(`${notion} witness payment`, witness.payment, joint.payment) ??
    differs(`${notion} witness single allocation`, witness.single.allocation, single.allocation) ??
    differs(`${notion} witness single payment`, witness.single.payment, single.payment) ??
    gainFault(mechanism, notion, witness)
  );
}

function gainFault(mechanism: Mechanism, notion: Verdict["notion"], witness: Witness): Fault {
  const { value, identities, gainShare } = witness;
  if (value === null) return null;
  const again = judgedWitness(mechanism, witnessOpponents(witness), value, identities);
  return differs(`${notion} witness gain share`, gainShare, again.gainShare!);
}
