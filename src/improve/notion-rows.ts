import type { ShareRule } from "../mechanism/shape/share.js";
import { sum } from "../numeric/sum.js";
import { divisions } from "./division.js";
import { gainRows } from "./gain-rows.js";
import type { Row } from "./row.js";
import type { Tilt } from "./tilt.js";

/** A play in which a search found a gain: it becomes a row of its own. */
export interface Cut {
  /** null where splitting alone, at no value, was found. */
  readonly value: number | null;
  readonly rivals: readonly number[];
  readonly identities: readonly number[];
}

const SHARES = 64;
const PARTS = [1e-4, 1e-3, 0.005, 0.02, 0.04, 0.06, 0.09, 0.12, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const LEAST_VALUE = 0.1;
const VALUES = 33;

/**
 * S1 of a scale-free rule of weights: f(a) + f(b) <= f(a + b) and c(a) + c(b) >= c(a + b) for shares a, b of a bid that
 * is divided, which leaves B as it is. On 64 graded sums a + b in (0, 1) and 16 divisions of each.
 */
export function splitRows(rule: ShareRule, tilt: Tilt, cuts: readonly Cut[] = []): Row[] {
  const wholes = Array.from(
    { length: SHARES },
    (_, k) => Math.sin((Math.PI * (k + 1)) / (2 * SHARES + 1)) ** 2,
  );
  const graded = wholes.flatMap((whole) => PARTS.map((part) => [(1 - part) * whole, part * whole]));
  const cut = cuts.map(({ rivals, identities }) => {
    const total = sum(rivals) + sum(identities);
    return identities.map((bid) => bid / total);
  });
  return [...graded, ...cut].flatMap((parts) => [
    splitRow(rule, tilt, "weight", parts),
    splitRow(rule, tilt, "price", parts),
  ]);
}

function splitRow(rule: ShareRule, tilt: Tilt, which: "weight" | "price", parts: readonly number[]): Row {
  const { knots, dimensions } = tilt;
  const sign = which === "weight" ? -1 : 1;
  const offset = which === "weight" ? 0 : knots;
  const whole = sum(parts);
  const own = rule[which](whole, 1 - whole);
  const gradient = new Float64Array(dimensions);
  const add = (share: number, factor: number) => {
    const basis = tilt.at(share);
    for (let d = 0; d < knots; d++) gradient[offset + d] = gradient[offset + d]! + factor * basis[d]!;
  };
  let value = -sign;
  for (const part of parts) {
    const relative = (sign * rule[which](part, 1 - part)) / own;
    value += relative;
    add(part, relative);
    add(whole, -relative);
  }
  const shown = parts.map((part) => part.toPrecision(3)).join(" + ");
  return { kind: "split", place: `${which} of shares ${shown}`, value, gradient };
}

/** Rivals' bids, summing to 1: all counts up to so many, alike and unlike. */
export function rivalSets(rivals: number): Float64Array[] {
  const unlike = [
    [1],
    [0.5, 0.5],
    [0.8, 0.2],
    [0.95, 0.05],
    [1 / 3, 1 / 3, 1 / 3],
    [0.7, 0.2, 0.1],
    [0.25, 0.25, 0.25, 0.25],
    [0.6, 0.2, 0.1, 0.1],
  ];
  return unlike.filter((each) => each.length <= rivals).map((each) => Float64Array.from(each));
}

/**
 * S2: at values from 0.1 to `valueRatio` times the rivals' total, no division is worth more than the best single bid,
 * by the form v X - P <= U_1(v) of P >= P**(X).
 */
export function bestResponseRows(
  rule: ShareRule,
  tilt: Tilt,
  { rivals, identities, valueRatio, reach }: BestResponseDomain,
  cuts: readonly Cut[] = [],
): Row[] {
  const values = Array.from(
    { length: VALUES },
    (_, k) => LEAST_VALUE * (valueRatio / LEAST_VALUE) ** (k / (VALUES - 1)),
  );
  const seats = rivalSets(rivals).flatMap((set) => {
    const rivalMoves = Array.from(set, () => null);
    const named = Array.from(set, (bid) => bid.toPrecision(2)).join(", ");
    return values.map((value) => ({
      seat: { value, rivals: set, rivalMoves },
      held: null,
      place: `value ${value.toPrecision(3)} against ${named}`,
    }));
  });
  const cut = cuts.flatMap(({ value, rivals, identities }) => {
    if (value === null) return [];
    const [others, total] = [sum(rivals), sum(identities)];
    const seat = {
      value: value / others,
      rivals: Float64Array.from(rivals, (bid) => bid / others),
      rivalMoves: rivals.map(() => null),
    };
    const place = `value ${seat.value.toPrecision(3)}, a play that a search found`;
    const division = { name: "its identities", parts: Float64Array.from(identities, (bid) => bid / total) };
    return gainRows(rule, tilt, [{ seat, held: null, place }], [division], "best-response", reach);
  });
  return [...gainRows(rule, tilt, seats, divisions(identities), "best-response", reach), ...cut];
}

export interface BestResponseDomain {
  /** Sets of up to so many rivals, 1 to 4. */
  readonly rivals: number;
  readonly identities: number;
  readonly valueRatio: number;
  /** Gains within so much of 0, as a share of value, become rows. */
  readonly reach: number;
}
