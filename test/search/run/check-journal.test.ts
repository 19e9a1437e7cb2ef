import { describe, expect, it } from "vitest";
import type { TaskResult } from "../../../search/executor/executor.js";
import type { PublishedFront } from "../../../search/front/front.js";
import { checkJournal } from "../../../search/run/check-journal.js";
import type { Entry } from "../../../search/run/journal.js";
import { replayed } from "../../../search/run/replay.js";

const result = (id: number, objectives: number[], status: TaskResult["status"] = "feasible"): TaskResult => ({
  ...{ id, status, objectives, candidate: { family: "pap" }, reason: null, violation: 0, scores: null },
  took: 1,
});
const verified = (of: TaskResult): Entry => ({ verified: { ...of, sybil: [], dominatesPap: null } });
const ENTRIES: readonly Entry[] = [
  result(0, [1, 3]),
  result(1, [9, 9], "refuted-split"),
  verified(result(0, [1, 3])),
  { evaluations: 2, seconds: 1 },
  result(2, [2, 1]),
  result(3, [2, 2]),
  verified(result(3, [2, 2], "refuted-split")),
  verified(result(2, [2, 1])),
  { evaluations: 4, seconds: 2 },
  { stopped: "budget of 1 minutes, after 4 evaluations", evaluations: 4 },
];

/** What a front keeps of its journal. */
function front(entries = ENTRIES): PublishedFront {
  const job = { reference: [0, 0], grid: 0 };
  const replay = replayed(job, entries);
  const { archive, work, stopped, verification } = replay;
  const point = (id: number) => ({ id, candidate: { family: "pap" }, sybil: [], dominatesPap: null });
  return {
    job,
    counts: archive.counts,
    hypervolume: { value: archive.hypervolume, history: archive.history },
    found: replay.front.length,
    verification,
    made: { work },
    stopped: { reason: stopped ?? "interrupted after 2 evaluations" },
    front: replay.front.map(({ id }) => point(id)),
    rejected: [{ ...point(1), status: "refuted-split" }],
  } as unknown as PublishedFront;
}

describe("a front beside its journal", () => {
  it("agrees with it", () => {
    expect(front().front).toHaveLength(2);
    expect(checkJournal(front(), () => ENTRIES)).toMatchObject({ holds: true, detail: "" });
  });

  it("agrees with it up to the interrupt at which it was written, while the journal has gone on", () => {
    const early = front(ENTRIES.slice(0, 4));
    expect(early.front.map(({ id }) => id)).toEqual([0]);
    expect(checkJournal(early, () => ENTRIES)).toMatchObject({ holds: true, detail: "" });
    const late = { ...early, counts: { feasible: 2, "refuted-split": 2 } };
    expect(checkJournal(late, () => ENTRIES).holds).toBe(false);
  });

  it.each<[string, Partial<PublishedFront>, RegExp]>([
    ["a count", { counts: { feasible: 3 } }, /^counts: /],
    ["the history", { hypervolume: { ...front().hypervolume, history: [[2, 3]] } }, /^history: /],
    ["the number of points", { found: 3 }, /^points found: 3 in the file, 2 in the journal$/],
    ["how many fell", { verification: { done: 3, fallen: 0 } }, /^verified: /],
    [
      "the seconds of the workers",
      { made: { ...front().made, work: { byStatus: {}, verification: 9 } } },
      /^work: /,
    ],
    ["the end", { stopped: { reason: "budget of 4 evaluations", success: true } }, /^stopped: /],
    ["a point", { front: [{ ...front().front[0]!, id: 1 }] }, /^point 1: .* null in the journal$/],
    ["what was rejected", { rejected: [{ ...front().rejected![0]!, status: "withholds" }] }, /^rejected 1: /],
  ])("is told apart where %s is another", (_, altered, fault) => {
    const { holds, detail } = checkJournal({ ...front(), ...altered }, () => ENTRIES);
    expect(holds).toBe(false);
    expect(detail).toMatch(fault);
  });
});
