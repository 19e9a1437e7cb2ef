import type { ShareRule } from "../mechanism/shape/share.js";
import { solveLinear } from "../numeric/linear.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";

const SCAN_POINTS = 1200;
const SCAN_END = 18;
const BISECTIONS = 100;
const STEPS = 40;
const HALVINGS = 12;
const LONGEST_STEP = 1;
/** Step in log odds of the differences that stand for second derivatives. */
const DIFFERENCE = 1e-6;
const CONVERGED = 1e-14;
const ACCEPTED = 1e-9;
/** Whoever is driven so far below the lowest log odds of a start, and of 1 / n, has no share in such a point. */
const NO_SHARE = 6;
/** Sets that shrink start with so many times the players whom PAP leaves active. */
const SPARE = 2;
/** The first so many players are tried as sets that grow. */
const LARGEST_GROWN = 64;
/** What the least bid pays where entry is free, relative to all bids. */
const FREE = 1e-12;
/** Utility below which staying out is better, and above which coming in is, relative to the value. */
const WORTHWHILE = 1e-7;
/** Bids at which outsiders are asked, as shares of the others' total. */
const TRIED = [1e-4, 1e-3, 1e-2, 0.03, 0.1, 0.3, 1];
/** Powers of the values that starts are proportional to: mild, steep, flat. */
const STARTS = [1, 4, 0.25];

/** A first-order point, and how many players are in. */
export interface SharePoint {
  readonly bids: Float64Array;
  readonly players: number;
}

/**
 * First-order points of a scale-free share rule with sets of players in, always those of highest value: from
 * twice as many as under PAP down to a set that has a settled point, without those whose share vanishes on the
 * way; and from two players up, to the first set with a settled point where entry is free, all of them where it
 * has a price, as then several sets can be equilibria. Settled is a point where nobody in would rather be out, and
 * the first who is out would rather not come in at one of a few bids; whether it is an equilibrium is for the
 * certifier to say.
 *
 * @param values three or more, in any order
 */
export function* nestedSharePoints(rule: ShareRule, values: Float64Array): Generator<SharePoint> {
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
  const falling = Float64Array.from(byValue, (i) => values[i]!);
  const inOrder = (point: Float64Array): SharePoint => {
    const bids = new Float64Array(values.length);
    point.forEach((bid, rank) => {
      bids[byValue[rank]!] = bid;
    });
    return { bids, players: point.length };
  };
  const settledAt = (point: Float64Array) => settled(rule, falling, point);
  const active = papBenchmark(falling).allocations.filter((x) => x > 0).length;
  for (const power of STARTS) {
    for (let players = Math.min(values.length, SPARE * active); players >= 2; ) {
      const inside = falling.subarray(0, players);
      const { bids, kept } = pointFrom(rule, inside, proportionalTo(inside, power));
      if (bids !== null && settledAt(bids)) {
        yield inOrder(bids);
        break;
      }
      players = Math.min(kept, players - 1);
    }
  }
  const entryIsFree = rule.price(Number.MIN_VALUE, 1) < FREE;
  for (let players = 2; players <= Math.min(values.length, LARGEST_GROWN); players++) {
    const inside = falling.subarray(0, players);
    const points = STARTS.map((power) => pointFrom(rule, inside, proportionalTo(inside, power)).bids);
    const stable = points.filter((bids) => bids !== null && settledAt(bids)) as Float64Array[];
    yield* stable.map(inOrder);
    if (stable.length > 0 && entryIsFree) break;
  }
}

/** PAP's total, divided in proportion to a power of the values. */
function proportionalTo(values: Float64Array, power: number): Float64Array {
  const { total } = papBenchmark(values);
  const sum = values.reduce((most, value) => most + value ** power, 0);
  return values.map((value) => (total * value ** power) / sum);
}

/** Whether those in, the first players, gain by it, and the next one gains by none of the bids tried. */
function settled(rule: ShareRule, values: Float64Array, bids: Float64Array): boolean {
  const outsider = values[bids.length] ?? 0;
  const total = bids.reduce((sum, bid) => sum + bid, 0);
  const weights = bids.map((bid) => rule.weight(bid / total, 1 - bid / total));
  const weight = weights.reduce((sum, each) => sum + each, 0);
  const stays = bids.every((bid, i) => {
    const payment = total * rule.price(bid / total, 1 - bid / total);
    return values[i]! * (weights[i]! / weight) - payment >= -WORTHWHILE * values[i]!;
  });
  if (!stays || outsider === 0) return stays;
  return TRIED.every((part) => {
    const [sum, share, rest] = [total * (1 + part), part / (1 + part), 1 / (1 + part)];
    const own = rule.weight(share, rest);
    let all = own;
    for (const bid of bids) all += rule.weight(bid / sum, 1 - bid / sum);
    return outsider * (own / all) - sum * rule.price(share, rest) <= WORTHWHILE * values[0]!;
  });
}

/**
 * One first-order point of a scale-free share rule among players who all take part, by Newton's method. With
 * S = sum_j f(q_j), D = sum_j f'(q_j) q_j and x_i = f(q_i) / S the condition of a player is
 *
 *     v_i [f'(q_i)(1 - q_i) - x_i (f'(q_i) - D)] / S = B [c(q_i) + c'(q_i)(1 - q_i)],
 *
 * which knows the others through B, S and D alone. Unknowns are the log odds of the shares, log B, log S and D;
 * a step costs O(n), since its matrix is diagonal but for three rows and columns. Players of equal value bid
 * alike, and are one unknown.
 *
 * @param values falling
 * @param start  positive bids to start from, alike for equal values
 * @returns the bids, or null where the residual did not fall to 1e-9 of the values
 */
export function shareSpacePoint(
  rule: ShareRule,
  values: Float64Array,
  start: Float64Array,
): Float64Array | null {
  return pointFrom(rule, values, start).bids;
}

/** The point, if any, and how many players kept a share until the search for it ended. */
function pointFrom(
  rule: ShareRule,
  values: Float64Array,
  start: Float64Array,
): { bids: Float64Array | null; kept: number } {
  const distinct = Float64Array.from(new Set(values));
  const classes = new Map(Array.from(distinct, (value, k) => [value, k]));
  const counts = new Float64Array(distinct.length);
  const bids = new Float64Array(distinct.length);
  values.forEach((value, i) => {
    const k = classes.get(value)!;
    counts[k] = counts[k]! + 1;
    bids[k] = start[i]!;
  });
  const system = new ShareSystem(rule, distinct, counts, bids);
  const residual = system.solve();
  let kept = 0;
  while (kept < values.length && system.hasShare(classes.get(values[kept]!)!, NO_SHARE / 2)) kept++;
  const found = residual <= ACCEPTED && distinct.every((_, k) => system.hasShare(k));
  return { bids: found ? values.map((value) => system.bidOf(classes.get(value)!)) : null, kept };
}

/** The first-order conditions of all classes of players, and Newton's method for them. */
class ShareSystem {
  private readonly n: number;
  private readonly leastOdds: number;
  /** Log odds of the classes' shares; then log B, log S and D. */
  private point: Float64Array;
  private trial: Float64Array;
  private readonly residuals: Float64Array;
  /** d residual / d log odds of the same class, the others' B, S and D fixed. */
  private readonly diagonal: Float64Array;
  /** d residual / d (log B, log S, D), three a class. */
  private readonly columns: Float64Array;
  /** d (sum of q, sum of f / S, sum of f' q) / d log odds, three a class. */
  private readonly rows: Float64Array;

  constructor(
    private readonly rule: ShareRule,
    private readonly values: Float64Array,
    private readonly counts: Float64Array,
    bids: Float64Array,
  ) {
    const n = values.length;
    this.n = n;
    const players = counts.reduce((sum, count) => sum + count, 0);
    this.point = new Float64Array(n + 3);
    this.trial = new Float64Array(n + 3);
    this.residuals = new Float64Array(n + 3);
    this.diagonal = new Float64Array(n);
    this.columns = new Float64Array(3 * n);
    this.rows = new Float64Array(3 * n);
    let total = 0;
    for (let i = 0; i < n; i++) total += counts[i]! * bids[i]!;
    let [weights, drift] = [0, 0];
    for (let i = 0; i < n; i++) {
      const [share, rest] = [bids[i]! / total, (total - bids[i]!) / total];
      this.point[i] = Math.log(share / rest);
      weights += counts[i]! * rule.weight(share, rest);
      drift += counts[i]! * rule.weightSlope(share, rest) * share;
    }
    this.leastOdds =
      this.point.subarray(0, n).reduce((a, b) => Math.min(a, b), -Math.log(players)) - NO_SHARE;
    this.point[n] = Math.log(total);
    this.point[n + 1] = Math.log(weights);
    this.point[n + 2] = drift;
    this.balance();
  }

  /** Sets B so that the conditions hold on the mean, at the shares of the start. */
  private balance(): void {
    const { n, values, counts, point } = this;
    const [logTotal, logWeights, drift] = [point[n]!, point[n + 1]!, point[n + 2]!];
    let [gain, excess] = [0, 0];
    for (let i = 0; i < n; i++) {
      const atNoPrice = this.condition(i, point[i]!, Number.NEGATIVE_INFINITY, logWeights, drift);
      gain += counts[i]! * values[i]! * atNoPrice;
      excess += counts[i]! * values[i]! * this.condition(i, point[i]!, logTotal, logWeights, drift);
    }
    const factor = gain / (gain - excess);
    if (factor > 0 && Number.isFinite(factor)) point[n] = logTotal + Math.log(factor);
  }

  /** Whether a class's share is above the least by a margin in log odds. */
  hasShare(i: number, margin = 0): boolean {
    return this.point[i]! > this.leastOdds + margin;
  }

  bidOf(i: number): number {
    return Math.exp(this.point[this.n]!) / (1 + Math.exp(-this.point[i]!));
  }

  /** @returns the largest residual that is left */
  solve(): number {
    let residual = this.residualAt(this.point);
    for (let step = 0; step < STEPS && residual > CONVERGED; step++) {
      this.differentiate();
      const direction = this.direction();
      if (direction === null) return residual;
      let scale = Math.min(1, LONGEST_STEP / largestOf(direction));
      let next = Number.POSITIVE_INFINITY;
      for (let halving = 0; halving < HALVINGS && !(next < residual); halving++, scale /= 2) {
        for (let k = 0; k < this.n + 3; k++) this.trial[k] = this.point[k]! - scale * direction[k]!;
        next = this.residualAt(this.trial);
      }
      if (!(next < residual)) return residual;
      [this.point, this.trial] = [this.trial, this.point];
      residual = next;
      for (let i = 0; i < this.n; i++) if (!this.hasShare(i)) return residual;
    }
    return residual;
  }

  /** Writes all residuals at a point, and returns the largest in size. */
  private residualAt(point: Float64Array): number {
    const { n, rule, counts, residuals } = this;
    let [shares, weights, drift] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      const share = 1 / (1 + Math.exp(-point[i]!));
      const rest = 1 / (1 + Math.exp(point[i]!));
      shares += counts[i]! * share;
      weights += counts[i]! * rule.weight(share, rest);
      drift += counts[i]! * rule.weightSlope(share, rest) * share;
      residuals[i] = this.condition(i, point[i]!, point[n]!, point[n + 1]!, point[n + 2]!);
    }
    residuals[n] = shares - 1;
    residuals[n + 1] = weights * Math.exp(-point[n + 1]!) - 1;
    residuals[n + 2] = drift - point[n + 2]!;
    return largestOf(residuals);
  }

  /** q (marginal gain - marginal price) / v of one player of a class. */
  private condition(i: number, odds: number, logTotal: number, logWeights: number, drift: number): number {
    const { rule } = this;
    const share = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    const slope = rule.weightSlope(share, rest);
    const weights = Math.exp(logWeights);
    const gain = (slope * rest - (rule.weight(share, rest) / weights) * (slope - drift)) / weights;
    return share * (gain - (Math.exp(logTotal) / this.values[i]!) * marginalPrice(rule, share, rest));
  }

  private differentiate(): void {
    const { n, rule, point, counts, residuals } = this;
    const [logTotal, logWeights, drift] = [point[n]!, point[n + 1]!, point[n + 2]!];
    const h = DIFFERENCE;
    for (let i = 0; i < n; i++) {
      const odds = point[i]!;
      const own = residuals[i]!;
      this.diagonal[i] = (this.condition(i, odds + h, logTotal, logWeights, drift) - own) / h;
      this.columns[3 * i] = (this.condition(i, odds, logTotal + h, logWeights, drift) - own) / h;
      this.columns[3 * i + 1] = (this.condition(i, odds, logTotal, logWeights + h, drift) - own) / h;
      this.columns[3 * i + 2] = (this.condition(i, odds, logTotal, logWeights, drift + h) - own) / h;
      const [share, rest] = [1 / (1 + Math.exp(-odds)), 1 / (1 + Math.exp(odds))];
      const [further, less] = [1 / (1 + Math.exp(-odds - h)), 1 / (1 + Math.exp(odds + h))];
      const slope = rule.weightSlope(share, rest);
      this.rows[3 * i] = counts[i]! * share * rest;
      this.rows[3 * i + 1] = counts[i]! * slope * share * rest * Math.exp(-logWeights);
      this.rows[3 * i + 2] = (counts[i]! * (rule.weightSlope(further, less) * further - slope * share)) / h;
    }
  }

  /** The Newton step, by elimination of the log odds; null where it has none. */
  private direction(): Float64Array | null {
    const { n, residuals, diagonal, columns, rows } = this;
    const matrix = [
      [0, 0, 0],
      [0, -1 - residuals[n + 1]!, 0],
      [0, 0, -1],
    ];
    const right = [residuals[n]!, residuals[n + 1]!, residuals[n + 2]!];
    for (let i = 0; i < n; i++) {
      for (let row = 0; row < 3; row++) {
        const pull = rows[3 * i + row]! / diagonal[i]!;
        right[row]! -= pull * residuals[i]!;
        for (let k = 0; k < 3; k++) matrix[row]![k]! -= pull * columns[3 * i + k]!;
      }
    }
    if (![...matrix.flat(), ...right].every(Number.isFinite)) return null;
    const border = solveLinear(matrix, right);
    if (border === null) return null;
    const direction = new Float64Array(n + 3);
    for (let i = 0; i < n; i++) {
      let known = residuals[i]!;
      for (let k = 0; k < 3; k++) known -= columns[3 * i + k]! * border[k]!;
      direction[i] = known / diagonal[i]!;
    }
    direction.set(border, n);
    return direction;
  }
}

/**
 * All first-order points of two players who both bid. The two gains share one bracket, so that the
 * allocation rule drops out and the share q of player 1 solves
 *
 *     v_1 (1 - q) M(1 - q) = v_2 q M(q),   M(q) = c(q) + c'(q)(1 - q),
 *
 * one equation in one unknown, scanned over 1,200 log odds from -18 to 18 and bisected at every change of
 * sign. B follows from player 1's condition. For all-pay rules q = v_1 / (v_1 + v_2).
 *
 * @returns the bids of every point found
 */
export function twoPlayerSharePoints(rule: ShareRule, values: Float64Array): Float64Array[] {
  const [v1, v2] = [values[0]!, values[1]!];
  const centre = Math.log(v1 / v2);
  const mismatch = (odds: number) => {
    const q = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    return v1 * rest * marginalPrice(rule, rest, q) - v2 * q * marginalPrice(rule, q, rest);
  };
  const oddsAt = (k: number) => centre + SCAN_END * ((2 * k) / SCAN_POINTS - 1);
  const points: Float64Array[] = [];
  let before = mismatch(oddsAt(0));
  for (let k = 1; k <= SCAN_POINTS; k++) {
    const here = mismatch(oddsAt(k));
    if (before !== 0 && Math.sign(before) !== Math.sign(here)) {
      const root = bisect(mismatch, oddsAt(k - 1), oddsAt(k));
      const bids = bidsAtShare(rule, v1, root);
      if (bids !== null) points.push(bids);
    }
    before = here;
  }
  return points;
}

/** The total at which player 1's condition holds at a share, as bids; null where no total does. */
function bidsAtShare(rule: ShareRule, value: number, odds: number): Float64Array | null {
  const q = 1 / (1 + Math.exp(-odds));
  const rest = 1 / (1 + Math.exp(odds));
  const [f1, f2] = [rule.weight(q, rest), rule.weight(rest, q)];
  const [s1, s2] = [rule.weightSlope(q, rest), rule.weightSlope(rest, q)];
  const gain = (value * rest * (f2 * s1 + f1 * s2)) / (f1 + f2) ** 2;
  const total = gain / marginalPrice(rule, q, rest);
  return total > 0 && Number.isFinite(total) ? Float64Array.of(q * total, rest * total) : null;
}

/** dp_i/db_i = c(q) + c'(q)(1 - q). */
function marginalPrice(rule: ShareRule, share: number, rest: number): number {
  return rule.price(share, rest) + rule.priceSlope(share, rest) * rest;
}

function bisect(mismatch: (odds: number) => number, low: number, high: number): number {
  const sign = Math.sign(mismatch(low));
  let [a, b] = [low, high];
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = 0.5 * (a + b);
    if (Math.sign(mismatch(middle)) === sign) a = middle;
    else b = middle;
  }
  return 0.5 * (a + b);
}

function largestOf(numbers: Float64Array): number {
  let largest = 0;
  for (let k = 0; k < numbers.length; k++) {
    const size = Math.abs(numbers[k]!);
    if (Number.isNaN(size)) return Number.POSITIVE_INFINITY;
    if (size > largest) largest = size;
  }
  return largest;
}
