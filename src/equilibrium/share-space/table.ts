import type { ShareRule } from "../../mechanism/shape/share.js";

/** Steps in log odds near even shares, and beyond; how far either goes. */
export interface Grid {
  readonly step: number;
  readonly reach: number;
  readonly farStep: number;
  readonly farReach: number;
}

/** For two bids, whose curves serve every value and every rival's bid. */
export const PAIR_GRID: Grid = { step: 0.03, reach: 12, farStep: 0.25, farReach: 40 };
/** For three bids and more, whose curves are worked out against each set of rivals. */
export const CROWD_GRID: Grid = { step: 0.2, reach: 12, farStep: 1, farReach: 40 };

/** The weight and the price of shares at log odds that lie evenly around 0: share k is the rest of share -k. */
export class ShareTable {
  readonly size: number;
  readonly odds: Float64Array;
  readonly shares: Float64Array;
  readonly rests: Float64Array;
  readonly weights: Float64Array;
  readonly prices: Float64Array;

  private static readonly known = new Map<Grid, WeakMap<ShareRule, ShareTable>>();

  /** The table of a rule, made at the first call. */
  static of(rule: ShareRule, grid: Grid): ShareTable {
    let tables = ShareTable.known.get(grid);
    if (tables === undefined) {
      tables = new WeakMap();
      ShareTable.known.set(grid, tables);
    }
    let table = tables.get(rule);
    if (table === undefined) {
      table = new ShareTable(rule, grid);
      tables.set(rule, table);
    }
    return table;
  }

  private constructor(rule: ShareRule, grid: Grid) {
    this.odds = oddsOf(grid);
    this.size = this.odds.length;
    this.shares = this.odds.map((s) => 1 / (1 + Math.exp(-s)));
    this.rests = Float64Array.from(this.shares).reverse();
    this.weights = this.shares.map((q, k) => rule.weight(q, this.rests[k]!));
    this.prices = this.shares.map((q, k) => rule.price(q, this.rests[k]!));
  }
}

function oddsOf({ step, reach, farStep, farReach }: Grid): Float64Array {
  const near = Array.from({ length: Math.round(reach / step) }, (_, k) => (k + 1) * step);
  const far = Array.from(
    { length: Math.round((farReach - reach) / farStep) },
    (_, k) => reach + (k + 1) * farStep,
  );
  const above = [...near, ...far];
  return Float64Array.from([...above.map((s) => -s).reverse(), 0, ...above]);
}
