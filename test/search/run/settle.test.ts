import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskResult, VerifiedResult } from "../../../search/executor/executor.js";
import { Archive } from "../../../search/run/archive.js";
import { settledResults } from "../../../search/run/replay.js";
import { settle } from "../../../search/run/settle.js";
import { law } from "../../law.js";

const FILE = "test/search/run/settle.test.ts";

function feasible(id: number, a: number, b: number): TaskResult {
  return {
    ...{ id, candidate: { family: "pap" }, status: "feasible", reason: null },
    ...{ violation: 0, scores: null, objectives: [a, b] },
  };
}

/** 1 dominates 0; 2 dominates 3 and 4; 5 stands apart. */
const RESULTS = [
  feasible(0, 1, 4),
  feasible(1, 1, 5),
  feasible(2, 3, 3),
  feasible(3, 3, 2),
  feasible(4, 2, 3),
  feasible(5, 5, 1),
];

const verdict = (result: TaskResult, falls: boolean): VerifiedResult => ({
  ...{ ...result, sybil: [], dominatesPap: null },
  ...(falls ? { status: "refuted-split", violation: 1 } : {}),
});

/** Refutes the candidates named, and keeps which it was asked for in each round. */
function verifier(falling: readonly number[]) {
  const rounds: number[][] = [];
  const verify = async (candidates: readonly TaskResult[]) => {
    rounds.push(candidates.map(({ id }) => id));
    return candidates.map((result) => verdict(result, falling.includes(result.id)));
  };
  return { rounds, verify };
}

const emptyArchive = (grid = 0) => new Archive({ reference: [0, 0], grid });

/** An archive after a batch was settled, with the rounds that it took. */
async function settled(falling: readonly number[], results = RESULTS, known: readonly VerifiedResult[] = []) {
  const archive = emptyArchive();
  const { rounds, verify } = verifier(falling);
  const verified = (await settle(archive, { results, verified: known }, verify))!;
  archive.add(settledResults({ results, verified }));
  return { archive, rounds, verified };
}

describe("settling a batch", () => {
  it("verifies what would be on the front, in the order of ids, and nothing else", async () => {
    const { archive, rounds } = await settled([]);
    expect(rounds).toEqual([[1, 2, 5]]);
    expect(archive.front.map(({ id }) => id)).toEqual([5, 2, 1]);
    expect(archive.counts).toEqual({ feasible: 6 });
  });

  it("looks again at what a fallen one had dominated, counts it by what it fell to, and asks for none twice", async () => {
    const { archive, rounds } = await settled([1, 2, 4]);
    expect(rounds).toEqual([
      [1, 2, 5],
      [0, 3, 4],
    ]);
    expect(archive.front.map(({ id }) => id)).toEqual([5, 3, 0]);
    expect(archive.counts).toEqual({ feasible: 3, "refuted-split": 3 });
    // Against (0, 0): 5 x 1, then 3 x 1 above it, then 1 x 2.
    expect(archive.hypervolume).toBeCloseTo(5 + 3 + 2, 12);
  });

  it("does not ask for what is known, and ends a round that was cut short before the next", async () => {
    const known = [verdict(RESULTS[1]!, true), verdict(RESULTS[2]!, true)];
    const { archive, rounds, verified } = await settled([1, 2, 4], RESULTS, known);
    expect(rounds).toEqual([[5], [0, 3, 4]]);
    expect(verified.map(({ id }) => id)).toEqual([1, 2, 5, 0, 3, 4]);
    expect(archive.front.map(({ id }) => id)).toEqual([5, 3, 0]);
  });

  it("is over at once where a verification was interrupted", async () => {
    expect(await settle(emptyArchive(), { results: RESULTS, verified: [] }, async () => null)).toBeNull();
  });

  it("does not verify what the grid hides", async () => {
    const near = Array.from({ length: 50 }, (_, id) => feasible(id, 1 + id / 1e5, 2 - id / 1e5));
    const { rounds, verify } = verifier([]);
    await settle(emptyArchive(0.1), { results: near, verified: [] }, verify);
    expect(rounds.flat().length).toBeLessThanOrEqual(3);
  });

  it("comes to the front of all that stand, however the results are batched", async () => {
    const place = fc.tuple(fc.nat(12), fc.nat(12), fc.boolean());
    await law(
      FILE,
      fc.asyncProperty(
        fc.array(place, { maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(0, 0.3, 1),
        async (rows, size, grid) => {
          const all = rows.map(([a, b], id) => feasible(id, a / 4, b / 4));
          const falling = rows.flatMap(([, , falls], id) => (falls ? [id] : []));
          const archive = emptyArchive(grid);
          const { rounds, verify } = verifier(falling);
          for (let k = 0; k < all.length; k += size) {
            const results = all.slice(k, k + size);
            const verified = (await settle(archive, { results, verified: [] }, verify))!;
            archive.add(settledResults({ results, verified }));
          }
          const standing = emptyArchive(grid);
          standing.add(all.filter(({ id }) => !falling.includes(id)));
          expect(archive.front.map(({ id }) => id)).toEqual(standing.front.map(({ id }) => id));
          const asked = rounds.flat();
          expect(new Set(asked).size).toBe(asked.length);
          expect(asked).toEqual(expect.arrayContaining(archive.front.map(({ id }) => id)));
        },
      ),
    );
  });
});
