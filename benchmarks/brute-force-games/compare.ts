import { chanceOf } from "./chance.js";
import type { Game } from "./game.js";
import { type Fault, Judge } from "./judge.js";
import { sameBids } from "./same.js";
import { equilibriaByForce } from "./search.js";

/** An engine's answer to a game: the part of it that brute force can check. */
export interface Answer {
  readonly status: string;
  readonly equilibria: readonly {
    readonly kind: string;
    readonly bids: readonly number[];
    readonly allocations: readonly number[];
  }[];
}

export type Engine = (game: Game) => Promise<Answer>;

/** An engine's answer held against brute force. */
export interface Comparison {
  readonly status: string;
  /** Pure equilibria listed, limits included. */
  readonly listed: number;
  readonly wrong: readonly { readonly bids: readonly number[]; readonly fault: Fault }[];
  /** Equilibria found by brute force, and those of them that are not listed. */
  readonly found: number;
  readonly missed: readonly (readonly number[])[];
  /** Whether the engine gave up, or refused the rule. */
  readonly unanswered: boolean;
  readonly engineMs: number;
  readonly forceMs: number;
}

/** Gain of a deviation that makes a listed equilibrium wrong, as a share of the player's own value. */
const WRONG = 1e-6;
/** What a player bids whose bid is listed at its limit 0, as a share of the value. */
const TRACE = 1e-12;

/** Holds an engine's answer against brute force, which starts from the seed. */
export async function compared(game: Game, engine: Engine, seed: number): Promise<Comparison> {
  const start = performance.now();
  const { status, equilibria } = await engine(game);
  const middle = performance.now();
  const listed = equilibria.filter(({ kind }) => kind !== "mixed").map((each) => played(each, game.values));
  const judge = new Judge(game);
  const wrong = listed.flatMap((bids) => {
    const fault = judge.fault(bids, WRONG);
    return fault === null ? [] : [{ bids, fault }];
  });
  const found = equilibriaByForce(game, chanceOf(seed, 0));
  const missed = found.filter((bids) => !listed.some((known) => sameBids(known, bids, game.values)));
  return {
    ...{ status, listed: listed.length, wrong, found: found.length, missed },
    unanswered: status === "budget-exceeded" || status === "invalid-mechanism",
    ...{ engineMs: middle - start, forceMs: performance.now() - middle },
  };
}

/** The bids that are played at a limit: who gets something at a bid of 0 bids a trace. */
function played({ bids, allocations }: Answer["equilibria"][number], values: readonly number[]): number[] {
  return bids.map((bid, i) => (bid === 0 && allocations[i]! > 0 ? TRACE * values[i]! : bid));
}
