import { beforeAll, describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import type { LinearProgrammeSolver } from "../../../src/numeric/linear-programme.js";
import { randomStream } from "../../../src/numeric/random.js";
import { bestDirection, within } from "../../../src/programme/direction.js";
import type { Row } from "../../../src/programme/row.js";

let solve: LinearProgrammeSolver;
beforeAll(async () => {
  solve = await loadLinearProgrammeSolver();
});

/** Half-spaces that leave a ball around a point next to the origin, and a few figures to raise. */
function randomRows(count: number, dimensions: number): Row[] {
  const random = randomStream(7);
  const point = Float64Array.from({ length: dimensions }, () => 0.01 * (random() - 0.5));
  return Array.from({ length: count }, (_, k) => {
    const gradient = Float64Array.from({ length: dimensions }, () => random() - 0.5);
    const at = gradient.reduce((total, slope, d) => total + slope * point[d]!, 0);
    const kind = k < 5 ? "revenue" : "split";
    const raised = kind === "revenue" ? { value: 0, rise: 1 } : { value: 1e-3 - at };
    return { kind, place: `${k}`, gradient, ...raised };
  });
}

describe("the best direction of more rows than one programme takes", () => {
  it("is that of a programme of all of them, and its prices are a certificate", () => {
    const rows = randomRows(12_000, 8);
    const [radius, penalty] = [0.02, 100];
    const programmes: number[] = [];
    const direction = bestDirection(rows, within(radius, 8), penalty, (programme) => {
      programmes.push(programme.rows);
      return solve(programme);
    })!;
    expect(Math.max(...programmes)).toBeLessThan(rows.length);
    const left = rows.map(({ value, gradient }) =>
      gradient.reduce((total, slope, d) => total + slope * direction.step[d]!, value),
    );
    rows.forEach(({ kind }, k) => {
      expect(left[k]).toBeGreaterThanOrEqual(
        (kind === "revenue" ? direction.gain : -direction.broken) - 1e-9,
      );
    });
    // Weak duality: a priced sum of the rows bounds every step's smallest gain within the radius, and this one reaches it.
    const prices = Array.from(direction.prices, Math.abs);
    const slopes = Array.from({ length: 8 }, (_, d) =>
      rows.reduce((total, { gradient }, k) => total + prices[k]! * gradient[d]!, 0),
    );
    const bound =
      rows.reduce((total, { value }, k) => total + prices[k]! * value, 0) +
      radius * slopes.reduce((total, slope) => total + Math.abs(slope), 0);
    expect(prices.slice(0, 5).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(direction.gain).toBeCloseTo(bound, 9);
  });
});
