import type { ShareRule } from "../mechanism/shape/share.js";
import { gradedKnots } from "../mechanism/shape/spline-exponent.js";
import { sum } from "../numeric/sum.js";
import type { Row } from "../programme/row.js";
import { divisions } from "./division.js";
import { type GainDomain, minorantRows } from "./gain-rows.js";
import type { Tilt } from "./tilt.js";

/** A play in which a search found a gain: it becomes a row of its own. */
export interface Cut {
  readonly rivals: readonly number[];
  readonly identities: readonly number[];
}

const SHARES = 64;
const PARTS = [1e-4, 1e-3, 0.005, 0.02, 0.04, 0.06, 0.09, 0.12, 0.16, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];

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
  const small = Math.min(...parts) / whole;
  return {
    kind: "split",
    place: `${which} of shares ${shown}`,
    value: value / small,
    gradient: gradient.map((each) => each / small),
  };
}

/** Rivals' bids, summing to 1: all counts up to so many, alike and unlike. */
export function rivalSets(rivals: number): Float64Array[] {
  const unlike = [
    [1],
    [0.5, 0.5],
    [0.8, 0.2],
    [0.95, 0.05],
    [0.93, 0.07],
    [1 / 3, 1 / 3, 1 / 3],
    [0.7, 0.2, 0.1],
    [0.25, 0.25, 0.25, 0.25],
    [0.6, 0.2, 0.1, 0.1],
  ];
  return unlike.filter((each) => each.length <= rivals).map((each) => Float64Array.from(each));
}

/**
 * S2: no division reaches an allocation for less than one bid's P** (see `minorantRows`), against each set of rivals;
 * nor do the identities of plays that a search found, against their rivals, whatever their total.
 */
export function bestResponseRows(
  rule: ShareRule,
  tilt: Tilt,
  domain: BestResponseDomain,
  cuts: readonly Cut[] = [],
): Row[] {
  const ways = divisions(domain.identities);
  const grid = rivalSets(domain.rivals).flatMap((set) => {
    const place = `against ${Array.from(set, (bid) => bid.toPrecision(2)).join(", ")}`;
    return minorantRows(rule, tilt, set, ways, domain, place);
  });
  const cut = cuts.flatMap((each) => {
    const [set, parts] = [normalised(each.rivals), normalised(each.identities)];
    return minorantRows(
      rule,
      tilt,
      set,
      [{ name: "identities", parts }],
      domain,
      "in a play that a search found,",
    );
  });
  return grid.concat(cut);
}

function normalised(bids: readonly number[]): Float64Array {
  const total = sum(bids);
  return Float64Array.from(bids, (bid) => bid / total);
}

/**
 * The lemma of `exponentShareRule`, which proves S1 where the rule that is tilted satisfies it: z rises and e falls. On
 * each piece of a cubic spline the slope is a quadratic, nowhere below the least of its Bernstein coefficients, the
 * slopes at both knots and 3 (rise / width) less these.
 */
export function monotoneRows(tilt: Tilt, t: Float64Array): Row[] {
  const { knots, dimensions } = tilt;
  const at = gradedKnots(knots);
  const slopes = at.map((knot) => tilt.slopesAt(knot));
  const heights = at.map((knot) => tilt.at(knot));
  const functionals = at.flatMap((knot, k) => {
    const slope = { where: knot, row: slopes[k]! };
    if (k === knots) return [slope];
    const width = at[k + 1]! - knot;
    const middle = heights[k]!.map(
      (low, d) => (3 * (heights[k + 1]![d]! - low)) / width - slopes[k]![d]! - slopes[k + 1]![d]!,
    );
    return [slope, { where: knot + width / 2, row: middle }];
  });
  return functionals.flatMap(({ where, row }) =>
    (["weight", "price"] as const).map((which): Row => {
      const [sign, offset] = which === "weight" ? [1, 0] : [-1, knots];
      const gradient = new Float64Array(dimensions);
      let value = 0;
      for (let d = 0; d < knots; d++) {
        gradient[offset + d] = sign * row[d]!;
        value += sign * row[d]! * t[offset + d]!;
      }
      return { kind: "split", place: `${which} a share of ${where.toPrecision(3)}`, value, gradient };
    }),
  );
}

export interface BestResponseDomain extends GainDomain {
  /** Sets of up to so many rivals, 1 to 4. */
  readonly rivals: number;
  readonly identities: number;
}
