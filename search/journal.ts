import { closeSync, existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../src/input-error.js";
import type { TaskResult } from "./executor/executor.js";

const JOURNAL_SCHEMA = "goldilocks/journal/1";

/** Raised when the same candidate may score differently than before; older journals are then refused. */
export const EVALUATOR_VERSION = 3;

interface Header {
  readonly schema: string;
  readonly jobHash: string;
  readonly evaluator: number;
}

type Line = TaskResult | { readonly stopped: string; readonly evaluations: number };

/** What a journal already holds. */
export interface Replay {
  readonly results: readonly TaskResult[];
  /** Where a limit on time struck, which a replay cannot work out for itself. */
  readonly stopped: { readonly reason: string; readonly evaluations: number } | null;
}

/** The only state of a run: a file of JSON lines that is only ever appended to. */
export class Journal {
  private constructor(
    private readonly file: number,
    readonly replay: Replay,
  ) {}

  /**
   * Opens the journal of a run folder, or begins it. A torn last line (power loss) is cut off; a journal
   * without a whole first line holds nothing and is begun again.
   *
   * @throws InputError where the journal is of another job, schema or evaluator version
   */
  static open(folder: string, jobHash: string): Journal {
    const path = join(folder, "journal.jsonl");
    const header: Header = { schema: JOURNAL_SCHEMA, jobHash, evaluator: EVALUATOR_VERSION };
    const begun = existsSync(path) && readFileSync(path, "utf8").includes("\n");
    if (!begun) {
      const file = openSync(path, "w");
      append(file, [header]);
      return new Journal(file, { results: [], stopped: null });
    }
    const text = readFileSync(path, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    const [first, ...lines] = whole.split("\n").filter((line) => line !== "");
    refuseOther(first, header, path);
    const parsed = lines.map((line, k) => parseLine(line, `${path} line ${k + 2}`));
    const results = parsed.filter((line): line is TaskResult => "id" in line);
    const stop = parsed.find((line) => "stopped" in line);
    const stopped =
      stop && "stopped" in stop ? { reason: stop.stopped, evaluations: stop.evaluations } : null;
    return new Journal(openSync(path, "a"), { results, stopped });
  }

  /** Appends results and waits until they are on disk. */
  append(results: readonly TaskResult[]): void {
    append(this.file, results);
  }

  /** Notes that a limit on time struck after so many evaluations. */
  stop(reason: string, evaluations: number): void {
    append(this.file, [{ stopped: reason, evaluations }]);
  }

  close(): void {
    closeSync(this.file);
  }
}

function parseLine(line: string, where: string): Line {
  try {
    return JSON.parse(line);
  } catch {
    throw new InputError(
      `${where}: is broken; the run cannot go on from here, choose another folder with --out`,
    );
  }
}

function append(file: number, lines: readonly unknown[]): void {
  writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  fsyncSync(file);
}

function refuseOther(first: string | undefined, expected: Header, path: string): void {
  let header: Partial<Header> = {};
  try {
    header = JSON.parse(first ?? "{}");
  } catch {
    throw new InputError(`${path}: is not a journal; choose another folder with --out`);
  }
  for (const key of ["schema", "jobHash", "evaluator"] as const) {
    if (header[key] === expected[key]) continue;
    throw new InputError(
      `${path}: was written with ${key} ${header[key] ?? "missing"}, this run has ${expected[key]}; ` +
        "choose another folder with --out",
    );
  }
}
