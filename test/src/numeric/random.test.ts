import { describe, expect, it } from "vitest";
import { randomStream } from "../../../src/numeric/random.js";

const draw = (seed: number, id: number | undefined, count: number) =>
  Array.from({ length: count }, randomStream(seed, id));

describe("a random stream", () => {
  it("is the same for the same seed and id, and its reader's own", () => {
    expect(draw(7, 3, 100)).toEqual(draw(7, 3, 100));
    const [one, other] = [randomStream(7, 3), randomStream(7, 3)];
    const first = one();
    for (let k = 0; k < 10; k++) one();
    expect(other()).toBe(first);
  });

  it("is pinned: published results are drawn from these numbers", () => {
    expect(draw(20240608, undefined, 3)).toEqual(draw(20240608, 0, 3));
    expect(draw(20240608, 1, 3)).toEqual([0.8750916989077123, 0.7472776988667409, 0.9698849272713371]);
  });

  it("differs by seed and by id, and the two do not stand for each other", () => {
    const pairs = [0, 1, 2, 3, -1, 2 ** 31 - 1].flatMap((seed) =>
      [0, 1, 2, 3].map((id) => [seed, id] as const),
    );
    const starts = pairs.map(([seed, id]) => draw(seed, id, 2).join());
    expect(new Set(starts).size).toBe(pairs.length);
  });

  it("is uniform in [0, 1): mean, spread and tenths, for neighbouring ids too", () => {
    for (const numbers of [
      draw(1, 0, 20_000),
      Array.from({ length: 20_000 }, (_, id) => randomStream(1, id)()),
    ]) {
      const mean = numbers.reduce((total, u) => total + u, 0) / numbers.length;
      const variance = numbers.reduce((total, u) => total + (u - mean) ** 2, 0) / numbers.length;
      expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 / Math.sqrt(12 * numbers.length));
      expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003);
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...numbers)).toBeLessThan(1);
      for (let tenth = 0; tenth < 10; tenth++) {
        const count = numbers.filter((u) => Math.floor(10 * u) === tenth).length;
        expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(1800));
      }
    }
  });

  it("is not correlated with the next id's", () => {
    const [one, other] = [draw(1, 10, 10_000), draw(1, 11, 10_000)];
    const covariance = one.reduce((total, u, k) => total + (u - 0.5) * (other[k]! - 0.5), 0) / one.length;
    expect(Math.abs(covariance)).toBeLessThan(5 / 12 / Math.sqrt(one.length));
  });
});
