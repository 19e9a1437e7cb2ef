import { type MixedProposal, type MixedStrategy, pureStrategy } from "./strategy.js";

/**
 * The all-pay auction's mixed equilibrium, by descending value v_1 >= v_2 >= ..., two players or more:
 *
 *     F_1(b) = b / v_2,   F_2(b) = 1 - v_2 / v_1 + b / v_1   on [0, v_2],   the others stay out;
 *     E x_2 = v_2 / (2 v_1),  E b_1 = v_2 / 2,  E b_2 = v_2^2 / (2 v_1),  R = v_2 (v_1 + v_2) / (2 v_1).
 *
 * Unique where v_2 > v_3; where they are equal it is one of a continuum.
 *
 * Source: Hillman and Riley 1989, Economics and Politics 1; Baye, Kovenock and de Vries 1996, Theorem 1.
 */
export function allPayProposal(values: Float64Array): MixedProposal {
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const [top, second] = [byValue[0]!, byValue[1]!];
  const [v1, v2] = [values[top]!, values[second]!];
  const entry = v2 / v1;
  const strategies: MixedStrategy[] = Array.from(values, () => pureStrategy(0));
  strategies[top] = { support: [], probabilities: [], uniform: [{ from: 0, to: v2, probability: 1 }] };
  strategies[second] = {
    support: entry < 1 ? [0] : [],
    probabilities: entry < 1 ? [1 - entry] : [],
    uniform: [{ from: 0, to: v2, probability: entry }],
  };
  const tied = values.length > 2 && values[byValue[2]!] === v2;
  return {
    strategies,
    solver: { name: "all-pay", outcome: `closed form${tied ? ", one of a continuum" : ""}` },
  };
}
