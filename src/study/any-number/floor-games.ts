import { solvePure } from "../../equilibrium/solve.js";
import { buildMechanism } from "../../mechanism/build.js";
import type { Candidate } from "../../mechanism/mechanism.js";
import { papBenchmark } from "../../scenario/pap-benchmark.js";
import { drawnByShares } from "../../scenario/shares.js";
import { standingOf } from "../dominance/standing.js";
import { countFeeEquilibria, type Fees } from "./fees.js";

/** The rule of a floor: `share-floor-fee`. */
export function floorRule(leastShare: number): Candidate {
  return { family: "share-floor-fee", parameters: { leastShare } };
}

/** Fees phi_2, phi_3, ... up to `largestCount` bids that a rule of count fees charges, read off its outcomes. */
export async function feesCharged(candidate: Candidate, largestCount: number): Promise<Fees> {
  const mechanism = await buildMechanism(candidate);
  return Array.from({ length: largestCount - 1 }, (_, k) => {
    const n = k + 2;
    const [allocations, payments] = [new Float64Array(n), new Float64Array(n)];
    mechanism.outcome(new Float64Array(n).fill(1), allocations, payments);
    return (payments[0]! - 1) / n;
  });
}

/** What was found at profiles drawn from D(q). */
export interface FloorDraws {
  readonly profiles: number;
  /** Profiles with one pure equilibrium, of PAP's players, whose shares are PAP's to 1e-9. */
  readonly asClaimed: number;
  readonly leastGain: number;
  /** The least margin of a comparison that decides who is in, by the closed form. */
  readonly leastMargin: number;
}

const SAME_SHARE = 1e-9;

/** Random profiles of D(q), inactive players beside, solved, and judged by the closed form too. */
export async function floorDraws(
  leastShare: number,
  players: number,
  { draws, inactive, seed }: { readonly draws: number; readonly inactive: number; readonly seed: number },
): Promise<FloorDraws> {
  const candidate = floorRule(leastShare);
  const mechanism = await buildMechanism(candidate);
  const fees = await feesCharged(candidate, players + inactive + 1);
  const profiles = drawnByShares({ players, leastShare, inactive, draws, seed }, "any-number");
  let [asClaimed, leastGain, leastMargin] = [0, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { values } of profiles) {
    const solution = solvePure(mechanism, values);
    const { equilibria, revenueMargin } = standingOf(values, solution);
    const pap = papBenchmark(values);
    const sets = countFeeEquilibria(values, fees);
    const isPaps = solution.equilibria[0]?.allocations.every(
      (share, i) => Math.abs(share - pap.allocations[i]!) <= SAME_SHARE,
    );
    if (equilibria === 1 && isPaps && sets.length === 1) asClaimed++;
    leastGain = Math.min(leastGain, revenueMargin ?? Number.NEGATIVE_INFINITY);
    leastMargin = Math.min(leastMargin, ...sets.map(({ margin }) => margin));
  }
  return { profiles: profiles.length, asClaimed, leastGain, leastMargin };
}
