import { renameSync, rmSync, writeFileSync } from "node:fs";
import { InputError } from "../../src/input-error.js";

/** A file to be written. */
export interface WholeFile {
  readonly path: string;
  /** Text, or bytes. */
  readonly content: string | Uint8Array;
}

/**
 * Writes a file so that readers see the old one or the new one, never a part.
 *
 * @throws InputError where it cannot be written; no half of it is left behind
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  writeAllWhole([{ path, content }]);
}

/**
 * Writes files so that readers see of each the old one or the new one. None takes its place before all have been
 * written beside theirs.
 *
 * @throws InputError where one cannot be written; nothing is left behind
 */
export function writeAllWhole(files: readonly WholeFile[]): void {
  const partOf = (path: string) => `${path}.part`;
  const trying = (path: string, write: () => void) => {
    try {
      write();
    } catch (error) {
      for (const file of files) rmSync(partOf(file.path), { force: true });
      throw new InputError(`${path}: ${(error as Error).message}; choose a place that can be written`);
    }
  };
  for (const { path, content } of files) trying(path, () => writeFileSync(partOf(path), content));
  for (const { path } of files) trying(path, () => renameSync(partOf(path), path));
}
