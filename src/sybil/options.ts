import type { Notion } from "./verdict.js";

/** How many identities, how large a gain is forgiven, and where chance starts. */
export interface ScreenOptions {
  /** Most identities tried; Infinity for any number. */
  readonly identities: number;
  /** Largest gain accepted, as a share of value. */
  readonly tolerance: number;
  readonly seed: number;
  /** Most rivals of the best-response notion, where they are others than the default. */
  readonly rivals?: number | undefined;
}

/** How hard a search looks. Counts, never seconds: the same effort gives the same verdict. */
export interface Effort {
  /** Bid vectors of the rivals. */
  readonly rivalVectors: number;
  /** Totals that the identities divide among them, spread over all magnitudes. */
  readonly magnitudes: number;
  /** Values for each vector of rivals' bids. */
  readonly values: number;
  /** Ways to divide a total: `few` or `many`. */
  readonly divisions: "few" | "many";
  /** Starts that are climbed where the scan found no gain. */
  readonly climbs: number;
  /** Boxes of an enclosure of the gain, where nothing was refuted. */
  readonly boxes: number;
}

/** The domain and the effort of a search. */
export interface SearchOptions extends ScreenOptions {
  /** Most rivals; where that is above 1, one vector in eight has 16. */
  readonly rivals: number;
  /** The same of the best-response notion alone, where that is other. */
  readonly bestResponseRivals?: number;
  /** Largest value, in units of the rivals' total bid; Infinity for any. */
  readonly valueRatio: number;
  /** The rivals' bids to search against, where they are given. */
  readonly against?: readonly (readonly number[])[];
  readonly effort: Effort;
}

export const DEFAULT_SCREEN: ScreenOptions = { identities: 8, tolerance: 1e-9, seed: 1 };

/** The effort spent on each candidate of a search, and on a mechanism that somebody asks about. */
export const SCREEN_EFFORT: Effort = {
  ...{ rivalVectors: 8, magnitudes: 14, values: 14, divisions: "few", climbs: 0, boxes: 0 },
};
export const FULL_EFFORT: Effort = {
  ...{
    rivalVectors: 48,
    magnitudes: 40,
    values: 36,
    divisions: "many",
    climbs: 10,
    boxes: 0,
  },
};

const DEFAULT_DOMAIN = { rivals: 4, valueRatio: 1000 };

/** The options of a search in the domain of a screen: what it says of rivals is of the best-response notion. */
export function searchFor({ rivals, ...screen }: ScreenOptions, effort: Effort): SearchOptions {
  const ofBestResponse = rivals === undefined ? {} : { bestResponseRivals: rivals };
  return { ...DEFAULT_DOMAIN, ...screen, ...ofBestResponse, effort };
}

/** The options of the search for the best-response notion: its own number of rivals, where it has one. */
export function ofBestResponse(options: SearchOptions): SearchOptions {
  const { bestResponseRivals, ...rest } = options;
  return bestResponseRivals === undefined ? options : { ...rest, rivals: bestResponseRivals };
}

/** The options of the quick search. */
export function screening(options: ScreenOptions): SearchOptions {
  return searchFor(options, SCREEN_EFFORT);
}

/** The options of the full search. */
export const DEFAULT_SEARCH: SearchOptions = searchFor(DEFAULT_SCREEN, FULL_EFFORT);

/** The three Sybil notions, cheapest to refute first. */
export const SYBIL_NOTIONS: readonly Exclude<Notion, "merge">[] = ["split", "best-response", "equilibrium"];

/** Where any number of identities is asked for: the most that rules of seats are tried with, and others. */
export const MOST_BY_SEATS = 256;
const MOST_SEARCHED = 64;

/** How many identities a search tries at most: what its domain says. */
export function identitiesTried({ identities }: ScreenOptions, bySeats: boolean): number {
  return Math.min(
    identities,
    bySeats ? MOST_BY_SEATS : Math.max(MOST_SEARCHED, Number.isFinite(identities) ? identities : 0),
  );
}

/** The numbers of identities that a search tries: every one in a full search, 2, 3, 4 and the most in a quick one. */
export function identityCounts(asked: number, { divisions }: Effort): number[] {
  const most = Number.isFinite(asked) ? asked : MOST_SEARCHED;
  const every = Array.from({ length: Math.max(most - 1, 0) }, (_, k) => k + 2);
  return divisions === "many" ? every : every.filter((k) => k <= 4 || k === most);
}
