import type { Domain } from "../claim/domain.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { AKIN, lifted } from "./lift.js";
import { gainWithoutRivals } from "./notion/best-response.js";
import { bestCollusion } from "./notion/collusion.js";
import type { PlayedProfile } from "./notion/equilibrium.js";
import { mergeWitness } from "./notion/merge.js";
import { splitWitness } from "./notion/split.js";
import { ofBestResponse, type SearchOptions } from "./options.js";
import { encloseBestResponse } from "./proof/enclosure/best-response.js";
import { argumentFor, provedVerdict } from "./proof/lemma.js";
import { proofOf } from "./proof/proof.js";
import { search } from "./search.js";
import { type Finding, type Notion, type Verdict, verdictOf, type Witness } from "./verdict.js";
import { replay } from "./witness/replay.js";
import { shrunkDeviation, shrunkDivision } from "./witness/shrink.js";
import { trendOf } from "./witness/trend.js";

/** Gains up to this share of the value may be the rounding of doubles. */
const ROUNDING = 1e-13;
/** An enclosure that leaves room for a larger gain says nothing worth telling. */
const LARGEST_BOUND = 0.1;

/**
 * The full verdicts on the notions asked, in the order asked: proved by a lemma where one applies; else searched,
 * and where refuted, the witness shrunk to few and round numbers, judged once more by direct utilities, replayed
 * without rounding, and followed by the trend in the number of identities. A witness that does not survive the
 * replay was rounding, and refutes nothing.
 *
 * Where a notion's own search refutes nothing, a deviation found for those akin to it is shown against it too.
 *
 * @param played equilibria of given profiles, for the equilibrium notion and for the collusion beside merge
 */
export async function verify(
  mechanism: Mechanism,
  notions: readonly Notion[],
  options: SearchOptions,
  played: readonly PlayedProfile[] = [],
): Promise<Verdict[]> {
  const proofs = new Map(notions.map((notion) => [notion, proofOf(mechanism, notion, options, played)]));
  const searches = new Map<Notion, Finding>();
  const searched = (notion: Notion) => {
    const found = searches.get(notion) ?? search(mechanism, notion, options, played);
    searches.set(notion, found);
    return found;
  };
  const find = (notion: Notion) => {
    let found = searched(notion);
    for (const akin of AKIN[notion]) {
      if (found.witness !== null && found.largest > options.tolerance) break;
      if (!searchedApart(mechanism, notion, akin) && !notions.includes(akin)) continue;
      const open = akin === "equilibrium" ? proofs.get(akin) === null : argumentFor(mechanism, akin) === null;
      if (open) found = lifted(mechanism, found, options, [searched(akin)]);
    }
    return found;
  };
  const verdicts = new Map<Notion, Verdict>();
  for (const notion of notions) {
    const proved = proofs.get(notion) ?? null;
    const verdict = proved ?? (await settled(mechanism, find(notion), options));
    verdicts.set(
      notion,
      notion === "best-response" ? bounded(mechanism, verdict, ofBestResponse(options)) : verdict,
    );
  }
  return notions.map((notion) => accompanied(mechanism, verdicts.get(notion)!, options, played));
}

/**
 * Whether the search of a notion akin may find what a notion's own does not: under rules of seats split and best-response
 * hold the same plays against the same rivals, and what breaks best-response is a split.
 */
function searchedApart({ seat }: Mechanism, notion: Notion, akin: Notion): boolean {
  return seat === undefined || akin === "equilibrium" || notion === "equilibrium";
}

/**
 * Where the search refutes nothing: an enclosure of the gain of two identities against one rival. It is a
 * proof where no more was asked and it stays within the tolerance, else it stands beside the verdict.
 */
function bounded(mechanism: Mechanism, verdict: Verdict, options: SearchOptions): Verdict {
  if (verdict.outcome !== "not-refuted") return verdict;
  const { tolerance, valueRatio, effort } = options;
  if (effort.boxes === 0 || !Number.isFinite(valueRatio)) return verdict;
  const enclosed = encloseBestResponse(mechanism, {
    tolerance: LARGEST_BOUND,
    goal: tolerance,
    valueRatio,
    boxes: effort.boxes,
  });
  if (enclosed === null) return verdict;
  const { gainShare, boxes } = enclosed;
  const domain: Domain = {
    ...{ identities: 2, rivals: { fewest: 1, most: 1 } },
    values: { overRivals: { from: 0, to: valueRatio } },
  };
  if (gainShare > tolerance || options.identities > 2 || options.rivals > 1) {
    return { ...verdict, bound: { gainShare, domain } };
  }
  const text = `interval branch and bound over ${boxes} boxes: a gain of at most ${gainShare} of the value`;
  return {
    ...provedVerdict("best-response", { text, grade: "proved-by-certificate" }, tolerance),
    domain,
    largestGainShare: verdict.largestGainShare,
  };
}

/**
 * The verdicts after one more search of those that are not yet decided, with another seed: its refutations,
 * or the efforts added up.
 */
export async function withFurtherEffort(
  mechanism: Mechanism,
  verdicts: readonly Verdict[],
  options: SearchOptions,
  played: readonly PlayedProfile[],
): Promise<Verdict[]> {
  const open = verdicts.filter(({ outcome }) => outcome === "not-refuted").map(({ notion }) => notion);
  const further = await verify(mechanism, open, options, played);
  return verdicts.map((before) => {
    const after = further.find(({ notion }) => notion === before.notion);
    return after === undefined || after.outcome !== "not-refuted" ? (after ?? before) : added(before, after);
  });
}

function added(before: Verdict, after: Verdict): Verdict {
  const evaluations = before.effort!.evaluations + after.effort!.evaluations;
  const undefinedOutcomes = (before.effort!.undefinedOutcomes ?? 0) + (after.effort!.undefinedOutcomes ?? 0);
  const gaps = undefinedOutcomes > 0 ? { undefinedOutcomes } : {};
  const grid = after.effort!.grid ? { grid: after.effort!.grid } : {};
  const rounds = (before.effort!.rounds ?? 1) + 1;
  return {
    ...before,
    effort: { evaluations, ...gaps, ...grid, seed: before.effort!.seed, rounds },
    largestGainShare: Math.max(before.largestGainShare, after.largestGainShare),
    ...(after.withoutRivals === undefined
      ? {}
      : { withoutRivals: Math.max(before.withoutRivals ?? 0, after.withoutRivals) }),
  };
}

/** The verdict of a finding: a witness is shrunk, replayed without rounding, and its trend worked out. */
async function settled(mechanism: Mechanism, found: Finding, options: SearchOptions): Promise<Verdict> {
  const { notion, largest } = found;
  const { tolerance } = options;
  if (found.witness === null || !(largest > tolerance))
    return verdictOf({ ...found, witness: null }, options);
  const witness = shrunkWitness(mechanism, notion, found.witness, tolerance);
  const replayed = await replay(mechanism, notion, witness);
  // Without a replay, a gain that may be rounding is none.
  const size = replayed?.size ?? (largest > ROUNDING ? largest : 0);
  if (!(size > tolerance)) return verdictOf({ ...found, largest: Math.max(size, 0), witness: null }, options);
  const exact = replayed ? { exact: replayed.exact } : {};
  const verdict = verdictOf({ ...found, witness: { ...witness, ...exact } }, options);
  return { ...verdict, ...trendOf(mechanism, witness, options) };
}

function shrunkWitness(mechanism: Mechanism, notion: Notion, witness: Witness, tolerance: number): Witness {
  if (notion !== "split" && notion !== "merge") return shrunkDeviation(mechanism, witness, notion, tolerance);
  const division = shrunkDivision(mechanism, witness, notion, tolerance);
  return notion === "split"
    ? splitWitness(mechanism, division, tolerance)
    : mergeWitness(mechanism, division);
}

/** The figures that stand beside a verdict without being part of its notion. */
function accompanied(
  mechanism: Mechanism,
  verdict: Verdict,
  options: SearchOptions,
  played: readonly PlayedProfile[],
): Verdict {
  if (verdict.notion === "best-response") {
    return { ...verdict, withoutRivals: gainWithoutRivals(mechanism, options) };
  }
  if (verdict.notion !== "merge") return verdict;
  const collusion = bestCollusion(mechanism, played, options);
  return collusion === null ? verdict : { ...verdict, collusion };
}
