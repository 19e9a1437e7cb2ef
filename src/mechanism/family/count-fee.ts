import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { countFeeRule } from "../shape/count-fee.js";

/** Proportional-all-pay with a fee by the number of bids, in proportion to the sum of bids. */
export const countFee: MechanismFamily = {
  name: "count-fee",
  card: {
    title: "Proportional-all-pay with a per-identity fee by the number of bids",
    allocation: "x_i = b_i / B,  B = sum_j b_j",
    payment: 'p_i = b_i + phi_n B,  n "the number of positive bids",  phi_1 = 0,  phi_n = `fee`_n',
    source:
      "derived here: k identities pay k phi_(n+k-1) where one pays phi_n, so that no split gains exactly where " +
      "k phi_(n+k-1) >= phi_n for all n and k >= 2",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance proportional to tickets, each identity pays a fee by the number of bids",
    ),
    note:
      "fee2, fee3, ... are phi_2, phi_3, ...; the last, phi_counts, is that of all larger numbers. With s players in, " +
      "shares are PAP's and the revenue is (1 + s phi_s) / (1 + phi_s) of PAP's; a player stays in whose share t has " +
      "t^2 >= phi_s (1 - 2 t). A lone bid pays no fee. In jobs a range of fee is the range of every fee.",
  },
  parameters: [
    {
      ...{ name: "counts", meaning: "largest number of bids with a fee of its own" },
      ...{ minimum: 2, maximum: 16, default: 5, whole: true },
    },
    {
      ...{ name: "fee", meaning: "fee of each identity where n bid, as a share of the sum of bids" },
      ...{ minimum: 0, maximum: 10, default: 0.01, per: "counts", from: 2 },
    },
  ],
  pap: { fee2: 0, fee3: 0, fee4: 0, fee5: 0 },
  build({ parameters }) {
    const fees = Array.from({ length: parameters.counts! - 1 }, (_, k) => parameters[`fee${k + 2}`]!);
    return countFeeRule(fees);
  },
};
