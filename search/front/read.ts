import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../src/input-error.js";
import { readJson } from "../io/json-file.js";
import type { Front, FrontPoint, PublishedFront, PublishedResult } from "./front.js";
import { parseFront } from "./schema.js";

/**
 * Reads a front by its file, or by the folder of its run, as the file has it.
 *
 * @throws InputError in one line for a missing, broken, foreign or newer file
 */
export function readPublished(path: string): PublishedFront {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const file = isFolder ? join(path, "front.json") : path;
  if (isFolder && !existsSync(file)) {
    throw new InputError(`${path}: holds no front.json yet; finish the run with: goldilocks resume ${path}`);
  }
  return parseFront(readJson(file), file);
}

const IDS_SHOWN = 12;

/**
 * The point of a front by its id.
 *
 * @param option where the id stands, for the message
 * @throws InputError for an id that no point has
 */
export function pointWithId<Result extends PublishedResult>(
  { front }: Front<Result>,
  id: string,
  option: string,
): FrontPoint<Result> {
  const found = front.find((each) => String(each.id) === id);
  if (found !== undefined) return found;
  const ids = front.slice(0, IDS_SHOWN).map((each) => each.id);
  const known = ids.length === 0 ? "none" : ids.join(", ");
  const more = front.length > ids.length ? ` and ${front.length - ids.length} more` : "";
  throw new InputError(`${option}: no point "${id}" on this front; it has ${known}${more}`);
}
