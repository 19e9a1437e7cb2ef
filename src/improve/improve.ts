import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import type { SearchOptions } from "../sybil/options.js";
import type { Verdict } from "../sybil/verdict.js";
import { verify } from "../sybil/verify.js";
import { type ClimbProblem, type ClimbResult, climb, type Standing } from "./climb.js";
import type { Cut } from "./notion-rows.js";

export interface ImproveOptions {
  /** Programmes solved in one round, at most. */
  readonly steps: number;
  /** Witnesses that become rows, at most. */
  readonly rounds: number;
  /** How the verdicts are searched. */
  readonly search: SearchOptions;
  onStep?(step: number, standing: Standing): void;
  /** Told when a verdict refutes what a round came to, and its witness becomes a row of the next. */
  onRefuted?(round: number): void;
}

/** What the last round came to, and the verdict of the full verification on it. */
export interface Improvement extends ClimbResult {
  readonly rounds: number;
  /** On the notion asked; none where none was. It may still be refuted. */
  readonly verdicts: readonly Verdict[];
}

/**
 * Climbs from a rule, verifies what comes out, and climbs on from there with the play that refutes it as a further
 * row: the cutting planes of Kelley 1960, with the verifier for an oracle.
 *
 * A witness against the equilibrium notion is no fixed play, since the equilibrium moves: there one round is all.
 *
 * @returns null where the rule has no standing at all (see `standingAt`)
 */
export async function improve(
  problem: Omit<ClimbProblem, "cuts">,
  options: ImproveOptions,
  solve: LinearProgrammeSolver,
): Promise<Improvement | null> {
  const { notion, knots } = problem;
  const notions = notion === "none" ? [] : [notion];
  const cuts: Cut[] = [];
  let tilt: Float64Array = new Float64Array(2 * knots);
  for (let round = 1; ; round++) {
    const result = await climb({ ...problem, cuts }, tilt, options.steps, solve, options.onStep);
    if (result === null) return null;
    const { standing } = result;
    const verdicts = await verify(standing.mechanism, notions, options.search, standing.played);
    const witness = verdicts[0]?.witness;
    if (witness === undefined || notion === "equilibrium" || round > options.rounds) {
      return { ...result, rounds: round, verdicts };
    }
    const { value, others, identities } = witness;
    cuts.push({ value, rivals: others, identities });
    options.onRefuted?.(round);
    tilt = standing.tilt;
  }
}
