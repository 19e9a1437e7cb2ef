import type { Domain } from "../../claim/domain.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { type RandomStream, randomStream } from "../../numeric/random.js";
import { bestResponseGain, isQuick, preparedFor } from "../envelope/notions.js";
import { rivalSets, setsAtSpecials } from "../envelope/rivals.js";
import { identitiesTried, identityCounts, type SearchOptions } from "../options.js";
import { ascend, movesOf } from "../play/ascend.js";
import { climbedDivisions, forEachDivision, spanOf } from "../play/deviation.js";
import { IdentityPlay, Tally } from "../play/identities.js";
import { fixedBids, largestTotal } from "../play/opponents.js";
import { dividedShare } from "../play/parts.js";
import { PriceCurve } from "../play/price-curve.js";
import { rivalsSearched, rivalVectors } from "../play/rivals.js";
import type { Finding, Witness } from "../verdict.js";
import { judge, judgedWitness } from "../witness/judge.js";

/** Smallest value looked at, in units of the rivals' total. */
const LOWEST_RATIO = 1e-3;
/** Sets of rivals that rules of seats are held to at most, where they have no unit or look at the own bid alone. */
const SETS = 16;
/** Where values have no limit: the largest tried, in units of the rivals' total. */
const LARGEST_RATIO = 1e12;
/** Gains below this share of the value are rounding. */
const ROUNDING = 1e-13;
/** Values, in units of the rivals' total, at which the best single bid is divided and climbed from. */
const CLIMBED_RATIOS = [0.3, 1.5, 5, 20, 150, 1000] as const;
const CLIMB_ROUNDS = 5;
const CLIMB_REACH = 6;

/** A multi-identity bid, against whom, and at which value it gains. */
interface Point {
  readonly others: Float64Array;
  readonly bids: Float64Array;
  readonly value: number;
  readonly gainShare: number;
  /** Gain per share of the total that is divided off: what a small division gains at the margin. */
  readonly rate: number;
}

/**
 * Best-response (S2), searched: against bids of one rival or more, for values up to a multiple of their
 * total, no multi-identity bid may be better than the best single bid.
 *
 * Rules of seats are searched by the envelope of one identity (see `envelope/`), which knows every value at once. For
 * the others the price curve of one identity is worked out for each vector of rivals' bids; every multi-identity
 * outcome (X, P) is then held against it at a range of values, gain = v X - P - V(v). Where no gain shows,
 * the points that come nearest at the margin are climbed, together with the value and the rivals' bids.
 */
export function searchBestResponse(mechanism: Mechanism, asked: SearchOptions): Finding {
  const domain = bestResponseDomain(mechanism, asked);
  const options = { ...asked, valueRatio: Math.min(asked.valueRatio, LARGEST_RATIO) };
  const { scaleFree } = mechanism.claims;
  if (mechanism.seat !== undefined) {
    const { seat } = mechanism;
    const sets = rivalSets(seat, options, scaleFree, SETS);
    const inPlace =
      seat.reach === "share" && options.against === undefined && options.rivals > 1 && !isQuick(options);
    const further = inPlace ? setsAtSpecials(preparedFor(seat, options).specials) : [];
    const found = bestResponseGain({ mechanism, seat }, [...sets, ...further], options);
    return { notion: "best-response", domain, ...found };
  }
  return searchedGain(mechanism, rivalVectors(options, scaleFree), options, domain);
}

/** The same for rules that are none of seats: divisions scanned, and climbed from. */
function searchedGain(
  mechanism: Mechanism,
  vectors: readonly Float64Array[],
  options: SearchOptions,
  domain: Domain,
): Finding {
  const { tolerance, effort } = options;
  const random = randomStream(options.seed, 2);
  const tally = new Tally();
  const found: { largest: number; witness: Witness | null } = { largest: 0, witness: null };
  const consider = (point: Point) => {
    const witness = judgedWitness(mechanism, fixedBids(point.others), point.value, point.bids);
    if (!(witness.gainShare! > found.largest)) return;
    top = point;
    found.largest = witness.gainShare!;
    found.witness = witness;
  };

  const near: Point[] = [];
  let top: Point | null = null;
  for (const [index, others] of vectors.entries()) {
    const scanned = scanAgainst(mechanism, others, options, random, tally);
    if (scanned.best.gainShare > Math.max(ROUNDING, found.largest)) consider(scanned.best);
    near.push(...scanned.near);
    if (effort.climbs === 0 && found.largest > tolerance) break;
    if (index < effort.climbs && !(found.largest > tolerance)) {
      for (const point of climbedAgainst(mechanism, others, options, tally)) consider(point);
    }
  }
  const starts = found.largest > tolerance ? [top!] : nearest(near, effort.climbs);
  for (const start of effort.climbs > 0 ? starts : []) {
    consider(climb(mechanism, start, options, tally));
    if (found.largest > tolerance) break;
  }
  return { notion: "best-response", domain, ...found, tally };
}

/** Where best-response is searched. */
export function bestResponseDomain({ claims, seat }: Mechanism, options: SearchOptions): Domain {
  return {
    identities: identitiesTried(options, seat !== undefined),
    rivals: rivalsSearched(1, options, claims.scaleFree),
    values: { overRivals: { from: LOWEST_RATIO, to: Math.min(options.valueRatio, LARGEST_RATIO) } },
  };
}

/** Every division of every total against one vector of rivals' bids, held against the price curve. */
function scanAgainst(
  mechanism: Mechanism,
  others: Float64Array,
  options: SearchOptions,
  random: RandomStream,
  tally: Tally,
) {
  const opponents = fixedBids(others);
  const total = largestTotal(opponents);
  const highest = options.valueRatio * total;
  const span = spanOf(opponents, highest);
  const curve = new PriceCurve(mechanism, opponents, span, tally);
  const { values, single } = valuesOf(curve, LOWEST_RATIO * total, highest, options.effort.values);
  let best = { others, bids: new Float64Array(0), value: highest, gainShare: 0, rate: 0 };
  const near: Point[] = [];
  for (const identities of identityCounts(options.identities, options.effort)) {
    const play = new IdentityPlay(mechanism, opponents, identities, tally);
    let nearest: Point | null = null;
    forEachDivision(play, span, options.effort, random, () => {
      let gainShare = Number.NEGATIVE_INFINITY;
      let at = 0;
      for (let j = 0; j < values.length; j++) {
        const share = play.allocation - play.payment / values[j]! - single[j]!;
        if (share > gainShare) [gainShare, at] = [share, j];
      }
      const rate = (gainShare - ROUNDING) / dividedShare(play.own);
      if (!(gainShare > best.gainShare || rate > (nearest?.rate ?? Number.NEGATIVE_INFINITY))) return;
      const point = { others, bids: play.own.slice(), value: values[at]!, gainShare, rate };
      if (gainShare > best.gainShare) best = point;
      if (rate > (nearest?.rate ?? Number.NEGATIVE_INFINITY)) nearest = point;
    });
    if (nearest !== null) near.push(nearest);
  }
  return { best, near };
}

/** What divisions of the best single bids gain against one vector of rivals' bids, where they do. */
function climbedAgainst(
  mechanism: Mechanism,
  others: Float64Array,
  options: SearchOptions,
  tally: Tally,
): Point[] {
  const opponents = fixedBids(others);
  const total = largestTotal(opponents);
  return CLIMBED_RATIOS.filter((ratio) => ratio <= options.valueRatio).flatMap((ratio) => {
    const value = ratio * total;
    const single = new PriceCurve(mechanism, opponents, spanOf(opponents, value), tally).best(value);
    return [...climbedDivisions(mechanism, opponents, value, single, options, tally)]
      .map(({ bids, gain }) => ({ others, bids, value, gainShare: gain / value }))
      .filter(({ gainShare }) => gainShare > ROUNDING)
      .map((point) => ({ ...point, rate: (point.gainShare - ROUNDING) / dividedShare(point.bids) }))
      .sort((a, b) => b.gainShare - a.gainShare)
      .slice(0, 1);
  });
}

/** Values at every magnitude, and the best single utility at each as a share of it. */
function valuesOf(curve: PriceCurve, low: number, high: number, count: number) {
  const values = Float64Array.from(
    { length: count },
    (_, j) => low * (high / low) ** (j / Math.max(count - 1, 1)),
  );
  return { values, single: values.map((value) => curve.best(value).utility / value) };
}

/** The points of largest rate, of one for each vector of rivals' bids and number of identities. */
function nearest(points: Point[], count: number): Point[] {
  return points.sort((a, b) => b.rate - a.rate).slice(0, count);
}

/**
 * Climbs a point by its rate over its bids, its value and the rivals' bids (but for the largest, where the
 * rule has no unit), so that a gain in a corner that the scan stepped over is reached.
 */
function climb(mechanism: Mechanism, start: Point, options: SearchOptions, tally: Tally): Point {
  const { numbers, moves, pointAt } = climbing(mechanism, start, options, tally);
  if (!(start.gainShare > options.tolerance)) {
    ascend((at) => pointAt(at).rate, numbers, moves, CLIMB_ROUNDS, CLIMB_REACH);
  }
  if (pointAt(numbers).gainShare > ROUNDING) {
    ascend((at) => pointAt(at).gainShare, numbers, moves, CLIMB_ROUNDS, CLIMB_REACH);
  }
  return pointAt(numbers);
}

/** A point as the numbers that a climb moves, how it moves them, and the point that they are. */
function climbing(mechanism: Mechanism, start: Point, options: SearchOptions, tally: Tally) {
  const { scaleFree } = mechanism.claims;
  const identities = start.bids.length;
  const rivals = start.others.length;
  const pointAt = (numbers: Float64Array): Point => {
    const bids = numbers.subarray(0, identities);
    const others = numbers.subarray(identities, identities + rivals);
    const opponents = fixedBids(others);
    const value = Math.min(numbers[identities + rivals]!, options.valueRatio * largestTotal(opponents));
    const curve = new PriceCurve(mechanism, opponents, spanOf(opponents, value), tally);
    const play = new IdentityPlay(mechanism, opponents, identities, tally);
    play.own.set(bids);
    const gain = play.utility(value) - curve.best(value).utility;
    const rate = (gain / value - ROUNDING) / dividedShare(bids);
    return { others: others.slice(), bids: bids.slice(), value, gainShare: gain / value, rate };
  };
  const numbers = Float64Array.of(...start.bids, ...start.others, start.value);
  const moves = [
    ...movesOf(start.bids),
    [identities + rivals],
    ...Array.from({ length: Math.min(rivals, 4) }, (_, j) => [identities + j]).slice(scaleFree ? 1 : 0),
  ];
  return { numbers, moves, pointAt };
}

/**
 * The largest gain share where nobody else bids, which is no part of the notion: alone, the good costs as
 * little as the rule lets it.
 */
export function gainWithoutRivals(mechanism: Mechanism, options: SearchOptions): number {
  const { seat, claims } = mechanism;
  // A lone bid wins all, for as little as one likes; under rules of the own bid alone, for less than two.
  if (seat !== undefined && (claims.scaleFree || (seat.reach === "bid" && !seat.byCount))) return 0;
  const random = randomStream(options.seed, 8);
  const opponents = fixedBids([]);
  let largest = 0;
  for (const value of mechanism.claims.scaleFree ? [1] : [1e-3, 1, 1e3]) {
    const span = spanOf(opponents, value);
    const single = new PriceCurve(mechanism, opponents, span).best(value);
    for (const identities of identityCounts(options.identities, options.effort)) {
      const play = new IdentityPlay(mechanism, opponents, identities);
      forEachDivision(play, span, options.effort, random, () => {
        const gain = value * play.allocation - play.payment - single.utility;
        if (gain > ROUNDING * value && gain / value > largest) {
          largest = judge(mechanism, opponents, value, play.own, single).gain / value;
        }
      });
    }
  }
  return largest;
}
