import type { Grade } from "../claim/grade.js";
import type { MixedStrategy } from "./mixed/strategy.js";
import type { SolverReport } from "./solver-report.js";
import type { Stability } from "./stability.js";

/** How a game's solution ended; a user reads these in `solve --json`. */
export type SolutionStatus =
  | "pure"
  /** Only a limit of bids exists, such as the second value plus a vanishing amount. */
  | "pure-limit"
  | "mixed"
  /** No equilibrium was found; `reason` holds the evidence. */
  | "none-found"
  /** The evaluations allowed ran out before an answer. */
  | "budget-exceeded"
  /** The rule broke a law (NaN, allocations not summing to 1, a negative payment); `reason` names it. */
  | "invalid-mechanism";

export type EquilibriumKind = "pure" | "pure-limit" | "mixed";

/** The most that a player can gain by another single bid, and what that figure is worth. */
export interface Regret {
  /** max_i (sup_b U_i(b, b_-i) - U_i), value units. */
  readonly absolute: number;
  /** absolute / max_i v_i. */
  readonly relative: number;
  /** `searched`: a lower bound on the truth. `proved`: an upper bound. */
  readonly kind: "searched" | "proved";
}

/** The grade of a regret: every proved bound is a lemma's, whose conditions are checked for the rule. */
export function regretGrade({ kind }: Pick<Regret, "kind">): Grade {
  return kind === "proved" ? "proved-by-argument" : "searched";
}

/** What a solver proposes, before anybody has judged it. */
export interface Proposal {
  readonly kind: "pure" | "pure-limit";
  /** The bids, at their limit where the kind is a limit. */
  readonly bids: Float64Array;
  /** For a limit: bids that are actually played, within a vanishing distance of the limit. */
  readonly nearby?: Float64Array;
  /** What is proposed where this is refused. */
  readonly otherwise?: Proposal;
  /** Whether some bid is weakly dominated, where theory settles it; looked into elsewhere. */
  readonly dominated?: boolean;
  readonly solver: SolverReport;
}

/** A judged equilibrium. All lists have one entry a player, in the order of the values given. */
export interface Equilibrium {
  readonly kind: EquilibriumKind;
  readonly bids: readonly number[];
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
  readonly utilities: readonly number[];
  /** Mixed only: one strategy a player; the amounts above are then expected values. */
  readonly strategies?: readonly MixedStrategy[];
  readonly regret: Regret;
  /** Some bid in it is weakly dominated: listed, never scored. */
  readonly dominated?: true;
  /** Pure and smooth only. */
  readonly stability?: Stability;
  readonly solver: SolverReport;
}

/** The answer to one game. A mechanism without an equilibrium has an empty list and a reason. */
export interface Solution {
  readonly status: SolutionStatus;
  readonly reason?: string;
  readonly equilibria: readonly Equilibrium[];
  /**
   * The solver looked for equilibria among every set of players that entry prices allow, so that the list is complete as
   * far as its grid and its starts reach: searched, not proved. Missing for solvers that do not look at sets.
   */
  readonly complete?: true;
}
