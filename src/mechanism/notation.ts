import { InputError } from "../input-error.js";
import type { Candidate } from "./mechanism.js";

/**
 * Reads the short form of a mechanism, `name` or `name:key=number,key=number`, into a candidate that is
 * still to be checked; also takes a JSON object.
 *
 * @throws InputError where the text has neither form
 */
export function parseMechanismText(text: string, where: string): unknown {
  const trimmed = text.trim();
  if (trimmed.startsWith("{")) {
    try {
      return JSON.parse(trimmed);
    } catch (error) {
      throw new InputError(`${where}: broken JSON: ${(error as Error).message}`);
    }
  }
  const colon = trimmed.indexOf(":");
  if (colon < 0) return { family: trimmed };
  const parameters: Record<string, number> = {};
  for (const assignment of trimmed.slice(colon + 1).split(",")) {
    const [key = "", value = "", ...rest] = assignment.split("=").map((part) => part.trim());
    const number = Number(value);
    if (key === "" || value === "" || rest.length > 0 || Number.isNaN(number)) {
      throw new InputError(`${where}: "${assignment}" should read name=number, as in tullock:alpha=1.2`);
    }
    parameters[key] = number;
  }
  return { family: trimmed.slice(0, colon), parameters };
}

/** The short form of a candidate where it has one, its JSON otherwise. Reading it gives the candidate back. */
export function mechanismText(candidate: Candidate): string {
  const parameters = Object.entries(candidate.parameters ?? {});
  const plain = candidate.weight === undefined && parameters.every(([, value]) => typeof value === "number");
  if (!plain) return JSON.stringify(candidate);
  if (parameters.length === 0) return candidate.family;
  return `${candidate.family}:${parameters.map(([name, value]) => `${name}=${value}`).join(",")}`;
}
