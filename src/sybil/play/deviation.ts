import type { Mechanism } from "../../mechanism/mechanism.js";
import type { RandomStream } from "../../numeric/random.js";
import { type Effort, identityCounts, type SearchOptions } from "../options.js";
import { ascend, movesOf } from "./ascend.js";
import { IdentityPlay, type Tally } from "./identities.js";
import { bidsInPlay, largestTotal, type Opponents } from "./opponents.js";
import { divisions, levelWith } from "./parts.js";
import { PriceCurve, type SingleBid, type Span } from "./price-curve.js";

const FLOOR = 1e-11;
const CEILING = 16;
const POLISHED = 2;
const ROUNDS = 12;
const REACH = 4;

/** The best bids found for a number of identities, and how much more they bring than the best single bid. */
export interface Deviation {
  readonly identities: number;
  readonly bids: Float64Array;
  readonly gain: number;
}

/** What a player of one value can do against given others, alone and through identities. */
export interface Deviations {
  readonly single: SingleBid;
  /** One a number of identities tried, rising. */
  readonly byIdentities: readonly Deviation[];
}

/** Totals worth dividing: 11 decades below the others' total, up to 16 times that or the value. */
export function spanOf(opponents: Opponents, value: number): Span {
  const total = largestTotal(opponents);
  const scale = total > 0 ? Math.min(total, value) : value;
  return { low: scale * FLOOR, high: CEILING * Math.max(total, value) };
}

/**
 * The gains of one value from 2, 3, ... identities over the best single bid, against given others: every
 * division at every magnitude, the best ones climbed. Searched: lower bounds of the truth, but for the
 * single bid's part in them, which is also looked for among the parts and sums of every deviation.
 *
 * @param known bids of a deviation to start from as well
 */
export function deviations(
  mechanism: Mechanism,
  opponents: Opponents,
  value: number,
  options: SearchOptions,
  random: RandomStream,
  tally?: Tally,
  known: Float64Array = new Float64Array(0),
): Deviations {
  const span = spanOf(opponents, value);
  const curve = new PriceCurve(mechanism, opponents, span, tally);
  const alone = curve.best(value);
  const found: { bids: Float64Array; utility: number; identities: number }[] = [];
  for (const identities of identityCounts(options.identities, options.effort)) {
    const play = new IdentityPlay(mechanism, opponents, identities, tally);
    const before = found.at(-1)?.bids;
    const starts = [
      ...dividedBids(alone.bid, identities),
      ...(before ? [withVanishing(before, identities, span.low)] : []),
      ...(known.length > 0 && known.length <= identities ? [withVanishing(known, identities, span.low)] : []),
    ];
    found.push({ identities, ...bestBids(play, value, span, starts, options.effort, random) });
  }
  const single = curve.best(
    value,
    found.flatMap(({ bids }) => singleBidsOf(bids)),
  );
  return {
    single,
    byIdentities: found.map(({ identities, bids, utility }) => ({
      identities,
      bids,
      gain: utility - single.utility,
    })),
  };
}

/** Single bids that a division suggests: its sum, its parts, and the sum without each part. */
export function singleBidsOf(parts: ArrayLike<number>): number[] {
  const bids = Array.from(parts);
  const sum = bids.reduce((total, bid) => total + bid, 0);
  const distinct = [...new Set(bids)].slice(0, 8);
  return [sum, ...distinct, ...distinct.map((bid) => sum - bid)].filter((bid) => bid > 0);
}

/**
 * The gains at a value from divisions of the best single bid, climbed: equal parts, a ladder, one large part.
 * Where a rule gains by a hair, its gain is far below what a scan of totals loses by stepping past the best
 * one; these start at it.
 */
export function* climbedDivisions(
  mechanism: Mechanism,
  opponents: Opponents,
  value: number,
  single: SingleBid,
  options: SearchOptions,
  tally: Tally,
): Generator<{ readonly bids: Float64Array; readonly gain: number }> {
  for (const identities of identityCounts(options.identities, options.effort)) {
    const play = new IdentityPlay(mechanism, opponents, identities, tally);
    const utilityAt = (bids: Float64Array) => {
      play.own.set(bids);
      return play.utility(value);
    };
    for (const bids of dividedBids(single.bid, identities)) {
      const utility = ascend(utilityAt, bids, movesOf(bids), ROUNDS, REACH);
      yield { bids, gain: utility - single.utility };
    }
  }
}

/** A bid divided into equal parts, a ladder of halves, and one large part among small ones. */
function dividedBids(bid: number, identities: number): Float64Array[] {
  if (!(bid > 0)) return [];
  return [1, 0.5, 0.1].map((ratio) => {
    const parts = Float64Array.from({ length: identities }, (_, j) =>
      ratio === 0.5 ? ratio ** j : j === 0 ? 1 : ratio,
    );
    const total = parts.reduce((sum, part) => sum + part, 0);
    return parts.map((part) => (bid * part) / total);
  });
}

/** Bids with further identities of vanishing bids. */
function withVanishing(bids: Float64Array, identities: number, low: number): Float64Array {
  const more = new Float64Array(identities).fill(low);
  more.set(bids);
  return more;
}

/** The best bids found of so many identities at a value. */
function bestBids(
  play: IdentityPlay,
  value: number,
  span: Span,
  starts: readonly Float64Array[],
  effort: Effort,
  random: RandomStream,
): { bids: Float64Array; utility: number } {
  const top: { bids: Float64Array; utility: number }[] = [];
  const consider = (bids: Float64Array, utility: number) => {
    top.push({ bids, utility });
    top.sort((a, b) => b.utility - a.utility);
    top.length = Math.min(top.length, POLISHED);
  };
  forEachDivision(play, span, effort, random, () => {
    const utility = value * play.allocation - play.payment;
    if (top.length < POLISHED || utility > top.at(-1)!.utility) consider(play.own.slice(), utility);
  });
  const utilityAt = (bids: Float64Array) => {
    play.own.set(bids);
    return play.utility(value);
  };
  for (const start of starts) consider(start, utilityAt(start));
  for (const each of top.slice()) {
    const bids = each.bids.slice();
    consider(bids, ascend(utilityAt, bids, movesOf(bids), ROUNDS, REACH));
  }
  return top[0]!;
}

/** Plays every division of every magnitude, and bids level with the others'; `visit` reads the outcome. */
export function forEachDivision(
  play: IdentityPlay,
  { low, high }: Span,
  effort: Effort,
  random: RandomStream,
  visit: () => void,
): void {
  const ratio = (high / low) ** (1 / effort.magnitudes);
  const offset = random();
  for (const parts of divisions(play.identities, random, effort)) {
    for (let m = 0; m < effort.magnitudes; m++) {
      const total = low * ratio ** (m + offset);
      for (let j = 0; j < parts.length; j++) play.own[j] = parts[j]! * total;
      play.play();
      visit();
    }
  }
  for (const bids of levelWith(play.identities, bidsInPlay(play.opponents))) {
    play.own.set(bids);
    play.play();
    visit();
  }
}
