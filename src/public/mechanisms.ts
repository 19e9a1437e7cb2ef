import * as built from "../mechanism/build.js";
import type { Candidate, Mechanism } from "../mechanism/mechanism.js";
import * as notation from "../mechanism/notation.js";
import * as check from "./check.js";

/**
 * Checks a candidate against its family and builds the mechanism, with defaults filled in, so that
 * `mechanism.candidate` is complete. Asynchronous because some families load a parser on first use.
 *
 * @param candidate anything that claims to be a candidate, such as {"family": "tullock", "parameters": {"alpha": 1.2}}
 * @param where     how messages call its place
 * @throws InputError for unknown families and keys, parameters out of bounds, formulas that do not parse
 */
export async function buildMechanism(candidate: unknown, where = "mechanism"): Promise<Mechanism> {
  return built.buildMechanism(candidate, check.text(where, "where"));
}

/**
 * Reads the short form of a mechanism, `name` or `name:key=number,key=number`, or a JSON object, into a candidate
 * that `buildMechanism` is still to check.
 *
 * @param where how messages call its place
 * @throws InputError where the text has neither form
 */
export function parseMechanismText(text: string, where = "mechanism"): unknown {
  return notation.parseMechanismText(check.text(text, where), check.text(where, "where"));
}

/**
 * The short form of a candidate where it has one, its JSON otherwise. Reading it gives the candidate back.
 *
 * @throws InputError where a candidate has another form than `Candidate`
 */
export function mechanismText(candidate: Candidate): string {
  checkCandidate(candidate, "candidate");
  return notation.mechanismText(candidate);
}

/** Candidates nest as deep as `buildMechanism` builds them, which also ends a candidate that holds itself. */
const DEPTH_LIMIT = 8;

function checkCandidate(given: unknown, where: string, depth = 0): void {
  const { family, parameters, weight, payment } = check.object(given, where, CANDIDATE_KEYS);
  check.text(family, `${where}.family`);
  check.optional(weight, `${where}.weight`, check.text);
  check.optional(payment, `${where}.payment`, check.text);
  if (parameters === undefined) return;
  for (const [name, parameter] of Object.entries(check.object(parameters, `${where}.parameters`))) {
    const place = `${where}.parameters.${name}`;
    const isNested = typeof parameter === "object" && depth < DEPTH_LIMIT;
    if (!isNested) check.number(parameter, place, check.FINITE);
    else if (!Array.isArray(parameter)) checkCandidate(parameter, place, depth + 1);
    else for (const [k, each] of parameter.entries()) checkCandidate(each, `${place}[${k}]`, depth + 1);
  }
}

const CANDIDATE_KEYS = ["family", "parameters", "weight", "payment"];
