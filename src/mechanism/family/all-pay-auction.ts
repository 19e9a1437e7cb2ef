import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { highestBidRule } from "../shape/highest-bid.js";

/** All-pay auction: the limit of the Tullock contests as alpha grows. */
export const allPayAuction: MechanismFamily = {
  name: "all-pay-auction",
  card: {
    title: "All-pay auction",
    allocation: 'x_i = 1  "for the highest bid, in ties the lower index; else" 0',
    payment: "p_i = b_i",
    source:
      "Hillman and Riley 1989, Politically Contestable Rents and Transfers; Baye, Kovenock and de Vries 1996",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "the highest bid wins, everybody pays"),
    note: "No pure equilibrium with two or more players.",
  },
  parameters: [],
  build: () => highestBidRule("all-pay"),
};
