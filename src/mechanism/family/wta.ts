import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { highestBidRule } from "../shape/highest-bid.js";

/** First-price winner-take-all. */
export const wta: MechanismFamily = {
  name: "wta",
  card: {
    title: "Winner-take-all, first price",
    allocation: 'x_i = 1  "for the highest bid, in ties the lower index; else" 0',
    payment: "p_i = b_i x_i",
    source: "Neuder, Garimidi and Roughgarden 2024, section 3",
    models: ["block-auction-pbs", "mev-burn", "slot-auction-pbs", "partial-block-auction", "aps-burn"],
    w4h: answersOf("block-auction-pbs", "the highest bid wins and pays its bid"),
  },
  parameters: [],
  build: () => highestBidRule("first"),
};
