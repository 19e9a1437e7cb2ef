import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BeyondArithmetic } from "../../../src/numeric/arithmetic.js";
import { exactArithmetics } from "../../../src/numeric/exact.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/exact.test.ts";
const { rational: r, decimal: d } = await exactArithmetics();

describe("fractions", () => {
  it.each([
    [0.1, "1/10"],
    [-2.5, "-5/2"],
    [0, "0"],
    [12, "12"],
    [1e-7, "1/10000000"],
    [1e300, `1${"0".repeat(300)}`],
    [0.1 + 0.2, "7500000000000001/25000000000000000"],
  ])("are the decimal that %d prints as", (number, printed) => {
    expect(r.print(r.of(number))).toBe(printed);
  });

  it("are exact", () => {
    expect(r.print(r.subtract(r.of(0.5), r.divide(r.of(29), r.of(72))))).toBe("7/72");
    expect(r.print(r.power(r.of(1.5), r.of(-3)))).toBe("8/27");
    expect(r.print(r.power(r.of(-0.1), r.of(2)))).toBe("1/100");
    expect(r.print(r.power(r.of(2.25), r.of(1.5)))).toBe("27/8");
    expect(r.print(r.power(r.of(0), r.of(0)))).toBe("1");
    expect(r.print(r.sqrt(r.power(r.of(12.25), r.of(40))))).toBe(r.print(r.power(r.of(12.25), r.of(20))));
    expect(r.print(r.exp(r.of(0)))).toBe("1");
    expect(r.print(r.log(r.of(1)))).toBe("0");
    expect(r.compare(r.of(0.1), r.divide(r.of(1), r.of(10)))).toBe(0);
    expect(r.print(r.max(r.of(0.1), r.of(-3)))).toBe("1/10");
  });

  it.each([
    ["a root", () => r.power(r.of(8), r.divide(r.of(1), r.of(3)))],
    ["a square root", () => r.sqrt(r.of(2))],
    ["a root of a negative number", () => r.sqrt(r.of(-4))],
    ["exp", () => r.exp(r.of(1))],
    ["log", () => r.log(r.of(2))],
    ["a division by 0", () => r.divide(r.of(1), r.of(0))],
    ["a power of 0", () => r.power(r.of(0), r.of(-1))],
    ["an endless power", () => r.power(r.of(2), r.of(1e9))],
    ["infinity", () => r.of(Number.POSITIVE_INFINITY)],
  ])("refuse %s", (_, operation) => {
    expect(operation).toThrow(BeyondArithmetic);
  });

  it("return to the double they came from", async () => {
    const any = fc.double({ noNaN: true, noDefaultInfinity: true });
    await law(
      FILE,
      fc.property(any, (x) => {
        expect(r.toNumber(r.of(x)) + 0).toBe(x + 0);
      }),
      500,
    );
  });
});

describe("decimals", () => {
  it("hold fifty digits", () => {
    const e = "2.71828182845904523536028747135266249775724709369996";
    expect(d.exp(d.of(1)).toSignificantDigits(51).toString()).toBe(e);
    expect(d.print(d.exp(d.of(1)))).toBe("2.71828182845904523536028747135");
    expect(d.print(d.log(d.of(2)))).toBe("0.693147180559945309417232121458");
    expect(d.print(d.power(d.of(2), d.of(0.5)))).toBe(d.print(d.sqrt(d.of(2))));
    expect(d.print(d.of(0.1))).toBe("0.1");
    expect(d.toNumber(d.of(0.3))).toBe(0.3);
  });

  it("know what is no number", () => {
    expect(d.finite(d.log(d.of(0)))).toBe(false);
    expect(d.finite(d.divide(d.of(1), d.of(0)))).toBe(false);
    expect(() => d.compare(d.log(d.of(-1)), d.of(0))).toThrow(BeyondArithmetic);
    expect(d.compare(d.abs(d.of(-2)), d.min(d.of(2), d.of(3)))).toBe(0);
  });
});
