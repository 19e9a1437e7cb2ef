import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Formula } from "../formula.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";

/** The serial contest: scale-free, with the revenue of the all-pay auction in pure bids. */
export const serial: MechanismFamily = {
  name: "serial",
  card: {
    title: "Serial contest, all-pay",
    allocation: "x_i = sum_(j >= i) (b_j^alpha - b_(j+1)^alpha) / (j b_1^alpha),  b_1 >= b_2 >= ... >= b_n",
    payment: "p_i = b_i",
    source: "Alcalde and Dahm 2007, Tullock and Hirshleifer: A Meeting of the Minds",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "each rung of the ladder of bids is shared by those who reach it"),
  },
  parameters: [
    {
      name: "alpha",
      meaning: "how sharply the higher bid is favoured",
      minimum: 0,
      aboveMinimum: true,
      maximum: 64,
      default: 1,
    },
  ],
  build({ parameters }) {
    const alpha = parameters.alpha!;
    let order = new Int32Array(0);
    return {
      shape: { kind: "serial", alpha },
      claims: { scaleFree: true, monotone: true, tiesByIndex: false, withholds: false },
      formula: serialIn(alpha),
      outcome(bids, allocations, payments) {
        const n = bids.length;
        if (order.length !== n) order = Int32Array.from({ length: n }, (_, i) => i);
        order.sort((i, j) => bids[j]! - bids[i]!);
        const highest = bids[order[0]!]!;
        let share = 0;
        let rungBelow = 0;
        for (let rank = n; rank >= 1; rank--) {
          const i = order[rank - 1]!;
          const rung = highest > 0 ? (bids[i]! / highest) ** alpha : 0;
          share += (rung - rungBelow) / rank;
          rungBelow = rung;
          allocations[i] = share;
          payments[i] = bids[i]!;
        }
      },
    };
  },
};

function serialIn(alpha: number): Formula {
  return <T>(a: Arithmetic<T>, bids: readonly T[]) => {
    const falling = [...bids].sort((b, c) => a.compare(c, b));
    const rungs = falling.map((bid) => a.power(a.divide(bid, falling[0]!), a.of(alpha)));
    const allocations = bids.map((bid) =>
      falling.reduce((share, each, k) => {
        if (a.compare(each, bid) > 0) return share;
        const step = a.subtract(rungs[k]!, rungs[k + 1] ?? a.of(0));
        return a.add(share, a.divide(step, a.of(k + 1)));
      }, a.of(0)),
    );
    return { allocations, payments: bids };
  };
}
