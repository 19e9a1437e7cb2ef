import type { Mechanism } from "../../mechanism/mechanism.js";

const EVEN_BIDS = 24;
const SMALL_BIDS = 6;

/**
 * The bids that a search for mixed strategies starts from: staying out, even steps up to the second value,
 * above which the top player need not go, and smaller ones over two decades; but for bids that cost a
 * player more than its value even alone, which staying out beats.
 *
 * @param second the second value
 * @param value  the player's own
 */
export function startingGrid(mechanism: Mechanism, second: number, value: number): number[] {
  const bids: number[] = [];
  for (let k = 1; k <= EVEN_BIDS; k++) bids.push((second * k) / EVEN_BIDS);
  for (let k = 1; k <= SMALL_BIDS; k++) bids.push((second / EVEN_BIDS) * 10 ** (-k / 3));
  const bid = new Float64Array(1);
  const allocation = new Float64Array(1);
  const payment = new Float64Array(1);
  const worthwhile = bids.filter((each) => {
    bid[0] = each;
    mechanism.outcome(bid, allocation, payment);
    return payment[0]! <= value;
  });
  return [0, ...worthwhile];
}
