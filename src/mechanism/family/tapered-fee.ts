import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { shareRule } from "../shape/share.js";

/** Proportional-all-pay with a fee that tapers off with the share, and a lean towards larger shares in return. */
export const taperedFee: MechanismFamily = {
  name: "tapered-fee",
  card: {
    title: "Proportional-all-pay with a fee that tapers off as the share grows",
    allocation: "x_i prop q_i (1 + `lean` q_i),  q_i = b_i / B,  B = sum_j b_j",
    payment: "p_i = B (q_i + `fee` (1 - q_i)^`taper`)",
    source:
      "derived here: the short form of the split-proof rules that `improve` climbs to from PAP; with lean 0 and " +
      "taper 1 it is PAP with an endogenous fee, in another unit of bids",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance a little more than proportional, small shares pay a fee"),
    note:
      "Split-proof: q (1 + lean q) is superadditive, and (q + fee (1 - q)^taper) / q falls, so that the price is " +
      "subadditive. results/split has coefficients that beat PAP for two players, by the range of v_2 / v_1.",
  },
  parameters: [
    { name: "fee", meaning: "fee at share 0, of the sum of bids", minimum: 0, maximum: 1, default: 0.01 },
    { name: "taper", meaning: "power of the rest 1 - q in the fee", minimum: 1, maximum: 16, default: 3 },
    { name: "lean", meaning: "of the share in the weight", minimum: 0, maximum: 8, default: 0 },
  ],
  pap: { fee: 0, lean: 0 },
  build({ parameters }) {
    const fee = parameters.fee!;
    const taper = parameters.taper!;
    const lean = parameters.lean!;
    return shareRule(
      {
        weight: (share) => share * (1 + lean * share),
        weightSlope: (share) => 1 + 2 * lean * share,
        price: (share, rest) => share + fee * rest ** taper,
        priceSlope: (_, rest) => 1 - fee * taper * rest ** (taper - 1),
        splitProof: true,
      },
      {
        weight: (a, share) => a.multiply(share, a.add(a.of(1), a.multiply(a.of(lean), share))),
        price: (a, share, rest) => a.add(share, a.multiply(a.of(fee), a.power(rest, a.of(taper)))),
      },
    );
  },
};
