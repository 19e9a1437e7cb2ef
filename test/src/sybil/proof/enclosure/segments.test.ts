import fc from "fast-check";
import { expect, it } from "vitest";
import { largestOfSmallest } from "../../../../../src/sybil/proof/enclosure/segments.js";
import { law } from "../../../../law.js";

const FILE = "test/src/sybil/proof/enclosure/segments.test.ts";
const line = fc.record({
  level: fc.double({ min: -2, max: 2, noNaN: true }),
  slope: fc.double({ min: -2, max: 2, noNaN: true }),
});

it("the largest of the smallest line bounds every point, and is reached", async () => {
  await law(
    FILE,
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (lines, least) => {
        const smallest = (u: number) => Math.min(...lines.map(({ level, slope }) => level + slope * u));
        const { bound, u } = largestOfSmallest(lines, least);
        for (let k = 0; k <= 80; k++) {
          expect(smallest(least + (k / 8) ** 3)).toBeLessThanOrEqual(bound + 1e-12);
        }
        if (u < 1e6) expect(smallest(u)).toBeCloseTo(bound, 4);
      },
    ),
  );
});
