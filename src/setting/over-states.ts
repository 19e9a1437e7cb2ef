import { geometricMean } from "../metric/fairness.js";
import { sum } from "../numeric/sum.js";

/** What happens in a state of the world. */
export interface Happening {
  /** Those of all states sum to 1. */
  readonly probability: number;
  /** R, value units. */
  readonly revenue: number;
  /** M: what the slot is worth to the best builder. */
  readonly top: number;
  /** What it is worth to who builds it. */
  readonly produced: number;
  /** x_i, as the mechanism sells it. */
  readonly allocations: readonly number[];
  /** Shares of the block built, which a resale changes. */
  readonly built: readonly number[];
}

export interface FiguresOverStates {
  /** E R, value units. */
  readonly expectedRevenue: number;
  /** E R / E M. */
  readonly revenueShare: number;
  /** Corr(R, M) over states; 0 where R or M is constant. */
  readonly correlation: number;
  /** max(0, correlation)^2. */
  readonly tracking: number;
  /** min over a >= 0 of E |M - a R| / E M. */
  readonly oracleError: number;
  /** What the slot is worth to who builds it, at the values of the state, over E M. */
  readonly welfare: number;
  /** E of the geometric mean of the allocations. */
  readonly ticketFairness: number;
  /** The geometric mean of `buildShares`. */
  readonly productionFairness: number;
  /** (1 - resale) E x_i + resale Pr(i has the top value); equal top values share it evenly. */
  readonly buildShares: readonly number[];
}

/** The figures of what happens in each state. */
export function overStates(happenings: readonly Happening[]): FiguresOverStates {
  const expected = (figure: (each: Happening) => number) => meanOf(happenings, figure);
  const expectedTop = expected(({ top }) => top);
  const expectedRevenue = expected(({ revenue }) => revenue);
  const buildShares = happenings[0]!.built.map((_, i) => expected(({ built }) => built[i]!));
  const correlation = correlationOf(happenings);
  return {
    ...{ expectedRevenue, revenueShare: expectedRevenue / expectedTop, correlation },
    tracking: Math.max(0, correlation) ** 2,
    oracleError: leastError(happenings) / expectedTop,
    welfare: expected(({ produced }) => produced) / expectedTop,
    ticketFairness: expected(({ allocations }) => geometricMean(allocations)),
    productionFairness: geometricMean(buildShares),
    buildShares,
  };
}

function meanOf(happenings: readonly Happening[], figure: (each: Happening) => number): number {
  return sum(happenings.map((each) => each.probability * figure(each)));
}

/** Figures that vary over states by less than this, relative to their mean, are constant: rounding. */
const CONSTANT = 1e-12;

function correlationOf(happenings: readonly Happening[]): number {
  const expected = (figure: (each: Happening) => number) => meanOf(happenings, figure);
  const [revenue, top] = [expected((each) => each.revenue), expected((each) => each.top)];
  const spreadR = Math.sqrt(expected((each) => (each.revenue - revenue) ** 2));
  const spreadM = Math.sqrt(expected((each) => (each.top - top) ** 2));
  if (!(spreadR > CONSTANT * revenue && spreadM > CONSTANT * top)) return 0;
  const covariance = expected((each) => ((each.revenue - revenue) / spreadR) * ((each.top - top) / spreadM));
  return Math.min(1, Math.max(-1, covariance));
}

/**
 * min over a >= 0 of E |M - a R|: at a weighted median of M / R with weights pi R, where the slope of this convex
 * function of a changes sign.
 */
function leastError(happenings: readonly Happening[]): number {
  const paying = happenings
    .filter(({ revenue }) => revenue > 0)
    .map(({ top, revenue, probability }) => ({ ratio: top / revenue, weight: probability * revenue }))
    .sort((a, b) => a.ratio - b.ratio);
  const half = 0.5 * sum(paying.map(({ weight }) => weight));
  let [scale, below] = [0, 0];
  for (const { ratio, weight } of paying) {
    if (below >= half) break;
    below += weight;
    scale = ratio;
  }
  return meanOf(happenings, ({ top, revenue }) => Math.abs(top - scale * revenue));
}
