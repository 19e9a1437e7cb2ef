import type { Mechanism } from "../../mechanism/mechanism.js";
import { randomStream } from "../../numeric/random.js";
import type { SearchOptions } from "../options.js";
import { ascend } from "../play/ascend.js";
import { IdentityPlay } from "../play/identities.js";
import { fixedBids } from "../play/opponents.js";
import type { Collusion } from "../verdict.js";
import type { PlayedProfile } from "./equilibrium.js";

const STARTS = 12;
const ROUNDS = 6;
const REACH = 20;
/** A bid this small beside the values stands for staying out. */
const VANISHING = 1e-9;
/** Pairs looked at, those of the highest values first. */
const PAIRS = 45;

/**
 * The pair of players that gains most by choosing its two bids together, the rest staying as they are in a
 * pure equilibrium: max over (b_i, b_j) of U_i + U_j, less their sum in equilibrium. This is the collusion of
 * the first reply to the article (M1kuW1ll 2024); how the two share what they gain is left open. Searched.
 *
 * @returns null where no equilibrium with two players is given
 */
export function bestCollusion(
  mechanism: Mechanism,
  played: readonly PlayedProfile[],
  { seed }: SearchOptions,
): Collusion | null {
  let best: Collusion | null = null;
  for (const { values, bids, strategies } of played) {
    if (strategies) continue;
    for (const [i, j] of pairsOf(values)) {
      const found = collusionOf(mechanism, values, bids, i, j, seed);
      if (best === null || found.gain > best.gain) best = found;
    }
  }
  return best;
}

function pairsOf(values: readonly number[]): [number, number][] {
  const falling = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]!);
  const pairs = falling.flatMap((i, rank) => falling.slice(rank + 1).map((j): [number, number] => [i, j]));
  return pairs.slice(0, PAIRS);
}

function collusionOf(
  mechanism: Mechanism,
  values: readonly number[],
  bids: readonly number[],
  i: number,
  j: number,
  seed: number,
): Collusion {
  const play = new PairPlay(
    mechanism,
    fixedBids(bids.filter((_, k) => k !== i && k !== j)),
    values[i]!,
    values[j]!,
  );
  const before = play.utility(bids[i]!, bids[j]!);
  let after: [number, number] = [bids[i]!, bids[j]!];
  let height = before;
  const consider = (one: number, other: number) => {
    const utility = play.utility(one, other);
    if (utility > height) [height, after] = [utility, [one, other]];
  };
  const top = Math.max(values[i]!, values[j]!);
  const low = VANISHING * top;
  const random = randomStream(seed, 5);
  for (let start = 0; start < STARTS; start++) {
    const point = Float64Array.of(top * 10 ** (-5 * random()), top * 10 ** (-5 * random()));
    ascend((at) => play.utility(at[0]!, at[1]!), point, [[0], [1], [0, 1]], ROUNDS, REACH);
    consider(point[0]!, point[1]!);
    // One of the two stays out, or both nearly do.
    for (const bid of [low, bids[i]!, bids[j]!, point[0]!, point[1]!]) {
      consider(bid, 0);
      consider(0, bid);
      consider(bid, low);
      consider(low, bid);
    }
  }
  const gain = height - before;
  return {
    players: [i + 1, j + 1],
    before: [bids[i]!, bids[j]!],
    after,
    gain,
    gainShare: gain / (values[i]! + values[j]!),
  };
}

/** Two players' joint utility against others who do not move. */
class PairPlay {
  private readonly play: IdentityPlay;

  constructor(
    mechanism: Mechanism,
    opponents: ReturnType<typeof fixedBids>,
    private readonly value: number,
    private readonly otherValue: number,
  ) {
    this.play = new IdentityPlay(mechanism, opponents, 2);
  }

  utility(bid: number, other: number): number {
    this.play.own[0] = bid;
    this.play.own[1] = other;
    this.play.play();
    const [first, second] = [this.play.allocationOf(0), this.play.allocationOf(1)];
    return this.value * first + this.otherValue * second - this.play.payment;
  }
}
