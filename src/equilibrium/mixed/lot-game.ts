import type { Mechanism } from "../../mechanism/mechanism.js";
import { FiniteGame, type Role as GameRole, payoffCount } from "./finite-game.js";
import { type Lot, strategyOfLots } from "./lot.js";
import { MixtureResponse } from "./mixture-response.js";
import { type MixedStrategy, pureStrategy } from "./strategy.js";

/** Players of one value, who share a mixed strategy. */
export interface LotRole {
  readonly value: number;
  readonly players: number;
  /** What they mix over. */
  readonly lots: readonly Lot[];
}

/** Games with more payoffs are too large to be made. */
const LARGEST_TABLE = 1_200_000;

/** Whether a game's tables would have a size that can be made. */
export function isPlayable(roles: readonly LotRole[], trials: readonly number[]): boolean {
  const counts = roles.map(() => trials.length);
  return payoffCount(sizesOf(roles), counts) <= LARGEST_TABLE;
}

/**
 * The finite game in which roles play lots, and may deviate to trial bids. Payoffs are shares of the own value.
 *
 * @param roles  by falling value
 * @param trials the bids that anybody may deviate to
 */
export function lotGame(
  mechanism: Mechanism,
  roles: readonly LotRole[],
  trials: readonly number[],
): FiniteGame {
  const plays = roles.map(({ lots }) => lots.map((lot) => strategyOfLots([{ ...lot, weight: 1 }])));
  const seats = roles.flatMap(({ players }, role) => new Array<number>(players).fill(role));
  const faced = new Faced(mechanism, plays, seats);
  const payoffOf = (role: number, own: number, others: Int32Array): number => {
    const { value, lots } = roles[role]!;
    const response = faced.by(role, value, others);
    const trial = trials[own - lots.length];
    return (trial === undefined ? response.expect(plays[role]![own]!).utility : response.at(trial)) / value;
  };
  return new FiniteGame(
    sizesOf(roles),
    payoffOf,
    roles.map(() => trials.length),
  );
}

function sizesOf(roles: readonly LotRole[]): GameRole[] {
  return roles.map(({ players, lots }) => ({ players, actions: lots.length }));
}

/** The response of a role's player to the lots of the others, made anew only where these change. */
class Faced {
  private role = -1;
  private others = new Int32Array(0);
  private response: MixtureResponse | null = null;

  constructor(
    private readonly mechanism: Mechanism,
    private readonly plays: readonly (readonly MixedStrategy[])[],
    /** The role of each player. */
    private readonly seats: readonly number[],
  ) {}

  by(role: number, value: number, others: Int32Array): MixtureResponse {
    const { plays, seats } = this;
    if (this.response && role === this.role && sameActions(others, this.others)) return this.response;
    const seat = seats.indexOf(role);
    const strategies = seats.map((each, player) => {
      return player === seat ? pureStrategy(0) : plays[each]![others[player < seat ? player : player - 1]!]!;
    });
    this.response = new MixtureResponse(this.mechanism, strategies);
    this.response.face(seat, value);
    this.role = role;
    this.others = others.slice();
    return this.response;
  }
}

function sameActions(a: Int32Array, b: Int32Array): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}
