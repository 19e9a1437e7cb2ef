import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { byCountRule, evenPrice, type UnitPrice, unitPriceRule } from "../shape/by-count.js";

/** Proportional shares at a price of their own where two bid: a rule that depends on the number of bids. */
export const pairPrice: MechanismFamily = {
  name: "pair-price",
  card: {
    title: "Proportional shares, priced apart where just two bid",
    allocation: "x_i = q_i,  q_i = b_i / B,  B = sum_j b_j",
    payment:
      'p_i = b_i (1 - `dip` q_i^2 (1 - q_i^2) + `rise` q_i^4)  "where two bid",  p_i = `more` b_i  "where three or more do",  p_i = b_i (1 - `dip` / 4)  "alone"',
    source:
      "derived here: where a further bid makes every bid dearer, which changes no equilibrium with three or more in, no " +
      "split gains, and two may be charged by any price of the share below it",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance proportional to tickets; the price by the share where two bid",
    ),
    note:
      "Split-proof for every number of bids, one included, where more >= 1 + rise: the parts' shares add up to the " +
      "whole's, and where more bid no bid is cheaper. With three or more bids it is PAP in another unit. Two in " +
      "equilibrium may keep a third out whom PAP would let in, and a third's bid, however small, makes theirs dearer.",
  },
  parameters: [
    { name: "dip", meaning: "how much cheaper middling shares are", minimum: 0, maximum: 3, default: 2.5 },
    { name: "rise", meaning: "how much dearer large shares are", minimum: 0, maximum: 8, default: 1.875 },
    {
      name: "more",
      meaning: "price of a bid where three or more bid",
      minimum: 0.01,
      maximum: 16,
      default: 2.875,
    },
  ],
  pap: { dip: 0, rise: 0, more: 1 },
  build({ parameters }) {
    const dip = parameters.dip!;
    const rise = parameters.rise!;
    const more = parameters.more!;
    // u_2 is convex in q^2, so that it is dearest at share 0 or 1, and nowhere below 1 - dip / 4.
    const splitProof = more >= 1 + rise ? "each-part" : null;
    const [alone, pair, three] = [evenPrice(1 - dip / 4), pairUnit(dip, rise), evenPrice(more)];
    return byCountRule([unitPriceRule(alone), unitPriceRule(pair), unitPriceRule(three)], splitProof);
  },
};

/** u(q) = 1 - dip q^2 (1 - q^2) + rise q^4. */
function pairUnit(dip: number, rise: number): UnitPrice {
  return {
    at: (share) => 1 - dip * share ** 2 * (1 - share ** 2) + rise * share ** 4,
    slope: (share) => -2 * dip * share * (1 - 2 * share ** 2) + 4 * rise * share ** 3,
    formula(a, share) {
      const square = a.multiply(share, share);
      const cheaper = a.multiply(a.of(dip), a.multiply(square, a.subtract(a.of(1), square)));
      return a.add(a.subtract(a.of(1), cheaper), a.multiply(a.of(rise), a.multiply(square, square)));
    },
  };
}
