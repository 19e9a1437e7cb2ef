import { dirname, resolve } from "node:path";
import { InputError } from "../../src/input-error.js";
import { readJson } from "../io/json-file.js";
import { parseProfiles } from "./profiles-schema.js";

/**
 * A job's content with every list of profiles that it keeps in a file of its own read in, so that the job stands
 * alone. Paths are relative to the job's folder.
 *
 * @param path the job file
 * @throws InputError in one line, with the path of the file at fault, or of the part that also lists profiles
 */
export function withFilesRead(content: unknown, path: string): unknown {
  if (!isObject(content) || !isObject(content.scenario)) return content;
  return { ...content, scenario: read(content.scenario, dirname(path), `${path}: scenario`) };
}

function read(scenario: Record<string, unknown>, folder: string, where: string): unknown {
  const { file, ...rest } = scenario;
  if (file !== undefined && rest.profiles !== undefined) {
    throw new InputError(`${where}: has both file and profiles; leave one out, or join them by "of"`);
  }
  if (Array.isArray(rest.of)) {
    const of = rest.of.map((part, k) => (isObject(part) ? read(part, folder, `${where}.of.${k}`) : part));
    return { ...scenario, of };
  }
  if (typeof file !== "string") return scenario;
  const path = resolve(folder, file);
  return { ...rest, profiles: parseProfiles(readJson(path), file) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
