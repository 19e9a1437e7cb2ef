import type { Curve } from "./curve.js";
import type { Hermite } from "./hermite.js";
import { hull, INTERVALS, type Interval, intersection } from "./interval.js";

/** One piece, y + s (m + s (c + s d)) for s = q - left. */
interface Piece {
  readonly left: Interval;
  readonly right: Interval;
  readonly y: Interval;
  readonly m: Interval;
  readonly c: Interval;
  readonly d: Interval;
}

const I = INTERVALS;
const [TWO, THREE] = [I.of(2), I.of(3)];

/** Encloses the cubic Hermite interpolant of the decimals that the numbers print as, with its first two derivatives. */
export class HermiteEnclosure {
  private readonly pieces: readonly Piece[];

  constructor({ knots, heights, slopes }: Hermite) {
    this.pieces = knots.slice(1).map((right, k) => {
      const [left, end] = [I.of(knots[k]!), I.of(right)];
      const width = I.subtract(end, left);
      const [y, m, after] = [I.of(heights[k]!), I.of(slopes[k]!), I.of(slopes[k + 1]!)];
      const secant = I.divide(I.subtract(I.of(heights[k + 1]!), y), width);
      const rise = I.subtract(I.multiply(THREE, secant), I.add(I.multiply(TWO, m), after));
      const bent = I.subtract(I.add(m, after), I.multiply(TWO, secant));
      return {
        left,
        right: end,
        y,
        m,
        c: I.divide(rise, width),
        d: I.divide(bent, I.multiply(width, width)),
      };
    });
  }

  /** The hull of the pieces that the interval of q touches: the derivatives are those of either side at a knot. */
  over(q: Interval): Curve {
    const touched = this.pieces.filter(({ left, right }) => left.lo <= q.hi && right.hi >= q.lo);
    return touched.map((piece) => ofPiece(piece, q)).reduce(hullOf);
  }
}

function ofPiece({ left, right, y, m, c, d }: Piece, q: Interval): Curve {
  const within = { lo: Math.max(q.lo, left.lo), hi: Math.min(q.hi, right.hi) };
  const s = I.subtract(within, left);
  const twice = I.multiply(TWO, c);
  const sixfold = I.multiply(I.multiply(TWO, THREE), d);
  const bend = I.add(twice, I.multiply(sixfold, s));
  const middle = I.subtract(centre(within), left);
  const offset = I.subtract(s, middle);
  const slopeAt = (x: Interval) => I.add(m, I.multiply(x, I.add(twice, I.multiply(I.multiply(THREE, d), x))));
  const slope = intersection(slopeAt(s), I.add(slopeAt(middle), I.multiply(bend, offset)));
  const valueAt = (x: Interval) =>
    I.add(y, I.multiply(x, I.add(m, I.multiply(x, I.add(c, I.multiply(x, d))))));
  return { value: I.add(valueAt(middle), I.multiply(slope, offset)), slope, bend };
}

function centre({ lo, hi }: Interval): Interval {
  const middle = lo + (hi - lo) / 2;
  return { lo: middle, hi: middle };
}

function hullOf(a: Curve, b: Curve): Curve {
  return { value: hull(a.value, b.value), slope: hull(a.slope, b.slope), bend: hull(a.bend, b.bend) };
}
