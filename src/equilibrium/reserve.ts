import { fallingOrder } from "./entry.js";
import type { Proposal } from "./solution.js";

/**
 * The equilibrium of the proportional all-pay rule whose protocol holds bids of its own, x_i = b_i / (B + held). Utility
 * is concave in the own bid, so that with W = B + held each player bids max(0, W - W^2 / v_i), which falls in W relative
 * to it: there is one equilibrium. Among the k of highest value who bid, with H the sum of their 1 / v,
 *
 *     H W^2 - (k - 1) W - held = 0,
 *
 * and k is the number of players whose value is above W.
 * Source: Cornes and Hartley 2005, "Asymmetric contests with general technologies", with one rival of fixed weight.
 *
 * @param held   above 0
 * @param values in any order
 */
export function reserveEquilibrium(held: number, values: Float64Array): Proposal {
  const byValue = fallingOrder(values);
  let total = held;
  let inverses = 0;
  let players = 0;
  // Whoever would bid at the total of those above it does so, and raises the total.
  while (players < values.length && values[byValue[players]!]! > total) {
    inverses += 1 / values[byValue[players]!]!;
    const others = players;
    players++;
    total = (others + Math.sqrt(others * others + 4 * inverses * held)) / (2 * inverses);
  }
  const bids = new Float64Array(values.length);
  for (let k = 0; k < players; k++) {
    const value = values[byValue[k]!]!;
    bids[byValue[k]!] = total * (1 - total / value);
  }
  const solver = { name: "reserve", outcome: `closed form, ${players} of ${values.length} players in` };
  return { kind: "pure", bids, dominated: false, solver };
}
