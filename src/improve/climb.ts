import { solvePure } from "../equilibrium/solve.js";
import { buildMechanism } from "../mechanism/build.js";
import type { Candidate, Mechanism } from "../mechanism/mechanism.js";
import { shareBaseOf } from "../mechanism/shape/exponent-share.js";
import type { ShareRule } from "../mechanism/shape/share.js";
import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import { bindings } from "../programme/binding.js";
import { bestDirection, within } from "../programme/direction.js";
import type { Row } from "../programme/row.js";
import { follow } from "./follow.js";
import { isMoved, programmeRows, shortOf } from "./margins.js";
import {
  type BestResponseDomain,
  bestResponseRows,
  type Cut,
  monotoneRows,
  splitRows,
} from "./notion-rows.js";
import { type PlayedStage, profileRows } from "./profile-rows.js";
import type { NamedProfile } from "./profiles.js";
import { Tilt } from "./tilt.js";

/** What a tilt must keep to: the notion, and where it is held to it. */
export interface ClimbProblem {
  /** The scale-free rule that is tilted. */
  readonly base: Candidate;
  readonly knots: number;
  readonly profiles: readonly NamedProfile[];
  readonly notion: "none" | "split" | "best-response" | "equilibrium";
  /** Whether split is held to by the lemma that proves it, see `monotoneRows`, instead of on a grid. */
  readonly proved: boolean;
  readonly domain: BestResponseDomain;
  /** What a broken row costs at first, in units of the smallest gain, >= 1. */
  readonly cost: number;
  /** Plays to hold it to beside the grids. */
  readonly cuts: readonly Cut[];
}

/** A tilted rule with the rows of its every equilibrium found. */
export interface Standing {
  readonly mechanism: Mechanism;
  readonly tilt: Float64Array;
  readonly rows: readonly Row[];
  /** Every equilibrium that is scored. */
  readonly played: readonly PlayedStage[];
  /** Smallest of R / R_PAP - 1 over profiles and equilibria. */
  readonly gain: number;
  /** How far the worst of the other rows is below 0, >= 0. */
  readonly broken: number;
  /** The same, from their margins, of the rows that a tilt can move. */
  readonly short: number;
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

/**
 * What a broken row costs in a comparison of standings, in units of the smallest gain: little at first, so that a
 * climb may cut across rows that bend, and more whenever it has come to rest while rows are broken.
 */
const COST_RISE = 5;
const LARGEST_COST = 1e5;
/** What a programme charges for a broken row, in units of that cost: it takes no step for the sake of breaking one. */
const PENALTY = 200;
const FIRST_RADIUS = 0.02;
const LARGEST_RADIUS = 0.5;
/** What a radius is divided by where a step is not taken. */
const SHRINK = 2.5;
const LEAST_RADIUS = 1e-6;
const RESTART_RADIUS = 1e-3;
/** How far rows may stay from their margins at the end. */
const SHORT = 2e-7;
/** Promised progress at which nothing is left to climb. */
const CONVERGED = 1e-9;
/** Progress, as a share of what was promised, from which a step is taken, and from which the next may be longer. */
const TAKEN = 0.1;
const TRUSTED = 0.7;

/**
 * A tilt with its equilibria at all profiles: those that are found, or those of a tilt near by, followed to this one.
 *
 * @returns null where a profile has no pure equilibrium, one that leaves somebody out, or a degenerate one
 */
export async function standingAt(
  problem: ClimbProblem,
  t: Float64Array,
  near?: Standing,
): Promise<Standing | null> {
  const { base, notion, domain, knots } = problem;
  const tilt = new Tilt(knots);
  const mechanism = await buildMechanism({
    family: "share-tilt",
    parameters: { ...tilt.parameters(t), of: base },
  });
  const { rule } = shareBaseOf(mechanism)!;
  const played = near === undefined ? playedAnew(mechanism, problem.profiles) : followed(rule, near.played);
  if (played === null) return null;
  const identities = notion === "equilibrium" ? domain.identities : 1;
  const own = played.map((stage) => profileRows(rule, tilt, stage, { identities, reach: domain.reach }));
  if (own.includes(null)) return null;
  const rows = own.flatMap((each) => each!).concat(notionRows(problem, rule, tilt, t));
  let [gain, broken, short] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const row of rows) {
    if (row.kind === "revenue") gain = Math.min(gain, row.value);
    else broken = Math.max(broken, -row.value);
    if (row.kind !== "revenue" && isMoved(row)) short = Math.max(short, shortOf(row));
  }
  return { mechanism, tilt: t, rows, played, gain, broken, short };
}

function notionRows(
  { notion, proved, domain, cuts }: ClimbProblem,
  rule: ShareRule,
  tilt: Tilt,
  t: Float64Array,
): Row[] {
  if (notion === "split") return proved ? monotoneRows(tilt, t) : splitRows(rule, tilt, cuts);
  return notion === "best-response" ? bestResponseRows(rule, tilt, domain, cuts) : [];
}

/** Every equilibrium that counts; null where there is none, or one that leaves somebody out. */
export function playedAnew(mechanism: Mechanism, profiles: ClimbProblem["profiles"]): PlayedStage[] | null {
  const played: PlayedStage[] = [];
  for (const { name, values } of profiles) {
    const scored = solvePure(mechanism, values).equilibria.filter(({ dominated }) => !dominated);
    if (scored.length === 0 || scored.some(({ bids }) => bids.some((bid) => bid === 0))) return null;
    for (const { bids } of scored) {
      played.push({ name, values: Float64Array.from(values), bids: Float64Array.from(bids) });
    }
  }
  return played;
}

function followed(rule: ShareRule, near: readonly PlayedStage[]): PlayedStage[] | null {
  const played: PlayedStage[] = [];
  for (const stage of near) {
    const bids = follow(rule, stage.values, stage.bids);
    if (bids === null) return null;
    played.push({ ...stage, bids });
  }
  return played;
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
 */
export async function climb(
  problem: ClimbProblem,
  start: Standing,
  steps: number,
  solve: LinearProgrammeSolver,
  onStep: (step: number, standing: Standing) => void = () => {},
): Promise<ClimbResult> {
  // Rows may have joined since the start was worked out.
  let standing = (await standingAt(problem, start.tilt, start)) ?? start;
  let binding: ClimbResult["binding"] = null;
  let radius = FIRST_RADIUS;
  let cost = problem.cost;
  const merit = ({ gain, short }: { gain: number; short: number }) => gain - cost * short;
  for (let step = 0; step < steps; step++) {
    const rows = programmeRows(standing.rows);
    const direction = bestDirection(rows, within(radius, 2 * problem.knots), PENALTY * cost, solve);
    if (direction === null) {
      // A numerical failure of the solver: a nearer programme is another one.
      if (radius < LEAST_RADIUS) return { outcome: "programme-failed", steps: step, standing, binding };
      radius /= SHRINK;
      continue;
    }
    binding = bindings(rows, direction);
    const promised = merit({ gain: direction.gain, short: direction.broken }) - merit(standing);
    if (promised < CONVERGED || radius < LEAST_RADIUS) {
      if (standing.short <= SHORT || cost > LARGEST_COST) {
        const outcome = promised < CONVERGED ? "converged" : "no-smaller-step";
        return { outcome, steps: step, standing, binding };
      }
      cost *= COST_RISE;
      radius = RESTART_RADIUS;
      continue;
    }
    const move = direction.step;
    const next = await standingAt(
      problem,
      standing.tilt.map((each, k) => each + move[k]!),
      standing,
    );
    const progress = next === null ? Number.NEGATIVE_INFINITY : merit(next) - merit(standing);
    if (next !== null && progress > TAKEN * promised) {
      standing = next;
      onStep(step + 1, standing);
      if (progress > TRUSTED * promised) radius = Math.min(2 * radius, LARGEST_RADIUS);
    } else {
      radius /= SHRINK;
    }
  }
  return { outcome: "steps-exhausted", steps, standing, binding };
}
