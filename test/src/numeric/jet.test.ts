import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Arithmetic, BeyondArithmetic } from "../../../src/numeric/arithmetic.js";
import { exactArithmetics } from "../../../src/numeric/exact.js";
import { INTERVALS, type Interval } from "../../../src/numeric/interval.js";
import { jets, meanValue, variable } from "../../../src/numeric/jet.js";
import { evaluate, expressions, VARIABLES } from "../../arbitrary/expression.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/jet.test.ts";
const { decimal: d } = await exactArithmetics();
const JETS = jets(VARIABLES);

/** A function in numbers of any kind. */
type Function = <T>(a: Arithmetic<T>, x: readonly T[]) => T;

/** Intervals that are dyadic, as are the points in them, so that they print as they are. */
const boxes = (lowest: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: lowest, max: 256 }), fc.nat(24), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([start, size, at]) => ({
        box: { lo: start / 64, hi: (start + size) / 64 },
        x: (start + Math.round(at * size)) / 64,
      })),
    { minLength: VARIABLES, maxLength: VARIABLES },
  );
type Point = { readonly box: Interval; readonly x: number };

/** Holds the slopes to central differences in 60 digits, whose error is far below the last digit of a double. */
function expectSlopes(f: Function, points: readonly Point[]): void {
  const jet = f(
    JETS,
    points.map(({ box }, k) => variable(box, k, VARIABLES)),
  );
  const step = d.of(1e-20);
  const at = points.map(({ x }) => d.of(x));
  for (let k = 0; k < VARIABLES; k++) {
    const moved = (sign: number) =>
      f(
        d,
        at.map((x, j) => (j === k ? d.add(x, d.multiply(d.of(sign), step)) : x)),
      );
    const [less, more] = [moved(-1), moved(1)];
    if (!d.finite(less) || !d.finite(more) || d.toNumber(d.abs(less)) > 1e6) continue;
    const slope = d.toNumber(d.divide(d.subtract(more, less), d.multiply(d.of(2), step)));
    const { lo, hi } = jet.slopes[k]!;
    const slack = 1e-13 * (1 + Math.abs(slope));
    expect(lo - slack).toBeLessThanOrEqual(slope);
    expect(slope).toBeLessThanOrEqual(hi + slack);
  }
}

describe("a jet", () => {
  it("holds the slopes of every expression at every point", async () => {
    await law(
      FILE,
      fc.property(expressions, boxes(-256), (expression, points) => {
        const f: Function = (a, x) => evaluate(a, expression, x);
        try {
          expectSlopes(f, points);
        } catch (error) {
          if (!(error instanceof BeyondArithmetic)) throw error;
        }
      }),
      2000,
    );
  });

  it.each<[string, Function]>([
    ["exp", (a, [x, y]) => a.exp(a.subtract(x!, a.multiply(y!, y!)))],
    ["log", (a, [x, y]) => a.log(a.add(x!, a.multiply(y!, y!)))],
    ["sqrt", (a, [x, y]) => a.sqrt(a.multiply(x!, y!))],
    ["a power below 1", (a, [x]) => a.power(x!, a.of(0.3))],
    ["a power above 1", (a, [x, y]) => a.power(a.add(x!, y!), a.of(2.7))],
    ["a negative power", (a, [x]) => a.power(x!, a.of(-1.5))],
    ["a variable power", (a, [x, y]) => a.power(x!, a.multiply(y!, a.of(0.1)))],
    ["a share", (a, [x, y, z]) => a.share(a.multiply(x!, x!), a.add(y!, z!))],
  ])("holds the slopes of %s", async (_, f) => {
    await law(
      FILE,
      fc.property(boxes(1), (points) => expectSlopes(f, points)),
      300,
    );
  });

  it("keeps slopes of 0 exactly, so that a constant exponent stays one", () => {
    const x = variable({ lo: 1, hi: 2 }, 0, VARIABLES);
    const third = JETS.divide(JETS.of(1), JETS.add(JETS.of(1), JETS.of(2)));
    expect(third.slopes).toEqual([0, 0, 0].map(() => ({ lo: 0, hi: 0 })));
    expect(JETS.power(x, third).slopes[1]).toEqual({ lo: 0, hi: 0 });
  });

  it("has unbounded slopes at the root of 0, and those of both branches at a kink", () => {
    const x = variable({ lo: 0, hi: 1 }, 0, VARIABLES);
    expect(JETS.sqrt(x).slopes[0]!.hi).toBe(Number.POSITIVE_INFINITY);
    expect(JETS.power(x, JETS.of(0.9)).slopes[0]!.hi).toBe(Number.POSITIVE_INFINITY);
    const kink = JETS.max(x, JETS.of(0.5)).slopes[0]!;
    expect([kink.lo, kink.hi]).toEqual([0, 1]);
    const turn = JETS.abs(variable({ lo: -1, hi: 1 }, 0, VARIABLES)).slopes[0]!;
    expect([turn.lo, turn.hi]).toEqual([expect.closeTo(-1, 14), expect.closeTo(1, 14)]);
  });
});

describe("the mean value form", () => {
  const enclose = (f: Function, points: readonly Point[]) => {
    const over = f(
      JETS,
      points.map(({ box }, k) => variable(box, k, VARIABLES)),
    );
    const centre = points.map(({ box }) => ({ lo: (box.lo + box.hi) / 2, hi: (box.lo + box.hi) / 2 }));
    const offsets = points.map(({ box }, k) => INTERVALS.subtract(box, centre[k]!));
    return { over, form: meanValue(over, f(INTERVALS, centre), offsets) };
  };

  it("holds the value of every expression at every point", async () => {
    let compared = 0;
    await law(
      FILE,
      fc.property(expressions, boxes(-256), (expression, points) => {
        const exact = evaluate(
          d,
          expression,
          points.map(({ x }) => d.of(x)),
        );
        if (!d.finite(exact)) return;
        let form: ReturnType<typeof meanValue>;
        try {
          form = enclose((a, x) => evaluate(a, expression, x), points).form;
        } catch (error) {
          if (error instanceof BeyondArithmetic) return;
          throw error;
        }
        compared++;
        const slack = 1e-30 * (1 + Math.abs(d.toNumber(exact)));
        expect(form.lo - slack).toBeLessThanOrEqual(d.toNumber(exact));
        expect(d.toNumber(exact)).toBeLessThanOrEqual(form.hi + slack);
      }),
      2000,
    );
    expect(compared).toBeGreaterThan(1000);
  });

  it("is as wide as the square of the box where the slopes vanish", () => {
    const f: Function = (a, [x, y]) => a.subtract(a.multiply(x!, y!), a.multiply(y!, x!));
    const widths = [2 ** -4, 2 ** -8].map((size) => {
      const box = { lo: 1, hi: 1 + size };
      const { over, form } = enclose(
        f,
        [box, box, box].map((each) => ({ box: each, x: 1 })),
      );
      return [over.value.hi - over.value.lo, form.hi - form.lo] as const;
    });
    expect(widths[0]![0] / widths[1]![0]).toBeLessThan(20);
    expect(widths[0]![1] / widths[1]![1]).toBeGreaterThan(200);
  });
});
