import type { ShareRule } from "../../mechanism/shape/share.js";
import { choices } from "../choices.js";
import { EVERY_SET_UP_TO } from "../entry.js";
import { TabulatedOdds } from "./odds.js";
import type { PairPoints } from "./pair-points.js";
import { proportionalTo } from "./proportional.js";
import { CROWD_GRID, ShareTable } from "./table.js";

/** Choices of large players that are tried at most, those of few first. */
const MOST_CHOICES = 128;
/** Steps towards B, and how near the shares' sum comes to 1. */
const [STEPS, NEAR] = [40, 1e-6];
/** How far the shares' sum may be from 1 at the ends of branches, which lie between nodes. */
const SLACK = 0.1;
/** How often shares are found, each time but the first at S and D of those found before. */
const ROUNDS = 3;
/** Players set apart bid so many times what the others do, at the start. */
const APART = 2;
/** What several large players have together at least, as long as S and D are guesses. */
const ROOM = 1.1;
/** What those on the first branch have together, to start from, where others are on the last one: by turns. */
const LOWER = [0.15, 0.45] as const;

/** Bids to start from, by turns, until a point has the same players large. */
export interface BranchStart {
  readonly starts: Iterable<Float64Array>;
  readonly large: readonly boolean[];
}

/** A stretch of shares over which the marginal gain of a unit's price falls: nodes from and to, rising. */
interface Branch {
  readonly from: number;
  readonly to: number;
}

/** psi at the nodes, and where it first and last falls. */
interface Falling {
  readonly psi: Float64Array;
  readonly first: Branch;
  readonly last: Branch;
}

interface Nominal {
  readonly large: number;
  readonly psis: readonly Falling[];
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
 * @param seeks  whether so many players are worth setting apart
 */
export function* branchStarts(
  rule: ShareRule,
  values: Float64Array,
  pairs: PairPoints,
  seeks: (large: number) => boolean = () => true,
): Generator<BranchStart> {
  const table = SlopeTable.of(rule);
  yield { starts: [proportionalTo(values, 1)], large: [] };
  const twins = values.map((value, i) => (i === 0 ? -1 : values.lastIndexOf(value, i - 1)));
  const shares = new SharesOnBranches(rule, table, values);
  let count = 0;
  for (const { large, psis } of table.nominal(values.length)) {
    if (!seeks(large)) continue;
    for (const chosen of choices(values.length, large)) {
      const flags = flagsOf(chosen, values.length);
      // Among equal values the first are large.
      if (chosen.some((i) => twins[i]! >= 0 && !flags[twins[i]!])) continue;
      if (++count > MOST_CHOICES) return;
      const beside = large === 2 ? besidePair(rule, values, flags, pairs) : [];
      yield { starts: startsOn(shares, psis, flags, beside), large: flags };
    }
  }
}

/** Bids beside a pair, and those of shares on branches, where the large are apart from the others. */
function* startsOn(
  shares: SharesOnBranches,
  psis: readonly Falling[],
  large: readonly boolean[],
  beside: readonly Float64Array[],
): Generator<Float64Array> {
  const someLarge = large.includes(true);
  for (const start of beside) if (isApart(start, large, APART)) yield start;
  for (const psi of psis) {
    const start = shares.bidsFrom(psi, large);
    if (start !== null && (!someLarge || isApart(start, large, APART))) yield start;
  }
}

function flagsOf(chosen: readonly number[], count: number): readonly boolean[] {
  const flags = new Array<boolean>(count).fill(false);
  for (const i of chosen) flags[i] = true;
  return flags;
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

  /** How many players may be set apart from the others, and psi at even shares among either. */
  nominal(players: number): Iterable<Nominal> {
    let found = this.nominals.get(players);
    if (found === undefined) {
      found = this.findNominal(players);
      this.nominals.set(players, found);
    }
    return found;
  }

  private findNominal(players: number): Nominal[] {
    const setApart = players > EVERY_SET_UP_TO ? 0 : players - 1;
    const apart = Array.from({ length: setApart }, (_, k) => {
      const psis = LOWER.flatMap((lower) => this.fallingAt(players, k + 1, lower) ?? []);
      return { large: k + 1, psis: psis.filter((psi) => this.hasRoomFor(k + 1, psi)) };
    });
    const even = this.fallingAt(players, 0, 1);
    return [{ large: 0, psis: even === null ? [] : [even] }, ...apart].filter(({ psis }) => psis.length > 0);
  }

  /** psi where so many players have even large shares, and the others even small ones, of so much together. */
  private fallingAt(players: number, large: number, lower: number): Falling | null {
    const groups = [
      { count: players - large, share: lower / (players - large) },
      { count: large, share: (1 - lower) / large },
    ].filter(({ count }) => count > 0);
    let [sum, drift] = [0, 0];
    for (const { count, share } of groups) {
      sum += count * this.rule.weight(share, 1 - share);
      drift += count * share * this.rule.weightSlope(share, 1 - share);
    }
    return this.falling(sum, drift, new Float64Array(this.odds.length));
  }

  /** Whether the last branch is not the first, and starts at a share that so many can have. */
  private hasRoomFor(players: number, { first, last }: Falling): boolean {
    return first.from !== last.from && this.table.shares[last.from]! * players <= ROOM;
  }

  /**
   * psi at the nodes, not above 0 where no further bid gains anything, and where it falls; null where it never does.
   *
   * @param psi overwritten
   */
  falling(sum: number, drift: number, psi: Float64Array): Falling | null {
    const { slopes, marginalPrices } = this;
    const { rests, weights } = this.table;
    const inverse = 1 / sum;
    let first: Branch | null = null;
    let last: Branch | null = null;
    let from = 0;
    for (let k = 0; k < psi.length; k++) {
      const slope = slopes[k]!;
      const gain = slope * rests[k]! - weights[k]! * inverse * (slope - drift);
      const height = (gain * inverse) / marginalPrices[k]!;
      // Below 0 it only falls: lines between nodes cross where it does, and no branch begins there.
      psi[k] = height > 0 ? height : Math.min(k > 0 ? psi[k - 1]! : 0, Number.isNaN(height) ? 0 : height);
      if (k === 0 || psi[k]! <= psi[k - 1]!) continue;
      if (k - 1 > from) {
        last = { from, to: k - 1 };
        first ??= last;
      }
      from = k;
    }
    if (psi.length - 1 > from) last = { from, to: psi.length - 1 };
    return last === null ? null : { psi, first: first ?? last, last };
  }
}

/** Shares on the branches chosen that sum to 1, for one game's values. */
class SharesOnBranches {
  private readonly tabulated: TabulatedOdds;
  private readonly psi: Float64Array;
  private readonly odds: Float64Array;
  /** Of each player the nodes at the ends of its branch, and the one below its share at the last look. */
  private readonly ends: Int32Array;
  private readonly below: Int32Array;

  constructor(
    rule: ShareRule,
    private readonly table: SlopeTable,
    private readonly values: Float64Array,
  ) {
    this.tabulated = TabulatedOdds.of(rule);
    this.psi = new Float64Array(table.odds.length);
    this.odds = new Float64Array(values.length);
    this.ends = new Int32Array(2 * values.length);
    this.below = new Int32Array(values.length);
  }

  /** Bids at such shares, from psi at nominal ones, S and D taken anew between rounds; null where no B has them. */
  bidsFrom(nominal: Falling, large: readonly boolean[]): Float64Array | null {
    const { tabulated, odds } = this;
    let falling: Falling | null = nominal;
    let bids: Float64Array | null = null;
    for (let round = 0; round < ROUNDS && falling !== null; round++) {
      const total = this.balance(falling, large);
      if (total === null) break;
      bids ??= new Float64Array(odds.length);
      let [sum, drift] = [0, 0];
      for (let i = 0; i < odds.length; i++) {
        tabulated.look(odds[i]!);
        bids[i] = tabulated.share * total;
        sum += tabulated.weight;
        drift += tabulated.pull;
      }
      if (round + 1 < ROUNDS) falling = this.table.falling(sum, drift, this.psi);
    }
    return bids;
  }

  /** B at which the shares on their branches sum to 1, by steps of false position in log B; null where there is none. */
  private balance(falling: Falling, large: readonly boolean[]): number | null {
    const { psi } = falling;
    let [least, most] = [0, Number.POSITIVE_INFINITY];
    for (let i = 0; i < this.values.length; i++) {
      const { from, to } = large[i] ? falling.last : falling.first;
      this.ends[2 * i] = from;
      this.ends[2 * i + 1] = to;
      this.below[i] = from;
      // Beyond the ends of its branch a player has no share on it.
      least = Math.max(least, this.values[i]! * psi[to]!);
      most = Math.min(most, this.values[i]! * psi[from]!);
    }
    if (!(least < most)) return null;
    let high = Math.log(most);
    let low = least > 0 ? Math.log(least) : high - 2 * Math.abs(this.table.odds[0]!);
    let above = this.excessAt(psi, low);
    if (!(above >= 0)) return above > -SLACK ? Math.exp(low) : null;
    let below = this.excessAt(psi, high);
    if (!(below <= 0)) return below < SLACK ? most : null;
    let [middle, excess, side] = [high, below, 0];
    for (let step = 0; step < STEPS && Math.abs(excess) > NEAR && high - low > NEAR; step++) {
      const secant = high - (below * (high - low)) / (below - above);
      // Every fourth step halves, where false position creeps.
      middle = step % 4 === 3 ? 0.5 * (low + high) : secant;
      excess = this.excessAt(psi, middle);
      if (excess > 0) {
        [low, above] = [middle, excess];
        if (side === 1) below /= 2;
        side = 1;
      } else {
        [high, below] = [middle, excess];
        if (side === -1) above /= 2;
        side = -1;
      }
    }
    return Math.exp(middle);
  }

  /** The sum of shares at a log B, less 1. */
  private excessAt(psi: Float64Array, logTotal: number): number {
    const { odds, values } = this;
    const total = Math.exp(logTotal);
    let sum = -1;
    for (let i = 0; i < values.length; i++) {
      odds[i] = this.oddsAt(psi, i, total / values[i]!);
      sum += 1 / (1 + Math.exp(-odds[i]!));
    }
    return sum;
  }

  /** Log odds of a player's share on its branch at which psi is so much, on a line between nodes. */
  private oddsAt(psi: Float64Array, i: number, target: number): number {
    const { odds } = this.table;
    const [from, to] = [this.ends[2 * i]!, this.ends[2 * i + 1]!];
    let k = this.below[i]!;
    while (k + 1 < to && psi[k + 1]! > target) k++;
    while (k > from && psi[k]! <= target) k--;
    this.below[i] = k;
    const fall = psi[k]! - psi[k + 1]!;
    const t = fall > 0 ? Math.min(Math.max((psi[k]! - target) / fall, 0), 1) : 0;
    return odds[k]! + t * (odds[k + 1]! - odds[k]!);
  }
}
