import type { ShareRule } from "../mechanism/shape/share.js";
import { sum } from "../numeric/sum.js";
import type { Row, RowKind } from "../programme/row.js";
import { Minorant, type Segment } from "../sybil/play/minorant.js";
import { Against, type BestTotal } from "./against.js";
import { type Division, WHOLE } from "./division.js";
import { type Play, play, playGradient } from "./play.js";
import type { Tilt } from "./tilt.js";

/** Totals on the grid of single bids that P** is made of, and the least of them, in units of the rivals' total. */
const SINGLE = { size: 2001, least: 1e-5 };
/** Totals on the grid of a deviation from an equilibrium, and the peaks that are refined. */
const DEVIATION = { size: 241, least: 1e-6, peaks: 3 };
/** The least total that several identities divide, in units of the rivals'. */
const LEAST_DIVIDED = 1e-3;
/** A deviation nearer than this to the bid itself, in logarithm, is left to the first-order conditions. */
const SAME = 0.02;
/** Of gains within reach, those on the grid of a single bid that become rows beside the peaks. */
const NEAR = 0.15;
/** Gains relative to what is won: below the first every block of totals is a row, below the second every eighth. */
const BINDING = 1e-3;
const DISTANT = 1;
const SPARSE = 8;
/** A segment of P** over so few grid points is a curved piece; over more it is a jump between two bids. */
const CURVED = 30;

/** A player to whom a row is due: value, what the others bid, and how these move with the tilt (null: they stay). */
export interface Seat {
  readonly value: number;
  readonly rivals: Float64Array;
  readonly rivalMoves: readonly (Float64Array | null)[];
}

/** A utility and its gradient in the tilt. */
export interface Worth {
  readonly utility: number;
  readonly gradient: Float64Array;
}

/** A seat, the bid that it is held to, and what that is worth. */
export interface HeldSeat {
  readonly seat: Seat;
  readonly held: Worth;
  readonly bid: number;
  readonly place: string;
}

/** Where gains are looked for. */
export interface GainDomain {
  /** Largest value, in units of the rivals' total. */
  readonly valueRatio: number;
  /** Gains within so much of 0, as a share of value, become rows. */
  readonly reach: number;
  /** Totals that several identities divide, on a grid from 0.001 to 2,000 times the rivals'. */
  readonly totals: number;
  /** Of so many totals next to one another, the one nearest to a gain may be a row. */
  readonly block: number;
}

/**
 * The gradient of the utility of a total, divided in one way, against rivals, the total staying in proportion to
 * theirs. Where the total is the best one the derivative through it is none (the envelope theorem).
 */
export function worthOf(
  rule: ShareRule,
  tilt: Tilt,
  { value, rivals, rivalMoves }: Seat,
  division: Division,
  { total, utility }: BestTotal,
): Worth {
  const own = division.parts.length;
  const bids = new Float64Array(own + rivals.length);
  for (let k = 0; k < own; k++) bids[k] = division.parts[k]! * total;
  bids.set(rivals, own);
  const along = movesOfSum(rivals, rivalMoves, tilt.dimensions);
  const moves = [...new Array<Float64Array | null>(own).fill(along), ...rivalMoves];
  return { utility, gradient: utilityGradient(play(rule, bids), tilt, moves, value, own) };
}

/** d log sum_j b_j / d t; null where no bid moves. */
function movesOfSum(bids: Float64Array, moves: Seat["rivalMoves"], dimensions: number): Float64Array | null {
  if (moves.every((each) => each === null)) return null;
  const total = sum(bids);
  const along = new Float64Array(dimensions);
  moves.forEach((each, j) => {
    if (each !== null) add(along, each, bids[j]! / total);
  });
  return along;
}

/** d (v sum x_i - sum p_i) / d t over the first `own` bids. */
export function utilityGradient(
  at: Play,
  tilt: Tilt,
  moves: readonly (Float64Array | null)[],
  value: number,
  own: number,
): Float64Array {
  const { allocations, payments } = playGradient(at, tilt, moves);
  const gradient = new Float64Array(tilt.dimensions);
  for (let i = 0; i < own; i++) {
    add(gradient, allocations[i]!, value);
    add(gradient, payments[i]!, -1);
  }
  return gradient;
}

/**
 * Rows that say that no division of a bid is worth more than what it is held against: (held - utility) / value >= 0.
 * At the best totals, and on a grid of totals beside them: where an equilibrium's utility has two humps the best total
 * jumps, and the grid sees it coming. Only those next to being broken are worked out; the bid itself is none.
 */
export function deviationRows(
  rule: ShareRule,
  tilt: Tilt,
  { seat, held, bid, place }: HeldSeat,
  divisions: readonly Division[],
  kind: RowKind,
  reach: number,
): Row[] {
  const { value, rivals } = seat;
  return divisions.flatMap((division) => {
    const alone = division === WHOLE;
    const field = new Against(rule, rivals, division, DEVIATION);
    const within = (limit: number) => (each: BestTotal) => held.utility - each.utility < limit * value;
    const peaks = field.peaks(value, DEVIATION.peaks).filter(within(reach));
    const grid = field.totals(value, alone ? 1 : SPARSE).filter(within(NEAR * reach));
    return [...peaks, ...grid]
      .filter(({ total }) => !alone || Math.abs(Math.log(total / bid)) > SAME)
      .map((each): Row => {
        const { gradient } = worthOf(rule, tilt, seat, division, each);
        return {
          kind,
          place: `${place}, ${division.name}, total ${each.total.toPrecision(3)}`,
          value: (held.utility - each.utility) / value,
          gradient: gradient.map((moved, d) => (held.gradient[d]! - moved) / value),
        };
      });
  });
}

/** A total, divided in one way, that is held to P** at the value that is its slope there. */
export interface Contact {
  readonly division: Division;
  /** Of the total on the grid of totals. */
  readonly index: number;
  readonly segment: Segment;
  /** v X, what the row is relative to. */
  readonly size: number;
}

/**
 * Rows that say that several identities reach nothing that one bid's P** does not: for every division and total with
 * outcome (X, P), at the value v that is P**'s slope there,
 *
 *     (U_1(v) - (v X - P)) / (v X) >= 0,   U_1(v) the best single bid's, v X - P at its best near that total.
 *
 * Every block of totals that is next to a gain is a row, where it is nearest to one, and every eighth of the others.
 */
export function minorantRows(
  rule: ShareRule,
  tilt: Tilt,
  rivals: Float64Array,
  divisions: readonly Division[],
  domain: GainDomain,
  place: string,
): Row[] {
  const single = singleField(rule, rivals);
  const minorant = new Minorant(single, domain.valueRatio * sum(rivals));
  return divisions.flatMap((division) => {
    const many = fieldOf(rule, rivals, division, domain);
    return contacts(minorant, many, division, domain).map((contact): Row => {
      const { utility, gradient } = contactWorth(rule, tilt, rivals, contact, single, many);
      const at = `${place} at value ${contact.segment.slope.toPrecision(3)}, ${division.name}`;
      return { kind: "best-response", place: at, value: utility, gradient };
    });
  });
}

/** The field of several identities that contacts are taken from. */
export function fieldOf(
  rule: ShareRule,
  rivals: Float64Array,
  division: Division,
  { totals }: GainDomain,
): Against {
  return new Against(rule, rivals, division, { size: totals, least: LEAST_DIVIDED });
}

/** The field of single bids that P** is made of. */
export function singleField(rule: ShareRule, rivals: Float64Array): Against {
  return new Against(rule, rivals, WHOLE, SINGLE);
}

/** Of each block of totals the one nearest to a gain, where that is near; of the others some. */
export function contacts(
  minorant: Minorant,
  many: Against,
  division: Division,
  { reach, block }: GainDomain,
): Contact[] {
  const held = Array.from(many.allocations, (allocation, index) => {
    const segment = minorant.at(allocation);
    const size = segment.slope * allocation;
    const slack = (many.payments[index]! - segment.price) / size;
    return { division, index, segment, size, slack, near: slack * allocation <= reach && segment.to > 0 };
  });
  return Array.from({ length: Math.ceil(held.length / block) }, (_, k) => {
    const among = held.slice(k * block, (k + 1) * block).filter(({ near }) => near);
    const [nearest] = among.sort((a, b) => a.slack - b.slack);
    const limit = k % SPARSE === 0 ? DISTANT : BINDING;
    return nearest !== undefined && nearest.slack < limit ? [nearest] : [];
  }).flat();
}

/**
 * The figure of a contact's row, at its value, and the gradient. Where P** is straight, U_1(v) is that of both bids at
 * the ends, and moves as their mean does, since the value at which they are equal moves too.
 */
export function contactWorth(
  rule: ShareRule,
  tilt: Tilt,
  rivals: Float64Array,
  { division, index, segment, size }: Contact,
  single: Against,
  many: Against,
): Worth {
  const { slope: value } = segment;
  const seat = { value, rivals, rivalMoves: Array.from(rivals, () => null) };
  const best = worthOf(rule, tilt, seat, division, many.refined(value, index));
  const gradient = best.gradient.map((each) => -each / size);
  let held = 0;
  for (const { weight, bid } of bestSingles(single, segment)) {
    held = Math.max(held, bid.utility);
    if (bid.total > 0) add(gradient, worthOf(rule, tilt, seat, WHOLE, bid).gradient, weight / size);
  }
  return { utility: (held - best.utility) / size, gradient };
}

/** The single bids that are best at the slope of a segment of P**, weighted by how near the allocation is to each. */
function bestSingles(
  single: Against,
  { from, to, slope, along }: Segment,
): { readonly weight: number; readonly bid: BestTotal }[] {
  if (to - from <= CURVED) return [{ weight: 1, bid: single.refined(slope, Math.max(from, 0), to) }];
  const low = from === -1 ? { total: 0, utility: 0 } : single.refined(slope, from);
  return [
    { weight: 1 - along, bid: low },
    { weight: along, bid: single.refined(slope, to) },
  ];
}

function add(to: Float64Array, row: Float64Array, factor: number): void {
  for (let d = 0; d < to.length; d++) to[d] = to[d]! + factor * row[d]!;
}
