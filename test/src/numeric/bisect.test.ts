import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bisect } from "../../../src/numeric/bisect.js";
import { uniform } from "../../arbitrary/uniform.js";
import { law } from "../../law.js";

const FILE = "test/src/numeric/bisect.test.ts";

describe("bisection", () => {
  it("comes to a root within a rounding, from either sign, and stays on the side it came from", async () => {
    await law(
      FILE,
      fc.property(uniform(-3, 3), fc.constantFrom(1, -1), (root, sign) => {
        const at = (x: number) => sign * (x ** 3 - root ** 3);
        const found = bisect({ at }, -4, 4);
        expect(Math.abs(found - root)).toBeLessThan(1e-5);
        expect(Math.sign(at(found))).toBe(Math.sign(at(-4)));
      }),
    );
  });

  it("returns the low end where the root is there", () => {
    expect(bisect({ at: (x) => x - 1 }, 1, 2)).toBe(1);
  });
});
