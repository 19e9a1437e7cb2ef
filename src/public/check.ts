import { InputError, shown } from "../input-error.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { nearest } from "../nearest.js";
import { checkedValues, playableValues } from "../scenario/value-profile.js";

/** Checks of what callers of the library give, who may use no types. All throw `InputError`; `where` names the place. */

/** An array, or an array of numbers of fixed type. */
export function list(given: unknown, where: string): readonly unknown[] {
  const isTyped = ArrayBuffer.isView(given) && !(given instanceof DataView);
  if (!Array.isArray(given) && !isTyped)
    throw new InputError(`${where}: is ${shown(given)}; it must be a list`);
  return given as readonly unknown[];
}

/** A list with one entry a player. */
export function listOf(count: number, given: unknown, where: string): readonly unknown[] {
  const found = list(given, where);
  if (found.length === count) return found;
  throw new InputError(`${where}: has ${found.length} entries; give ${count}, one for each value`);
}

/** An object with no other keys than those known; unknown ones are usually spelt wrong. */
export function object(given: unknown, where: string, known?: readonly string[]): Record<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new InputError(`${where}: is ${shown(given)}; it must be an object`);
  }
  for (const key of known === undefined ? [] : Object.keys(given)) {
    if (!known!.includes(key)) {
      throw new InputError(`${where}: unknown key ${shown(key)}; ${nearest(key, known!)}`);
    }
  }
  return given as Record<string, unknown>;
}

/** Numbers from one bound to another. */
export interface Bounds {
  readonly from: number;
  /** No upper bound where it is left out; infinity itself is allowed by `orInfinity` alone. */
  readonly to?: number;
  /** Whether `from` itself is refused. */
  readonly above?: true;
  readonly whole?: true;
  readonly orInfinity?: true;
}

/** A number within bounds. */
export function number(given: unknown, where: string, bounds: Bounds): number {
  const { from, to = Number.MAX_VALUE, above, whole, orInfinity } = bounds;
  if (orInfinity && given === Number.POSITIVE_INFINITY) return given;
  const fits =
    typeof given === "number" &&
    (above ? given > from : given >= from) &&
    given <= to &&
    (!whole || Number.isInteger(given));
  if (fits) return given;
  throw new InputError(`${where}: is ${shown(given)}; it must be ${inWords(bounds)}`);
}

function inWords({ from, to, above, whole, orInfinity }: Bounds): string {
  const kind = whole ? "a whole number" : "a finite number";
  const lower = from === -Number.MAX_VALUE ? "" : above ? ` above ${from}` : ` from ${from}`;
  const upper =
    to === undefined ? (above || lower === "" ? "" : " up") : ` ${above ? "and up " : ""}to ${to}`;
  return `${kind}${lower}${upper}${orInfinity ? ", or Infinity" : ""}`;
}

export const FINITE: Bounds = { from: -Number.MAX_VALUE };
export const POSITIVE: Bounds = { from: 0, above: true };
export const NOT_NEGATIVE: Bounds = { from: 0 };

/** Checks an option where it is given: `undefined` is left to the default. */
export function optional<T>(
  given: unknown,
  where: string,
  check: (given: unknown, where: string) => T,
): T | undefined {
  return given === undefined ? undefined : check(given, where);
}

/** A name of those known. */
export function oneOf<T extends string>(given: unknown, where: string, known: readonly T[]): T {
  if (known.includes(given as T)) return given as T;
  const advice = typeof given === "string" ? nearest(given, known) : `it must be one of ${known.join(", ")}`;
  throw new InputError(`${where}: is ${shown(given)}; ${advice}`);
}

export function text(given: unknown, where: string): string {
  if (typeof given === "string") return given;
  throw new InputError(`${where}: is ${shown(given)}; it must be a text`);
}

export function truth(given: unknown, where: string): boolean {
  if (typeof given === "boolean") return given;
  throw new InputError(`${where}: is ${shown(given)}; it must be true or false`);
}

/** A function handed in. */
export function callable(given: unknown, where: string): void {
  if (typeof given !== "function") {
    throw new InputError(`${where}: is ${shown(given)}; it must be a function`);
  }
}

/** A mechanism that `buildMechanism` made. */
export function mechanism(given: unknown, where = "mechanism"): Mechanism {
  if (given instanceof Promise) {
    throw new InputError(`${where}: is a promise; write await buildMechanism(...)`);
  }
  const { outcome, shape, claims } = (given ?? {}) as Partial<Mechanism>;
  if (typeof outcome === "function" && typeof shape?.kind === "string" && typeof claims === "object") {
    return given as Mechanism;
  }
  throw new InputError(`${where}: is ${shown(given)}; give what buildMechanism makes of a candidate`);
}

/** Values to measure an outcome by: v_i > 0, finite, at least one. */
export function values(given: unknown, where = "values"): number[] {
  return checkedValues(Array.from(list(given, where)), where);
}

/** Values of a game to be solved: none below 1e-12 of the largest either. */
export function gameValues(given: unknown, where = "values"): number[] {
  return playableValues(Array.from(list(given, where)), where);
}
