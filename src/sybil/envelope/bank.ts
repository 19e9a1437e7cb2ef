import type { Plays } from "./plays.js";

/** How finely divisions are spread. */
export interface Grain {
  /** Totals, evenly in logit from -LOGIT to LOGIT. */
  readonly totals: number;
  /** Parts of a total that one identity holds beside equal others. */
  readonly parts: readonly number[];
  /** Steps of the closures' grid, and prices lambda. */
  readonly steps: number;
  readonly lambdas: number;
  /** Nodes of one identity's curve, of a smooth rule. */
  readonly nodes: number;
}

const LOGIT = 7;
/** Every number up to this, then some. */
const EVERY = 8;

/**
 * Adds to plays m equal shares and one other, of totals t: the shapes that gains are mostly found in, at sizes that lie
 * on no grid of closures (tiny parts, t next to 1).
 *
 * @param most     most identities
 * @param phantoms whether identities of next to nothing count for something, as they do where a rule depends on n
 */
export function addShareBank(plays: Plays, { totals, parts }: Grain, most: number, phantoms: boolean): void {
  const counts = identityNumbers(most);
  const others = phantoms ? [...parts, 1 - 1e-4, 1 - 1e-7, 1 - 1e-12] : parts;
  for (let j = 0; j < totals; j++) {
    const s = LOGIT * ((2 * j + 1) / totals - 1);
    const [t, rest] = [1 / (1 + Math.exp(-s)), 1 / (1 + Math.exp(s))];
    addDivisions(plays, plays.addTotal(t, rest), t, counts, others);
  }
}

/** Adds the divisions of one total: m equal parts, alone and beside another. */
export function addDivisions(
  plays: Plays,
  index: number,
  total: number,
  counts: readonly number[],
  parts: readonly number[],
): void {
  for (const k of counts) {
    plays.add(index, total / k, k, 0, 0);
    for (const part of parts) {
      if (k === 2 && part > 0.5) continue;
      plays.add(index, (total * (1 - part)) / (k - 1), k - 1, total * part, 1);
    }
  }
}

/** Bids from 10^-DECADES to 10^DECADES, so many a decade, and one other beside equal ones. */
const DECADES = 7;
const RATIOS = [1e-6, 1e-3, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 1.1, 1.33, 2, 4, 10, 50, 1e3, 1e6] as const;

/** Adds the same of absolute bids, for rules of the own bid alone: k bids of one size, or all but one of them. */
export function addBidBank(plays: Plays, perDecade: number, most: number): void {
  const counts = identityNumbers(most);
  for (let j = -DECADES * perDecade; j <= DECADES * perDecade; j++) {
    addBids(
      plays,
      10 ** (j / perDecade),
      counts,
      RATIOS.map((ratio) => ratio * 10 ** (j / perDecade)),
    );
  }
}

/** Adds k bids of a size, and k - 1 of them beside each of others. */
export function addBids(
  plays: Plays,
  size: number,
  counts: readonly number[],
  others: readonly number[],
): void {
  for (const k of counts) {
    plays.add(plays.addTotal(k * size, 0), size, k, 0, 0);
    for (const other of others) plays.add(plays.addTotal((k - 1) * size + other, 0), size, k - 1, other, 1);
  }
}

/** Numbers of identities that are tried: all small ones, then some, and the most and one less. */
export function identityNumbers(most: number): number[] {
  const numbers: number[] = [];
  for (let k = 2; k < most - 1; k = k < EVERY ? k + 1 : Math.ceil(1.4 * k)) numbers.push(k);
  return [...numbers, ...(most > 2 ? [most - 1] : []), most].filter(
    (k, j, all) => k >= 2 && all.indexOf(k) === j,
  );
}
