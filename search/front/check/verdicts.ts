import type { Grade } from "../../../src/claim/grade.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { PlayedProfile } from "../../../src/sybil/notion/equilibrium.js";
import { type SearchOptions, SYBIL_NOTIONS } from "../../../src/sybil/options.js";
import { proofOf } from "../../../src/sybil/proof/proof.js";
import { searchedDomain } from "../../../src/sybil/search.js";
import type { Verdict } from "../../../src/sybil/verdict.js";
import { verify } from "../../../src/sybil/verify.js";
import { verificationOptions } from "../../executor/verification.js";
import { stableJson } from "../../io/canonical.js";
import type { PublishedFront, PublishedFrontPoint } from "../front.js";
import { currentVerdict } from "../older-verdict.js";
import type { Fault } from "./claim.js";
import { differs, SMALL_GAIN } from "./tolerance.js";
import { trendFaults } from "./trend.js";
import { witnessFaults } from "./witness.js";

/**
 * What is wrong with the Sybil verdicts of a point. Proofs are found again, witnesses replayed by direct
 * outcomes, grades held to what the outcome rests on, and domains, as data, to those that a search of the job
 * covers; where that is asked, the searches are made again, and what was not refuted is searched once more with another seed.
 *
 * @param played the equilibria that are scored
 */
export async function verdictFaults(
  mechanism: Mechanism,
  point: PublishedFrontPoint,
  { job }: PublishedFront,
  played: readonly PlayedProfile[],
  searchAnew: boolean,
): Promise<Fault[]> {
  const options = verificationOptions({ ...job.constraints, seed: job.seed });
  const stated = [
    ...demandFaults(point, job.constraints.notions),
    ...(
      await Promise.all(
        point.sybil.map((verdict) => statedFaults(mechanism, currentVerdict(verdict), options, played)),
      )
    ).flat(),
  ];
  return searchAnew ? [...stated, ...(await searchedFaults(mechanism, point, options, played))] : stated;
}

/** One verdict on each notion, and none that refutes what the job demands. */
function demandFaults({ sybil }: PublishedFrontPoint, demanded: readonly Verdict["notion"][]): Fault[] {
  return SYBIL_NOTIONS.flatMap((notion) => {
    const verdicts = sybil.filter((each) => each.notion === notion);
    const held = verdicts[0] !== undefined && verdicts[0].outcome !== "refuted";
    return [
      held || !demanded.includes(notion) ? null : `breaks the job's constraint ${notion}`,
      verdicts.length === 1 ? null : `${notion}: ${verdicts.length} verdicts, not one`,
    ];
  });
}

/** What can be said of a verdict without a search. */
async function statedFaults(
  mechanism: Mechanism,
  verdict: Verdict,
  options: SearchOptions,
  played: readonly PlayedProfile[],
): Promise<Fault[]> {
  const { notion, outcome, tolerance } = verdict;
  const other = tolerance === options.tolerance ? null : `${notion}: its tolerance is not the job's`;
  if (outcome === "proved") return [other, proofFault(mechanism, verdict, options, played)];
  const { domain, largestGainShare, effort, bound } = verdict;
  const refuted = outcome === "refuted";
  const covered = stableJson(domain) === stableJson(searchedDomain(mechanism, notion, options, played));
  const fits = largestGainShare >= 0 && largestGainShare > options.tolerance === refuted;
  return [
    ...(refuted ? await witnessFaults(mechanism, verdict, played) : []),
    ...trendFaults(verdict),
    other,
    gradeFault(verdict, refuted ? "proved-by-certificate" : "searched"),
    covered ? null : `${notion}: its domain is not the one that the job's searches cover`,
    fits ? null : `${notion}: ${outcome}, with a largest gain of ${largestGainShare}`,
    refuted || effort?.seed === options.seed ? null : `${notion}: its effort is not of the job's seed`,
    bound === undefined ? null : `${notion}: it has a bound, which no search of a job looks for`,
  ];
}

function gradeFault({ notion, grade }: Verdict, earned: Grade): Fault {
  return grade === earned
    ? null
    : `${notion}: its grade is ${grade} in the file, and what it rests on is ${earned}`;
}

function proofFault(
  mechanism: Mechanism,
  verdict: Verdict,
  options: SearchOptions,
  played: readonly PlayedProfile[],
): Fault {
  const { notion, argument, domain, largestGainShare } = verdict;
  const again = proofOf(mechanism, notion, options, played);
  if (again === null) return `${notion}: its proof is not found again`;
  const same = argument === again.argument && stableJson(domain) === stableJson(again.domain);
  if (!same) return `${notion}: its proof says something else than the one found again`;
  return (
    gradeFault(verdict, again.grade) ??
    differs(`${notion}: largestGainShare`, largestGainShare, again.largestGainShare, SMALL_GAIN)
  );
}

/** The figures of a verdict that come out of its search. */
const SEARCHED = ["largestGainShare", "withoutRivals", "identityCost", "identityCostShare"] as const;

/** The searches made again, which must come to the same; and with another seed, which must not refute. */
async function searchedFaults(
  mechanism: Mechanism,
  { sybil }: PublishedFrontPoint,
  options: SearchOptions,
  played: readonly PlayedProfile[],
): Promise<Fault[]> {
  const same = await verify(mechanism, SYBIL_NOTIONS, options, played);
  const open = sybil.filter(({ outcome }) => outcome === "not-refuted").map(({ notion }) => notion);
  const other = await verify(mechanism, open, { ...options, seed: options.seed + 1 }, played);
  return [
    ...sybil.flatMap((verdict) => {
      const { notion, outcome } = verdict;
      const again = same.find((each) => each.notion === notion)!;
      if (again.outcome !== outcome) return [`${notion}: ${outcome}, and ${again.outcome} searched again`];
      return [
        ...SEARCHED.map((name) =>
          again[name] === verdict[name]
            ? null
            : differs(`${notion}: ${name}`, verdict[name], again[name], SMALL_GAIN),
        ),
        ...(verdict.trend?.gainShares ?? []).map((gain, k) =>
          differs(`${notion} trend`, gain, again.trend?.gainShares[k], SMALL_GAIN),
        ),
      ];
    }),
    ...other
      .filter(({ outcome }) => outcome === "refuted")
      .map(({ notion, largestGainShare }) => {
        return `${notion}: another search refutes it, a gain of ${largestGainShare}`;
      }),
  ];
}
