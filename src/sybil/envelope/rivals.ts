import type { SeatRule } from "../../mechanism/shape/seat.js";
import type { SearchOptions } from "../options.js";
import { distinctVectors } from "../play/rivals.js";
import { Table } from "./table.js";

/**
 * Sets of rivals that a rule of seats is held to: those given, else at most so many of the default ones. Under rules of
 * the own bid alone rivals matter by the sum of their weights, which the sets kept are spread over.
 *
 * @param most sets of rules without a unit, and of rules of the own bid alone; other rules are held to all
 */
export function rivalSets(
  seat: SeatRule,
  options: SearchOptions,
  scaleFree: boolean,
  most: number,
): Float64Array[] {
  const sets = distinctVectors(options, scaleFree);
  if (options.against !== undefined || sets.length <= most) return sets;
  const byWeight = seat.reach === "bid" && !seat.byCount && !seat.byAllocation;
  if (!byWeight) return scaleFree ? sets.slice(0, most) : sets;
  const weights = new Map(sets.map((bids) => [bids, new Table(seat, bids).weightBeside(1, 1)]));
  const rising = sets.toSorted((a, b) => weights.get(a)! - weights.get(b)!);
  return Array.from({ length: most }, (_, k) => rising[Math.round((k * (rising.length - 1)) / (most - 1))]!);
}

/** Special sizes nearer than this, relative, are sides of one place. */
const SIDES = 1e-9;
/** Sets made of special sizes at most. */
const AT_SPECIALS = 9;

/**
 * Sets of two rivals under rules of shares with kinks and jumps: when the player's largest part is at one special size,
 * a rival's bid is at another.
 */
export function setsAtSpecials(specials: readonly number[]): Float64Array[] {
  const places = specials.filter((size, k) => k === 0 || size > specials[k - 1]! * (1 + SIDES));
  const sets = places.flatMap((own) =>
    places.filter((rival) => own + rival < 1).map((rival) => Float64Array.of(rival, 1 - own - rival)),
  );
  if (sets.length <= AT_SPECIALS) return sets;
  return Array.from({ length: AT_SPECIALS }, (_, k) => sets[Math.floor((k * sets.length) / AT_SPECIALS)]!);
}
