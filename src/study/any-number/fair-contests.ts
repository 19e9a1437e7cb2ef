import { type RandomStream, randomStream } from "../../numeric/random.js";
import { type Slack, Slacks } from "./slack.js";

/**
 * A contest of two in Thomas's model (2021, "Optimal Fair Contests"): a bid of 0 takes part, the good is always
 * allocated, and x_2(b_1, b_2) = 1 - x_1(b_1, b_2) = x_1(b_2, b_1). Bids are those of a list.
 */
export interface FairContest {
  readonly costs: readonly number[];
  /** x_1 by the place of the own bid and of the rival's. */
  readonly allocation: (own: number, rival: number) => number;
}

/** max(v_2, v_1 / 2), v_1 >= v_2: the most that a pure equilibrium raises. */
export function fairContestBound([v1, v2]: readonly [number, number]): number {
  return Math.max(v2, v1 / 2);
}

/** Revenue of each pure equilibrium, found by looking at every pair of bids. */
export function fairContestRevenues(
  { costs, allocation }: FairContest,
  [v1, v2]: readonly [number, number],
  rounding: number,
): number[] {
  const best = (value: number, rival: number) =>
    Math.max(...costs.map((cost, own) => value * allocation(own, rival) - cost));
  const [first, second] = [v1, v2].map((value) => costs.map((_, rival) => best(value, rival)));
  return costs.flatMap((cost, i) =>
    costs.flatMap((other, j) => {
      const gains = [
        first![j]! - (v1 * allocation(i, j) - cost),
        second![i]! - (v2 * allocation(j, i) - other),
      ];
      return Math.max(...gains) <= rounding ? [cost + other] : [];
    }),
  );
}

const BIDS = 14;
const ROUNDING = 1e-12;

/** Random contests on a list of bids, costs rising from 0: (bound - R) / v_1 at every pure equilibrium. */
export function fairContestGuard({ rules, seed }: { readonly rules: number; readonly seed: number }): Slack {
  const slacks = new Slacks();
  for (let k = 0; k < rules; k++) {
    const random = randomStream(seed, k);
    const contest = randomContest(random, k);
    const values = [1, 0.1 + 0.9 * random()] as const;
    for (const revenue of fairContestRevenues(contest, values, ROUNDING)) {
      slacks.add(
        fairContestBound(values) - revenue,
        () => `contest ${k}, values 1 ${values[1].toPrecision(4)}`,
      );
    }
  }
  return slacks.of(rules);
}

/** Odd functions of a difference of scores, with a cap in every second contest; or any numbers at all in every third. */
function randomContest(random: RandomStream, k: number): FairContest {
  let cost = 0;
  const step = 0.6 * random() ** 2;
  const costs = Array.from({ length: BIDS }, (_, i) => {
    if (i > 0) cost += (step * random()) / 4;
    return cost;
  });
  if (k % 3 === 2) {
    const table = costs.map(() => costs.map(() => random()));
    return {
      costs,
      allocation: (i, j) => (i === j ? 0.5 : i < j ? table[i]![j]! : 1 - table[j]![i]!),
    };
  }
  const steepness = 0.2 + 8 * random() ** 2;
  return {
    costs,
    allocation: (i, j) => Math.min(1, Math.max(0, 0.5 + steepness * (costs[i]! - costs[j]!))),
  };
}

/** The all-pay auction in which the higher bid wins, ties are halves, and no bid above v_2 / 2 is allowed. */
export function cappedAuction(v2: number, bids: number): FairContest {
  return {
    costs: Array.from({ length: bids }, (_, k) => (v2 / 2) * (k / (bids - 1))),
    allocation: (own, rival) => (own > rival ? 1 : own === rival ? 0.5 : 0),
  };
}

/** x_1 = 1/2 + (b_1 - b_2) / v_1 within [0, 1], p = b, on bids up to v_1. */
export function differenceForm(v1: number, bids: number): FairContest {
  const costs = Array.from({ length: bids }, (_, k) => v1 * (k / (bids - 1)));
  return {
    costs,
    allocation: (own, rival) => Math.min(1, Math.max(0, 0.5 + (costs[own]! - costs[rival]!) / v1)),
  };
}
