import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../../src/input-error.js";
import { readJson } from "../json-file.js";
import { parseFront } from "../schema/front.js";
import type { Front } from "./front.js";

/**
 * Reads a front by its file, or by the folder of its run.
 *
 * @throws InputError in one line for a missing, broken, foreign or newer file
 */
export function readFront(path: string): Front {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const file = isFolder ? join(path, "front.json") : path;
  if (isFolder && !existsSync(file)) {
    throw new InputError(`${path}: holds no front.json yet; finish the run with: goldilocks resume ${path}`);
  }
  return parseFront(readJson(file), file);
}
