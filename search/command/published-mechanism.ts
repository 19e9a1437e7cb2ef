import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../src/input-error.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import { nearest } from "../../src/nearest.js";
import { readJson } from "../io/json-file.js";

/** A mechanism that a file holds, and what it is called there. */
interface Named {
  readonly id: string;
  readonly candidate: Candidate;
}

const SHOWN = 6;

/**
 * The candidate of a published point: the path of a folder, a front or a study, with `#id` where it holds several. A
 * point of a front has a number as its id, a mechanism of a study its name.
 *
 * @throws InputError where there is none, or more than one and no id
 */
export function publishedCandidate(text: string, where: string): Candidate {
  const hash = text.lastIndexOf("#");
  const [path, id] = hash < 0 ? [text, null] : [text.slice(0, hash), text.slice(hash + 1)];
  const files = filesAt(path, where);
  const held = files.map((file) => mechanismsIn(readJson(file)));
  const named = id === null ? (held.find((each) => each.length > 0) ?? []) : held.flat();
  if (named.length === 0)
    throw new InputError(`${where}: ${path}: holds no mechanisms; give a front or a study`);
  if (id === null) {
    if (named.length === 1) return named[0]!.candidate;
    throw new InputError(
      `${where}: ${path} has ${named.length} points; choose one, such as ${path}#${named[0]!.id} (ids: ${idsText(named)})`,
    );
  }
  const found = named.find((each) => each.id === id);
  if (found !== undefined) return found.candidate;
  const ids = named.map((each) => each.id);
  throw new InputError(`${where}: ${path} has no point "${id}"; ${nearest(id, ids)}`);
}

function filesAt(path: string, where: string): string[] {
  if (!existsSync(path)) throw new InputError(`${where}: ${path}: there is no such file or folder`);
  if (!statSync(path).isDirectory()) return [path];
  const files = ["front.json", "study.json"]
    .map((name) => join(path, name))
    .filter((file) => existsSync(file));
  if (files.length > 0) return files;
  throw new InputError(`${where}: ${path}: holds neither front.json nor study.json`);
}

/** The points of a front, the mechanisms that a study names in its options, or that of any other document. */
function mechanismsIn(content: unknown): Named[] {
  const { front, options, mechanism } = (content ?? {}) as Readonly<Record<string, unknown>>;
  if (isCandidate(mechanism)) return [{ id: "mechanism", candidate: mechanism }];
  if (Array.isArray(front)) {
    return front.flatMap(({ id, candidate }) =>
      isCandidate(candidate) ? [{ id: String(id), candidate }] : [],
    );
  }
  return typeof options === "object" && options !== null ? Object.values(options).flatMap(namedIn) : [];
}

function namedIn(list: unknown): Named[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each) =>
    typeof each?.name === "string" && isCandidate(each.candidate)
      ? [{ id: each.name, candidate: each.candidate }]
      : [],
  );
}

function isCandidate(value: unknown): value is Candidate {
  return typeof (value as { family?: unknown } | null)?.family === "string";
}

function idsText(named: readonly Named[]): string {
  const more = named.length - SHOWN;
  const ids = named.slice(0, SHOWN).map(({ id }) => id);
  return more > 0 ? `${ids.join(", ")} and ${more} more` : ids.join(", ");
}
