import { solvePure } from "../../equilibrium/solve.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { integrate } from "../../numeric/integrate.js";
import { papBenchmark } from "../../scenario/pap-benchmark.js";

/** An interior pure equilibrium of two players, and what it says about the law. */
export interface InteriorPlay {
  /** q_1 = b_1 / (b_1 + b_2). */
  readonly share: number;
  readonly allocation: number;
  /** R / R_PAP. */
  readonly revenueOverPap: number;
  /** Relative to the top value. */
  readonly regret: number;
}

/** The pure equilibria of two players of values 1 and rho in which both bid, as the solver finds them. */
export function interiorPlays(mechanism: Mechanism, ratio: number): InteriorPlay[] {
  const values = [1, ratio];
  return solvePure(mechanism, values)
    .equilibria.filter(({ kind, bids, dominated }) => kind === "pure" && !dominated && Math.min(...bids) > 0)
    .map(({ bids, allocations, payments, regret }) => ({
      share: bids[0]! / (bids[0]! + bids[1]!),
      allocation: allocations[0]!,
      revenueOverPap: (payments[0]! + payments[1]!) / papBenchmark(values).total,
      regret: regret.relative,
    }));
}

/** Bids at which a rule is asked whether it is all-pay. */
const BIDS = [
  [1, 0.25],
  [0.03, 0.7],
  [2, 2],
] as const;

/** Whether a rule is scale-free and everybody pays the own bid, with two bidders. */
export function isScaleFreeAllPay(mechanism: Mechanism): boolean {
  return mechanism.claims.scaleFree && BIDS.every((pair) => paysOwnBids(mechanism, Float64Array.from(pair)));
}

function paysOwnBids(mechanism: Mechanism, bids: Float64Array): boolean {
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, new Float64Array(bids.length), payments);
  return bids.every((bid, i) => Math.abs(payments[i]! - bid) <= 1e-12 * bid);
}

/** h(q): what a bid of share q is allocated against one of share 1 - q. */
export function allocationOfShare(mechanism: Mechanism, share: number): number {
  const allocations = new Float64Array(2);
  mechanism.outcome(Float64Array.of(share, 1 - share), allocations, new Float64Array(2));
  return allocations[0]!;
}

/** Both sides of the law at a ratio, with what the equilibria between the ratio and 1 looked like. */
export interface LawSides {
  /** q = 1 / (1 + rho). */
  readonly share: number;
  /** The integral of R / R_PAP - 1 from 1/2 to q, from equilibria that were solved. */
  readonly integral: number;
  /** h(q) - q, from the rule alone. */
  readonly difference: number;
  /** Largest |q_1 - v_1 / (v_1 + v_2)| at the equilibria solved. */
  readonly shareError: number;
  /** Largest relative regret among them. */
  readonly regret: number;
  readonly solved: number;
}

/** Absolute, of each piece of the integral. */
const INTEGRATION_TOLERANCE = 1e-8;

/**
 * The conservation law of scale-free all-pay rules at a ratio rho, both sides:
 *
 *     integral_{1/2}^{q} (R / R_PAP - 1) dq' = h(q) - q,   q = 1 / (1 + rho).
 *
 * The left side solves the game at the ratio (1 - q') / q' of every node of the integral.
 *
 * @param mechanism scale-free and all-pay
 * @returns null where, at some node, there is not exactly one pure equilibrium in which both players bid
 */
export function lawAt(mechanism: Mechanism, ratio: number): LawSides | null {
  const share = 1 / (1 + ratio);
  let [shareError, regret, solved, missing] = [0, 0, 0, 0];
  const excess = {
    at(q: number) {
      if (missing > 0) return 0;
      const plays = interiorPlays(mechanism, (1 - q) / q);
      solved++;
      if (plays.length !== 1) {
        missing++;
        return 0;
      }
      const play = plays[0]!;
      shareError = Math.max(shareError, Math.abs(play.share - q));
      regret = Math.max(regret, play.regret);
      return play.revenueOverPap - 1;
    },
  };
  const integral = integrate(excess, 0.5, share, INTEGRATION_TOLERANCE);
  if (missing > 0) return null;
  return {
    ...{ share, integral, difference: allocationOfShare(mechanism, share) - share },
    ...{ shareError, regret, solved },
  };
}
