import type { Equilibrium } from "../solution.js";
import { type MixedStrategy, pureStrategy } from "./strategy.js";

/**
 * The all-pay auction's mixed equilibrium, by descending value v_1 >= v_2 >= ..., two players or more:
 *
 *     F_1(b) = b / v_2,   F_2(b) = 1 - v_2 / v_1 + b / v_1   on [0, v_2],   the others stay out;
 *     E x_2 = v_2 / (2 v_1),  E b_1 = v_2 / 2,  E b_2 = v_2^2 / (2 v_1),  R = v_2 (v_1 + v_2) / (2 v_1).
 *
 * Unique where v_2 > v_3; where they are equal it is one of a continuum.
 *
 * The regret is exact: against these distributions utility v_i prod_j F_j(b) - b is convex between 0 and
 * v_2, so no bid beats the better of its two ends.
 *
 * Source: Hillman and Riley 1989, Economics and Politics 1; Baye, Kovenock and de Vries 1996, Theorem 1.
 */
export function allPayEquilibrium(values: Float64Array): Equilibrium {
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const [top, second] = [byValue[0]!, byValue[1]!];
  const [v1, v2] = [values[top]!, values[second]!];
  const n = values.length;
  const strategies: MixedStrategy[] = Array.from({ length: n }, () => pureStrategy(0));
  strategies[top] = { support: [], probabilities: [], uniform: [{ from: 0, to: v2, probability: 1 }] };
  const entry = v2 / v1;
  strategies[second] = {
    support: entry < 1 ? [0] : [],
    probabilities: entry < 1 ? [1 - entry] : [],
    uniform: [{ from: 0, to: v2, probability: entry }],
  };
  const bids = new Array<number>(n).fill(0);
  const allocations = new Array<number>(n).fill(0);
  bids[top] = v2 / 2;
  bids[second] = (v2 * entry) / 2;
  allocations[second] = entry / 2;
  allocations[top] = 1 - entry / 2;
  const utilities = allocations.map((x, i) => values[i]! * x - bids[i]!);
  const atZero = (i: number) => (i === top ? values[i]! * (1 - entry) : 0);
  const gains = utilities.map((utility, i) => Math.max(0, atZero(i), values[i]! - v2) - utility);
  const absolute = Math.max(0, ...gains);
  const tied = n > 2 && values[byValue[2]!] === v2;
  return {
    kind: "mixed",
    bids,
    allocations,
    payments: [...bids],
    utilities,
    strategies,
    regret: { absolute, relative: absolute / v1, kind: "proved" },
    solver: { name: "all-pay", outcome: `closed form${tied ? ", one of a continuum" : ""}` },
  };
}
