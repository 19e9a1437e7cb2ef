import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { highestBidRule } from "../shape/highest-bid.js";

/** Second-price winner-take-all. */
export const secondPrice: MechanismFamily = {
  name: "second-price",
  card: {
    title: "Winner-take-all, second price",
    allocation: 'x_i = 1  "for the highest bid, in ties the lower index; else" 0',
    payment: 'p_i = x_i max_(j != i) b_j  "and 0 where nobody else bids"',
    source: "Vickrey 1961, Counterspeculation, Auctions, and Competitive Sealed Tenders",
    models: ["block-auction-pbs", "slot-auction-pbs"],
    w4h: answersOf("slot-auction-pbs", "the highest bid wins and pays the second highest"),
    note: "Truthful bids are dominant; equilibria in dominated bids (a bully far above its value) are marked.",
  },
  parameters: [],
  build: () => highestBidRule("second"),
};
