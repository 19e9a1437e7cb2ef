import type { ShareRule } from "../../mechanism/shape/share.js";
import { marginalPrice } from "./marginal-price.js";

/** A rule of shares at log odds s of a share q, as first-order conditions ask for it. */
export interface RuleAtOdds {
  /** q and 1 - q at the log odds that were looked at last. */
  share: number;
  rest: number;
  /** f(q), q f'(q) and q (c(q) + c'(q)(1 - q)). */
  weight: number;
  pull: number;
  levy: number;
  /** d/ds of the last two, at the log odds that were asked for last. */
  pullSlope: number;
  levySlope: number;
  look(odds: number): void;
  /** @param pull, levy what was seen there */
  lean(odds: number, pull: number, levy: number): void;
}

/** Step in log odds of the differences that stand for second derivatives. */
const DIFFERENCE = 1e-6;

/** By the rule's own functions. */
export class ExactOdds implements RuleAtOdds {
  share = 0;
  rest = 0;
  weight = 0;
  pull = 0;
  levy = 0;
  pullSlope = 0;
  levySlope = 0;

  constructor(private readonly rule: ShareRule) {}

  look(odds: number): void {
    const { rule } = this;
    const share = 1 / (1 + Math.exp(-odds));
    const rest = 1 / (1 + Math.exp(odds));
    this.share = share;
    this.rest = rest;
    this.weight = rule.weight(share, rest);
    this.pull = share * rule.weightSlope(share, rest);
    this.levy = share * marginalPrice(rule, share, rest);
  }

  lean(odds: number, pull: number, levy: number): void {
    const { rule } = this;
    const share = 1 / (1 + Math.exp(-odds - DIFFERENCE));
    const rest = 1 / (1 + Math.exp(odds + DIFFERENCE));
    this.pullSlope = (share * rule.weightSlope(share, rest) - pull) / DIFFERENCE;
    this.levySlope = (share * marginalPrice(rule, share, rest) - levy) / DIFFERENCE;
  }
}

/** Pieces of the table in log odds: their width, and how far they go. */
const [WIDTH, REACH] = [0.05, 12];
const PIECES = Math.round((2 * REACH) / WIDTH);
/** Coefficients of a cubic, and of the four functions of a piece. */
const [CUBIC, PIECE] = [4, 16];

/**
 * By cubics between nodes, good to about 1e-7 where the rule is smooth, 1e-5 beside a kink of its slopes: in a tenth of the time. Beyond the table by the rule's own functions.
 */
export class TabulatedOdds implements RuleAtOdds {
  share = 0;
  rest = 0;
  weight = 0;
  pull = 0;
  levy = 0;
  pullSlope = 0;
  levySlope = 0;
  private readonly exact: ExactOdds;
  private readonly pieces = new Float64Array(PIECES * PIECE);

  private static readonly known = new WeakMap<ShareRule, TabulatedOdds>();

  /** The table of a rule, made at the first call. */
  static of(rule: ShareRule): TabulatedOdds {
    let table = TabulatedOdds.known.get(rule);
    if (table === undefined) {
      table = new TabulatedOdds(rule);
      TabulatedOdds.known.set(rule, table);
    }
    return table;
  }

  private constructor(private readonly rule: ShareRule) {
    this.exact = new ExactOdds(rule);
    const [heights, slopes] = [new Float64Array(4), new Float64Array(4)];
    const [before, leant] = [new Float64Array(4), new Float64Array(4)];
    for (let node = 0; node <= PIECES; node++) {
      this.take(node * WIDTH - REACH, heights, slopes);
      for (let k = 0; k < 4 && node > 0; k++) {
        const left = WIDTH * leant[k]!;
        const right = WIDTH * slopes[k]!;
        const rise = heights[k]! - before[k]!;
        this.pieces.set(
          [before[k]!, left, 3 * rise - 2 * left - right, left + right - 2 * rise],
          (node - 1) * PIECE + k * CUBIC,
        );
      }
      before.set(heights);
      leant.set(slopes);
    }
  }

  /** f, c, A and L at log odds, and their slopes. */
  private take(odds: number, heights: Float64Array, slopes: Float64Array): void {
    const { rule, exact } = this;
    exact.look(odds);
    const { share, rest, weight, pull, levy } = exact;
    exact.lean(odds, pull, levy);
    heights[0] = weight;
    heights[1] = rule.price(share, rest);
    heights[2] = pull;
    heights[3] = levy;
    slopes[0] = pull * rest;
    // q (1 - q) c' = L - q c.
    slopes[1] = levy - share * heights[1]!;
    slopes[2] = exact.pullSlope;
    slopes[3] = exact.levySlope;
  }

  look(odds: number): void {
    const place = (odds + REACH) / WIDTH;
    if (!(place >= 0 && place < PIECES)) {
      this.lookBeyond(odds);
      return;
    }
    const { pieces } = this;
    const piece = Math.floor(place);
    const t = place - piece;
    const at = piece * PIECE;
    const inverse = Math.exp(-odds);
    this.share = 1 / (1 + inverse);
    this.rest = inverse * this.share;
    this.weight = pieces[at]! + t * (pieces[at + 1]! + t * (pieces[at + 2]! + t * pieces[at + 3]!));
    this.pull = pieces[at + 8]! + t * (pieces[at + 9]! + t * (pieces[at + 10]! + t * pieces[at + 11]!));
    this.levy = pieces[at + 12]! + t * (pieces[at + 13]! + t * (pieces[at + 14]! + t * pieces[at + 15]!));
  }

  lean(odds: number, pull: number, levy: number): void {
    const place = (odds + REACH) / WIDTH;
    if (!(place >= 0 && place < PIECES)) {
      this.exact.lean(odds, pull, levy);
      this.pullSlope = this.exact.pullSlope;
      this.levySlope = this.exact.levySlope;
      return;
    }
    const { pieces } = this;
    const piece = Math.floor(place);
    const t = place - piece;
    const at = piece * PIECE;
    this.pullSlope = (pieces[at + 9]! + t * (2 * pieces[at + 10]! + 3 * t * pieces[at + 11]!)) / WIDTH;
    this.levySlope = (pieces[at + 13]! + t * (2 * pieces[at + 14]! + 3 * t * pieces[at + 15]!)) / WIDTH;
  }

  /** f(q) at log odds. */
  weightAt(odds: number): number {
    return this.cubicAt(0, odds) ?? this.rule.weight(1 / (1 + Math.exp(-odds)), 1 / (1 + Math.exp(odds)));
  }

  /** c(q) at log odds. */
  priceAt(odds: number): number {
    return this.cubicAt(1, odds) ?? this.rule.price(1 / (1 + Math.exp(-odds)), 1 / (1 + Math.exp(odds)));
  }

  private cubicAt(k: number, odds: number): number | null {
    const place = (odds + REACH) / WIDTH;
    if (!(place >= 0 && place < PIECES)) return null;
    const { pieces } = this;
    const piece = Math.floor(place);
    const t = place - piece;
    const at = piece * PIECE + k * CUBIC;
    return pieces[at]! + t * (pieces[at + 1]! + t * (pieces[at + 2]! + t * pieces[at + 3]!));
  }

  private lookBeyond(odds: number): void {
    const { exact } = this;
    exact.look(odds);
    this.share = exact.share;
    this.rest = exact.rest;
    this.weight = exact.weight;
    this.pull = exact.pull;
    this.levy = exact.levy;
  }
}
