import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../src/input-error.js";
import { EVALUATOR_VERSION } from "../executor/evaluator-version.js";
import type { Crew, TaskResult, VerifiedResult } from "../executor/executor.js";
import { RunStopped } from "../executor/run-stopped.js";

const JOURNAL_SCHEMA = "goldilocks/journal/4";

interface Header {
  readonly schema: string;
  readonly jobHash: string;
  readonly evaluator: number;
}

/**
 * The end of a batch: how many evaluations there are, and the seconds that the run has worked in all; and who worked,
 * which older journals leave out.
 */
export interface Mark extends Partial<Crew> {
  readonly evaluations: number;
  readonly seconds: number;
}

/** Where a limit on time struck, which a replay cannot work out for itself. */
export interface Stop {
  readonly stopped: string;
  readonly evaluations: number;
}

/** What the full verification of a candidate came to. It stands between the results of its batch and their mark. */
export interface Verified {
  readonly verified: VerifiedResult;
}

export type Entry = TaskResult | Mark | Stop | Verified;

/**
 * The only state of a run: a file of JSON lines that is only ever appended to. Results stand in the order of
 * their ids, then the verifications of their batch; every batch ends with a mark, and is on disk before its results are
 * told.
 */
export class Journal {
  private constructor(
    readonly path: string,
    private readonly file: number,
    /** Bytes that hold whole entries. */
    private size: number,
  ) {}

  /**
   * Opens the journal of a run folder, or begins it. What a power loss left torn at the end is cut off; a
   * journal without a whole first line holds nothing and is begun again.
   *
   * @throws InputError where the journal is of another job, schema or evaluator version, or is broken before
   *         its last batch
   */
  static open(folder: string, jobHash: string): Journal {
    const path = journalPath(folder);
    const header = headerOf(jobHash);
    const file = openOrRefuse(path, "a+");
    const journal = new Journal(path, file, 0);
    try {
      const first = firstLine(path);
      if (first === null) {
        ftruncateSync(file, 0);
        journal.append([header]);
      } else {
        const refusal = difference(first, header);
        if (refusal !== null) {
          throw new InputError(`${path}: ${refusal}; choose another folder with --out`);
        }
        journal.size = soundSize(path);
        ftruncateSync(file, journal.size);
      }
      return journal;
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  /** Everything that it holds, in order, read as it is asked for. */
  *entries(): Generator<Entry> {
    yield* entriesUpTo(this.path, this.size);
  }

  /**
   * Appends entries and waits until they are on disk.
   *
   * @throws RunStopped where it cannot be written, for instance on a full disk; what was there before stays whole
   */
  append(entries: readonly (Entry | Header)[]): void {
    const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done);
      fsyncSync(this.file);
    } catch (error) {
      ftruncateSync(this.file, this.size);
      throw new RunStopped(`${this.path}: ${(error as Error).message}`);
    }
    this.size += bytes.length;
  }

  close(): void {
    closeSync(this.file);
  }
}

/** The journal of a run folder. */
export function journalPath(folder: string): string {
  return join(folder, "journal.jsonl");
}

/** @throws InputError where a folder has no journal, with the command that begins one */
export function refuseWithoutRun(folder: string): void {
  if (existsSync(journalPath(folder))) return;
  throw new InputError(`${folder}: holds no run; start one with: goldilocks search JOB.json --out ${folder}`);
}

/**
 * What a journal holds, without opening it for writing: for looking at a run that another process writes.
 * A line still being written is left out.
 */
export function* readEntries(folder: string): Generator<Entry> {
  const path = journalPath(folder);
  yield* entriesUpTo(path, soundSize(path));
}

/** The entries within the first bytes of a journal; its first line is the header. */
function* entriesUpTo(path: string, size: number): Generator<Entry> {
  for (const { offset, text } of linesOf(path)) {
    if (offset >= size) return;
    if (offset > 0) yield JSON.parse(text);
  }
}

/**
 * How many bytes from the start hold whole entries. Of the last batch any part may be missing or torn, since it
 * may not have reached the disk when the power went.
 *
 * @throws InputError where a line before the last batch is broken
 */
function soundSize(path: string): number {
  let sound = 0;
  /** Where the first line stands that is no entry. */
  let broken: number | null = null;
  for (const { offset, end, text } of linesOf(path)) {
    const entry = parsed(text);
    if (!isEntry(entry)) broken ??= offset;
    else if (broken === null) sound = end;
    else if ("seconds" in entry) {
      throw new InputError(
        `${path}: is broken at byte ${broken}, before its last batch; choose another folder with --out`,
      );
    }
  }
  return sound;
}

function parsed(text: string): object | null {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

/** Whether a line holds what a journal is made of. */
function isEntry(value: object | null): value is Entry | Header {
  if (value === null) return false;
  if ("verified" in value) return isResult(value.verified);
  return "id" in value ? isResult(value) : ["schema", "seconds", "stopped"].some((key) => key in value);
}

function isResult(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    ["id", "candidate", "status", "violation", "objectives"].every((key) => key in value)
  );
}

interface Line {
  readonly offset: number;
  /** The offset after its newline. */
  readonly end: number;
  readonly text: string;
}

const CHUNK = 1 << 20;
const NEWLINE = 10;

/** The whole lines of a file, without their newlines, read a piece at a time; an unfinished last one is left out. */
function* linesOf(path: string): Generator<Line> {
  const file = openOrRefuse(path, "r");
  try {
    let kept = Buffer.alloc(0);
    let offset = 0;
    const chunk = Buffer.alloc(CHUNK);
    for (;;) {
      const read = readSync(file, chunk, 0, CHUNK, null);
      if (read === 0) return;
      kept = Buffer.concat([kept, chunk.subarray(0, read)]);
      let start = 0;
      for (let at = kept.indexOf(NEWLINE); at >= 0; at = kept.indexOf(NEWLINE, start)) {
        const length = at + 1 - start;
        yield { offset, end: offset + length, text: kept.toString("utf8", start, at) };
        offset += length;
        start = at + 1;
      }
      kept = kept.subarray(start);
    }
  } finally {
    closeSync(file);
  }
}

function openOrRefuse(path: string, flags: string): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    throw new InputError(`${path}: ${(error as Error).message}; choose another folder with --out`);
  }
}

/** Why this program cannot read the journal of a folder as that of a job, in a line; null where it can. */
export function refusalOf(folder: string, jobHash: string): string | null {
  const path = journalPath(folder);
  const refusal = difference(firstLine(path) ?? "", headerOf(jobHash));
  return refusal === null ? null : `${path}: ${refusal}`;
}

function headerOf(jobHash: string): Header {
  return { schema: JOURNAL_SCHEMA, jobHash, evaluator: EVALUATOR_VERSION };
}

function firstLine(path: string): string | null {
  for (const { text } of linesOf(path)) return text;
  return null;
}

/** How the first line of a journal differs from the header expected, in words; null where it does not. */
function difference(first: string, expected: Header): string | null {
  const header = parsed(first) as Partial<Header> | null;
  if (header === null) return "is not a journal";
  const key = (["schema", "jobHash", "evaluator"] as const).find((each) => header[each] !== expected[each]);
  return key === undefined
    ? null
    : `was written with ${key} ${header[key] ?? "missing"}, this run has ${expected[key]}`;
}
