import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { PlayedProfile } from "../../../src/sybil/notion/equilibrium.js";
import {
  DEFAULT_SEARCH,
  FULL_EFFORT,
  type ScreenOptions,
  SYBIL_NOTIONS,
} from "../../../src/sybil/options.js";
import { jointOutcome } from "../../../src/sybil/play/identities.js";
import { proofOf } from "../../../src/sybil/proof/proof.js";
import type { Verdict, Witness } from "../../../src/sybil/verdict.js";
import { verify } from "../../../src/sybil/verify.js";
import { judgedWitness } from "../../../src/sybil/witness/judge.js";
import { witnessOpponents } from "../../../src/sybil/witness/trend.js";
import { stableJson } from "../../canonical.js";
import type { Front, FrontPoint } from "../front.js";
import { differs, type Fault } from "./tolerance.js";

/**
 * What is wrong with the Sybil verdicts of a point. Proofs are found again, witnesses replayed by direct
 * outcomes; what was not refuted is searched anew with another seed, where that is asked.
 *
 * @param played the equilibria that are scored
 */
export async function verdictFaults(
  mechanism: Mechanism,
  point: FrontPoint,
  { job }: Front,
  played: readonly PlayedProfile[],
  searchAnew: boolean,
): Promise<Fault[]> {
  const { notions, identities, tolerance } = job.constraints;
  const options = { ...DEFAULT_SEARCH, identities, tolerance, seed: job.seed + 1, effort: EFFORT };
  const faults: Fault[] = notions.map((notion) => {
    const verdict = point.sybil.find((each) => each.notion === notion);
    return verdict && verdict.outcome !== "refuted" ? null : `breaks the job's constraint ${notion}`;
  });
  for (const notion of SYBIL_NOTIONS) {
    const verdicts = point.sybil.filter((each) => each.notion === notion);
    if (verdicts.length !== 1) faults.push(`${notion}: ${verdicts.length} verdicts, not one`);
  }
  for (const verdict of point.sybil) {
    const { notion, outcome } = verdict;
    if (verdict.tolerance !== tolerance) faults.push(`${notion}: its tolerance is not the job's`);
    if (outcome === "refuted") faults.push(witnessFault(mechanism, verdict));
    if (outcome === "proved") faults.push(proofFault(mechanism, verdict, options, played));
    if (outcome !== "not-refuted" || !searchAnew) continue;
    const again = (await verify(mechanism, [notion], options, played))[0]!;
    if (again.outcome === "refuted") {
      faults.push(`${notion}: another search refutes it, a gain of ${again.largestGainShare}`);
    }
  }
  return faults;
}

function proofFault(
  mechanism: Mechanism,
  { notion, argument, domain }: Verdict,
  options: ScreenOptions,
  played: readonly PlayedProfile[],
): Fault {
  const again = proofOf(mechanism, notion, options, played);
  if (again === null) return `${notion}: its proof is not found again`;
  const same = argument === again.argument && stableJson(domain) === stableJson(again.domain);
  return same ? null : `${notion}: its proof says something else than the one found again`;
}

const EFFORT = { ...FULL_EFFORT, boxes: 0 };

/** Replays a witness by direct outcomes, and looks for a single bid better than the one it beats. */
function witnessFault(mechanism: Mechanism, { notion, witness }: Verdict): Fault {
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
