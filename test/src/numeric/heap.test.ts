import fc from "fast-check";
import { expect, it } from "vitest";
import { heapOf } from "../../../src/numeric/heap.js";
import { law } from "../../law.js";

it("a heap gives the largest first, whatever is pushed in between", async () => {
  await law(
    "test/src/numeric/heap.test.ts",
    fc.property(fc.array(fc.option(fc.integer({ min: -50, max: 50 }))), (steps) => {
      const heap = heapOf<{ key: number }>(({ key }) => key);
      const sorted: number[] = [];
      for (const key of steps) {
        if (key !== null) {
          heap.push({ key });
          sorted.push(key);
          sorted.sort((a, b) => a - b);
        } else expect(heap.pop()?.key).toBe(sorted.pop());
        expect(heap.peek()?.key).toBe(sorted.at(-1));
      }
      while (sorted.length > 0) expect(heap.pop()?.key).toBe(sorted.pop());
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
