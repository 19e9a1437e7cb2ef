import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { InputError } from "../../src/input-error.js";

/**
 * Makes the folder of an option --out, with those above it.
 *
 * @throws InputError for one that cannot be written
 */
export function prepareFolder(folder: string): void {
  try {
    if (existsSync(folder) && !statSync(folder).isDirectory()) throw new Error("is a file");
    makeFolder(resolve(folder));
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new InputError(`--out ${folder}: ${(error as Error).message}; choose a folder that can be written`);
  }
}

/** Folder by folder: in a place that takes none, such as /proc, Node's own recursion never ends. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
