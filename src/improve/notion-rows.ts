import type { ShareRule } from "../mechanism/shape/share.js";
import { divisions } from "./division.js";
import { gainRows } from "./gain-rows.js";
import type { Row } from "./row.js";
import type { Tilt } from "./tilt.js";

const SHARES = 24;
const PARTS = [0.005, 0.02, 0.06, 0.12, 0.2, 0.3, 0.4, 0.5];
const LEAST_VALUE = 0.1;
const VALUES = 33;

/**
 * S1 of a scale-free rule of weights: f(a) + f(b) <= f(a + b) and c(a) + c(b) >= c(a + b) for shares a, b of a bid that
 * is divided, which leaves B as it is. On 24 graded sums a + b in (0, 1) and 8 divisions of each.
 */
export function splitRows(rule: ShareRule, tilt: Tilt): Row[] {
  const { knots, dimensions } = tilt;
  const basis = (share: number) => {
    const row = new Float64Array(knots);
    tilt.at(share, row);
    return row;
  };
  return Array.from(
    { length: SHARES },
    (_, k) => Math.sin((Math.PI * (k + 1)) / (2 * SHARES + 1)) ** 2,
  ).flatMap((whole) =>
    PARTS.flatMap((part): Row[] => {
      const shares = [part * whole, (1 - part) * whole];
      const place = `share ${whole.toPrecision(3)} divided ${1 - part} to ${part}`;
      return (["weight", "price"] as const).map((which) => {
        const sign = which === "weight" ? -1 : 1;
        const own = rule[which](whole, 1 - whole);
        const parts = shares.map((share) => rule[which](share, 1 - share) / own);
        const bases = shares.map(basis);
        const wholeBasis = basis(whole);
        const gradient = new Float64Array(dimensions);
        const offset = which === "weight" ? 0 : knots;
        for (let d = 0; d < knots; d++) {
          gradient[offset + d] =
            sign * parts.reduce((sum, each, i) => sum + each * (bases[i]![d]! - wholeBasis[d]!), 0);
        }
        const value = sign * (parts[0]! + parts[1]! - 1);
        return { kind: "split", place: `${which} of ${place}`, value, gradient };
      });
    }),
  );
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
  return gainRows(rule, tilt, seats, divisions(identities), "best-response", reach);
}

export interface BestResponseDomain {
  /** Sets of up to so many rivals, 1 to 4. */
  readonly rivals: number;
  readonly identities: number;
  readonly valueRatio: number;
  /** Gains within so much of 0, as a share of value, become rows. */
  readonly reach: number;
}
