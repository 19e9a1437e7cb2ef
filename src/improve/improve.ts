import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import type { SearchOptions } from "../sybil/options.js";
import type { Verdict } from "../sybil/verdict.js";
import { verify } from "../sybil/verify.js";
import {
  type ClimbProblem,
  type ClimbResult,
  climb,
  playedAnew,
  type Standing,
  standingAt,
} from "./climb.js";
import type { Cut } from "./notion-rows.js";

export interface ImproveOptions {
  /** Programmes solved in one round, at most. */
  readonly steps: number;
  /** Witnesses that become rows, at most. */
  readonly rounds: number;
  /** How the verdicts are searched. */
  readonly search: SearchOptions;
  onStep?(step: number, standing: Standing): void;
  /** Told when a round ends without an answer: refuted, so that its witness becomes a row, or equilibria missing. */
  onRound?(round: number, refuted: boolean): void;
}

/** What the last round came to, and the verdict of the full verification on it. */
export interface Improvement extends ClimbResult {
  readonly rounds: number;
  /** On the notion asked; none where none was. It may still be refuted. */
  readonly verdicts: readonly Verdict[];
  /** Profiles at which the solver, asked anew, finds no pure equilibrium, or one that leaves somebody out. */
  readonly unsolved: readonly string[];
}

/**
 * Climbs from a rule, verifies what comes out, and climbs on from there with the play that refutes it as a further
 * row: the cutting planes of Kelley 1960, with the verifier for an oracle. Equilibria are solved anew after each
 * climb; one that was not followed joins those that are.
 *
 * A witness against the equilibrium notion is no fixed play, since the equilibrium moves: it becomes no row.
 *
 * @returns null where the rule has no standing at all (see `standingAt`)
 */
export async function improve(
  given: Omit<ClimbProblem, "cuts">,
  options: ImproveOptions,
  solve: LinearProgrammeSolver,
): Promise<Improvement | null> {
  const { notion, knots } = given;
  const notions = notion === "none" ? [] : [notion];
  const cuts: Cut[] = [];
  const problem = { ...given, cuts };
  let start = await standingAt(problem, new Float64Array(2 * knots));
  if (start === null) return null;
  for (let round = 1; ; round++) {
    const result: ClimbResult = await climb(problem, start, options.steps, solve, options.onStep);
    const { mechanism, tilt, played } = result.standing;
    const stages = played.map(({ values, bids }) => ({ values: [...values], bids: [...bids] }));
    const verdicts = await verify(mechanism, notions, options.search, stages);
    const witness = verdicts[0]?.witness;
    const anew = await standingAt(problem, tilt);
    const sound = anew !== null && anew.played.length === played.length;
    if ((sound && witness === undefined) || notion === "equilibrium" || round > options.rounds) {
      const unsolved = given.profiles.filter((profile) => playedAnew(mechanism, [profile]) === null);
      return { ...result, rounds: round, verdicts, unsolved: unsolved.map(({ name }) => name) };
    }
    if (witness !== undefined) cuts.push({ rivals: witness.others, identities: witness.identities });
    options.onRound?.(round, witness !== undefined);
    start = anew ?? result.standing;
  }
}
