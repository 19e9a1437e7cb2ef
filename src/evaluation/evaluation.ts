import type { ScenarioDominance } from "../pareto/dominance.js";
import type { PlayedProfile } from "../sybil/notion/equilibrium.js";
import type { Verdict } from "../sybil/verdict.js";
import type { ProfileResult } from "./profile-result.js";

/** Why a candidate ended where it did; counted and shown. */
export type EvaluationStatus =
  | "feasible"
  | "invalid-mechanism"
  | "withholds"
  | "refuted-split"
  | "refuted-best-response"
  | "refuted-equilibrium"
  | "no-equilibrium"
  /** Some scored equilibrium leaves out a player whom PAP keeps in. */
  | "excludes-players"
  /** Some figure breaks its bound. */
  | "constraint-broken"
  | "budget-exceeded";

/** Weighted means over a scenario, of each profile's worst case; the margin is the smallest. */
export interface Scores {
  readonly revenueOverPap: number;
  readonly fairnessOverPap: number;
  readonly revenueShare: number;
  readonly fairness: number;
  readonly fairnessActive: number;
  /** min over profiles and their scored equilibria of R / R_PAP - 1; older files have none. */
  readonly margin: number;
}

/** Over all profiles and players, as shares of the own value. */
export interface ExitFigures {
  /** The most that equal splits gain over the best single bid. */
  readonly gainShare: number;
  /** The most that the best single bid gains over what is played. */
  readonly regretShare: number;
}

export interface Evaluation {
  readonly status: EvaluationStatus;
  readonly reason: string | null;
  /**
   * 0 where feasible; else how far from it: the number of constraints still untried, plus how far it fails
   * the first that it fails, in (0, 1].
   */
  readonly violation: number;
  readonly scores: Scores | null;
  /** What the search maximises, in the order asked; null where the equilibria are not known. */
  readonly objectives: readonly number[] | null;
  readonly perProfile: readonly ProfileResult[];
  /** With selection by exit: what was found before any constraint was held against it. */
  readonly exit?: ExitFigures;
  /** Every equilibrium that is scored. */
  readonly played: readonly PlayedProfile[];
  readonly sybil: readonly Verdict[];
  readonly dominatesPap: ScenarioDominance | null;
}

/** What is known of a mechanism that nothing was found about. */
export const NOTHING = {
  ...{ scores: null, objectives: null, perProfile: [], played: [], sybil: [], dominatesPap: null },
} as const;

/** A mechanism that fails before all of it is known. */
export function rejected(
  status: EvaluationStatus,
  reason: string,
  violation: number,
  known: Partial<Evaluation> = {},
): Evaluation {
  return failed({ ...NOTHING, ...known }, status, reason, violation);
}

/** A mechanism that fails with what is known of it. */
export function failed(
  known: Omit<Evaluation, "status" | "reason" | "violation">,
  status: EvaluationStatus,
  reason: string,
  violation: number,
): Evaluation {
  return { ...known, status, reason, violation, dominatesPap: null };
}
