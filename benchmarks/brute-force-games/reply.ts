import { type Game, utilityAt } from "./game.js";

/** A bid, and the utility that it brings. */
export interface Reply {
  readonly bid: number;
  readonly utility: number;
}

/** How finely one player's bids are looked at: points in log and even ones, and peaks that are refined. */
export interface Density {
  readonly logarithmic: number;
  readonly even: number;
  readonly peaks: number;
}

/** To judge bids, and to look for them. */
export const DENSE: Density = { logarithmic: 500, even: 400, peaks: 12 };
export const COARSE: Density = { logarithmic: 90, even: 50, peaks: 3 };

const LOWEST = 1e-10;
/** Largest bid of the log grid, in top values: costs may be far below bids. */
const HIGHEST = 20;
const GOLDEN_STEPS = 48;
const RATIO = (Math.sqrt(5) - 1) / 2;
/** Relative distances at which the neighbours of special bids are tried. */
const ASIDE = [0, 1e-12, 1e-9, 1e-6, 1e-4, 1e-3, 1e-2];

/**
 * A player's best bid against the others', by brute force: grids, special bids with their neighbours, and golden
 * sections around the highest peaks. Staying out has utility 0.
 */
export class Replies {
  private readonly grids: readonly Float64Array[];
  private readonly heights: Float64Array;

  constructor(
    private readonly game: Game,
    private readonly density: Density,
  ) {
    this.grids = game.values.map((value) => gridFor(game, value, density));
    this.heights = new Float64Array(Math.max(...this.grids.map((grid) => grid.length)));
  }

  /** The utility of a player at bids. */
  utility(bids: Float64Array, player: number): number {
    return utilityAt(this.game, bids, player);
  }

  /** The best reply; `bids` is used as room, and left as it was. */
  best(bids: Float64Array, player: number): Reply {
    const { game, density, heights } = this;
    const own = bids[player]!;
    const grid = this.grids[player]!;
    const at = (bid: number) => {
      bids[player] = bid;
      return utilityAt(game, bids, player);
    };
    let best: Reply = { bid: 0, utility: 0 };
    const consider = (bid: number, utility: number) => {
      if (utility > best.utility) best = { bid, utility };
    };
    for (let k = 0; k < grid.length; k++) heights[k] = at(grid[k]!);
    for (const k of highestPeaks(heights, grid.length, density.peaks)) {
      const peak = golden(at, grid[Math.max(k - 1, 0)]!, grid[Math.min(k + 1, grid.length - 1)]!);
      consider(grid[k]!, heights[k]!);
      consider(peak, at(peak));
    }
    for (const bid of specialBids(game, bids, player, own)) consider(bid, at(bid));
    bids[player] = own;
    return best;
  }
}

/** All magnitudes, an even grid up to twice the value and one up to twice the top value, and the constants' neighbours. */
function gridFor({ rule, values }: Game, value: number, { logarithmic, even }: Density): Float64Array {
  const top = Math.max(...values);
  const [low, high] = [LOWEST * value, HIGHEST * top];
  const points = [
    ...Array.from({ length: logarithmic }, (_, k) => low * (high / low) ** (k / (logarithmic - 1))),
    ...Array.from({ length: even }, (_, k) => (2 * top * (k + 1)) / even),
    ...Array.from({ length: even }, (_, k) => (2 * value * (k + 1)) / even),
    ...rule.constants.flatMap(besides),
  ];
  return Float64Array.from(new Set(points)).sort();
}

function besides(bid: number): number[] {
  return ASIDE.flatMap((step) => [bid * (1 - step), bid * (1 + step)]);
}

/** The own bid and the rivals', and what makes a constant the own share, with neighbours. */
function specialBids({ rule }: Game, bids: Float64Array, player: number, own: number): number[] {
  let rivals = 0;
  const special = own > 0 ? [own] : [];
  for (let j = 0; j < bids.length; j++) {
    if (j === player || !(bids[j]! > 0)) continue;
    rivals += bids[j]!;
    special.push(bids[j]!);
  }
  for (const share of rule.constants) if (share < 1) special.push((rivals * share) / (1 - share));
  return special.flatMap(besides);
}

function highestPeaks(heights: Float64Array, count: number, wanted: number): number[] {
  const peaks: number[] = [];
  for (let k = 0; k < count; k++) {
    const isPeak =
      !(k > 0 && heights[k - 1]! > heights[k]!) && !(k + 1 < count && heights[k + 1]! > heights[k]!);
    if (isPeak) peaks.push(k);
  }
  return peaks.sort((i, j) => heights[j]! - heights[i]!).slice(0, wanted);
}

/** Where a function with one peak between two bids has it. */
function golden(at: (bid: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - RATIO * (high - low), low + RATIO * (high - low)];
  let [below, above] = [at(left), at(right)];
  for (let step = 0; step < GOLDEN_STEPS; step++) {
    if (below > above) {
      [high, right, above] = [right, left, below];
      left = high - RATIO * (high - low);
      below = at(left);
    } else {
      [low, left, below] = [left, right, above];
      right = low + RATIO * (high - low);
      above = at(right);
    }
  }
  return below > above ? left : right;
}
