import type { Mechanism } from "../mechanism/mechanism.js";
import { faultAt, findFault } from "../mechanism/validity.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import { certify } from "./certify.js";
import { bestResponseCycle } from "./cycle.js";
import { inDominatedBids } from "./dominated.js";
import { firstOrderPoint } from "./first-order.js";
import { highestBidEquilibria } from "./highest-bid.js";
import { type IterationResult, iterateBestResponses } from "./iterated-best-response.js";
import type { Equilibrium, Proposal, Solution } from "./solution.js";
import { PURE_REGRET, SAME_BIDS } from "./tolerance.js";
import { atVanishingBids } from "./vanishing.js";

export interface SolveOptions {
  /** Utility evaluations allowed for each start of iterated best response. */
  readonly budget?: number;
  /** Starts of iterated best response, at most 4. */
  readonly starts?: number;
}

const DEFAULT_BUDGET = 2_000_000;
const CYCLE_PLAYERS = 8;
const NEWTON_PLAYERS = 64;

/**
 * The equilibria of a mechanism at a value profile, each judged by the certifier.
 *
 * Scale-free rules are solved at top value 1 and scaled back, so any unit from 1e-300 to 1e300 will do.
 *
 * @param values v_i > 0, finite, in any order; the answer keeps the order
 */
export function solve(mechanism: Mechanism, values: readonly number[], options: SolveOptions = {}): Solution {
  const unit = mechanism.claims.scaleFree ? Math.max(...values) : 1;
  const scaled = Float64Array.from(values, (value) => value / unit);
  const fault = findFault(mechanism, values.length, Math.max(...scaled));
  if (fault !== null) return { status: "invalid-mechanism", reason: fault, equilibria: [] };

  const { proposals, failures } = propose(mechanism, scaled, options);
  const equilibria: Equilibrium[] = [];
  let smallestRegret = Number.POSITIVE_INFINITY;
  for (const proposal of proposals) {
    const fault = faultAt(mechanism, proposal.nearby ?? proposal.bids);
    if (fault !== null) return { status: "invalid-mechanism", reason: fault, equilibria: [] };
    const judged = judge(mechanism, scaled, proposal);
    smallestRegret = Math.min(smallestRegret, judged.regret.relative);
    if (judged.regret.relative > PURE_REGRET) continue;
    if (equilibria.some((known) => sameOutcome(known, judged, scaled))) continue;
    equilibria.push(judged);
  }
  if (equilibria.length > 0) {
    const scored = equilibria.filter((each) => !each.dominated);
    const status = (scored.length > 0 ? scored : equilibria).some((each) => each.kind === "pure")
      ? "pure"
      : "pure-limit";
    return { status, equilibria: equilibria.map((each) => inUnit(each, unit)) };
  }
  return without(mechanism, scaled, failures, smallestRegret);
}

/** What the solvers for this shape propose, and how those ended that did not. */
function propose(
  mechanism: Mechanism,
  values: Float64Array,
  options: SolveOptions,
): { proposals: Proposal[]; failures: IterationResult[] } {
  if (mechanism.shape.kind === "highest-bid" && values.length > 1) {
    return { proposals: highestBidEquilibria(mechanism.shape.price, values), failures: [] };
  }
  const proposals: Proposal[] = [];
  const failures: IterationResult[] = [];
  const newton = values.length <= NEWTON_PLAYERS;
  for (const start of startsFor(values).slice(0, options.starts)) {
    const result = iterateBestResponses(mechanism, values, start, options.budget ?? DEFAULT_BUDGET);
    const converged = result.outcome === "converged";
    const sharpened = newton ? firstOrderPoint(mechanism, values, converged ? result.bids : start) : null;
    if (sharpened !== null) {
      const solver = { name: "first-order", outcome: `Newton after ${result.outcome} best responses` };
      proposals.push({ kind: "pure", bids: sharpened, solver });
    }
    if (converged) {
      const solver = { name: "iterated-best-response", outcome: `converged in ${result.sweeps} sweeps` };
      proposals.push(atVanishingBids(mechanism, { kind: "pure", bids: result.bids, solver }));
      continue;
    }
    failures.push(result);
    // Every start meets the same cycle where there is no pure equilibrium: two witnesses are enough.
    if (failures.length > 1) break;
  }
  return { proposals, failures };
}

/** PAP's equilibrium, half the values, vanishing bids, and the top player alone. */
function startsFor(values: Float64Array): Float64Array[] {
  const pap = papBenchmark(values);
  return [
    Float64Array.from(values, (value, i) => pap.total * pap.allocations[i]! + 1e-3 * value),
    values.map((value) => value / 2),
    values.map((value) => 1e-4 * value),
    values.map((value, i) => (i === 0 ? value / 2 : 0)),
  ];
}

/** Evaluates and certifies a proposal. */
function judge(mechanism: Mechanism, values: Float64Array, proposal: Proposal): Equilibrium {
  const played = proposal.nearby ?? proposal.bids;
  const allocations = new Float64Array(played.length);
  const payments = new Float64Array(played.length);
  mechanism.outcome(played, allocations, payments);
  // At a limit, what is left of a vanishing bid is not money.
  if (proposal.nearby) {
    for (let i = 0; i < payments.length; i++) if (payments[i]! < 1e-14 * values[i]!) payments[i] = 0;
    for (let i = 0; i < payments.length; i++) {
      const paid = proposal.bids[i]!;
      if (Math.abs(payments[i]! - paid) <= 1e-14 * paid) payments[i] = paid;
    }
  }
  const dominated = proposal.kind === "pure" && inDominatedBids(mechanism, values, played);
  return {
    kind: proposal.kind,
    bids: Array.from(proposal.bids),
    allocations: Array.from(allocations),
    payments: Array.from(payments),
    utilities: Array.from(values, (value, i) => value * allocations[i]! - payments[i]!),
    regret: certify(mechanism, values, played),
    ...(dominated ? { dominated } : {}),
    solver: proposal.solver,
  };
}

/** The same outcome to within rounding: the same equilibrium, or one that nobody can tell from it. */
function sameOutcome(a: Equilibrium, b: Equilibrium, values: Float64Array): boolean {
  const top = Math.max(...values);
  return a.allocations.every(
    (x, i) =>
      Math.abs(x - b.allocations[i]!) < SAME_BIDS &&
      Math.abs(a.payments[i]! - b.payments[i]!) < SAME_BIDS * top,
  );
}

function inUnit(equilibrium: Equilibrium, unit: number): Equilibrium {
  if (unit === 1) return equilibrium;
  const scaled = (amounts: readonly number[]) => amounts.map((amount) => amount * unit);
  return {
    ...equilibrium,
    bids: scaled(equilibrium.bids),
    payments: scaled(equilibrium.payments),
    utilities: scaled(equilibrium.utilities),
    regret: { ...equilibrium.regret, absolute: equilibrium.regret.absolute * unit },
  };
}

/** No equilibrium: with the evidence that was met. */
function without(
  mechanism: Mechanism,
  values: Float64Array,
  failures: readonly IterationResult[],
  smallestRegret: number,
): Solution {
  const top = Math.max(...values);
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
  if (Number.isFinite(smallestRegret)) {
    evidence.push(`the certifier refused an answer of relative regret ${smallestRegret.toExponential(1)}`);
  }
  const reason = `no pure equilibrium found: ${evidence.join("; ")}`;
  return { status: exhausted && cycle === null ? "budget-exceeded" : "none-found", reason, equilibria: [] };
}
