import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brentMaximise } from "../../../src/numeric/maximise.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/maximise.test.ts";

/** A function that counts how often it is asked, and notes where. */
function observed(f: (x: number) => number) {
  const asked: number[] = [];
  return {
    asked,
    at(x: number) {
      asked.push(x);
      return f(x);
    },
  };
}

describe("Brent's maximisation", () => {
  it.each([
    ["a parabola", (x: number) => -((x - 0.3) ** 2), 0, 1, 0.3, 0],
    ["a parabola far from 0", (x: number) => 5 - (x - 1e6) ** 2, 0.9e6, 1.2e6, 1e6, 5],
    ["a sine", Math.sin, 0, 3, Math.PI / 2, 1],
    ["x exp(-x)", (x: number) => x * Math.exp(-x), 0, 10, 1, Math.exp(-1)],
    ["PAP's utility, 4 against a bid of 4/9", (b: number) => (4 * b) / (b + 4 / 9) - b, 0, 4, 8 / 9, 16 / 9],
  ])("finds the top of %s", (_, f, low, high, argument, value) => {
    const found = brentMaximise(observed(f), low, high);
    expect(Math.abs(found.argument - argument)).toBeLessThanOrEqual(1e-7 * Math.max(1, argument));
    expect(Math.abs(found.value - value)).toBeLessThanOrEqual(1e-13 * Math.max(1, value));
  });

  it.each([
    ["a kink, whose value is as good as its place", (x: number) => -Math.abs(x - 0.7), 0.7, 1e-7],
    ["a quartic, which is flat there", (x: number) => -((x - 0.7) ** 4), 0.7, 1e-3],
  ])("finds the top of %s", (_, f, argument, precision) => {
    const found = brentMaximise(observed(f), 0, 1);
    expect(Math.abs(found.argument - argument)).toBeLessThanOrEqual(precision);
    expect(found.value).toBe(f(found.argument));
  });

  it("gives the value at the argument that it gives, and asks nowhere outside the interval", () => {
    const objective = observed((x) => Math.sin(5 * x) + x);
    const { argument, value } = brentMaximise(objective, -1, 2);
    expect(value).toBe(Math.sin(5 * argument) + argument);
    expect(Math.min(...objective.asked)).toBeGreaterThanOrEqual(-1);
    expect(Math.max(...objective.asked)).toBeLessThanOrEqual(2);
    expect(value).toBe(Math.max(...objective.asked.map((x) => Math.sin(5 * x) + x)));
  });

  it("closes in on an end where the function rises towards it", () => {
    expect(
      brentMaximise(
        observed((x) => x),
        0,
        1,
      ).argument,
    ).toBeCloseTo(1, 7);
    expect(
      brentMaximise(
        observed((x) => -x),
        0,
        1,
      ).argument,
    ).toBeCloseTo(0, 7);
  });

  it("asks no oftener than allowed, and seldom for a smooth function", () => {
    const [short, smooth] = [observed(Math.sin), observed(Math.sin)];
    brentMaximise(short, 0, 3, 4);
    expect(short.asked.length).toBeLessThanOrEqual(5);
    brentMaximise(smooth, 0, 3);
    expect(smooth.asked.length).toBeLessThanOrEqual(12);
  });

  it("comes within 1e-12 of the best utility under PAP, whatever the value and the rivals", async () => {
    const amount = fc.double({ min: -3, max: 3, noNaN: true }).map((power) => 10 ** power);
    await law(
      FILE,
      fc.property(amount, amount, (value, rivals) => {
        const best = Math.max(0, Math.sqrt(value * rivals) - rivals);
        const utility = (b: number) => (value * b) / (b + rivals) - b;
        const found = brentMaximise({ at: utility }, 0, value);
        expect(utility(best) - found.value).toBeLessThanOrEqual(
          1e-12 * value + 1e-7 * Number(best === 0) * value,
        );
      }),
    );
  });
});
