import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { MechanismFamily, Rule } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { byCountRule } from "../shape/by-count.js";
import { shareRule } from "../shape/share.js";

/** Proportional shares at a price of their own where two bid: a rule that depends on the number of bids. */
export const pairPrice: MechanismFamily = {
  name: "pair-price",
  card: {
    title: "Proportional shares, priced apart where just two bid",
    allocation: "x_i = q_i,  q_i = b_i / B,  B = sum_j b_j",
    payment:
      "p_i = b_i (1 - dip q_i^2 (1 - q_i^2) + rise q_i^4) where two bid,  p_i = more b_i where three or more do,  " +
      "p_i = b_i (1 - dip / 4) alone",
    source:
      "derived here: where a further bid makes every bid dearer, which changes no equilibrium of three or more, no " +
      "split gains, and two may be charged by any price of the share below it",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance proportional to tickets; the price by the share where two bid",
    ),
    note:
      "Split-proof for every number of bids where more >= 1 + rise: the parts' shares add up to the whole's, and where " +
      "more bid none is cheaper. With three or more bids it is PAP in another unit. The price of two may keep a third " +
      "out whom PAP would let in.",
  },
  parameters: [
    { name: "dip", meaning: "how much cheaper middling shares are", minimum: 0, maximum: 3, default: 2.5 },
    { name: "rise", meaning: "how much dearer large shares are", minimum: 0, maximum: 8, default: 1.875 },
    { name: "more", meaning: "price of a bid where three bid", minimum: 0.01, maximum: 16, default: 2.875 },
  ],
  pap: { dip: 0, rise: 0, more: 1 },
  build({ parameters }) {
    const dip = parameters.dip!;
    const rise = parameters.rise!;
    const more = parameters.more!;
    // Of a bid of 1: dearest at share 0 or 1, as it is convex in q^2, and nowhere below 1 - dip / 4.
    const splitProof = more >= 1 + rise;
    return byCountRule(
      [
        evenlyPriced(1 - dip / 4),
        proportional(
          (share) => 1 - dip * share ** 2 * (1 - share ** 2) + rise * share ** 4,
          (share) => -2 * dip * share * (1 - 2 * share ** 2) + 4 * rise * share ** 3,
          (a, share) => {
            const square = a.multiply(share, share);
            const cheaper = a.multiply(a.of(dip), a.multiply(square, a.subtract(a.of(1), square)));
            const dearer = a.multiply(a.of(rise), a.multiply(square, square));
            return a.add(a.subtract(a.of(1), cheaper), dearer);
          },
        ),
        evenlyPriced(more),
      ],
      splitProof,
    );
  },
};

function evenlyPriced(unit: number): Rule {
  return proportional(
    () => unit,
    () => 0,
    (a) => a.of(unit),
  );
}

/** x = q and p = b unit(q), a price of a unit of bids, with its slope. */
function proportional(
  unit: (share: number) => number,
  unitSlope: (share: number) => number,
  formula: <T>(a: Arithmetic<T>, share: T) => T,
): Rule {
  return shareRule(
    {
      weight: (share) => share,
      weightSlope: () => 1,
      price: (share) => share * unit(share),
      priceSlope: (share) => unit(share) + share * unitSlope(share),
      splitProof: false,
    },
    {
      weight: (_, share) => share,
      price: (a, share) => a.multiply(share, formula(a, share)),
    },
  );
}
