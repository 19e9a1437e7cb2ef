import { describe, expect, it } from "vitest";
import type { TaskResult } from "../../../search/executor/executor.js";
import type { PublishedFront } from "../../../search/front/front.js";
import { checkJournal } from "../../../search/run/check-journal.js";
import type { Entry } from "../../../search/run/journal.js";
import { settledReplay } from "../../../search/run/replay.js";

const result = (id: number, objectives: number[], status: TaskResult["status"] = "feasible"): TaskResult => ({
  ...{ id, status, objectives, candidate: { family: "pap" }, reason: null, violation: 0, scores: null },
  took: 1,
});
const ENTRIES: readonly Entry[] = [
  result(0, [1, 3]),
  result(1, [9, 9], "refuted-split"),
  { evaluations: 2, seconds: 1 },
  result(2, [2, 1]),
  { evaluations: 3, seconds: 2 },
  { stopped: "budget of 1 minutes, after 3 evaluations", evaluations: 3 },
  { verified: { ...result(2, [2, 1]), perProfile: [], sybil: [], dominatesPap: null } },
  { verified: { ...result(0, [1, 3]), perProfile: [], sybil: [], dominatesPap: null } },
];

/** What a front keeps of its journal. */
function front(): PublishedFront {
  const job = { reference: [0, 0] };
  const { archive, work, stopped } = settledReplay(job, () => ENTRIES);
  const point = (id: number) => ({ id, candidate: { family: "pap" } });
  return {
    job,
    counts: archive.counts,
    hypervolume: { value: archive.hypervolume, history: archive.history },
    found: 2,
    made: { work },
    stopped: { reason: stopped },
    front: [point(2), point(0)],
    rejected: [{ ...point(1), status: "refuted-split" }],
  } as unknown as PublishedFront;
}

describe("a front beside its journal", () => {
  it("agrees with it", () => {
    expect(checkJournal(front(), () => ENTRIES)).toMatchObject({ holds: true, detail: "" });
  });

  it.each<[string, Partial<PublishedFront>, RegExp]>([
    ["a count", { counts: { feasible: 3 } }, /^counts: /],
    ["the history", { hypervolume: { ...front().hypervolume, history: [[2, 3]] } }, /^history: /],
    ["the number of points", { found: 3 }, /^points found: 3 in the file, 2 in the journal$/],
    [
      "the seconds of the workers",
      { made: { ...front().made, work: { byStatus: {}, verification: 9 } } },
      /^work: /,
    ],
    ["the end", { stopped: { reason: "budget of 3 evaluations", success: true } }, /^stopped: /],
    ["a point", { front: [{ ...front().front[0]!, id: 1 }] }, /^point 1: .* null in the journal$/],
    ["what was rejected", { rejected: [{ ...front().rejected![0]!, status: "withholds" }] }, /^rejected 1: /],
  ])("is told apart where %s is another", (_, altered, fault) => {
    const { holds, detail } = checkJournal({ ...front(), ...altered }, () => ENTRIES);
    expect(holds).toBe(false);
    expect(detail).toMatch(fault);
  });
});
