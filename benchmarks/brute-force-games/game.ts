import { between, type Chance, chanceOf, pick, scaled } from "./chance.js";
import { KINDS, type PlainRule } from "./rules.js";

/** A game to be solved by the engine and by brute force. */
export interface Game {
  readonly kind: string;
  readonly rule: PlainRule;
  /** Largest first; the largest is 1. */
  readonly values: readonly number[];
}

const PLAYERS = [2, 3, 4, 5];
const LEAST_VALUE = 1e-3;

/** Game number k of a seed: rules evenly of all kinds, of 2 to 5 players. */
export function gameOf(seed: number, number: number): Game {
  const chance = chanceOf(seed, number);
  const kinds = Object.entries(KINDS);
  const [kind, make] = kinds[number % kinds.length]!;
  return { kind, rule: make(chance), values: valuesFor(chance, pick(chance, PLAYERS)) };
}

/** Values of one style: equal, close together, far apart, or with ties. */
function valuesFor(chance: Chance, players: number): number[] {
  const style = pick(chance, ["equal", "close", "close", "apart", "ties"]);
  const tied = scaled(chance, 0.1, 1);
  const others = Array.from({ length: players - 1 }, () => {
    if (style === "equal") return 1;
    if (style === "close") return between(chance, 0.5, 1);
    return style === "apart" || chance() < 0.4 ? scaled(chance, LEAST_VALUE, 1) : tied;
  });
  return [1, ...others].sort((a, b) => b - a);
}

const outcome = new Float64Array(2);

/** U_i = v_i x_i - p_i at bids; 0 for a bid of 0; -Infinity where the formulas have no outcome. */
export function utilityAt({ rule, values }: Game, bids: Float64Array, player: number): number {
  if (!(bids[player]! > 0)) return 0;
  rule.play(bids, player, outcome);
  const utility = values[player]! * outcome[0]! - outcome[1]!;
  return Number.isNaN(utility) ? Number.NEGATIVE_INFINITY : utility;
}

/** p_i at bids. */
export function paymentAt({ rule }: Game, bids: Float64Array, player: number): number {
  rule.play(bids, player, outcome);
  return outcome[1]!;
}

/** A command that solves the game, to be pasted into a shell. */
export function commandOf({ rule, values }: Game): string {
  return `goldilocks solve --mechanism '${JSON.stringify(rule.candidate)}' --values ${values.join(",")}`;
}
