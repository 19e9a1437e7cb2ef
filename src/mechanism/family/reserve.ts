import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import type { Facing } from "../shape/facing.js";
import { papRule } from "./pap.js";

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
    if (held === 0) return papRule();
    return {
      shape: { kind: "reserve", held },
      facing: () => new ReserveFacing(held),
      claims: { scaleFree: false, monotone: true, tiesByIndex: false, withholds: true },
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

class ReserveFacing implements Facing {
  allocation = 0;
  payment = 0;
  private rest = 0;

  constructor(private readonly held: number) {}

  face(bids: Float64Array, player: number): void {
    this.rest = this.held;
    for (let j = 0; j < bids.length; j++) if (j !== player) this.rest += bids[j]!;
  }

  play(bid: number): void {
    this.allocation = bid / (bid + this.rest);
    this.payment = bid;
  }
}
