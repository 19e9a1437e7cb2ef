import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { powerOf } from "../../../src/numeric/power.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/power.test.ts";

describe("a power", () => {
  it("is what it is called, to rounding, at every base and exponent in use", async () => {
    const base = fc.double({ min: -12, max: 3, noNaN: true }).map((power) => 10 ** power);
    const exponent = fc.oneof(fc.constantFrom(0.5, 1, 1.5, 2), fc.double({ min: 0.01, max: 8, noNaN: true }));
    await law(
      FILE,
      fc.property(base, exponent, (x, a) => {
        const [power, expected] = [powerOf(a)(x), x ** a];
        const rounding = 2 ** -52 * Math.max(4, 2 * Math.abs(a * Math.log(x)));
        expect(Math.abs(power - expected)).toBeLessThanOrEqual(rounding * expected);
      }),
      400,
    );
  });

  it.each([0.5, 1, 1.2, 1.5, 2, 64])("of 0 is 0 and of 1 is 1: exponent %d", (a) => {
    expect(powerOf(a)(0)).toBe(0);
    expect(powerOf(a)(1)).toBe(1);
  });
});
