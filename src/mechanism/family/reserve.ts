import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";

/** Proportional, the protocol holding tickets of its own: it keeps the good with their share. */
export const reserve: MechanismFamily = {
  name: "reserve",
  card: {
    title: "Proportional with a reserve, all-pay",
    allocation: 'x_i = b_i / (B + `reserve`)  "kept with probability" `reserve` / (B + `reserve`)',
    payment: "p_i = b_i",
    source: "Dasgupta and Nti 1998, Designing an Optimal Contest, with linear weights",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance proportional to tickets, some of which the protocol holds"),
    note: "Withholds the good. Split-proof, as each ticket's chance depends on their number alone.",
  },
  parameters: [
    {
      name: "reserve",
      meaning: "tickets the protocol holds, value units",
      minimum: 0,
      maximum: 1e12,
      default: 0.1,
    },
  ],
  pap: { reserve: 0 },
  build({ parameters }) {
    const held = parameters.reserve!;
    return {
      shape: { kind: "general" },
      claims: { scaleFree: held === 0, monotone: true, tiesByIndex: false, withholds: held > 0 },
      formula: (a, bids) => ({
        allocations: bids.map((bid, i) =>
          a.share(bid, bids.filter((_, j) => j !== i).reduce(a.add, a.of(held))),
        ),
        payments: bids,
      }),
      outcome(bids, allocations, payments) {
        let total = held;
        for (let i = 0; i < bids.length; i++) total += bids[i]!;
        for (let i = 0; i < bids.length; i++) {
          allocations[i] = bids[i]! > 0 ? bids[i]! / total : 0;
          payments[i] = bids[i]!;
        }
      },
    };
  },
};
