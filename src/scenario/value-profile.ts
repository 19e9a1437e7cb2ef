import { InputError, shown } from "../input-error.js";

/** A named value profile: v_i > 0, finite, one a player, largest first. */
export interface ValueProfile {
  readonly name: string;
  /** What one unit of value is: "ETH", or "value units" where it is abstract. */
  readonly unit: string;
  readonly values: readonly number[];
  /** Who the players are, in the order of the values, where that is known. */
  readonly players?: readonly string[];
  /** Where the figures come from. */
  readonly source?: string;
  /** How the values were derived from the source, and what that assumes. */
  readonly method?: string;
}

/** Most players that a game may have. */
export const PLAYER_LIMIT = 10_000;

/** Least value as a share of the largest: shares of allocation that are smaller are lost in the rounding of their sum. */
const LEAST_SHARE = 1e-12;

/**
 * The values, checked.
 *
 * @param where how messages call their place
 * @throws InputError for an empty list, more than 10,000 players, or a value that is not positive and finite
 */
export function checkedValues(values: readonly unknown[], where: string): number[] {
  if (values.length === 0) throw new InputError(`${where}: no values; give at least one, for instance 4,2`);
  if (values.length > PLAYER_LIMIT) {
    throw new InputError(`${where}: ${values.length} values; at most ${PLAYER_LIMIT} players are supported`);
  }
  return values.map((value, i) => {
    if (typeof value !== "number" || !Number.isFinite(value) || value <= 0) {
      throw new InputError(
        `${where}: value ${i + 1} is ${typeof value === "string" ? value : shown(value)}; values must be positive and finite`,
      );
    }
    return value;
  });
}

/**
 * The values, checked, of a game to be played.
 *
 * @param where how messages call their place
 * @throws InputError as `checkedValues` does, and for a value below 1e-12 of the largest
 */
export function playableValues(values: readonly unknown[], where: string): number[] {
  const checked = checkedValues(values, where);
  const top = checked.reduce((most, value) => Math.max(most, value), 0);
  const least = checked.findIndex((value) => value / top < LEAST_SHARE);
  if (least >= 0) {
    throw new InputError(
      `${where}: value ${least + 1} is ${checked[least]}, below ${LEAST_SHARE} of the largest, ${top}; leave it out`,
    );
  }
  return checked;
}
