import "fmin";

/**
 * What `fmin` 0.0.4 leaves in the global scope; it exports nothing. Its Nelder-Mead breaks at the shrink step
 * unless `sigma` is 1 (it then stops there), writes into x0, knows no bounds, and reports nothing.
 */
declare const fmin: {
  nelderMead(
    f: (x: ArrayLike<number>) => number,
    x0: number[],
    parameters: { maxIterations: number; nonZeroDelta: number; minErrorDelta: number; sigma: 1 },
  ): unknown;
};

export interface DescentOptions {
  /** The length of the first simplex's edges, in (0, 0.5]. */
  readonly step: number;
  /** Done where a fresh simplex of this size, or a smaller one, finds nothing better by more than it. */
  readonly tolerance: number;
  /** At most so many evaluations. */
  readonly evaluations: number;
}

/** What a descent came to; `converged` is what its last fresh simplex says, not a proof of a minimum. */
export interface Descent {
  readonly status: "converged" | "budget-exceeded";
  readonly x: readonly number[];
  readonly value: number;
  readonly evaluations: number;
}

/** How much smaller the simplex of a restart is than the one that got stuck. */
const SHRINKAGE = 0.25;
/** A run ends where its simplex has shrunk to this share of its first size. */
const RUN_END = 1e-3;

/**
 * Minimises a function over the unit cube by Nelder and Mead's simplex from a start, restarted at the best
 * point found with a fresh simplex: of the same size after a run that improved, of a quarter after one that
 * did not. Points outside are moved to the nearest point of the cube.
 *
 * The points asked depend on the start, the options and the values alone.
 *
 * @param f     of points in the cube; +Infinity is allowed
 * @param start a point of the cube, left as it is
 * Source: Nelder and Mead 1965; restarts after Kelley 1999.
 */
export function nelderMead(
  f: (x: readonly number[]) => number,
  start: readonly number[],
  { step, tolerance, evaluations: most }: DescentOptions,
): Descent {
  let best: readonly number[] = [...start];
  let value = Number.POSITIVE_INFINITY;
  let evaluations = 0;
  const descent = (status: Descent["status"]): Descent => ({ status, x: best, value, evaluations });
  const evaluate = (x: readonly number[]) => {
    if (evaluations >= most) throw new BudgetExceeded();
    const found = f(x);
    evaluations++;
    if (found < value || evaluations === 1) [best, value] = [x, found];
    return found;
  };
  try {
    evaluate(best);
    for (let size = step; start.length > 0 && size >= tolerance; ) {
      const before = value;
      runFrom(best, size, evaluate, most);
      if (!(value < before - tolerance)) size *= SHRINKAGE;
    }
    return descent("converged");
  } catch (error) {
    if (error instanceof BudgetExceeded) return descent("budget-exceeded");
    throw error;
  }
}

class BudgetExceeded extends Error {}

/**
 * One run of the package in coordinates y with x = start + edge (y - 1), so that its first simplex, which
 * doubles one coordinate of (1, .., 1) at a time, has edges of the asked size that point into the cube.
 */
function runFrom(
  start: readonly number[],
  size: number,
  evaluate: (x: readonly number[]) => number,
  iterations: number,
): void {
  const edges = start.map((x) => (x > 0.5 ? -size : size));
  const placed = (y: ArrayLike<number>) =>
    start.map((x, i) => Math.min(1, Math.max(0, x + edges[i]! * (y[i]! - 1))));
  fmin.nelderMead(
    (y) => evaluate(placed(y)),
    start.map(() => 1),
    { maxIterations: iterations, nonZeroDelta: 2, minErrorDelta: RUN_END, sigma: 1 },
  );
}

/**
 * The point that `nelderMead` asks for next, by playing it again on the values known so far: a descent whose
 * function is worked out elsewhere.
 *
 * @param known the values of the points asked so far, in order
 * @returns null where the descent is over
 */
export function nextAsked(
  known: readonly number[],
  start: readonly number[],
  options: DescentOptions,
): readonly number[] | null {
  let asked = 0;
  try {
    nelderMead(
      (x) => {
        const value = known[asked++];
        if (value === undefined) throw new Unknown(x);
        return value;
      },
      start,
      options,
    );
    return null;
  } catch (error) {
    if (error instanceof Unknown) return error.point;
    throw error;
  }
}

class Unknown extends Error {
  constructor(readonly point: readonly number[]) {
    super("the value of a point is not known yet");
  }
}
