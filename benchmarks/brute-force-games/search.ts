import { type Chance, scaled } from "./chance.js";
import type { Game } from "./game.js";
import { Judge } from "./judge.js";
import { COARSE, Replies } from "./reply.js";
import { sameBids } from "./same.js";

/** Largest gain of an equilibrium found by brute force, as a share of the own value. */
const CERTIFIED = 1e-9;
/** A positive bid below this share of the value stands for a limit of bids, which is not looked for. */
const LEAST_BID = 1e-6;
/** How best responses are followed: the part of the way that is gone, and how many sweeps. */
const GAITS = [
  { part: 1, sweeps: 60 },
  { part: 0.5, sweeps: 60 },
  { part: 0.2, sweeps: 120 },
];
const SETTLED = 1e-10;
/** All sets of entrants up to so many players; beyond, everybody, all but one, and pairs. */
const ALL_SETS = 4;
const RANDOM_STARTS = 6;
const SCANNED = 40;
const BISECTIONS = 44;
const CLIMBS = 2;
const CLIMB_STEPS = 240;

/** Every pure equilibrium that brute force finds: certified by the dense scan in the whole game. */
export function equilibriaByForce(game: Game, chance: Chance): number[][] {
  const replies = new Replies(game, COARSE);
  const judge = new Judge(game);
  const found: number[][] = [];
  const tried: number[][] = [];
  const consider = (bids: Float64Array | null) => {
    if (bids === null) return;
    const point = Array.from(bids);
    if (
      point.some((bid, i) => bid > 0 && bid < LEAST_BID * game.values[i]!) ||
      point.every((bid) => bid === 0)
    ) {
      return;
    }
    if (tried.some((known) => sameBids(known, point, game.values, 1e-7))) return;
    tried.push(point);
    if (judge.fault(point, CERTIFIED) !== null) return;
    if (!found.some((known) => sameBids(known, point, game.values))) found.push(point);
  };
  for (const set of setsOf(game.values.length)) {
    consider(
      settled(
        game,
        replies,
        set,
        startOf(game, set, () => 0.25),
      ),
    );
    if (set.length === 2) for (const bids of crossings(game, replies, set)) consider(bids);
  }
  const everybody = [...game.values.keys()];
  for (let k = 0; k < RANDOM_STARTS; k++) {
    consider(
      settled(
        game,
        replies,
        everybody,
        startOf(game, everybody, () => scaled(chance, 1e-4, 1)),
      ),
    );
  }
  for (let k = 0; k < CLIMBS && game.values.length > 2; k++) {
    consider(
      climbed(
        game,
        replies,
        startOf(game, everybody, () => scaled(chance, 0.02, 0.5)),
      ),
    );
  }
  return found;
}

function setsOf(players: number): number[][] {
  const everybody = Array.from({ length: players }, (_, i) => i);
  if (players > ALL_SETS) {
    const pairs = everybody.flatMap((i) => everybody.filter((j) => j > i).map((j) => [i, j]));
    return [everybody, ...everybody.map((i) => everybody.filter((j) => j !== i)), ...pairs];
  }
  return Array.from({ length: 2 ** players - 1 }, (_, mask) =>
    everybody.filter((i) => ((mask + 1) & (1 << i)) !== 0),
  );
}

/** Bids of a set, each a share of the value; the others stay out. */
function startOf({ values }: Game, set: readonly number[], share: () => number): Float64Array {
  const bids = new Float64Array(values.length);
  for (const i of set) bids[i] = values[i]! * share();
  return bids;
}

/** Where best responses of a set, the others staying out, come to rest; null where they do not. */
function settled(
  game: Game,
  replies: Replies,
  set: readonly number[],
  start: Float64Array,
): Float64Array | null {
  for (const { part, sweeps } of GAITS) {
    const bids = Float64Array.from(start);
    for (let sweep = 0; sweep < sweeps; sweep++) {
      let moved = 0;
      for (const i of set) {
        const { bid } = replies.best(bids, i);
        const next = bid + (1 - part) * (bids[i]! - bid);
        moved = Math.max(moved, Math.abs(next - bids[i]!) / (part * game.values[i]!));
        bids[i] = bid === 0 && next < LEAST_BID * game.values[i]! ? 0 : next;
      }
      if (moved <= SETTLED ** (sweep > sweeps / 2 ? 0.8 : 1)) return bids;
    }
  }
  return null;
}

/** Fixed points of one player's best response to the other's, by a scan of its bids: those that best responses leave, too. */
function* crossings(game: Game, replies: Replies, [i, j]: readonly number[]): Generator<Float64Array> {
  const bids = new Float64Array(game.values.length);
  const excess = (bid: number) => {
    bids[i!] = bid;
    bids[j!] = replies.best(bids, j!).bid;
    return replies.best(bids, i!).bid - bid;
  };
  const value = game.values[i!]!;
  let below = 1e-5 * value;
  let before = excess(below);
  for (let k = 1; k <= SCANNED; k++) {
    const above = 1e-5 * value * 1e5 ** (k / SCANNED);
    const after = excess(above);
    if (before > 0 !== after > 0) {
      let [low, high] = [below, above];
      for (let step = 0; step < BISECTIONS; step++) {
        const middle = (low + high) / 2;
        if (excess(middle) > 0 === before > 0) low = middle;
        else high = middle;
      }
      excess(low);
      yield Float64Array.from(bids);
    }
    [below, before] = [above, after];
  }
}

/** Bids at which nobody gains, by a compass search on the sum of all gains: it reaches what best responses leave. */
function climbed(game: Game, replies: Replies, start: Float64Array): Float64Array {
  const gains = (bids: Float64Array) => {
    let total = 0;
    for (const [i, value] of game.values.entries()) {
      const { utility } = replies.best(bids, i);
      total += (utility - replies.utility(bids, i)) / value;
    }
    return total;
  };
  const bids = Float64Array.from(start);
  let least = gains(bids);
  let factor = 1.5;
  for (let step = 0; step < CLIMB_STEPS && least > CERTIFIED / 10 && factor > 1 + 1e-9; ) {
    let improved = false;
    for (let i = 0; i < bids.length; i++) {
      for (const by of [factor, 1 / factor]) {
        const own = bids[i]!;
        bids[i] = own * by;
        const reached = gains(bids);
        step++;
        if (reached < least) {
          least = reached;
          improved = true;
          break;
        }
        bids[i] = own;
      }
    }
    if (!improved) factor = 1 + (factor - 1) / 3;
  }
  return bids;
}
