import { readFileSync } from "node:fs";
import { InputError } from "../src/input-error.js";

/** The parsed content of a JSON file. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(
      `${path}: ${code === "ENOENT" ? "there is no such file" : (error as Error).message}`,
    );
  }
  if (text.trim() === "") throw new InputError(`${path}: is empty`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: broken JSON: ${(error as Error).message}`);
  }
}
