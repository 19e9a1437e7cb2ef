import { renameSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "../src/input-error.js";

/**
 * Writes a file so that readers see the old one or the new one, never a part.
 *
 * @throws InputError where it cannot be written; nothing is left behind
 */
export function writeWhole(path: string, text: string): void {
  const part = `${path}.part`;
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new InputError(`${path}: ${(error as Error).message}; choose a place that can be written`);
  }
}
