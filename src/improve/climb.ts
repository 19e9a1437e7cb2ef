import { solvePure } from "../equilibrium/solve.js";
import { buildMechanism } from "../mechanism/build.js";
import type { Candidate, Mechanism } from "../mechanism/mechanism.js";
import { shareBaseOf } from "../mechanism/shape/exponent-share.js";
import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import { bindings } from "./binding.js";
import { bestDirection } from "./direction.js";
import { type BestResponseDomain, bestResponseRows, type Cut, splitRows } from "./notion-rows.js";
import { profileRows } from "./profile-rows.js";
import type { Row } from "./row.js";
import { Tilt } from "./tilt.js";

/** What a tilt must keep to: the notion, and where it is held to it. */
export interface ClimbProblem {
  /** The scale-free rule that is tilted. */
  readonly base: Candidate;
  readonly knots: number;
  readonly profiles: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly notion: "none" | "split" | "best-response" | "equilibrium";
  readonly domain: BestResponseDomain;
  /** Plays to hold it to beside the grids. */
  readonly cuts: readonly Cut[];
}

/** A tilted rule with the rows of its every equilibrium found. */
export interface Standing {
  readonly mechanism: Mechanism;
  readonly tilt: Float64Array;
  readonly rows: readonly Row[];
  /** Every equilibrium that is scored. */
  readonly played: readonly { readonly values: readonly number[]; readonly bids: readonly number[] }[];
  /** Smallest of R / R_PAP - 1 over profiles and equilibria. */
  readonly gain: number;
  /** How far the worst of the other rows is below 0, >= 0. */
  readonly broken: number;
}

/** Why a climb ended. */
export type ClimbOutcome = "converged" | "no-smaller-step" | "steps-exhausted" | "programme-failed";

export interface ClimbResult {
  readonly outcome: ClimbOutcome;
  readonly steps: number;
  readonly standing: Standing;
  /** What keeps the last programme's direction from gaining more. */
  readonly binding: ReturnType<typeof bindings> | null;
}

/** What a broken row costs in a comparison of standings, in units of the smallest gain. */
const COST = 50;
const FIRST_RADIUS = 0.02;
const LARGEST_RADIUS = 0.5;
const LEAST_RADIUS = 1e-6;
/** Promised progress at which nothing is left to climb. */
const CONVERGED = 1e-9;
/** Progress, as a share of what was promised, from which a step is taken, and from which the next may be longer. */
const TAKEN = 0.1;
const TRUSTED = 0.7;

/**
 * A tilt with its equilibria at all profiles.
 *
 * @returns null where a profile has no pure equilibrium, one that leaves somebody out, or a degenerate one
 */
export async function standingAt(problem: ClimbProblem, t: Float64Array): Promise<Standing | null> {
  const { base, notion, domain } = problem;
  const tilt = new Tilt(problem.knots);
  const parameters = { ...tilt.parameters(t), of: base };
  const mechanism = await buildMechanism({ family: "share-tilt", parameters });
  const { rule } = shareBaseOf(mechanism)!;
  const rows: Row[] = [];
  const played: Standing["played"][number][] = [];
  const identities = notion === "equilibrium" ? domain.identities : 1;
  for (const { name, values } of problem.profiles) {
    const scored = solvePure(mechanism, values).equilibria.filter(({ dominated }) => !dominated);
    if (scored.length === 0) return null;
    for (const { bids } of scored) {
      if (!bids.every((bid) => bid > 0)) return null;
      played.push({ values, bids });
      const stage = { name, values: Float64Array.from(values), bids: Float64Array.from(bids) };
      const own = profileRows(rule, tilt, stage, { identities, reach: domain.reach });
      if (own === null) return null;
      rows.push(...own);
    }
  }
  if (notion === "split") rows.push(...splitRows(rule, tilt, problem.cuts));
  if (notion === "best-response") rows.push(...bestResponseRows(rule, tilt, domain, problem.cuts));
  let [gain, broken] = [Number.POSITIVE_INFINITY, 0];
  for (const { kind, value } of rows) {
    if (kind === "revenue") gain = Math.min(gain, value);
    else broken = Math.max(broken, -value);
  }
  return { mechanism, tilt: t, rows, played, gain, broken };
}

/**
 * Raises the smallest gain in revenue over PAP, fairness nowhere below PAP's, by sequential linear programming: the
 * best direction within a trust region, taken where the rows, worked out anew, bear out what it promised.
 *
 * What it returns satisfies its rows on their grids only; the full verification is for others to make.
 * Source: Fletcher and Sainz de la Maza 1989, Nonlinear programming and nonsmooth optimization by successive linear
 * programming.
 *
 * @param steps   programmes solved at most
 * @param onStep  told of every standing that is taken
 * @returns null where the base itself has no standing
 */
export async function climb(
  problem: ClimbProblem,
  start: Float64Array,
  steps: number,
  solve: LinearProgrammeSolver,
  onStep: (step: number, standing: Standing) => void = () => {},
): Promise<ClimbResult | null> {
  let standing = await standingAt(problem, start);
  if (standing === null) return null;
  let binding: ClimbResult["binding"] = null;
  let radius = FIRST_RADIUS;
  for (let step = 0; step < steps; step++) {
    const direction = bestDirection(standing.rows, radius, solve);
    if (direction === null) return { outcome: "programme-failed", steps: step, standing, binding };
    binding = bindings(standing.rows, direction);
    const promised = direction.gain - COST * direction.broken - merit(standing);
    if (promised < CONVERGED) return { outcome: "converged", steps: step, standing, binding };
    const move = direction.step;
    const next = await standingAt(
      problem,
      standing.tilt.map((each, k) => each + move[k]!),
    );
    const progress = next === null ? Number.NEGATIVE_INFINITY : merit(next) - merit(standing);
    if (next !== null && progress > TAKEN * promised) {
      standing = next;
      onStep(step + 1, standing);
      if (progress > TRUSTED * promised) radius = Math.min(2 * radius, LARGEST_RADIUS);
    } else {
      radius /= 2.5;
      if (radius < LEAST_RADIUS) return { outcome: "no-smaller-step", steps: step + 1, standing, binding };
    }
  }
  return { outcome: "steps-exhausted", steps, standing, binding };
}

function merit({ gain, broken }: Standing): number {
  return gain - COST * broken;
}
