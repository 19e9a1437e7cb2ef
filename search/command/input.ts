import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { parseMechanismText } from "../../src/mechanism/notation.js";
import { playableValues } from "../../src/scenario/value-profile.js";
import { readJson } from "../io/json-file.js";

/** The exit code of what was interrupted, or could not go on, with all before it safe. */
export const INTERRUPTED = 130;

/** What `--mechanism` takes, for help texts. */
export const MECHANISM_FORMS =
  "a catalogue name, name:key=number, a JSON object, @file.json, or a published point such as results/every-ratio#2";

/**
 * The mechanism of an option: a catalogue name, name:key=number, a JSON object, @file.json, or a published point as a
 * folder or a file, with #id where it holds several.
 */
export async function readMechanism(text: string, where: string): Promise<Mechanism> {
  return buildMechanism(await candidateOf(text.trim(), where), where);
}

/** What is at a path is loaded only where a path is given. */
async function candidateOf(text: string, where: string): Promise<unknown> {
  if (text.startsWith("@")) return readJson(text.slice(1));
  if (text.startsWith("{") || !/[/#]|\.json$/.test(text)) return parseMechanismText(text, where);
  return (await import("./published-mechanism.js")).publishedCandidate(text, where);
}

/** Several mechanisms, separated by commas or semicolons, or a JSON array of them. */
export async function readMechanisms(text: string, where: string): Promise<Mechanism[]> {
  if (!text.trim().startsWith("[")) {
    return Promise.all(separated(text).map((part) => readMechanism(part, where)));
  }
  const list = listIn(text, where);
  return Promise.all(
    list.map((each, k) =>
      typeof each === "string" ? readMechanism(each, `${where}.${k}`) : buildMechanism(each, `${where}.${k}`),
    ),
  );
}

function listIn(text: string, where: string): unknown[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw new InputError(`${where}: broken JSON: ${(error as Error).message}`);
  }
  if (Array.isArray(list) && list.length > 0) return list;
  throw new InputError(`${where}: is an empty list; give at least one mechanism`);
}

/** Parts of a list. In `tullock:alpha=1.2,pap` a comma begins a part unless name=number follows; in JSON none does. */
function separated(text: string): string[] {
  const parts: string[] = [];
  let [depth, begin, quoted] = [0, 0, false];
  for (let k = 0; k < text.length; k++) {
    const character = text[k]!;
    if (character === '"' && text[k - 1] !== "\\") quoted = !quoted;
    if (quoted) continue;
    if (character === "{") depth++;
    if (character === "}") depth--;
    const isEnd = character === ";" || (character === "," && !/^,\s*[A-Za-z_]\w*\s*=/.test(text.slice(k)));
    if (depth !== 0 || !isEnd) continue;
    parts.push(text.slice(begin, k));
    begin = k + 1;
  }
  return [...parts, text.slice(begin)];
}

/** The parser of an option that may be given once. */
export function once(option: string, instead: string): (text: string, before?: string) => string {
  return (text, before) => {
    if (before === undefined) return text;
    throw new InputError(`${option}: is given twice; give it once, or use: ${instead}`);
  };
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
