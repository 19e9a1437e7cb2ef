import type { ShareRule } from "../../mechanism/shape/share.js";
import { EVERY_SET_UP_TO } from "../entry.js";
import type { PairPoints } from "./pair-points.js";
import { proportionalTo } from "./proportional.js";
import { CROWD_GRID, ShareTable } from "./table.js";

/** Choices of large players that are tried at most, those of few first. */
const MOST_CHOICES = 128;
/** Halvings of log B. */
const HALVINGS = 40;
/** How often S and D are taken anew from the shares found. */
const ROUNDS = 3;
/** Players set apart bid so many times what the others do, at the start. */
const APART = 2;
/** What several large players have together at least, as long as S and D are guesses. */
const ROOM = 1.1;
/** What those on the first branch have together, to start from, where others are on the last one: by turns. */
const LOWER = [0.15, 0.45] as const;

/** Bids to start from, by turns, until a point has the same players large. */
export interface BranchStart {
  readonly starts: readonly Float64Array[];
  readonly large: readonly boolean[];
}

interface Nominal {
  readonly large: number;
  readonly psis: readonly Float64Array[];
}

/** A stretch of shares over which the marginal gain of a unit's price falls: nodes from and to, rising. */
interface Branch {
  readonly from: number;
  readonly to: number;
}

/**
 * Bids near first-order points of a share rule among three players or more. At given sums S = sum f and D = sum q f'
 * every player's share solves psi(q) = B / v with
 *
 *     psi(q) = [f'(q)(1 - q) - f(q)(f'(q) - D) / S] / (S m(q)),   m(q) = c(q) + c'(q)(1 - q),
 *
 * and it is a best response only on a branch where psi falls. So for each choice of players on the last branch, all
 * others being on the first, B follows from sum q_i(B) = 1, which falls in B; S and D start from shares that are even
 * among either, and are then taken anew.
 *
 * @param values three or more, in any order
 */
export function* branchStarts(
  rule: ShareRule,
  values: Float64Array,
  pairs: PairPoints,
): Generator<BranchStart> {
  const table = SlopeTable.of(rule);
  yield { starts: [proportionalTo(values, 1)], large: [] };
  let choices = 0;
  for (const { large, psis } of table.nominal(values.length)) {
    for (const chosen of choicesOf(large, values)) {
      if (++choices > MOST_CHOICES) return;
      const starts = psis.flatMap((psi) => sharesOn(rule, table, psi, chosen, values) ?? []);
      if (large === 2) starts.unshift(...besidePair(rule, values, chosen, pairs));
      const apart = large === 0 ? starts : starts.filter((start) => isApart(start, chosen, APART));
      if (apart.length > 0) yield { starts: apart, large: chosen };
    }
  }
}

/** Whether all players who should be large bid so many times what the others do, or more. */
export function isApart(bids: Float64Array, large: readonly boolean[], times: number): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < bids.length; i++) {
    if (large[i]) least = Math.min(least, bids[i]!);
    else most = Math.max(most, bids[i]!);
  }
  return least > times * most;
}

/** Two players at a point of theirs alone, and the others at what they would bid beside them. */
function besidePair(
  rule: ShareRule,
  values: Float64Array,
  pair: readonly boolean[],
  pairs: PairPoints,
): Float64Array[] {
  const [first, second] = values.filter((_, i) => pair[i]);
  const starts = pairs.of(rule, first!, second!).map((point) => {
    let next = 0;
    return values.map((value, i) => (pair[i] ? point.bids[next++]! : point.bestBeside(value)));
  });
  return starts.filter((start) => start.every((bid) => bid > 0));
}

/** f' and m at the nodes of the table of three bids and more. */
class SlopeTable {
  private static readonly known = new WeakMap<ShareRule, SlopeTable>();
  readonly odds: Float64Array;
  private readonly slopes: Float64Array;
  private readonly marginalPrices: Float64Array;
  private readonly table: ShareTable;
  private readonly nominals = new Map<number, readonly Nominal[]>();

  static of(rule: ShareRule): SlopeTable {
    let table = SlopeTable.known.get(rule);
    if (table === undefined) {
      table = new SlopeTable(rule);
      SlopeTable.known.set(rule, table);
    }
    return table;
  }

  private constructor(private readonly rule: ShareRule) {
    this.table = ShareTable.of(rule, CROWD_GRID);
    const { shares, rests, prices, odds } = this.table;
    this.odds = odds;
    this.slopes = shares.map((q, k) => rule.weightSlope(q, rests[k]!));
    this.marginalPrices = prices.map(
      (price, k) => price + rule.priceSlope(shares[k]!, rests[k]!) * rests[k]!,
    );
  }

  /** How many players may be set apart from the others, and log psi at even shares among either. */
  nominal(players: number): Iterable<Nominal> {
    if (players > EVERY_SET_UP_TO) return [{ large: 0, psis: [this.psiAt(players, 0, 1)] }];
    let found = this.nominals.get(players);
    if (found === undefined) {
      found = this.findNominal(players);
      this.nominals.set(players, found);
    }
    return found;
  }

  private findNominal(players: number): Nominal[] {
    const even = this.psiAt(players, 0, 1);
    const apart = Array.from({ length: players - 1 }, (_, k) => {
      const psis = LOWER.map((lower) => this.psiAt(players, k + 1, lower));
      return { large: k + 1, psis: psis.filter((psi) => this.hasRoomFor(k + 1, psi)) };
    });
    return [{ large: 0, psis: [even] }, ...apart].filter(({ psis }) => psis.length > 0);
  }

  /** log psi where so many players have even large shares, and the others even small ones, of so much together. */
  private psiAt(players: number, large: number, lower: number): Float64Array {
    const groups = [
      { count: players - large, share: lower / (players - large) },
      { count: large, share: (1 - lower) / large },
    ].filter(({ count }) => count > 0);
    let [sum, drift] = [0, 0];
    for (const { count, share } of groups) {
      sum += count * this.rule.weight(share, 1 - share);
      drift += count * share * this.rule.weightSlope(share, 1 - share);
    }
    return this.marginalGains(sum, drift);
  }

  /** Whether the last branch is not the first, and starts at a share that so many can have. */
  private hasRoomFor(players: number, psi: Float64Array): boolean {
    const stretches = fallingStretches(psi);
    return stretches.length > 1 && this.table.shares[stretches.at(-1)!.from]! * players <= ROOM;
  }

  /** log psi at the nodes; minus infinity where no further bid gains anything. */
  marginalGains(sum: number, drift: number): Float64Array {
    const { slopes, marginalPrices } = this;
    const { rests, weights } = this.table;
    return slopes.map((slope, k) => {
      const gain = slope * rests[k]! - (weights[k]! / sum) * (slope - drift);
      const psi = gain / (sum * marginalPrices[k]!);
      return psi > 0 ? Math.log(psi) : Number.NEGATIVE_INFINITY;
    });
  }
}

function fallingStretches(psi: Float64Array): Branch[] {
  const branches: Branch[] = [];
  let from = 0;
  for (let k = 1; k <= psi.length; k++) {
    if (k < psi.length && psi[k]! <= psi[k - 1]!) continue;
    if (k - 1 > from) branches.push({ from, to: k - 1 });
    from = k;
  }
  return branches;
}

/** Sets of so many players, as flags; among equal values the first are in them. */
function* choicesOf(large: number, values: Float64Array): Generator<readonly boolean[]> {
  const n = values.length;
  yield* from(0, large, []);

  function* from(player: number, left: number, chosen: readonly boolean[]): Generator<readonly boolean[]> {
    if (left > n - player) return;
    if (player === n) {
      yield chosen;
      return;
    }
    const twin = player === 0 ? -1 : values.lastIndexOf(values[player]!, player - 1);
    if (left > 0 && (twin < 0 || chosen[twin]!)) yield* from(player + 1, left - 1, [...chosen, true]);
    yield* from(player + 1, left, [...chosen, false]);
  }
}

/** Bids at shares on the branches chosen that sum to 1; null where no B has them. */
function sharesOn(
  rule: ShareRule,
  table: SlopeTable,
  nominal: Float64Array,
  large: readonly boolean[],
  values: Float64Array,
): Float64Array | null {
  let psi = nominal;
  let result: Balance | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const stretches = fallingStretches(psi);
    if (stretches.length === 0) break;
    const [first, last] = [stretches[0]!, stretches.at(-1)!];
    const found = balanced(
      table.odds,
      psi,
      large.map((each) => (each ? last : first)),
      values,
    );
    if (found === null) break;
    result = found;
    let [sum, drift] = [0, 0];
    for (const q of found.shares) {
      sum += rule.weight(q, 1 - q);
      drift += q * rule.weightSlope(q, 1 - q);
    }
    if (round + 1 < ROUNDS) psi = table.marginalGains(sum, drift);
  }
  return result === null ? null : bidsOf(result);
}

interface Balance {
  readonly shares: Float64Array;
  readonly logTotal: number;
}

function bidsOf({ shares, logTotal }: Balance): Float64Array {
  const total = Math.exp(logTotal);
  return shares.map((q) => q * total);
}

/** B at which the shares on their branches sum to 1, by halving of log B. */
function balanced(
  odds: Float64Array,
  psi: Float64Array,
  branches: readonly Branch[],
  values: Float64Array,
): Balance | null {
  const logValues = values.map(Math.log);
  const shares = new Float64Array(values.length);
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const { from, to } = branches[i]!;
    // Beyond the ends of its branch a player has no share on it.
    low = Math.max(low, logValues[i]! + psi[to]!);
    high = Math.min(high, logValues[i]! + psi[from]!);
  }
  if (!(low < high)) return null;
  const sumAt = (logTotal: number) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) {
      shares[i] = shareAt(odds, psi, branches[i]!, logTotal - logValues[i]!);
      sum += shares[i]!;
    }
    return sum;
  };
  if (low === Number.NEGATIVE_INFINITY) low = high - 2 * Math.abs(odds[0]!);
  if (!(sumAt(low) >= 1 && sumAt(high) <= 1)) return null;
  for (let step = 0; step < HALVINGS && high - low > 1e-6; step++) {
    const middle = 0.5 * (low + high);
    if (sumAt(middle) > 1) low = middle;
    else high = middle;
  }
  sumAt(high);
  return { shares, logTotal: high };
}

/** The share on a branch at which log psi is so much, on a line between nodes. */
function shareAt(odds: Float64Array, psi: Float64Array, { from, to }: Branch, target: number): number {
  let [a, b] = [from, to];
  while (b - a > 1) {
    const middle = (a + b) >> 1;
    if (psi[middle]! > target) a = middle;
    else b = middle;
  }
  const fall = psi[a]! - psi[b]!;
  const t =
    fall > 0 && fall < Number.POSITIVE_INFINITY ? Math.min(Math.max((psi[a]! - target) / fall, 0), 1) : 0;
  return 1 / (1 + Math.exp(-(odds[a]! + t * (odds[b]! - odds[a]!))));
}
