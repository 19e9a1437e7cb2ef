import type { HighestBidPrice } from "../mechanism/shape/shape.js";
import type { Proposal } from "./solution.js";

/**
 * The pure equilibria of highest-bid rules, in closed form, by descending value v_1 >= v_2 >= ...:
 *
 *     first price   the limit (v_2 + epsilon, v_2, v_3, ...): the top player wins and pays v_2. Losing bids
 *                   stand at the limit of undominated bids, their values.
 *     second price  truth, b_i = v_i; and, as the sample of the bully equilibria, the player of second
 *                   value bidding v_1 against bids of 0, at a price of 0.
 *     all-pay       none for two players or more (Hillman and Riley 1989).
 *
 * Source: Vickrey 1961; Neuder, Garimidi and Roughgarden 2024, Aside 1.
 *
 * @param values two or more, in any order
 */
export function highestBidEquilibria(price: HighestBidPrice, values: Float64Array): Proposal[] {
  if (price === "all-pay") return [];
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const [top, second] = [byValue[0]!, byValue[1]!];
  if (price === "first") {
    const bids = Float64Array.from(values);
    bids[top] = values[second]!;
    const nearby = Float64Array.from(bids);
    nearby[top] = values[second]! * (1 + 4 * Number.EPSILON);
    return [{ kind: "pure-limit", bids, nearby, ...closedForm("limit") }];
  }
  const bully = new Float64Array(values.length);
  bully[second] = values[top]!;
  return [
    { ...closedForm("truthful"), kind: "pure", bids: Float64Array.from(values), dominated: false },
    { ...closedForm("bully"), kind: "pure", bids: bully, dominated: true },
  ];
}

function closedForm(outcome: string): Pick<Proposal, "solver"> {
  return { solver: { name: "highest-bid", outcome: `closed form, ${outcome}` } };
}
