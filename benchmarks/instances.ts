import type { EquilibriumInstance } from "../search/bench/schema.js";
import { type RandomStream, randomStream } from "../src/numeric/random.js";

const SEED = 20240608;

/**
 * Seeded Tullock contests of n players in the manner of work unit W1: values lognormal(0, 0.5), the exponent
 * 1 for every fourth and uniform on [0.5, 1] for the rest.
 */
export function contestsOf(players: number, count: number): EquilibriumInstance[] {
  return Array.from({ length: count }, (_, id) => {
    const random = randomStream(SEED, 1000 * players + id);
    const v = Array.from({ length: players }, () => Math.exp(0.5 * normal(random)));
    return { id, a: id % 4 === 0 ? 1 : 0.5 + 0.5 * random(), v };
  });
}

/** A standard normal number. Source: Box and Muller 1958. */
function normal(random: RandomStream): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
