import { fallingOrder } from "./entry.js";
import type { Proposal } from "./solution.js";

/** Orders are tried in games of up to so many players. */
const MOST_ORDERED = 6;

/**
 * The equilibrium of the serial contest in closed form, for alpha <= 1. With values v_1 >= v_2 >= ... and rungs
 * r_k = (b_k / b_1)^alpha the first-order conditions are
 *
 *     b_1 = alpha v_1 sum_(k >= 2) r_k / (k (k - 1)),   b_k = alpha v_k r_k / k  for k >= 2,
 *
 * so that r_k = (alpha v_k / (k b_1))^(alpha / (1 - alpha)), in which b_1 has one solution. The players may stand on the
 * rungs in another order than that of their values, as long as the bids fall: all such orders of up to six players are
 * proposed. With alpha = 1 the players of the two highest values are in, b_1 = v_2 / 2 and b_2 = b_1 v_2 / v_1. For
 * alpha > 1 every rung but the first is a place of least utility, and nothing is proposed.
 *
 * Source: Alcalde and Dahm 2007, "Tullock and Hirshleifer: A Meeting of the Minds", for two players; the conditions for
 * more are worked out here.
 *
 * @param values two or more, in any order
 */
export function serialEquilibria(alpha: number, values: Float64Array): Proposal[] {
  if (alpha > 1) return [];
  const byValue = fallingOrder(values);
  const orders = alpha < 1 && values.length <= MOST_ORDERED ? ordersOf(byValue, values) : [byValue];
  return Array.from(orders, (order) => {
    const falling = order.map((i) => values[i]!);
    const ladder = alpha === 1 ? ofTwo(falling) : ofAll(alpha, falling);
    if (ladder.some((bid, rank) => rank > 0 && bid > ladder[rank - 1]!)) return [];
    const bids = new Float64Array(values.length);
    ladder.forEach((bid, rank) => {
      bids[order[rank]!] = bid;
    });
    return [{ kind: "pure", bids, dominated: false, solver: { name: "serial", outcome: "closed form" } }];
  }).flat() as Proposal[];
}

/** Orders in which v_k / k falls from the second rung on, that of the values first; equal values in one order only. */
function* ordersOf(players: readonly number[], values: Float64Array): Generator<number[]> {
  yield* from([]);

  function* from(order: readonly number[]): Generator<number[]> {
    const rung = order.length + 1;
    if (rung > players.length) {
      yield [...order];
      return;
    }
    const tried = new Set<number>();
    for (const player of players) {
      const value = values[player]!;
      if (order.includes(player) || tried.has(value)) continue;
      tried.add(value);
      if (rung > 2 && value / rung > values[order.at(-1)!]! / (rung - 1)) continue;
      yield* from([...order, player]);
    }
  }
}

function ofTwo([first, second]: readonly number[]): number[] {
  const top = second! / 2;
  return [top, top * (second! / first!)];
}

function ofAll(alpha: number, falling: readonly number[]): number[] {
  const power = alpha / (1 - alpha);
  const unit = falling[0]!;
  // With b_1 taken out: r_k = (v_k / k)^power (alpha / b_1)^power, all in units of the top value.
  const rungs = falling.map((value, k) => (value / unit / (k + 1)) ** power);
  const sum = rungs.reduce((all, rung, k) => (k === 0 ? 0 : all + rung / (k * (k + 1))), 0);
  const top = alpha * sum ** (1 - alpha);
  return falling.map((value, k) =>
    k === 0 ? top * unit : (alpha * value * rungs[k]! * (alpha / top) ** power) / (k + 1),
  );
}
