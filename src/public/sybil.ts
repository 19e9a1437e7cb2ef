import { InputError } from "../input-error.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import type { PlayedProfile } from "../sybil/notion/equilibrium.js";
import type { SearchOptions } from "../sybil/options.js";
import type { Notion, Verdict } from "../sybil/verdict.js";
import * as verdicts from "../sybil/verify.js";
import * as check from "./check.js";

/**
 * The full verdicts on the Sybil notions asked, in the order asked: proved, refuted by a witness, or not refuted.
 * See `sybil/verify.ts`.
 *
 * @param options `DEFAULT_SEARCH`, or {...DEFAULT_SEARCH, identities: 4}
 * @param played  equilibria of given profiles, for the equilibrium notion and for the collusion beside merge
 * @throws InputError for unknown notions, options out of bounds, or bids that do not go with the values
 */
export async function verify(
  mechanism: Mechanism,
  notions: readonly Notion[],
  options: SearchOptions,
  played: readonly PlayedProfile[] = [],
): Promise<Verdict[]> {
  check.mechanism(mechanism);
  checkNotions(notions, "notions", NOTIONS);
  checkSearch(options);
  for (const [k, each] of check.list(played, "played").entries()) checkPlayed(each, `played[${k}]`);
  return verdicts.verify(mechanism, notions, options, played);
}

const NOTIONS: readonly Notion[] = ["split", "best-response", "equilibrium", "merge"];

/** A list of notions, each known. */
export function checkNotions(given: unknown, where: string, known: readonly Notion[]): void {
  for (const [k, notion] of check.list(given, where).entries()) check.oneOf(notion, `${where}[${k}]`, known);
}

const MOST_IDENTITIES = 64;
const LARGEST_TOLERANCE = 0.1;
const LARGEST_SEED = 0xffffffff;
const MOST_RIVALS = 8;
const LARGEST_VALUE_RATIO = 1e6;
const MOST_EFFORT = 1e6;

/** The bounds of `ScreenOptions`; they are the command line's. */
export function checkScreen(given: Record<string, unknown>, where: string): void {
  const { identities, tolerance, seed, rivals } = given;
  const limit = { to: MOST_IDENTITIES, whole: true, orInfinity: true } as const;
  check.number(identities, `${where}.identities`, { from: 2, ...limit });
  check.number(tolerance, `${where}.tolerance`, { from: 0, to: LARGEST_TOLERANCE });
  check.number(seed, `${where}.seed`, { from: 0, to: LARGEST_SEED, whole: true });
  if (rivals !== undefined) checkRivals(rivals, `${where}.rivals`);
}

function checkRivals(given: unknown, where: string): void {
  check.number(given, where, { from: 1, to: MOST_RIVALS, whole: true });
}

const SEARCH_KEYS = [
  ...["identities", "tolerance", "seed", "rivals", "bestResponseRivals", "valueRatio", "against", "effort"],
];

function checkSearch(given: unknown): void {
  if (given === undefined) {
    throw new InputError("options: are missing; give DEFAULT_SEARCH, or {...DEFAULT_SEARCH, identities: 4}");
  }
  const options = check.object(given, "options", SEARCH_KEYS);
  const { rivals, bestResponseRivals, valueRatio, against, effort } = options;
  checkScreen(options, "options");
  checkRivals(rivals, "options.rivals");
  check.optional(bestResponseRivals, "options.bestResponseRivals", checkRivals);
  check.number(valueRatio, "options.valueRatio", { from: 1, to: LARGEST_VALUE_RATIO, orInfinity: true });
  check.optional(against, "options.against", checkAgainst);
  checkEffort(effort, "options.effort");
}

function checkAgainst(given: unknown, where: string): void {
  const vectors = check.list(given, where);
  if (vectors.length === 0) throw new InputError(`${where}: is empty; give rivals' bids, or leave it out`);
  for (const [k, vector] of vectors.entries()) {
    const bids = check.list(vector, `${where}[${k}]`);
    if (bids.length === 0)
      throw new InputError(`${where}[${k}]: is empty; give the bid of one rival or more`);
    for (const [j, bid] of bids.entries()) check.number(bid, `${where}[${k}][${j}]`, check.POSITIVE);
  }
}

const COUNTS = ["rivalVectors", "magnitudes", "values", "climbs", "boxes"];

function checkEffort(given: unknown, where: string): void {
  const effort = check.object(given, where, [...COUNTS, "divisions"]);
  for (const name of COUNTS) {
    check.number(effort[name], `${where}.${name}`, { from: 0, to: MOST_EFFORT, whole: true });
  }
  check.oneOf(effort.divisions, `${where}.divisions`, ["few", "many"]);
}

function checkPlayed(given: unknown, where: string): void {
  const { values, bids, strategies } = check.object(given, where);
  const { length } = check.gameValues(values, `${where}.values`);
  for (const [i, bid] of check.listOf(length, bids, `${where}.bids`).entries()) {
    check.number(bid, `${where}.bids[${i}]`, check.NOT_NEGATIVE);
  }
  if (strategies === undefined) return;
  const found = check.listOf(length, strategies, `${where}.strategies`);
  for (const [i, strategy] of found.entries()) checkStrategy(strategy, `${where}.strategies[${i}]`);
}

/** Probabilities are published to fewer digits than doubles have. */
const PROBABILITY_ROUNDING = 1e-6;

/** A mixed strategy: probabilities on bids and on intervals of bids, which sum to 1. */
function checkStrategy(given: unknown, where: string): void {
  const { support, probabilities, uniform = [] } = check.object(given, where);
  const bids = check.list(support, `${where}.support`);
  const atoms = check.list(probabilities, `${where}.probabilities`);
  if (atoms.length !== bids.length) {
    throw new InputError(
      `${where}: has ${bids.length} bids and ${atoms.length} probabilities; give one for each bid`,
    );
  }
  let total = 0;
  for (const [k, bid] of bids.entries()) {
    check.number(bid, `${where}.support[${k}]`, check.NOT_NEGATIVE);
    total += check.number(atoms[k], `${where}.probabilities[${k}]`, { from: 0, to: 1 });
  }
  for (const [k, piece] of check.list(uniform, `${where}.uniform`).entries()) {
    const { from, to, probability } = check.object(piece, `${where}.uniform[${k}]`);
    const low = check.number(from, `${where}.uniform[${k}].from`, check.NOT_NEGATIVE);
    check.number(to, `${where}.uniform[${k}].to`, { from: low, above: true });
    total += check.number(probability, `${where}.uniform[${k}].probability`, { from: 0, to: 1 });
  }
  if (Math.abs(total - 1) > PROBABILITY_ROUNDING) {
    throw new InputError(`${where}: probabilities sum to ${total}; they must sum to 1`);
  }
}
