import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { type Entry, Journal, readEntries } from "../../../search/run/journal.js";
import { InputError } from "../../../src/input-error.js";
import { law } from "../../law.js";

const root = mkdtempSync(join(tmpdir(), "goldilocks-journal-"));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
function freshFolder(): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  return folder;
}
const pathOf = (folder: string) => join(folder, "journal.jsonl");

/** Batches of two results, each with its mark; a name beyond ASCII, since places count bytes. */
function entries(batches: number): Entry[] {
  return Array.from({ length: batches }, (_, k) => [
    result(2 * k),
    result(2 * k + 1),
    mark(2 * k + 2),
  ]).flat();
}
const mark = (evaluations: number): Entry => ({ evaluations, seconds: evaluations / 2 });
const result = (id: number): Entry => ({
  ...{ id, candidate: { family: "größe" }, status: "feasible", reason: null },
  ...{ violation: 0, scores: null, objectives: [id, 1 - id] },
});

function written(batches: number): string {
  const folder = freshFolder();
  const journal = Journal.open(folder, "hash");
  for (const entry of entries(batches)) journal.append([entry]);
  journal.close();
  return folder;
}

function reopened(folder: string): Entry[] {
  const journal = Journal.open(folder, "hash");
  const held = [...journal.entries()];
  journal.close();
  return held;
}

describe("a journal", () => {
  it("holds what was appended, in order, and goes on when it is opened again", () => {
    const folder = written(2);
    expect(reopened(folder)).toEqual(entries(2));
    const journal = Journal.open(folder, "hash");
    journal.append(entries(3).slice(6));
    journal.close();
    expect(reopened(folder)).toEqual(entries(3));
    expect([...readEntries(folder)]).toEqual(entries(3));
  });

  it("cut off anywhere, by a byte or by all, keeps the whole entries before, and can go on", async () => {
    const folder = written(3);
    const whole = readFileSync(pathOf(folder));
    const ends = [...whole.entries()].filter(([, byte]) => byte === 10).map(([at]) => at + 1);
    await law(
      "test/search/run/journal.test.ts",
      fc.property(fc.integer({ min: 0, max: whole.length }), (cut) => {
        const torn = freshFolder();
        writeFileSync(pathOf(torn), whole.subarray(0, cut));
        const kept = Math.max(0, ends.filter((end) => end <= cut).length - 1);
        expect(reopened(torn)).toEqual(entries(3).slice(0, kept));
        const journal = Journal.open(torn, "hash");
        journal.append(entries(3).slice(kept));
        journal.close();
        expect(readFileSync(pathOf(torn))).toEqual(whole);
      }),
      60,
    );
  });

  it("drops what a power loss left of the last batch: zeros, or a hole before lines that did arrive", () => {
    const folder = written(3);
    const lines = readFileSync(pathOf(folder), "utf8").trimEnd().split("\n");
    const zeros = freshFolder();
    writeFileSync(pathOf(zeros), `${lines.slice(0, 8).join("\n")}\n${"\0".repeat(5000)}`);
    expect(reopened(zeros)).toEqual(entries(3).slice(0, 7));
    const hole = freshFolder();
    const holed = [...lines.slice(0, 7), "\0".repeat(lines[7]!.length), lines[8]!];
    writeFileSync(pathOf(hole), `${holed.join("\n")}\n`);
    expect(reopened(hole)).toEqual(entries(3).slice(0, 6));
  });

  it("is refused, and left alone, where it is broken before its last batch", () => {
    const folder = written(3);
    const lines = readFileSync(pathOf(folder), "utf8").split("\n");
    lines[4] = lines[4]!.slice(0, 20);
    writeFileSync(pathOf(folder), lines.join("\n"));
    expect(() => Journal.open(folder, "hash")).toThrow(InputError);
    expect(() => Journal.open(folder, "hash")).toThrow(
      /journal\.jsonl: is broken at byte \d+, before its last batch/,
    );
    expect(readFileSync(pathOf(folder), "utf8")).toBe(lines.join("\n"));
  });

  it("is refused where a line is JSON, and yet no entry", () => {
    const folder = written(3);
    const lines = readFileSync(pathOf(folder), "utf8").split("\n");
    lines[4] = '{"id":2}';
    writeFileSync(pathOf(folder), lines.join("\n"));
    expect(() => Journal.open(folder, "hash")).toThrow(/is broken at byte/);
    expect(() => [...readEntries(folder)]).toThrow(/is broken at byte/);
  });

  it("reads lines longer than it reads at once", () => {
    const folder = freshFolder();
    const journal = Journal.open(folder, "hash");
    const long: Entry = { stopped: "ü".repeat(3_000_000), evaluations: 4 };
    journal.append([long, mark(1)]);
    journal.close();
    expect(reopened(folder)).toEqual([long, mark(1)]);
  });
});
