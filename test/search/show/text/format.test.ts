import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { figure, leastFigure, leastMargin, margin, mostFigure } from "../../../../search/show/text/format.js";
import { law } from "../../../law.js";

const FILE = "test/search/show/text/format.test.ts";
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
  fc.double({ min: -2, max: 2, noNaN: true }),
);
const digits = fc.integer({ min: 1, max: 10 });

describe("figures for the terminal", () => {
  it("are bounds as they are printed, one of them the figure to the nearest", async () => {
    await law(
      FILE,
      fc.property(number, digits, (x, most) => {
        const [least, largest] = [leastFigure(x, most), mostFigure(x, most)];
        expect(Number(least)).toBeLessThanOrEqual(x);
        expect(Number(largest)).toBeGreaterThanOrEqual(x);
        expect([least, largest]).toContain(figure(x, most));
      }),
      1000,
    );
  });

  it("are powers of ten where they are very small or large, and a dash where there is none", () => {
    expect([leastFigure(1.23456e-9), mostFigure(1.23456e-9), mostFigure(9.9999e-5)]).toEqual([
      ...["1.23e-9", "1.24e-9", "1.00e-4"],
    ]);
    expect([leastFigure(12345678), mostFigure(12345678), mostFigure(-12345678)]).toEqual([
      ...["1.23e+7", "1.24e+7", "-1.23e+7"],
    ]);
    expect([figure(null), leastFigure(undefined), mostFigure(0)]).toEqual(["-", "-", "0"]);
  });

  it("are margins, rounded down where they are the least", async () => {
    expect([margin(0.354797), leastMargin(0.354797)]).toEqual(["+35.48 %", "+35.47 %"]);
    expect([margin(-0.012341), leastMargin(-0.012341)]).toEqual(["-1.234 %", "-1.235 %"]);
    expect([margin(-2.2e-16), leastMargin(-2.2e-16), leastMargin(0)]).toEqual(["0 %", "-3e-14 %", "+0 %"]);
    await law(
      FILE,
      fc.property(fc.double({ min: -1, max: 10, noNaN: true }), (x) => {
        const [mantissa, exponent = "0"] = leastMargin(x).replace(" %", "").split("e");
        expect(Number(`${mantissa}e${Number(exponent) - 2}`)).toBeLessThanOrEqual(x);
      }),
    );
  });
});
