import { readFileSync } from "node:fs";
import { InputError } from "../../src/input-error.js";

/** What hinders reading, in words, by Node's code. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "is a folder; name a file in it",
  EACCES: "may not be read by this user",
  ERR_STRING_TOO_LONG: "is larger than the half gigabyte that can be read at once",
  ERR_FS_FILE_TOO_LARGE: "is larger than the half gigabyte that can be read at once",
};

/** The parsed content of a JSON file. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw readingFault(path, error);
  }
  return parseJson(text, path);
}

/** What hindered reading a file, in one line. */
export function readingFault(path: string, error: unknown): InputError {
  const { code = "" } = error as NodeJS.ErrnoException;
  return new InputError(`${path}: ${FAULTS[code] ?? (error as Error).message}`);
}

/** The content of a text of JSON. @throws InputError with the file that it is from */
export function parseJson(text: string, path: string): unknown {
  if (text.trim() === "") throw new InputError(`${path}: is empty`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: broken JSON: ${(error as Error).message}`);
  }
}
