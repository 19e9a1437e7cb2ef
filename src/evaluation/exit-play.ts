import { AggregativeSolver } from "../equilibrium/aggregative.js";
import { LargestEntry } from "../equilibrium/largest-entry.js";
import type { Equilibrium } from "../equilibrium/solution.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import type { OwnBidRule } from "../mechanism/shape/own-bid.js";
import { SplitGainSearch } from "../sybil/proof/equal-split-gain.js";

/** What is played at a profile where players of low value leave one by one. */
export interface ExitOutcome {
  readonly equilibrium: Equilibrium;
  /** max over players of what the best single bid, or staying out, gains, as a share of the own value. */
  readonly regretShare: number;
}

/** The rule of a mechanism that `ExitPlay` takes: own-bid, of convex cost, without a weight at zero; else null. */
export function ruleForExit({ shape }: Mechanism): OwnBidRule | null {
  if (shape.kind !== "own-bid" || !shape.rule.convexCost || shape.rule.weightAtZero > 0) return null;
  return shape.rule;
}

/**
 * Selection by lowest-value exit, for own-bid rules of convex cost: everybody starts in, and while the player of
 * lowest value loses and more than two are in, it leaves (see `LargestEntry`). With it goes what Sybils gain
 * against the bids played, for which equal splits suffice by concavity (see `equal-split-gain.ts`).
 *
 * The workspace is used again from profile to profile.
 */
export class ExitPlay {
  /**
   * max over the players met since it was last reset and k = 2..K of (u_k - u_1) / v_i, u_1 the best single bid's
   * utility or 0.
   */
  gainShare = Number.NEGATIVE_INFINITY;
  private readonly entry = new LargestEntry(new AggregativeSolver());
  private readonly search = new SplitGainSearch();

  /** @returns null where the first-order conditions have no solution */
  at(rule: OwnBidRule, values: Float64Array, identities: number): ExitOutcome | null {
    const { entry, search } = this;
    if (entry.solve(rule, values) === 0) return null;
    const n = values.length;
    const bids = new Array<number>(n);
    const allocations = new Array<number>(n);
    const payments = new Array<number>(n);
    const utilities = new Array<number>(n);
    let [regretShare, absolute, top] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const value = values[i]!;
      const bid = entry.bids[i]!;
      const weight = bid > 0 ? entry.weights[i]! : 0;
      bids[i] = bid;
      allocations[i] = weight / entry.totalWeight;
      payments[i] = bid > 0 ? rule.cost(bid) : 0;
      utilities[i] = value * allocations[i]! - payments[i]!;
      const floor = this.gainShare * value;
      const others = entry.totalWeight - weight;
      const gain = search.gainAbove(rule, value, others, identities, floor, entry.weights[i]);
      if (gain > floor) this.gainShare = gain / value;
      const regret = search.single - utilities[i]!;
      if (regret > absolute) absolute = regret;
      if (regret / value > regretShare) regretShare = regret / value;
      if (value > top) top = value;
    }
    const regret = { absolute, relative: absolute / top, kind: "searched" } as const;
    const solver = { name: "lowest-value exit", outcome: "converged" };
    return {
      equilibrium: { kind: "pure", bids, allocations, payments, utilities, regret, solver },
      regretShare,
    };
  }

  reset(): void {
    this.gainShare = Number.NEGATIVE_INFINITY;
  }
}
