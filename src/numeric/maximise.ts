/** A function of one variable, as an object so that hot loops make no closures. */
export interface Objective {
  at(argument: number): number;
}

/** Where a function is largest, and its value there. */
export interface Maximum {
  argument: number;
  value: number;
}

const GOLDEN = (3 - Math.sqrt(5)) / 2;
const RELATIVE_PRECISION = Math.sqrt(Number.EPSILON);

/**
 * The local maximum of `objective` in [low, high] by Brent's method: parabolic steps where they are safe,
 * golden sections elsewhere. Finds the global maximum where the function is unimodal on the interval.
 *
 * The argument is good to about sqrt(machine epsilon) relative, the value to machine epsilon.
 * Source: Brent 1973, "Algorithms for Minimization without Derivatives", chapter 5.
 */
export function brentMaximise(objective: Objective, low: number, high: number, iterations = 100): Maximum {
  let a = low;
  let b = high;
  let x = a + GOLDEN * (b - a);
  let w = x;
  let v = x;
  let fx = objective.at(x);
  let fw = fx;
  let fv = fx;
  let step = 0;
  let previous = 0;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const middle = 0.5 * (a + b);
    const tolerance = RELATIVE_PRECISION * Math.abs(x) + Number.MIN_VALUE;
    if (Math.abs(x - middle) <= 2 * tolerance - 0.5 * (b - a)) break;
    let parabolic = false;
    if (Math.abs(previous) > tolerance) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      q = Math.abs(q);
      const before = previous;
      previous = step;
      if (Math.abs(p) < Math.abs(0.5 * q * before) && p > q * (a - x) && p < q * (b - x)) {
        step = p / q;
        const u = x + step;
        if (u - a < 2 * tolerance || b - u < 2 * tolerance) step = x < middle ? tolerance : -tolerance;
        parabolic = true;
      }
    }
    if (!parabolic) {
      previous = x < middle ? b - x : a - x;
      step = GOLDEN * previous;
    }
    const u = x + (Math.abs(step) >= tolerance ? step : Math.sign(step) * tolerance);
    const fu = objective.at(u);
    if (fu >= fx) {
      if (u < x) b = x;
      else a = x;
      v = w;
      fv = fw;
      w = x;
      fw = fx;
      x = u;
      fx = fu;
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu >= fw || w === x) {
        v = w;
        fv = fw;
        w = u;
        fw = fu;
      } else if (fu >= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
  return { argument: x, value: fx };
}
