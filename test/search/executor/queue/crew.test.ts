import { describe, expect, it } from "vitest";
import { CODE } from "../../../../search/executor/queue/code.js";
import { RemoteCrew } from "../../../../search/executor/queue/crew.js";

const worker = (id: string, threads: number, code = CODE) => ({ id, host: "lab-1", pid: 7, threads, code });

describe("the workers of a run", () => {
  it("are counted by their threads, and at the most there were", () => {
    const crew = new RemoteCrew("hint", () => {});
    for (const [threads, alive, most] of [
      [[2, 4], 6, 6],
      [[4], 4, 6],
      [[], 0, 6],
    ] as const) {
      crew.update(threads.map((count, k) => worker(`${k}`, count)));
      expect(crew).toMatchObject({ alive, workers: most });
    }
  });

  it("are asked for once each time that nobody is there for a while", () => {
    const notes: string[] = [];
    const crew = new RemoteCrew("goldilocks worker --queue redis://lab:6379/0", (text) => notes.push(text));
    const lonely = () => {
      for (let k = 0; k < 9; k++) crew.update([]);
    };
    lonely();
    crew.update([worker("a", 1)]);
    crew.update([]);
    crew.update([worker("a", 1)]);
    expect(notes).toEqual([
      "waiting for workers; start them with: goldilocks worker --queue redis://lab:6379/0",
    ]);
    lonely();
    expect(notes).toHaveLength(2);
  });

  it("of another code get no work, and are named once each", () => {
    const notes: string[] = [];
    const crew = new RemoteCrew("hint", (text) => notes.push(text));
    for (let k = 0; k < 3; k++) crew.update([worker("a", 1), worker("b", 8, "goldilocks 0.0.1")]);
    expect(crew.alive).toBe(1);
    expect(notes).toEqual([
      `worker 7 on lab-1 runs goldilocks 0.0.1; this run needs ${CODE}, so it gets no work`,
    ]);
  });
});
