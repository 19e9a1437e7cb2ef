import type { ShareRule } from "../../mechanism/shape/share.js";
import { descend, type Equations, largestOf } from "../../numeric/descent.js";
import { solveThree } from "../../numeric/three.js";
import { marginalPrice } from "./marginal-price.js";

/** Step in log odds of the differences that stand for second derivatives. */
const DIFFERENCE = 1e-6;
/** Marginal gain and price of a point agree to so much, relative. */
const SETTLED = 1e-6;
const LIMITS = { steps: 40, longest: 1, target: 1e-14, patience: 10 };

/** Whoever is driven so far below the lowest log odds of a start, and of 1 / n, has no share in such a point. */
const NO_SHARE = 6;

/** The first-order conditions of all classes of players, and Newton's method for them. */
export class ShareSystem implements Equations {
  private readonly n: number;
  private readonly leastOdds: number;
  /** Log odds of the classes' shares; then log B, log S and D. */
  private point: Float64Array;
  private readonly residuals: Float64Array;
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
    this.residuals = new Float64Array(n + 3);
    this.diagonal = new Float64Array(n);
    this.columns = new Float64Array(3 * n);
    this.rows = new Float64Array(3 * n);
    this.direction = new Float64Array(n + 3);
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

  /** Whether a class's share is above the least. */
  hasShare(i: number): boolean {
    return this.point[i]! > this.leastOdds;
  }

  /** Whether a class's condition holds by its own measure, however small its share: gain and price agree. */
  isSettled(i: number): boolean {
    const { n, point } = this;
    const [logTotal, logWeights, drift] = [point[n]!, point[n + 1]!, point[n + 2]!];
    const gain = this.condition(i, point[i]!, Number.NEGATIVE_INFINITY, logWeights, drift);
    const excess = this.condition(i, point[i]!, logTotal, logWeights, drift);
    return Math.abs(excess) <= SETTLED * Math.abs(gain);
  }

  bidOf(i: number): number {
    return Math.exp(this.point[this.n]!) / (1 + Math.exp(-this.point[i]!));
  }

  /** @returns the largest residual that is left */
  solve(): number {
    const { point, residual } = descend(this, this.point, LIMITS);
    this.point = point;
    return residual;
  }

  /** Whether every class still has a share. */
  goesOn(point: Float64Array): boolean {
    for (let i = 0; i < this.n; i++) if (!(point[i]! > this.leastOdds)) return false;
    return true;
  }

  /** Writes all residuals at a point, and returns the largest in size. */
  residualAt(point: Float64Array): number {
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

  /** Derivatives of all conditions: those by the class's own log odds by differences, by B, S and D in closed form. */
  private differentiate(point: Float64Array): void {
    const { n, rule, counts, values, residuals } = this;
    const [logTotal, logWeights, drift] = [point[n]!, point[n + 1]!, point[n + 2]!];
    const [total, weights] = [Math.exp(logTotal), Math.exp(logWeights)];
    const h = DIFFERENCE;
    for (let i = 0; i < n; i++) {
      const odds = point[i]!;
      const [share, rest] = [1 / (1 + Math.exp(-odds)), 1 / (1 + Math.exp(odds))];
      const slope = rule.weightSlope(share, rest);
      const part = rule.weight(share, rest) / weights;
      this.diagonal[i] = (this.condition(i, odds + h, logTotal, logWeights, drift) - residuals[i]!) / h;
      this.columns[3 * i] = -share * (total / values[i]!) * marginalPrice(rule, share, rest);
      this.columns[3 * i + 1] = (-share * (slope * rest - 2 * part * (slope - drift))) / weights;
      this.columns[3 * i + 2] = (share * part) / weights;
      const [further, less] = [1 / (1 + Math.exp(-odds - h)), 1 / (1 + Math.exp(odds + h))];
      this.rows[3 * i] = counts[i]! * share * rest;
      this.rows[3 * i + 1] = (counts[i]! * slope * share * rest) / weights;
      this.rows[3 * i + 2] = (counts[i]! * (rule.weightSlope(further, less) * further - slope * share)) / h;
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
