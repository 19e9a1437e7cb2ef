import { descend, type Equations, largestOf } from "../../numeric/descent.js";
import { solveThree } from "../../numeric/three.js";
import type { RuleAtOdds } from "./odds.js";

/** Marginal gain and price of a point agree to so much, relative. */
const SETTLED = 1e-6;
const LIMITS = { steps: 40, longest: 1, patience: 10 };

/** Whoever is driven so far below the lowest log odds of a start, and of 1 / n, has no share in such a point. */
const NO_SHARE = 6;

/**
 * The first-order conditions of all classes of players, and Newton's method for them. Beside them the rule is asked at
 * each class's log odds for what `RuleAtOdds` has: f, A = q f' and L = q m, so that a condition, times the share, reads
 *
 *     [A (1 - q) - (f / S)(A - q D)] / S = (B / v) L.
 */
export class ShareSystem implements Equations {
  private readonly n: number;
  private readonly players: number;
  private leastOdds = 0;
  /** Log odds of the classes' shares; then log B, log S and D. */
  private point: Float64Array;
  private readonly residuals: Float64Array;
  /** What the rule is at the point whose residuals were taken last, five a class: q, 1 - q, f, A, L. */
  private readonly seen: Float64Array;
  /** d residual / d log odds of the same class, the others' B, S and D fixed. */
  private readonly diagonal: Float64Array;
  /** d residual / d (log B, log S, D), three a class. */
  private readonly columns: Float64Array;
  /** d (sum of q, sum of f / S, sum of f' q) / d log odds, three a class. */
  private readonly rows: Float64Array;
  /** What is left of the system once the log odds are eliminated, row by row; and the step. */
  private readonly matrix = new Float64Array(9);
  private readonly right = new Float64Array(3);
  private readonly direction: Float64Array;

  /**
   * @param values of the classes
   * @param counts how many players each has
   */
  constructor(
    private readonly rule: RuleAtOdds,
    private readonly values: Float64Array,
    private readonly counts: Float64Array,
  ) {
    const n = values.length;
    this.n = n;
    this.players = counts.reduce((sum, count) => sum + count, 0);
    this.point = new Float64Array(n + 3);
    this.residuals = new Float64Array(n + 3);
    this.seen = new Float64Array(5 * n);
    this.diagonal = new Float64Array(n);
    this.columns = new Float64Array(3 * n);
    this.rows = new Float64Array(3 * n);
    this.direction = new Float64Array(n + 3);
  }

  /**
   * Newton's method from positive bids, one a class.
   *
   * @param target residual at which it stops
   * @returns the largest residual that is left
   */
  solveFrom(bids: Float64Array, target: number): number {
    this.begin(bids);
    const { point, residual } = descend(this, this.point, { ...LIMITS, target });
    this.point = point;
    return residual;
  }

  private begin(bids: Float64Array): void {
    const { n, rule, counts, point } = this;
    let total = 0;
    for (let i = 0; i < n; i++) total += counts[i]! * bids[i]!;
    let [weights, drift] = [0, 0];
    let least = -Math.log(this.players);
    for (let i = 0; i < n; i++) {
      const odds = Math.log(bids[i]! / (total - bids[i]!));
      point[i] = odds;
      rule.look(odds);
      weights += counts[i]! * rule.weight;
      drift += counts[i]! * rule.pull;
      if (odds < least) least = odds;
    }
    this.leastOdds = least - NO_SHARE;
    point[n] = Math.log(total);
    point[n + 1] = Math.log(weights);
    point[n + 2] = drift;
    this.balance();
  }

  /** Sets B so that the conditions hold on the mean, at the shares of the start. */
  private balance(): void {
    const { n, rule, values, counts, point } = this;
    const [total, weights, drift] = [Math.exp(point[n]!), Math.exp(point[n + 1]!), point[n + 2]!];
    let [gains, prices] = [0, 0];
    for (let i = 0; i < n; i++) {
      rule.look(point[i]!);
      gains += counts[i]! * values[i]! * this.gain(rule, weights, drift);
      prices += counts[i]! * total * rule.levy;
    }
    const factor = gains / prices;
    if (factor > 0 && Number.isFinite(factor)) point[n] = Math.log(total * factor);
  }

  /** Whether a class's share is above the least. */
  hasShare(i: number): boolean {
    return this.point[i]! > this.leastOdds;
  }

  /** Whether a class's condition holds by its own measure, however small its share: gain and price agree. */
  isSettled(i: number): boolean {
    const { n, point, rule } = this;
    rule.look(point[i]!);
    const gain = this.gain(rule, Math.exp(point[n + 1]!), point[n + 2]!);
    return Math.abs(gain - (Math.exp(point[n]!) / this.values[i]!) * rule.levy) <= SETTLED * Math.abs(gain);
  }

  bidOf(i: number): number {
    return Math.exp(this.point[this.n]!) / (1 + Math.exp(-this.point[i]!));
  }

  /** Whether every class still has a share. */
  goesOn(point: Float64Array): boolean {
    for (let i = 0; i < this.n; i++) if (!(point[i]! > this.leastOdds)) return false;
    return true;
  }

  /** q times the marginal gain / v, where the rule was looked at last. */
  private gain({ share, rest, weight, pull }: RuleAtOdds, weights: number, drift: number): number {
    return (pull * rest - (weight / weights) * (pull - share * drift)) / weights;
  }

  /** Writes all residuals at a point, and returns the largest in size. */
  residualAt(point: Float64Array): number {
    const { n, rule, counts, values, residuals, seen } = this;
    const [total, weights, drift] = [Math.exp(point[n]!), Math.exp(point[n + 1]!), point[n + 2]!];
    let [shares, sum, pulls] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      rule.look(point[i]!);
      const { share, rest, weight, pull, levy } = rule;
      const at = 5 * i;
      seen[at] = share;
      seen[at + 1] = rest;
      seen[at + 2] = weight;
      seen[at + 3] = pull;
      seen[at + 4] = levy;
      const count = counts[i]!;
      shares += count * share;
      sum += count * weight;
      pulls += count * pull;
      const gain = (pull * rest - (weight / weights) * (pull - share * drift)) / weights;
      residuals[i] = gain - (total / values[i]!) * levy;
    }
    residuals[n] = shares - 1;
    residuals[n + 1] = sum / weights - 1;
    residuals[n + 2] = pulls - drift;
    return largestOf(residuals);
  }

  /** Derivatives of all conditions at the point whose residuals were taken last. */
  private differentiate(point: Float64Array): void {
    const { n, rule, counts, values, seen, diagonal, columns, rows } = this;
    const [total, weights, drift] = [Math.exp(point[n]!), Math.exp(point[n + 1]!), point[n + 2]!];
    for (let i = 0; i < n; i++) {
      const at = 5 * i;
      const [share, rest] = [seen[at]!, seen[at + 1]!];
      const [pull, levy] = [seen[at + 3]!, seen[at + 4]!];
      rule.lean(point[i]!, pull, levy);
      const { pullSlope, levySlope } = rule;
      const part = seen[at + 2]! / weights;
      const partSlope = (pull * rest) / weights;
      const shareSlope = share * rest;
      const excess = pull - share * drift;
      const price = total / values[i]!;
      const gainSlope =
        pullSlope * rest - pull * shareSlope - partSlope * excess - part * (pullSlope - shareSlope * drift);
      diagonal[i] = gainSlope / weights - price * levySlope;
      const row = 3 * i;
      columns[row] = -price * levy;
      columns[row + 1] = (2 * part * excess - pull * rest) / weights;
      columns[row + 2] = (share * part) / weights;
      const count = counts[i]!;
      rows[row] = count * shareSlope;
      rows[row + 1] = count * partSlope;
      rows[row + 2] = count * pullSlope;
    }
  }

  /** The Newton step, by elimination of the log odds; null where it has none. */
  stepAt(point: Float64Array): Float64Array | null {
    this.differentiate(point);
    const { n, residuals, diagonal, columns, rows, matrix, right } = this;
    matrix.fill(0);
    matrix[4] = -1 - residuals[n + 1]!;
    matrix[8] = -1;
    for (let row = 0; row < 3; row++) right[row] = residuals[n + row]!;
    for (let i = 0; i < n; i++) {
      for (let row = 0; row < 3; row++) {
        const pull = rows[3 * i + row]! / diagonal[i]!;
        right[row] = right[row]! - pull * residuals[i]!;
        for (let k = 0; k < 3; k++) matrix[3 * row + k] = matrix[3 * row + k]! - pull * columns[3 * i + k]!;
      }
    }
    if (!solveThree(matrix, right)) return null;
    const { direction } = this;
    for (let i = 0; i < n; i++) {
      let known = residuals[i]!;
      for (let k = 0; k < 3; k++) known -= columns[3 * i + k]! * right[k]!;
      direction[i] = known / diagonal[i]!;
    }
    direction.set(right, n);
    return direction;
  }
}
