import { dirname, resolve } from "node:path";
import { readJson } from "./json-file.js";
import { parseProfiles } from "./schema/profiles.js";

/**
 * A job's content with every list of profiles that it keeps in a file of its own read in, so that the job stands
 * alone. Paths are relative to the job's folder.
 *
 * @param path the job file
 * @throws InputError in one line, with the path of the file at fault
 */
export function withFilesRead(content: unknown, path: string): unknown {
  if (!isObject(content) || !isObject(content.scenario)) return content;
  return { ...content, scenario: read(content.scenario, dirname(path)) };
}

function read(scenario: Record<string, unknown>, folder: string): unknown {
  if (Array.isArray(scenario.of)) {
    return { ...scenario, of: scenario.of.map((part) => (isObject(part) ? read(part, folder) : part)) };
  }
  if (typeof scenario.file !== "string") return scenario;
  const { file, ...rest } = scenario;
  const path = resolve(folder, file as string);
  return { ...rest, profiles: parseProfiles(readJson(path), file as string) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
