/** A source of numbers in [0, 1). */
export type Chance = () => number;

/**
 * Chance from a seed and a number, so that one game of many can be drawn again alone.
 * Source: splitmix32, a mixing of a counter that Steele, Lea and Flood 2014 (SplitMix) describe.
 */
export function chanceOf(seed: number, number: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** A number between two bounds, to four digits, so that a game can be copied. */
export function between(chance: Chance, low: number, high: number): number {
  return figure(low + (high - low) * chance());
}

/** A number between two positive bounds, evenly in log, to four digits. */
export function scaled(chance: Chance, low: number, high: number): number {
  return figure(low * (high / low) ** chance());
}

export function figure(number: number): number {
  return Number(number.toPrecision(4));
}

export function pick<T>(chance: Chance, from: readonly T[]): T {
  return from[Math.floor(chance() * from.length)]!;
}
