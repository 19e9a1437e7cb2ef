import type { Mechanism } from "../mechanism/mechanism.js";
import { faultAt, findFault } from "../mechanism/validity.js";
import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import { certify, largestOwnGain } from "./certify.js";
import { hasUniqueEquilibrium, regretByConcavity } from "./concave-lemma.js";
import { bestResponseCycle } from "./cycle.js";
import { inDominatedBids } from "./dominated.js";
import { highestBidRegret } from "./highest-bid-lemma.js";
import type { IterationResult } from "./iterated-best-response.js";
import { solveMixed } from "./mixed/solve-mixed.js";
import { scaledStrategy } from "./mixed/strategy.js";
import { proposeEquilibria, type SearchEffort } from "./proposals.js";
import type { Equilibrium, Proposal, Regret, Solution } from "./solution.js";
import { stabilityOf } from "./stability.js";
import { MIXED_REGRET, OWN_REGRET, PURE_REGRET, SAME_BIDS } from "./tolerance.js";

export interface SolveOptions extends Partial<SearchEffort> {
  /** Solves linear programmes; mixed equilibria without a closed form are only looked for with one. */
  readonly solveProgramme?: LinearProgrammeSolver;
}

const DEFAULT_EFFORT: SearchEffort = { budget: 200_000_000, starts: 4 };
const CYCLE_PLAYERS = 8;

/**
 * The equilibria of a mechanism at a value profile: the pure ones, or where there are none, a mixed one.
 *
 * @param values v_i > 0, finite, in any order; the answer keeps the order
 */
export function solve(mechanism: Mechanism, values: readonly number[], options: SolveOptions = {}): Solution {
  const solution = withStability(mechanism, values, solvePure(mechanism, values, options));
  if (solution.status !== "none-found" || values.length < 2) return solution;
  const { unit, scaled } = normalised(mechanism, values);
  const mixed = solveMixed(
    mechanism,
    scaled,
    options.solveProgramme,
    options.budget ?? DEFAULT_EFFORT.budget,
  );
  if (mixed === null) return solution;
  if (mixed.regret.relative <= MIXED_REGRET) {
    const { reason = "" } = solution;
    return { status: "mixed", reason, equilibria: [inUnit(mixed, unit)] };
  }
  const reason =
    `${solution.reason}; mixed strategies found by ${mixed.solver.name} leave a regret of ` +
    `${mixed.regret.relative.toExponential(1)} of the top value`;
  return { ...solution, reason };
}

/**
 * The pure equilibria of a mechanism at a value profile. Solvers chosen by the shape of the rule propose;
 * nothing leaves without the regret that the certifier, or a lemma whose conditions are checked, gives it.
 *
 * Scale-free rules are solved at top value 1 and scaled back, so any unit from 1e-300 to 1e300 will do.
 *
 * @param values v_i > 0, finite, in any order; the answer keeps the order
 */
export function solvePure(
  mechanism: Mechanism,
  values: readonly number[],
  options: SolveOptions = {},
): Solution {
  const effort = { ...DEFAULT_EFFORT, ...options };
  const { unit, scaled } = normalised(mechanism, values);
  const fault = findFault(mechanism, values.length, largest(scaled));
  if (fault !== null) return { status: "invalid-mechanism", reason: fault, equilibria: [] };

  const { proposals, failures } = proposeEquilibria(mechanism, scaled, effort);
  const equilibria: Equilibrium[] = [];
  const refused: Regret[] = [];
  /** What players of small value would gain of it, at points that are equilibria to the others. */
  const regretted: number[] = [];
  for (const proposal of proposals) {
    const played = proposal.nearby ?? proposal.bids;
    const fault = faultAt(mechanism, played);
    if (fault !== null) return { status: "invalid-mechanism", reason: fault, equilibria: [] };
    const outcome = outcomeOf(mechanism, scaled, proposal);
    if (equilibria.some((known) => sameOutcome(known, outcome, scaled))) continue;
    const regret = regretOf(mechanism, scaled, played, effort.budget);
    if (regret === null) return tooLarge(values.length);
    if (!(regret.relative <= PURE_REGRET)) {
      refused.push(regret);
      continue;
    }
    // A lemma's bound, which is relative to the largest value, is taken as it is: no search goes beyond it.
    const ownGain = regret.kind === "searched" ? largestOwnGain(mechanism, scaled, played) : 0;
    if (!(ownGain <= OWN_REGRET)) {
      regretted.push(ownGain);
      continue;
    }
    const dominated =
      proposal.dominated ?? (proposal.kind === "pure" && inDominatedBids(mechanism, scaled, played));
    const { kind, solver } = proposal;
    equilibria.push({ kind, ...outcome, regret, ...(dominated ? { dominated } : {}), solver });
  }
  if (equilibria.length === 0) return without(mechanism, scaled, failures, refused, regretted);
  const scored = equilibria.filter((each) => !each.dominated);
  const pure = (scored.length > 0 ? scored : equilibria).some((each) => each.kind === "pure");
  return {
    status: pure ? "pure" : "pure-limit",
    equilibria: equilibria.map((each) => inUnit(each, unit)),
  };
}

/** The regret of bids: proved where a lemma speaks, searched elsewhere; null beyond the budget. */
function regretOf(
  mechanism: Mechanism,
  values: Float64Array,
  bids: Float64Array,
  budget: number,
): Regret | null {
  return provedRegret(mechanism, values, bids) ?? certify(mechanism, values, bids, budget);
}

/** The regret of bids by the lemma of the rule's shape; null where none speaks, or it shows no equilibrium. */
export function provedRegret(mechanism: Mechanism, values: Float64Array, bids: Float64Array): Regret | null {
  const { shape } = mechanism;
  if (shape.kind === "highest-bid") return highestBidRegret(values, bids, mechanism);
  if (shape.kind !== "own-bid" || values.length < 2 || !hasUniqueEquilibrium(shape.rule)) return null;
  const proved = regretByConcavity(shape.rule, values, bids);
  return proved.relative <= PURE_REGRET ? proved : null;
}

type Outcome = Pick<Equilibrium, "bids" | "allocations" | "payments" | "utilities">;

/** Below this share of the amount itself, what is left of a vanishing bid is not money. */
const LIMIT_ROUNDING = 1e-14;

function outcomeOf(mechanism: Mechanism, values: Float64Array, proposal: Proposal): Outcome {
  const played = proposal.nearby ?? proposal.bids;
  const allocations = new Float64Array(played.length);
  const payments = new Float64Array(played.length);
  mechanism.outcome(played, allocations, payments);
  if (proposal.nearby) {
    for (let i = 0; i < payments.length; i++) {
      const bid = proposal.bids[i]!;
      if (Math.abs(payments[i]! - bid) <= LIMIT_ROUNDING * bid) payments[i] = bid;
      else if (payments[i]! < LIMIT_ROUNDING * values[i]!) payments[i] = 0;
    }
  }
  return {
    bids: Array.from(proposal.bids),
    allocations: Array.from(allocations),
    payments: Array.from(payments),
    utilities: Array.from(values, (value, i) => value * allocations[i]! - payments[i]!),
  };
}

/**
 * The same equilibrium to within rounding, or one that nobody can tell from it: equal allocations and
 * payments, with players of equal value exchanged at will (a symmetric rule's permuted twins are one).
 */
function sameOutcome(a: Outcome, b: Outcome, values: Float64Array): boolean {
  const top = largest(values);
  const [first, second] = [roles(a, values), roles(b, values)];
  return first.every(
    (i, k) =>
      Math.abs(a.allocations[i]! - b.allocations[second[k]!]!) < SAME_BIDS &&
      Math.abs(a.payments[i]! - b.payments[second[k]!]!) < SAME_BIDS * top,
  );
}

/** The players by falling value, and by falling allocation among equal values. */
function roles({ allocations }: Outcome, values: Float64Array): number[] {
  return Array.from(values.keys()).sort(
    (i, j) => values[j]! - values[i]! || allocations[j]! - allocations[i]!,
  );
}

/** Adds each smooth pure equilibrium's stability. */
function withStability(mechanism: Mechanism, values: readonly number[], solution: Solution): Solution {
  if (mechanism.shape.kind === "highest-bid") return solution;
  const { unit } = normalised(mechanism, values);
  const scaled = values.map((value) => value / unit);
  const equilibria = solution.equilibria.map((each) => {
    if (each.kind !== "pure") return each;
    const bids = each.bids.map((bid) => bid / unit);
    const stability = stabilityOf(mechanism, scaled, bids);
    return stability === null ? each : { ...each, stability };
  });
  return { ...solution, equilibria };
}

/** The values a game is solved at, and the unit that leads back: the top value where no unit matters. */
function normalised(mechanism: Mechanism, values: readonly number[]): { unit: number; scaled: Float64Array } {
  const unit = mechanism.claims.scaleFree ? largest(values) : 1;
  return { unit, scaled: Float64Array.from(values, (value) => value / unit) };
}

function inUnit(equilibrium: Equilibrium, unit: number): Equilibrium {
  if (unit === 1) return equilibrium;
  const { strategies } = equilibrium;
  const scaled = (amounts: readonly number[]) => amounts.map((amount) => amount * unit);
  return {
    ...equilibrium,
    bids: scaled(equilibrium.bids),
    payments: scaled(equilibrium.payments),
    utilities: scaled(equilibrium.utilities),
    ...(strategies ? { strategies: strategies.map((each) => scaledStrategy(each, unit)) } : {}),
    regret: { ...equilibrium.regret, absolute: equilibrium.regret.absolute * unit },
  };
}

function tooLarge(players: number): Solution {
  const reason = `certifying a rule of this shape for ${players} players takes more evaluations than allowed`;
  return { status: "budget-exceeded", reason, equilibria: [] };
}

/** No equilibrium: with the evidence that was met. */
function without(
  mechanism: Mechanism,
  values: Float64Array,
  failures: readonly IterationResult[],
  refused: readonly Regret[],
  regretted: readonly number[],
): Solution {
  const top = largest(values);
  const exhausted = failures.length > 0 && failures.every((each) => each.outcome === "budget-exceeded");
  const cycle = values.length <= CYCLE_PLAYERS ? bestResponseCycle(mechanism, values) : null;
  const evidence: string[] = [];
  if (cycle !== null) {
    evidence.push(
      `best responses cycle (${cycle.length} sweeps on a grid of bids, never closer than ` +
        `${(cycle.smallestGain / top).toExponential(1)} of the top value to equilibrium)`,
    );
  }
  for (const each of failures) {
    evidence.push(
      `iterated best response: ${each.outcome} after ${each.sweeps} sweeps, ` +
        `smallest gain left ${(each.smallestGain / top).toExponential(1)} of the top value`,
    );
  }
  if (refused.length > 0) {
    const least = Math.min(...refused.map((regret) => regret.relative));
    evidence.push(
      `${refused.length} first-order points refused, the least regret ${least.toExponential(1)} of the top value`,
    );
  }
  if (regretted.length > 0) {
    evidence.push(
      `${regretted.length} points refused at which a player of small value gains ` +
        `${Math.min(...regretted).toExponential(1)} of it or more`,
    );
  }
  const reason = `no pure equilibrium found: ${evidence.join("; ") || "no solver proposed one"}`;
  return { status: exhausted && cycle === null ? "budget-exceeded" : "none-found", reason, equilibria: [] };
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
