import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { parseMechanismText } from "../../src/mechanism/notation.js";
import { playableValues } from "../../src/scenario/value-profile.js";
import { detailedFront } from "../front/detail.js";
import { digestOf } from "../front/digest.js";
import type { Front, PublishedFront } from "../front/front.js";
import { readPublished } from "../front/read.js";
import { readJson } from "../io/json-file.js";
import { type ResolvedJob, resolveJob } from "../job/job.js";

/** The exit code of what was interrupted, or could not go on, with all before it safe. */
export const INTERRUPTED = 130;

/** The mechanism of an option: a catalogue name, name:key=number, a JSON object, or @file.json. */
export function readMechanism(text: string, where: string): Promise<Mechanism> {
  const candidate = text.startsWith("@") ? readJson(text.slice(1)) : parseMechanismText(text, where);
  return buildMechanism(candidate, where);
}

/** Several mechanisms, separated by commas or semicolons; commas between parameters belong to them. */
export function readMechanisms(text: string, where: string): Promise<Mechanism[]> {
  const parts = text.includes(";") || text.trim().startsWith("{") ? text.split(";") : splitAtNames(text);
  return Promise.all(parts.map((part) => readMechanism(part, where)));
}

/** In `tullock:alpha=1.2,pap` a comma starts a new mechanism unless name=number follows it. */
function splitAtNames(text: string): string[] {
  return text.split(/,(?!\s*[A-Za-z_]\w*\s*=)/);
}

/** The values of an option: numbers separated by commas, or @file.json with a list or a values document. */
export function readValues(text: string, where = "--values"): number[] {
  if (!text.startsWith("@")) {
    const parts = text.split(",").map((part) => part.trim());
    return playableValues(
      parts.map((part) => (part === "" ? "missing" : Number.isNaN(Number(part)) ? part : Number(part))),
      where,
    );
  }
  const path = text.slice(1);
  const content = readJson(path) as { values?: unknown; profiles?: { values?: unknown }[] } | unknown[];
  const values = Array.isArray(content) ? content : (content?.values ?? content?.profiles?.[0]?.values);
  if (!Array.isArray(values)) {
    throw new InputError(`${path}: holds no values; give a list of numbers or what "values import" wrote`);
  }
  return playableValues(values, path);
}

/** The job of a run's folder. */
export function jobOf(folder: string): ResolvedJob {
  const path = `${folder}/job.json`;
  return resolveJob(readJson(path), path);
}

/** Prints one JSON document on standard output. */
export function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Prints text on standard output. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Reads the number of an option, within bounds. */
export function numberIn(option: string, low: number, high: number, whole = false): (text: string) => number {
  return (text) => {
    const number = Number(text);
    const fits =
      text.trim() !== "" && number >= low && number <= high && (!whole || Number.isInteger(number));
    if (fits) return number;
    const kind = whole ? "a whole number" : "a number";
    throw new InputError(`${option}: ${JSON.stringify(text)} is not ${kind} from ${low} to ${high}`);
  };
}

/**
 * A front as its file has it; says on standard error where it is not as it was written, and leaves what it claims for
 * `check` to judge.
 */
export function readNotingChanges(path: string): PublishedFront {
  const front = readPublished(path);
  if (digestOf(front) !== front.sha256) {
    process.stderr.write(
      `goldilocks: ${path}: was changed after it was written; goldilocks check tells what holds\n`,
    );
  }
  return front;
}

/** A front with everything worked out that its file leaves out. What does not follow is a fault of the file, named. */
export async function detailedAt(path: string, front: PublishedFront): Promise<Front> {
  try {
    return await detailedFront(front);
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${path}: ${error.message}`) : error;
  }
}
