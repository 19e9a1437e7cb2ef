import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Purpose, Task, TaskResult } from "../../../../search/executor/executor.js";
import { batchId } from "../../../../search/executor/queue/batch.js";
import { Ledger } from "../../../../search/executor/queue/ledger.js";
import { law } from "../../../law.js";

const FILE = "test/search/executor/queue/ledger.test.ts";

const task = (id: number, purpose?: Purpose): Task => ({
  ...{ id, candidate: { family: "tullock", parameters: { alpha: 1 + id / 1000 } } },
  ...(purpose ? { purpose } : {}),
});
const resultOf = ({ id, candidate }: Task, take: string): TaskResult => ({
  ...{ id, candidate, status: "feasible", reason: take, violation: 0, scores: null, objectives: null },
});

/** What may happen to a batch on its way. */
const fate = fc.constantFrom("whole", "whole", "part", "lost", "suspect", "twice");

describe("the ledger of a call", () => {
  it("comes to one result a task, the first, in the order of the tasks, whatever happens to batches", async () => {
    const ids = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 40 });
    const events = fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), pick: fc.nat(), fate }), {
      minLength: 1,
      maxLength: 60,
    });
    await law(
      FILE,
      fc.property(ids, events, (numbers, happening) => {
        const tasks = numbers.map((id) => task(id));
        const ledger = new Ledger(tasks);
        const sent = new Map<string, readonly Task[]>();
        const first = new Map<number, string>();
        let step = 0;
        while (!ledger.done) {
          const { size, pick, fate: how } = happening[step % happening.length]!;
          const tired = step++ > 500;
          if (ledger.left > 0) {
            const { id, tasks: batch } = ledger.take(size);
            expect(batch.length).toBeGreaterThan(0);
            expect(batch.length).toBeLessThanOrEqual(size);
            sent.set(id, batch);
          }
          const id = ledger.out[pick % ledger.out.length]!;
          const batch = sent.get(id)!;
          const done =
            tired || how === "whole" || how === "twice" ? batch : how === "part" ? batch.slice(1) : [];
          const results = done.map((each) => resultOf(each, `${step}`));
          for (const result of results) if (!first.has(result.id)) first.set(result.id, `${step}`);
          ledger.close(id, results, how === "suspect");
          if (how === "twice")
            ledger.close(
              id,
              batch.map((each) => resultOf(each, "late")),
            );
        }
        const results = ledger.inOrder();
        expect(results.map(({ id }) => id)).toEqual(numbers);
        for (const { id, reason } of results) expect(reason).toBe(first.get(id));
      }),
    );
  });

  it("sends tasks of a suspect batch one by one, and others as before", () => {
    const ledger = new Ledger(Array.from({ length: 6 }, (_, id) => task(id)));
    const { id } = ledger.take(3);
    ledger.close(id, [], true);
    const sizes: number[] = [];
    while (ledger.left > 0) sizes.push(ledger.take(9).tasks.length);
    expect(sizes).toEqual([3, 1, 1, 1]);
  });

  it("counts as sent what an earlier producer sent, and only where the candidates are the very same", () => {
    const tasks = Array.from({ length: 5 }, (_, id) => task(id));
    const ledger = new Ledger(tasks);
    const sent = JSON.parse(JSON.stringify(tasks.slice(1, 3)));
    expect(ledger.adopt("c1-2", sent)).toBe(true);
    expect(ledger.left).toBe(3);
    expect(ledger.adopt("c1-2", sent)).toBe(false);
    expect(ledger.adopt("c3", [{ ...task(3), candidate: { family: "pap" } }])).toBe(false);
    expect(ledger.adopt("c3v", [task(3, "verify")])).toBe(false);
    expect(ledger.adopt("c4-5", [task(4), task(5)])).toBe(false);
    expect(ledger.take(9).tasks.map(({ id }) => id)).toEqual([0, 3, 4]);
    ledger.close(
      "c1-2",
      sent.map((each: Task) => resultOf(each, "earlier")),
    );
    expect(ledger.left).toBe(0);
  });
});

describe("batches of an earlier producer that overlap", () => {
  const overlapping = () => {
    const tasks = [0, 1, 2].map((id) => task(id));
    const ledger = new Ledger(tasks);
    expect(ledger.adopt("c0-1", tasks.slice(0, 2))).toBe(true);
    expect(ledger.adopt("c1-2", tasks.slice(1))).toBe(true);
    return { tasks, ledger };
  };

  it("bring the first result of a candidate, whichever comes first", () => {
    const { tasks, ledger } = overlapping();
    ledger.close(
      "c1-2",
      tasks.slice(1).map((each) => resultOf(each, "first")),
    );
    ledger.close(
      "c0-1",
      tasks.slice(0, 2).map((each) => resultOf(each, "second")),
    );
    expect(ledger.inOrder().map(({ reason }) => reason)).toEqual(["second", "first", "first"]);
  });

  it("have a candidate sent again only when neither is out", () => {
    const { ledger } = overlapping();
    expect(ledger.close("c0-1", []).map(({ id }) => id)).toEqual([0]);
    expect(ledger.close("c1-2", []).map(({ id }) => id)).toEqual([1, 2]);
    expect(ledger.take(9).tasks.map(({ id }) => id)).toEqual([0, 1, 2]);
  });
});

describe("the name of a batch", () => {
  it("is short for candidates in a row, and says what they are for", () => {
    expect(batchId([3, 4, 5].map((id) => task(id)))).toBe("c3-5");
    expect(
      batchId([task(3), task(7), task(8), task(8, "verify"), task(9, "verify"), task(9, "picture")]),
    ).toBe("c3.7-8.8-9v.9p");
  });

  it("differs where the tasks do, and is one that BullMQ takes", async () => {
    const some = fc.uniqueArray(
      fc.tuple(fc.nat(30), fc.constantFrom(undefined, "verify" as const, "picture" as const)),
      { minLength: 1, maxLength: 8 },
    );
    await law(
      FILE,
      fc.property(some, some, (one, other) => {
        const [a, b] = [one, other].map((each) => each.map(([id, purpose]) => task(id, purpose)));
        expect(batchId(a!) === batchId(b!)).toBe(JSON.stringify(a) === JSON.stringify(b));
        expect(batchId(a!)).toMatch(/^c[^:]+$/);
      }),
    );
  });
});
