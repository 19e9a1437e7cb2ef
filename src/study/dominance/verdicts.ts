import type { Mechanism } from "../../mechanism/mechanism.js";
import type { PlayedProfile } from "../../sybil/notion/equilibrium.js";
import { DEFAULT_SEARCH, FULL_EFFORT, SCREEN_EFFORT, type SearchOptions } from "../../sybil/options.js";
import type { Notion, Verdict } from "../../sybil/verdict.js";
import { verify } from "../../sybil/verify.js";

/** What a mechanism is held to. */
export interface Trial {
  readonly notion: Notion;
  /** Most rivals of the search: those that the mechanism was made for, and more. */
  readonly rivals: number;
  readonly verdict: Verdict;
}

export interface TrialOptions {
  /** Most rivals of its own domain. */
  readonly rivals: number;
  readonly identities: number;
  readonly seed: number;
  readonly search: "full" | "quick";
}

/** Most rivals that every mechanism is tried against. */
export const MORE_RIVALS = 4;
/** Boxes of the enclosure against one rival, enough for an order of magnitude. */
const BOXES = 2000;

/** The options of a search against so many rivals. */
export function trialSearch({ identities, seed, search }: TrialOptions, rivals: number): SearchOptions {
  const effort = search === "full" ? { ...FULL_EFFORT, boxes: rivals === 1 ? BOXES : 0 } : SCREEN_EFFORT;
  return { ...DEFAULT_SEARCH, identities, rivals, seed, effort };
}

/**
 * A mechanism's verdicts: split and best-response within its own number of rivals and against one to four, equilibrium
 * and merge at the equilibria given. A split is looked for in full only where the quick search finds none: its
 * refutation is a yes or no, since it need not be profitable.
 */
export async function trials(
  mechanism: Mechanism,
  options: TrialOptions,
  played: readonly PlayedProfile[],
): Promise<Trial[]> {
  const counts = [...new Set([options.rivals, Math.max(options.rivals, MORE_RIVALS)])];
  const found: Trial[] = [];
  const against = async (notion: Notion, rivals: number, given: TrialOptions) => {
    // What gains at an equilibrium of few enough players gains at best response too, where its search may have missed it.
    const few = played.filter(({ bids }) => bids.filter((bid) => bid > 0).length <= rivals + 1);
    const best = notion === "best-response" && few.length > 0;
    const notions: Notion[] = best ? [notion, "equilibrium"] : [notion];
    const [verdict] = await verify(mechanism, notions, trialSearch(given, rivals), best ? few : played);
    return { notion, rivals, verdict: verdict! };
  };
  for (const rivals of counts) {
    const quick = await against("split", rivals, { ...options, search: "quick" });
    const open = quick.verdict.outcome === "not-refuted";
    found.push(open ? await against("split", rivals, options) : quick);
  }
  for (const rivals of counts) {
    found.push(await against("best-response", rivals, options));
  }
  found.push(await against("equilibrium", counts[0]!, options));
  found.push(await against("merge", counts[0]!, options));
  // A proof for any rivals is said once.
  return found.filter(
    ({ notion, verdict }, k) =>
      verdict.outcome !== "proved" ||
      verdict.domain.rivals !== "any" ||
      k === found.findIndex((other) => other.notion === notion),
  );
}
