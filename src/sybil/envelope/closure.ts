import type { Plays } from "./plays.js";

/** A sum of parts is better than another only by more than this: ties are no divisions. */
const TIE = 1e-14;

/**
 * The best sums of values over parts of a total, on a grid: heights[t] is the largest sum of g over the parts that a tree
 * of (max, +) products allows, where parts are whole numbers of grid steps that add up to t.
 */
interface Sums {
  readonly heights: Float64Array;
  /** What is made of the first operand, at each total; null for a single part. */
  readonly made: { readonly first: Sums; readonly second: Sums; readonly split: Int16Array } | null;
}

/**
 * Adds to plays the best divisions of every total i / N, i < N, for each price lambda of payment in weight:
 *
 *     max of sum_k g(q_k) over parts q_k that sum to i / N,   g = f - lambda c.
 *
 * For up to K parts G_(a+b)(t) = max_s G_a(s) + G_b(t - s) with G_1(0) = 0, by the binary digits of K: log2 K passes of
 * N^2 / 2 sums (the superadditive closure, by doubling). For exactly K parts G_1(0) is minus infinity. Without a limit
 * the passes go on until nothing changes, which is at N parts. What is kept are the parts.
 *
 * @param weights f(i / N), i = 0..N-1; the first is not read
 * @param prices  c(i / N)
 * @param totals  the index of the total i / N among those of the plays
 * @param most    K >= 2, Infinity for any number
 * @param exactly whether all K are used
 */
export function addClosures(
  plays: Plays,
  weights: Float64Array,
  prices: Float64Array,
  totals: Int32Array,
  lambdas: ArrayLike<number>,
  most: number,
  exactly: boolean,
): void {
  const size = weights.length;
  const parts = new Int32Array(size + 1);
  const last = new Float64Array(2 * size).fill(Number.NaN);
  for (let l = 0; l < lambdas.length; l++) {
    const lambda = lambdas[l]!;
    const single: Sums = { heights: new Float64Array(size), made: null };
    for (let i = 1; i < size; i++) single.heights[i] = weights[i]! - lambda * prices[i]!;
    if (exactly) single.heights[0] = Number.NEGATIVE_INFINITY;
    const best = power(single, Math.min(most, size));
    for (let i = 1; i < size; i++) {
      if (best.heights[i] === Number.NEGATIVE_INFINITY) continue;
      const count = read(best, i, parts, 0);
      if (count < 2) continue;
      let [weight, price] = [0, 0];
      for (let k = 0; k < count; k++) {
        weight += weights[parts[k]!]!;
        price += prices[parts[k]!]!;
      }
      if (weight === last[2 * i] && price === last[2 * i + 1]) continue;
      last[2 * i] = weight;
      last[2 * i + 1] = price;
      note(plays, totals[i]!, parts.subarray(0, count).sort(), size);
    }
  }
}

/** The sums of up to `count` parts, by repeated squaring. */
function power(single: Sums, count: number): Sums {
  let square = single;
  let product: Sums | null = null;
  for (let rest = count; ; square = times(square, square)) {
    if (rest % 2 === 1) product = product === null ? square : times(product, square);
    rest = Math.floor(rest / 2);
    if (rest === 0) return product!;
  }
}

/** The (max, +) product. */
function times(first: Sums, second: Sums): Sums {
  const size = first.heights.length;
  const heights = new Float64Array(size);
  const split = new Int16Array(size);
  const [a, b] = [first.heights, second.heights];
  const same = first === second;
  for (let t = 0; t < size; t++) {
    let best = a[t]! + b[0]!;
    let at = t;
    const from = same ? (t + 1) >> 1 : 0;
    for (let s = t - 1; s >= from; s--) {
      const sum = a[s]! + b[t - s]!;
      if (sum > best + TIE) {
        best = sum;
        at = s;
      }
    }
    heights[t] = best;
    split[t] = at;
  }
  return { heights, made: { first, second, split } };
}

/** Writes the parts of a total, in grid steps, and says how many there are now. */
function read({ made }: Sums, total: number, parts: Int32Array, count: number): number {
  if (total === 0) return count;
  if (made === null) {
    parts[count] = total;
    return count + 1;
  }
  const first = made.split[total]!;
  return read(made.second, total - first, parts, read(made.first, first, parts, count));
}

/** The play of rising parts, in groups of equal ones. */
function note(plays: Plays, total: number, parts: Int32Array, size: number): void {
  plays.begin(total);
  for (let k = 0; k < parts.length; ) {
    let next = k;
    while (next < parts.length && parts[next] === parts[k]) next++;
    plays.group(parts[k]! / size, next - k);
    k = next;
  }
  plays.end();
}
