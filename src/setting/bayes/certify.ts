import type { Mechanism } from "../../mechanism/mechanism.js";
import { type BayesGame, rivalCounts } from "./game.js";
import type { Strategy } from "./strategy.js";

/** Types that stand for each rival, by the number of players: at least so many, spread over the smooth pieces. */
const RIVAL_TYPES: readonly number[] = [400, 400, 100, 44, 15];
const FEWEST_A_PIECE = 5;
/** Types judged on each smooth piece, its ends among them, and below the cut. */
const JUDGED = 9;
const JUDGED_OUT = 3;
/** Bids looked at: so many a magnitude, even ones up to the largest value, and zooms into the best. */
const A_DECADE = 12;
const DECADES = 7;
const EVEN = 60;
const ZOOMS = 3;
const ZOOM_POINTS = 8;
/** An end of a piece is judged this far within it, relative to its length. */
const WITHIN = 1e-9;

/** How much a type gains by another single bid. */
export interface InterimRegret {
  /** Value units, and relative to the largest value of any prior. */
  readonly absolute: number;
  readonly relative: number;
  /** The class and value that gain most. */
  readonly class: number;
  readonly value: number;
}

/**
 * The judge of strategies: the most that a type gains by another bid, staying out among them. It shares no search and no
 * quadrature with the solver: Fejer's first rule on the smooth pieces, every combination of the rivals' types, and a scan
 * of bids of all magnitudes with zooms into the best. A lower bound of the true regret but for the quadrature, hence
 * `searched`.
 *
 * @param strategies one a class
 */
export function interimRegret(game: BayesGame, strategies: readonly Strategy[]): InterimRegret {
  let worst: InterimRegret = { absolute: 0, relative: 0, class: 0, value: strategies[0]!.types.highest };
  const spread = strategies.map((strategy) =>
    rivalBids(strategy, RIVAL_TYPES[Math.min(game.players, 5) - 1]!),
  );
  for (const [k, strategy] of strategies.entries()) {
    const expected = expectation(game.mechanism, combined(spread, rivalCounts(game, k)));
    const scan = scanned(game.top).map((bid) => expected(bid));
    for (const t of judgedTypes(strategy)) {
      const value = strategy.types.valueAt(t);
      const bid = strategy.bidAt(t);
      if (!Number.isFinite(bid)) return endless(k, value);
      const own = utilityOf(value, expected(bid));
      const absolute = bestUtility(value, scan, expected) - own;
      if (absolute > worst.absolute) worst = { absolute, relative: absolute / game.top, class: k, value };
    }
  }
  return worst;
}

/** What strategies that are no numbers somewhere are judged as. */
function endless(own: number, value: number): InterimRegret {
  return { absolute: Number.POSITIVE_INFINITY, relative: Number.POSITIVE_INFINITY, class: own, value };
}

/** Bids of a rival, with the probability of each. */
type BidSpread = readonly { readonly bid: number; readonly probability: number }[];

/** What a bid brings. */
interface Brought {
  readonly bid: number;
  readonly allocation: number;
  readonly payment: number;
}

function rivalBids({ types, cut, edges, bidAt }: Strategy, count: number): BidSpread {
  const out = types.probabilityBelow(cut);
  const found = out > 0 ? [{ bid: 0, probability: out }] : [];
  const each = Math.max(FEWEST_A_PIECE, Math.ceil(count / (edges.length - 1)));
  for (let piece = 0; piece + 1 < edges.length; piece++) {
    const [low, high] = [edges[piece]!, edges[piece + 1]!];
    for (const { node, weight } of fejer(types.stepwise ? 1 : each)) {
      const t = 0.5 * (low + high) + 0.5 * (high - low) * node;
      found.push({ bid: bidAt(t), probability: 0.5 * (high - low) * weight * types.densityAt(t) });
    }
  }
  return found;
}

/** Fejer's first rule on [-1, 1]: the nodes cos((k + 1/2) pi / N). Source: Waldvogel 2006. */
function fejer(count: number): { readonly node: number; readonly weight: number }[] {
  return Array.from({ length: count }, (_, k) => {
    const angle = ((k + 0.5) * Math.PI) / count;
    let sum = 0;
    for (let j = 1; j <= count / 2; j++) sum += Math.cos(2 * j * angle) / (4 * j * j - 1);
    return { node: Math.cos(angle), weight: (2 / count) * (1 - 2 * sum) };
  });
}

/** Bids of all rivals at once, with the probability of each set: rows of `width` bids. */
interface Combined {
  readonly width: number;
  readonly rows: readonly Float64Array[];
  readonly probabilities: readonly number[];
}

/** Every set of bids that so many rivals of each spread make: equal rivals in rising order, times the orders there are. */
function combined(spreads: readonly BidSpread[], counts: readonly number[]): Combined {
  const width = counts.reduce((total, count) => total + count, 0);
  const [rows, probabilities]: [Float64Array[], number[]] = [[], []];
  const chosen: number[] = [];
  /** The `place`-th rival of spread k, the one before it at index `least`, which is there `same` times. */
  const add = (k: number, place: number, least: number, same: number, probability: number): void => {
    if (k === counts.length) {
      rows.push(Float64Array.from(chosen));
      probabilities.push(probability);
      return;
    }
    if (place > counts[k]!) {
      add(k + 1, 1, 0, 0, probability);
      return;
    }
    for (let at = least; at < spreads[k]!.length; at++) {
      const each = spreads[k]![at]!;
      const times = at === least ? same + 1 : 1;
      chosen.push(each.bid);
      add(k, place + 1, at, times, (probability * each.probability * place) / times);
      chosen.pop();
    }
  };
  add(0, 1, 0, 0, 1);
  return { width, rows, probabilities };
}

function expectation(
  mechanism: Mechanism,
  { width, rows, probabilities }: Combined,
): (bid: number) => Brought {
  const played = new Float64Array(width + 1);
  const [allocations, payments] = [new Float64Array(width + 1), new Float64Array(width + 1)];
  return (bid) => {
    let [allocation, payment] = [0, 0];
    if (!(bid > 0)) return { bid, allocation, payment };
    played[0] = bid;
    for (const [k, row] of rows.entries()) {
      played.set(row, 1);
      mechanism.outcome(played, allocations, payments);
      allocation += probabilities[k]! * allocations[0]!;
      payment += probabilities[k]! * payments[0]!;
    }
    return { bid, allocation, payment };
  };
}

function scanned(top: number): number[] {
  const magnitudes = Array.from(
    { length: DECADES * A_DECADE + 1 },
    (_, k) => top * 10 ** (k / A_DECADE - DECADES),
  );
  const even = Array.from({ length: EVEN }, (_, k) => (top * (k + 1)) / EVEN);
  return [0, ...magnitudes, ...even].sort((a, b) => a - b);
}

function judgedTypes({ types, cut, edges }: Strategy): number[] {
  const found: number[] = [];
  for (let piece = 0; piece + 1 < edges.length; piece++) {
    const [low, high] = [edges[piece]!, edges[piece + 1]!];
    const count = types.stepwise ? 1 : JUDGED;
    for (let k = 0; k < count; k++) {
      const part = count === 1 ? 0.5 : WITHIN + (1 - 2 * WITHIN) * (k / (count - 1));
      found.push(low + part * (high - low));
    }
  }
  if (cut === types.from) return found;
  for (let k = 0; k < JUDGED_OUT; k++) {
    found.push(types.from + (1 - WITHIN) * (cut - types.from) * ((k + 1) / JUDGED_OUT));
  }
  return found;
}

function utilityOf(value: number, { allocation, payment }: Brought): number {
  return value * allocation - payment;
}

function bestUtility(value: number, scan: readonly Brought[], expected: (bid: number) => Brought): number {
  const heights = scan.map((each) => utilityOf(value, each));
  const peak = heights.indexOf(Math.max(...heights));
  let best = heights[peak]!;
  let [low, high] = [scan[Math.max(0, peak - 1)]!.bid, scan[Math.min(scan.length - 1, peak + 1)]!.bid];
  for (let zoom = 0; zoom < ZOOMS; zoom++) {
    const step = (high - low) / ZOOM_POINTS;
    let at = low;
    for (let k = 1; k < ZOOM_POINTS; k++) {
      const utility = utilityOf(value, expected(low + k * step));
      if (utility > best) [best, at] = [utility, low + k * step];
    }
    if (at === low) break;
    [low, high] = [at - step, at + step];
  }
  return best;
}
