import type { Equilibrium, Solution, SolutionStatus } from "../equilibrium/solution.js";
import { type SolveOptions, solve } from "../equilibrium/solve.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { sum } from "../numeric/sum.js";

/** A mechanism at values v_i > 0: what a setting asks the solver. */
export interface Game {
  /** What the game stands for: "slot", "state 2", "signal good", "part 1". */
  readonly name: string;
  readonly mechanism: Mechanism;
  readonly values: readonly number[];
}

/** A game, its equilibria, and the one that the figures are taken at. */
export interface PlayedGame extends Game {
  readonly solution: Solution;
  readonly played: Equilibrium;
}

/** Why there are no figures. */
export interface Unanswered {
  readonly status: Exclude<SettingStatus, "solved">;
  readonly reason: string;
}

/** How a setting's answer ended; a user reads these in `setting --json`. */
export type SettingStatus =
  | "solved"
  /** Some game has no equilibrium that was found, or only equilibria in weakly dominated bids. */
  | "no-equilibrium"
  /** The setting has no answer for rules of this kind; `reason` names the kind. */
  | "unsupported-rule"
  /** A search did not settle, or another search contradicts what it found. */
  | "not-settled"
  /** The strategies reached are no equilibrium of private values; `reason` gives their regret. */
  | "none-found"
  | Extract<SolutionStatus, "budget-exceeded" | "invalid-mechanism">;

/**
 * A question about a mechanism beyond the game with known values. A setting makes games of its input, and figures of
 * what is played in them; a solver that is not part of it plays the games.
 *
 * Where a game has several equilibria the figures are taken at the scored one of least revenue (see `leastRevenue`).
 */
export interface Setting<Input, Figures> {
  readonly name: SettingName;
  /** The games of the rules: one rule, or one for each part of a block. */
  games(rules: readonly Mechanism[], input: Input): readonly Game[];
  /**
   * @param games those of `games`, in that order, all with an equilibrium
   * @param rules those of `games`, for a setting whose game is none with known values
   */
  figures(input: Input, games: readonly PlayedGame[], rules: readonly Mechanism[]): Figures | Unanswered;
  /** The equilibria of a game, where payoffs are not v x - p; the solver of the engine where it is left out. */
  solve?(game: Game, input: Input, options: SolveOptions): Solution | Unanswered;
  /** The figures with those that relate them to PAP's; none where it is left out. */
  beside?(own: Figures, pap: Figures): Figures;
  /** The input at which PAP is the benchmark; the same where it is left out. */
  benchmark?(input: Input): Input;
}

export type SettingName = "timing" | "parts" | "repeated" | "committee" | "diminishing" | "bayes";

/** A setting's figures, or null with the reason. */
export interface Answer<Figures> {
  readonly status: SettingStatus;
  readonly reason?: string;
  readonly figures: Figures | null;
  /** The games up to the first without an equilibrium. */
  readonly games: readonly (Game & { readonly solution: Solution })[];
}

/**
 * The figures of a setting: its games are solved, and the figures taken at what is played.
 *
 * @param rules one mechanism, or one for each part of a block; none where no game is played
 */
export function answer<Input, Figures extends object>(
  setting: Setting<Input, Figures>,
  rules: readonly Mechanism[],
  input: Input,
  options: SolveOptions = {},
): Answer<Figures> {
  const games: PlayedGame[] = [];
  for (const game of setting.games(rules, input)) {
    const solution = setting.solve?.(game, input, options) ?? solve(game.mechanism, game.values, options);
    if (isUnanswered(solution)) return { ...solution, figures: null, games };
    const played = leastRevenue(solution);
    if (played === null)
      return {
        ...withoutEquilibrium(game, solution),
        figures: null,
        games: [...games, { ...game, solution }],
      };
    games.push({ ...game, solution, played });
  }
  const figures = setting.figures(input, games, rules);
  if (isUnanswered(figures)) return { ...figures, figures: null, games };
  return { status: "solved", figures, games };
}

/**
 * The equilibrium that figures are taken at: of those not in weakly dominated bids the one of least revenue, the first
 * of equals.
 *
 * @returns null where there is none
 */
export function leastRevenue({ equilibria }: Solution): Equilibrium | null {
  let [least, chosen]: [number, Equilibrium | null] = [Number.POSITIVE_INFINITY, null];
  for (const each of equilibria) {
    const revenue = sum(each.payments);
    if (!each.dominated && revenue < least) [least, chosen] = [revenue, each];
  }
  return chosen;
}

const UNANSWERED = ["no-equilibrium", "unsupported-rule", "not-settled", "none-found"];

function isUnanswered(result: object): result is Unanswered {
  const { status } = result as { status?: unknown };
  return UNANSWERED.some((each) => each === status && !("equilibria" in result));
}

function withoutEquilibrium({ name }: Game, { status, reason }: Solution): Unanswered {
  const because = reason ?? "all equilibria found are in weakly dominated bids";
  const isOther = status === "budget-exceeded" || status === "invalid-mechanism";
  return { status: isOther ? status : "no-equilibrium", reason: `${name}: ${because}` };
}
