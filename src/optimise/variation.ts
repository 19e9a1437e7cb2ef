import type { RandomStream } from "../numeric/random.js";

/** A coordinate crosses over with this probability; its children then go to either side alike. */
const EACH_CROSSES = 0.5;

/**
 * Simulated binary crossover within [0, 1]: two children around their parents, coordinate by coordinate, near
 * them where `index` is large.
 *
 * Source: Deb and Agrawal 1995; the bounded form of Deb's NSGA-II code.
 */
export function simulatedBinaryCrossover(
  a: readonly number[],
  b: readonly number[],
  index: number,
  random: RandomStream,
): [number[], number[]] {
  const children: [number[], number[]] = [[...a], [...b]];
  for (let i = 0; i < a.length; i++) {
    const [low, high] = [Math.min(a[i]!, b[i]!), Math.max(a[i]!, b[i]!)];
    if (random() >= EACH_CROSSES || !(high > low)) continue;
    const draw = random();
    const left = low + high - spread((2 * low) / (high - low), index, draw) * (high - low);
    const right = low + high + spread((2 * (1 - high)) / (high - low), index, draw) * (high - low);
    const pair = [clamped(left / 2), clamped(right / 2)];
    const swapped = random() < 0.5;
    children[0][i] = pair[swapped ? 1 : 0]!;
    children[1][i] = pair[swapped ? 0 : 1]!;
  }
  return children;
}

/** How far apart the children are, in units of the parents' distance, cut off at a bound `room` away. */
function spread(room: number, index: number, draw: number): number {
  const alpha = 2 - (1 + room) ** -(index + 1);
  return draw <= 1 / alpha
    ? (draw * alpha) ** (1 / (index + 1))
    : (1 / (2 - draw * alpha)) ** (1 / (index + 1));
}

/**
 * Polynomial mutation within [0, 1]: each coordinate moves with probability 1 / d, little where `index` is large.
 *
 * Source: Deb and Goyal 1996; the bounded form of Deb's NSGA-II code.
 */
export function polynomialMutation(x: readonly number[], index: number, random: RandomStream): number[] {
  return x.map((value) => {
    if (random() >= 1 / x.length) return value;
    const draw = random();
    const power = 1 / (index + 1);
    const step =
      draw < 0.5
        ? (2 * draw + (1 - 2 * draw) * (1 - value) ** (index + 1)) ** power - 1
        : 1 - (2 * (1 - draw) + (2 * draw - 1) * value ** (index + 1)) ** power;
    return clamped(value + step);
  });
}

function clamped(value: number): number {
  return Math.min(1, Math.max(0, value));
}
