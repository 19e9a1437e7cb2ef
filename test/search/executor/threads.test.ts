import { describe, expect, it } from "vitest";
import type { EvaluationContext, Executor, Task } from "../../../search/executor/executor.js";
import { RunStopped } from "../../../search/executor/run-stopped.js";
import { type ThreadOptions, threadExecutor } from "../../../search/executor/threads.js";

const CONTEXT = {} as EvaluationContext;
const FILE = new URL("./troubled-worker.mjs", import.meta.url);

interface Run {
  readonly executor: Executor;
  readonly incidents: readonly string[];
}

async function withThreads(act: (run: Run) => Promise<void>, options: Partial<ThreadOptions> = {}) {
  const incidents: string[] = [];
  const executor = await threadExecutor(CONTEXT, {
    ...{ workers: 2, patience: 60, memory: 64, file: FILE },
    onIncident: (text) => incidents.push(text),
    ...options,
  });
  try {
    await act({ executor, incidents });
  } finally {
    await executor.close();
  }
}

/** Tasks of which some are in trouble. */
function tasks(count: number, troubles: Readonly<Record<number, object>> = {}): Task[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    candidate: { family: "pap", parameters: (troubles[id] ?? {}) as Record<string, number> },
  }));
}

describe("worker threads", () => {
  it("answer in the order of the tasks, batch after batch, and none at all for none", async () => {
    await withThreads(async ({ executor }) => {
      for (const count of [5, 0, 1, 40]) {
        const results = await executor.run(tasks(count));
        expect(results.map(({ id }) => id)).toEqual(tasks(count).map(({ id }) => id));
        expect(executor).toMatchObject({ alive: 2, workers: 2 });
      }
    });
  });

  it("share a batch of no more tasks than there are workers, one each", async () => {
    await withThreads(async ({ executor }) => {
      const results = await executor.run(tasks(2, { 0: { who: 1 }, 1: { who: 1 } }));
      expect(new Set(results.map(({ reason }) => reason)).size).toBe(2);
    });
  });

  it.each([
    ["exit", /^the worker ended with code 7, 2 times$/],
    ["throw", /^no such luck, 2 times$/],
    ["memory", /^the worker ran out of memory, 2 times$/],
  ])(
    "quarantine a candidate after two tries that %s, with the reason, and lose no other",
    async (trouble, reason) => {
      await withThreads(async ({ executor, incidents }) => {
        const results = await executor.run(tasks(12, { 3: { trouble } }));
        expect(results.map(({ status }) => status)).toEqual(
          tasks(12).map(({ id }) => (id === 3 ? "quarantined" : "feasible")),
        );
        expect(results[3]!.reason).toMatch(reason);
        expect(results[3]!.violation).toBeGreaterThan(0);
        expect(incidents).toEqual([
          expect.stringMatching(/^candidate 3: .*; it is tried once more$/),
          expect.stringMatching(/^candidate 3: .*; it is quarantined$/),
        ]);
        expect(await executor.run(tasks(4))).toHaveLength(4);
      });
    },
  );

  it("quarantine a candidate that hangs", async () => {
    await withThreads(
      async ({ executor }) => {
        const results = await executor.run(tasks(6, { 2: { trouble: "hang" } }));
        expect(results.map(({ status }) => status).filter((status) => status !== "feasible")).toEqual([
          "quarantined",
        ]);
        expect(results[2]!.reason).toBe("no answer within 2 s, 2 times");
      },
      { patience: 2 },
    );
  });

  it("take the second try of a candidate whose worker died for once", async () => {
    await withThreads(
      async ({ executor, incidents }) => {
        const results = await executor.run(tasks(4, { 2: { trouble: "exit", first: true } }));
        expect(results.map(({ status }) => status)).toEqual(new Array(4).fill("feasible"));
        expect(incidents).toHaveLength(1);
      },
      { workers: 1 },
    );
  });

  it("go on when every worker is lost at once", async () => {
    await withThreads(async ({ executor }) => {
      const poison = Object.fromEntries([0, 1, 2, 3].map((id) => [id, { trouble: "exit" }]));
      const results = await executor.run(tasks(10, poison));
      expect(results.filter(({ status }) => status === "quarantined").map(({ id }) => id)).toEqual([
        0, 1, 2, 3,
      ]);
    });
  });

  it("stop the run, and quarantine nothing, where a worker cannot start", async () => {
    const start = withThreads(async () => {}, { file: new URL("./no-such-worker.mjs", import.meta.url) });
    await expect(start).rejects.toThrow(RunStopped);
    await expect(start).rejects.toThrow(/a worker thread could not start: .*no-such-worker/);
  });
});
