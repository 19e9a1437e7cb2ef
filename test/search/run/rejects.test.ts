import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EvenSample } from "../../../search/run/rejects.js";
import { law } from "../../law.js";

describe("an even sample of a sequence of unknown length", () => {
  it("keeps at most its size, at least half of it, and equal steps from the first item on", async () => {
    await law(
      "test/search/run/rejects.test.ts",
      fc.property(fc.integer({ min: 2, max: 50 }), fc.integer({ min: 0, max: 3000 }), (size, length) => {
        const sample = new EvenSample<number>(size);
        for (let k = 0; k < length; k += 1) sample.add(k);
        const { kept } = sample;
        expect(kept.length).toBeLessThanOrEqual(size);
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(length, Math.floor(size / 2)));
        const step = kept[1] ?? 1;
        expect(kept).toEqual(Array.from(kept, (_, k) => k * step));
        if (kept.length > 1) expect(kept.at(-1)! + step).toBeGreaterThanOrEqual(length);
      }),
    );
  });
});
