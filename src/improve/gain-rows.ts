import type { ShareRule } from "../mechanism/shape/share.js";
import { Against, type BestTotal } from "./against.js";
import { type Division, WHOLE } from "./division.js";
import { type Play, play, playGradient } from "./play.js";
import type { Row, RowKind } from "./row.js";
import type { Tilt } from "./tilt.js";

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

/**
 * The gradient of the utility of a total, divided in one way, against rivals. Where the total is the best one the
 * derivative through it is none (the envelope theorem).
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
  const moves = [...new Array<null>(own).fill(null), ...rivalMoves];
  return { utility, gradient: utilityGradient(play(rule, bids), tilt, moves, value, own) };
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
    for (let d = 0; d < gradient.length; d++) {
      gradient[d] = gradient[d]! + value * allocations[i]![d]! - payments[i]![d]!;
    }
  }
  return gradient;
}

/**
 * Rows that say that no division of a bid is worth more than what it is held against: (held - best) / value >= 0.
 * Only those next to being broken, within `reach`, are worked out.
 */
export function gainRows(
  rule: ShareRule,
  tilt: Tilt,
  seats: readonly { readonly seat: Seat; readonly held: Worth | null; readonly place: string }[],
  divisions: readonly Division[],
  kind: RowKind,
  reach: number,
): Row[] {
  const rows: Row[] = [];
  const against = new Map<Float64Array, readonly Against[]>();
  for (const { seat, held, place } of seats) {
    const { value, rivals } = seat;
    const fields =
      against.get(rivals) ?? [WHOLE, ...divisions].map((each) => new Against(rule, rivals, each));
    against.set(rivals, fields);
    const single = held ?? bestSingle(rule, tilt, seat, fields[0]!);
    for (const [k, division] of divisions.entries()) {
      for (const peak of fields[k + 1]!.peaks(value)) {
        const slack = (single.utility - peak.utility) / value;
        if (slack > reach) continue;
        const { gradient } = worthOf(rule, tilt, seat, division, peak);
        rows.push({
          kind,
          place: `${place}, ${division.name}, total ${peak.total.toPrecision(3)}`,
          value: slack,
          gradient: gradient.map((each, d) => (single.gradient[d]! - each) / value),
        });
      }
    }
  }
  return rows;
}

/** The best single bid, or staying out. */
function bestSingle(rule: ShareRule, tilt: Tilt, seat: Seat, field: Against): Worth {
  const best = field.peaks(seat.value)[0];
  return best !== undefined && best.utility > 0
    ? worthOf(rule, tilt, seat, WHOLE, best)
    : { utility: 0, gradient: new Float64Array(tilt.dimensions) };
}
