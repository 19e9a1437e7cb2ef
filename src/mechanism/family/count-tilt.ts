import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { byCountRule } from "../shape/by-count.js";
import { exponentShareRule } from "../shape/exponent-share.js";
import { LogOddsExponent } from "../shape/log-odds-exponent.js";

const LARGEST = 8;

/** Values of an exponent at its knots. */
type Row = readonly number[];

/** Weights and prices of the share, tilted apart for each number of bids. */
export const countTilt: MechanismFamily = {
  name: "count-tilt",
  card: {
    title: "Weights and prices by splines in the share, apart for each number of bids",
    allocation:
      'x_i prop q_i `exp`(z_n(q_i)),  n "the number of positive bids",  z_n "a spline in" log(q / (1 - q)) "through" z_(n k),  z_(n 0) = 0',
    payment: 'p_i = B q_i `exp`(e_n(q_i)),  e_n "a spline through" e_(n k),  e_1 = 0',
    source: "derived here; clamped cubic splines: de Boor 1978, A Practical Guide to Splines, chapter IV",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance and price follow tuned curves of the share of all tickets, by the number of bids",
    ),
    note:
      "z_nk and e_nk, written z21, e20 and so on, are the values at the log odds reach (2 k / knots - 1), k = 0 to knots; " +
      "beyond them curves are constant. The last n, counts, stands for all larger numbers. All 0 is PAP; a fee of phi B is " +
      "e = log(1 + phi / q) as far as the splines reach. With all z 0 no split gains where each e_n falls and lies nowhere " +
      "below that of a smaller number, 0 for one. A lone bid pays itself. In jobs a range of z is the range of every z_nk.",
  },
  parameters: [
    {
      ...{ name: "counts", meaning: "largest number of bids with curves of its own" },
      ...{ minimum: 2, maximum: 9, default: 5, whole: true },
    },
    { name: "knots", meaning: "number of the last knot", minimum: 2, maximum: 9, default: 2, whole: true },
    { name: "reach", meaning: "log odds of the last knot", minimum: 2, maximum: 12, default: 3 },
    {
      ...{ name: "z", meaning: "weight's exponent with n bids at knot k" },
      ...{ minimum: -LARGEST, maximum: LARGEST, default: 0 },
      ...{ per: "counts", from: 2, by: { per: "knots", from: 1 } },
    },
    {
      ...{ name: "e", meaning: "payment's exponent with n bids at knot k" },
      ...{ minimum: -LARGEST, maximum: LARGEST, default: 0 },
      ...{ per: "counts", from: 2, by: { per: "knots", from: 0 } },
    },
  ],
  pap: {},
  build({ parameters }) {
    const { counts, knots, reach } = parameters as { counts: number; knots: number; reach: number };
    const rowOf = (count: number, name: string, first: number) =>
      Array.from({ length: knots + 1 - first }, (_, k) => parameters[`${name}${count}${k + first}`]!);
    const numbers = Array.from({ length: counts - 1 }, (_, k) => k + 2);
    const flat: Row = new Array<number>(knots + 1).fill(0);
    const weights: Row[] = [flat, ...numbers.map((count) => [0, ...rowOf(count, "z", 1)])];
    const prices: Row[] = [flat, ...numbers.map((count) => rowOf(count, "e", 0))];
    const [alone, ...rules] = weights.map((row, k) =>
      exponentShareRule(new LogOddsExponent(row, reach), new LogOddsExponent(prices[k]!, reach)),
    );
    const proportional = weights.flat().every((value) => value === 0);
    const splitProof = proportional && isDearerWithMore(prices, reach) ? "each-part" : null;
    return byCountRule([alone!, ...rules], splitProof, proportional);
  },
};

/**
 * Whether each price falls in the share, and is nowhere below that of a smaller number of bids: the same one, or, between
 * any two knots, at its least no less than the other's most.
 */
function isDearerWithMore(prices: readonly Row[], reach: number): boolean {
  return prices.every((row, n) => {
    const before = prices[n - 1];
    const isAbove =
      before === undefined ||
      row.every((value, k) => value === before[k]) ||
      row.slice(1).every((value, k) => value >= before[k]!);
    return isAbove && new LogOddsExponent(row, reach).falls;
  });
}
