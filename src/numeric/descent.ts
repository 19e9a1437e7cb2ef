/** Equations as a descent asks for them. */
export interface Equations {
  /** Takes the residuals at a point, and returns the largest in size; infinite where one is NaN. */
  residualAt(point: Float64Array): number;
  /** The Newton step at the point whose residuals were taken last, to be subtracted; null where it has none. */
  stepAt(point: Float64Array): ArrayLike<number> | null;
  /** Whether to go on from a point, where that is not always so. */
  goesOn?(point: Float64Array): boolean;
}

export interface DescentLimits {
  readonly steps: number;
  /** Largest change of a coordinate in one step. */
  readonly longest: number;
  /** Largest residual at which it stops. */
  readonly target: number;
  /** How often a step is halved at most. */
  readonly halvings?: number;
  /** In so many steps the largest residual must halve, or it gives up; without it, it goes on. */
  readonly patience?: number;
}

/**
 * Newton's method, each step cut to `longest` in every coordinate and then halved until the largest residual falls.
 *
 * @param start not changed
 * @returns the last point and its largest residual; the caller decides whether that is good enough
 */
export function descend(
  equations: Equations,
  start: Float64Array,
  { steps, longest, target, halvings = 12, patience = steps }: DescentLimits,
): { point: Float64Array; residual: number } {
  let point = start.slice();
  let trial = new Float64Array(start.length);
  let residual = equations.residualAt(point);
  let mark = residual;
  for (let step = 0; step < steps && residual > target; step++) {
    if (step > 0 && step % patience === 0) {
      if (!(residual <= mark / 2)) break;
      mark = residual;
    }
    const direction = equations.stepAt(point);
    if (direction === null) break;
    let scale = Math.min(1, longest / largestOf(direction));
    let next = Number.POSITIVE_INFINITY;
    for (let halving = 0; halving < halvings && !(next < residual); halving++, scale /= 2) {
      for (let k = 0; k < point.length; k++) trial[k] = point[k]! - scale * direction[k]!;
      next = equations.residualAt(trial);
    }
    if (!(next < residual)) break;
    [point, trial] = [trial, point];
    residual = next;
    if (equations.goesOn && !equations.goesOn(point)) break;
  }
  return { point, residual };
}

/** The largest in size; infinite where one is NaN. */
export function largestOf(numbers: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < numbers.length; k++) {
    const size = Math.abs(numbers[k]!);
    if (Number.isNaN(size)) return Number.POSITIVE_INFINITY;
    if (size > largest) largest = size;
  }
  return largest;
}
