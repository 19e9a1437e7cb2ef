import type { Mechanism } from "../../mechanism/mechanism.js";
import { IdentityPlay, type Tally } from "./identities.js";
import { fixedBids } from "./opponents.js";

/** Which way a total moves: divided into parts (split), or parts put together (merge). */
export type Direction = "split" | "merge";

/** A bid and parts of the same total, against the same others. */
export interface Division {
  readonly others: Float64Array;
  readonly parts: Float64Array;
}

/**
 * What a division changes in the direction asked: total allocation won, and total payment saved as a share of
 * what was paid; `size` is the two together. At a value for which the whole is worth its payment, a split gains
 * at most that share of the value, so that what refutes best-response at a tolerance refutes split as well.
 */
export interface Change {
  readonly allocationChange: number;
  readonly paymentChange: number;
  readonly size: number;
}

/** A division with what it changes, by direct outcomes. */
export function changeOf(
  mechanism: Mechanism,
  { others, parts }: Division,
  direction: Direction,
  tally?: Tally,
): Change {
  const opponents = fixedBids(others);
  const [whole, divided] = [
    new IdentityPlay(mechanism, opponents, 1, tally),
    new IdentityPlay(mechanism, opponents, parts.length, tally),
  ];
  return changeFor(whole, divided, parts, direction);
}

/** The sum of parts, as the one bid that they are held against. */
export function wholeOf(parts: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < parts.length; j++) sum += parts[j]!;
  return sum;
}

/** The same between a player with one identity and one with several, against the same others. */
export function changeFor(
  whole: IdentityPlay,
  divided: IdentityPlay,
  parts: Float64Array,
  direction: Direction,
): Change {
  whole.own[0] = wholeOf(parts);
  whole.play();
  divided.own.set(parts);
  divided.play();
  const [before, after] = direction === "split" ? [whole, divided] : [divided, whole];
  const allocationChange = after.allocation - before.allocation;
  const paymentChange = after.payment - before.payment;
  const saved = before.payment > 0 ? -paymentChange / before.payment : 0;
  return { allocationChange, paymentChange, size: Math.max(allocationChange, 0) + Math.max(saved, 0) };
}
