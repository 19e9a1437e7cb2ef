import type { Mechanism } from "../mechanism/mechanism.js";
import { faultAt, findFault } from "../mechanism/validity.js";
import { decimalAbove, decimalBelow } from "../numeric/decimal.js";
import type { LinearProgrammeSolver } from "../numeric/linear-programme.js";
import { bestResponseCycle } from "./cycle.js";
import { inDominatedBids } from "./dominated.js";
import type { IterationResult } from "./iterated-best-response.js";
import { type MixingEffort, solveMixed } from "./mixed/solve-mixed.js";
import { scaledStrategy } from "./mixed/strategy.js";
import { proposeEquilibria, type SearchEffort } from "./proposals.js";
import { judge } from "./regret.js";
import type { Equilibrium, Proposal, Regret, Solution } from "./solution.js";
import { stabilityOf } from "./stability.js";
import { MIXED_REGRET, OWN_REGRET, PURE_REGRET, SAME_BIDS } from "./tolerance.js";

export interface SolveOptions extends Partial<SearchEffort> {
  /** Solves linear programmes; mixed equilibria without a closed form are only looked for with one. */
  readonly solveProgramme?: LinearProgrammeSolver;
  /** How hard mixed equilibria are looked for, where no pure one is found. */
  readonly mixing?: MixingEffort;
}

/** The effort of a solution where its options say nothing else. */
export const DEFAULT_EFFORT: SearchEffort = { budget: 200_000_000, starts: 4 };
const CYCLE_PLAYERS = 8;

/**
 * The equilibria of a mechanism at a value profile: the pure ones, or where there are none, a mixed one.
 *
 * @param values v_i > 0, finite, in any order; the answer keeps the order
 */
export function solve(mechanism: Mechanism, values: readonly number[], options: SolveOptions = {}): Solution {
  const solution = solvePurely(mechanism, values, options);
  return isOpen(solution, values) ? seekMixed(mechanism, values, solution, options) : solution;
}

/** As `solve`; what solves linear programmes is loaded only where no pure equilibrium was found. */
export async function solveLoading(
  mechanism: Mechanism,
  values: readonly number[],
  load: () => Promise<LinearProgrammeSolver>,
): Promise<Solution> {
  const solution = solvePurely(mechanism, values, {});
  if (!isOpen(solution, values)) return solution;
  return seekMixed(mechanism, values, solution, { solveProgramme: await load() });
}

function solvePurely(mechanism: Mechanism, values: readonly number[], options: SolveOptions): Solution {
  return withStability(mechanism, values, solvePure(mechanism, values, options));
}

function isOpen(solution: Solution, values: readonly number[]): boolean {
  return solution.status === "none-found" && values.length >= 2;
}

function seekMixed(
  mechanism: Mechanism,
  values: readonly number[],
  solution: Solution,
  options: SolveOptions,
): Solution {
  const { scaled } = normalised(mechanism, values);
  // Where best responses were iterated, the reason has it already.
  const [cycle = ""] = solution.complete ? cycleEvidence(mechanism, scaled) : [];
  const reason = [solution.reason, cycle].filter(Boolean).join("; ");
  return mixedInstead(mechanism, values, { ...solution, reason }, options);
}

/**
 * The mixed equilibrium of a game in which no pure one was found; the solution given, and why, where none is found.
 *
 * @param values two or more
 */
export function mixedInstead(
  mechanism: Mechanism,
  values: readonly number[],
  solution: Solution,
  options: SolveOptions,
): Solution {
  const { unit, scaled } = normalised(mechanism, values);
  const { reason: reasons = "" } = solution;
  const mixed = solveMixed(
    mechanism,
    scaled,
    options.solveProgramme,
    options.budget ?? DEFAULT_EFFORT.budget,
    options.mixing,
  );
  if (mixed === null) return solution;
  if (mixed.regret.relative <= MIXED_REGRET) {
    return { status: "mixed", reason: reasons, equilibria: [inUnit(mixed, unit)] };
  }
  const reason =
    `${reasons}; mixed strategies found by ${mixed.solver.name} leave a regret of ` +
    `${decimalAbove(mixed.regret.relative, 2).toExponential(1)} of the top value`;
  return { ...solution, reason };
}

/**
 * The pure equilibria of a mechanism at a value profile. Solvers chosen by the shape of the rule propose;
 * nothing leaves without the regret that a judge, or a lemma whose conditions are checked, gives it.
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
  const fault = faultFor(mechanism, values.length, largest(scaled));
  if (fault !== null) return { status: "invalid-mechanism", reason: fault, equilibria: [] };

  const { proposals, failures, complete } = proposeEquilibria(mechanism, scaled, effort);
  const court = new Court(mechanism, scaled, effort.budget, proposals);
  for (const proposal of proposals) {
    const verdict = court.hear(proposal);
    if (verdict === "too large") return tooLarge(values.length);
    if (verdict !== null) return { status: "invalid-mechanism", reason: verdict, equilibria: [] };
  }
  const { equilibria } = court;
  const scope = complete ? { complete } : {};
  if (equilibria.length === 0) return { ...without(mechanism, scaled, failures, court), ...scope };
  const scored = equilibria.filter((each) => !each.dominated);
  const pure = (scored.length > 0 ? scored : equilibria).some((each) => each.kind === "pure");
  return {
    status: pure ? "pure" : "pure-limit",
    equilibria: equilibria.map((each) => inUnit(each, unit)),
    ...scope,
  };
}

const soundFor = new WeakMap<Mechanism, Set<number>>();

/** The first screen of a rule, once for each number of players where no unit matters. */
function faultFor(mechanism: Mechanism, players: number, unit: number): string | null {
  let sound = soundFor.get(mechanism);
  if (sound === undefined) {
    sound = new Set();
    soundFor.set(mechanism, sound);
  }
  if (sound.has(players)) return null;
  const fault = findFault(mechanism, players, unit);
  if (fault === null && mechanism.claims.scaleFree) sound.add(players);
  return fault;
}

/** Hears proposals, and keeps those that are equilibria. */
class Court {
  readonly equilibria: Equilibrium[] = [];
  readonly refused: Regret[] = [];
  /** What players of small value would gain of it, at points that are equilibria to the others. */
  readonly regretted: number[] = [];
  private readonly inPlay: readonly number[];

  constructor(
    private readonly mechanism: Mechanism,
    private readonly values: Float64Array,
    private readonly budget: number,
    proposals: readonly Proposal[],
  ) {
    const bids = new Set(proposals.flatMap((each) => Array.from(each.nearby ?? each.bids)));
    this.inPlay = [...bids].slice(0, MOST_IN_PLAY);
  }

  /**
   * @param allowed largest regret, relative to the largest value
   * @returns what is wrong with the rule there; null where nothing is
   */
  hear(proposal: Proposal, allowed = PURE_REGRET): string | null {
    const { mechanism, values } = this;
    const played = proposal.nearby ?? proposal.bids;
    const fault = faultAt(mechanism, played);
    if (fault !== null) return fault;
    const outcome = outcomeOf(mechanism, values, proposal);
    const twin = this.equilibria.findIndex((known) => sameOutcome(known, outcome, values));
    if (twin >= 0 && !(this.equilibria[twin]!.regret.relative > SHARP)) return null;
    const leaving = playersWhoLose(mechanism, values, proposal, outcome);
    if (leaving.length > 0) {
      // Judged again with the count that follows, and sharply: beside one next to nothing the others' bids are nearly right.
      const bids = proposal.bids.map((bid, i) => (leaving.includes(i) ? 0 : bid));
      return bids.some((bid) => bid > 0) ? this.hear({ ...proposal, bids }, SHARP) : null;
    }
    const judgement = judge(mechanism, values, played, this.budget, this.inPlay);
    if (judgement === null) return "too large";
    const { regret, ownGain } = judgement;
    if (regret.relative <= allowed && ownGain <= OWN_REGRET) {
      if (twin >= 0 && regret.relative < this.equilibria[twin]!.regret.relative)
        this.equilibria.splice(twin, 1);
      else if (twin >= 0) return null;
      this.accept(proposal, outcome, regret);
      return null;
    }
    if (proposal.otherwise !== undefined) return this.hear(proposal.otherwise);
    if (!(regret.relative <= allowed)) this.refused.push(regret);
    else this.regretted.push(ownGain);
    return null;
  }

  private accept(proposal: Proposal, outcome: Outcome, regret: Regret): void {
    const { kind, solver, bids } = proposal;
    const dominated =
      proposal.dominated ?? (kind === "pure" && inDominatedBids(this.mechanism, this.values, bids));
    this.equilibria.push({ kind, ...outcome, regret, ...(dominated ? { dominated } : {}), solver });
  }
}

/**
 * Players with a positive bid that costs more than it brings, or next to nothing that brings what it costs: by its owner's
 * value staying out is better, or as good, however small the bid. Where a rule depends on the number of bids, such a bid would change the prices of everybody else's.
 */
function playersWhoLose(
  { claims }: Mechanism,
  values: Float64Array,
  { kind }: Proposal,
  { bids, allocations, payments, utilities }: Outcome,
): number[] {
  if (claims.tiesByIndex || kind !== "pure") return [];
  const top = largest(values);
  return bids.flatMap((bid, i) => {
    const least = LOSS * payments[i]!;
    const loses =
      utilities[i]! < -least || (allocations[i]! < (NO_SHARE * values[i]!) / top && utilities[i]! <= least);
    return bid > 0 && loses && values[i]! > 0 ? [i] : [];
  });
}

type Outcome = Pick<Equilibrium, "bids" | "allocations" | "payments" | "utilities">;

/** Shares, and payments in parts of the largest value, that differ by less than this are not told apart. */
const NO_AMOUNT = 1e-9;
/** A share that is rounding of the others', as a part of the value over the top one. */
const NO_SHARE = 1e-15;
/** A loss, as a part of the payment, that is no rounding. */
const LOSS = 1e-12;
/** Of two proposals of one equilibrium the sharper is kept, where this much of the top value is left to gain. */
const SHARP = 1e-12;
/** Bids of other proposals that every certificate looks at. */
const MOST_IN_PLAY = 64;

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
 * The same equilibrium to within rounding, or one that nobody can tell from it: equal allocations and payments, with
 * players of equal value exchanged at will (a symmetric rule's permuted twins are one).
 */
function sameOutcome(a: Outcome, b: Outcome, values: Float64Array): boolean {
  const top = largest(values);
  if (Math.abs(total(a.payments) - total(b.payments)) > SAME_BIDS * top * values.length) return false;
  const [first, second] = [roles(a, values), roles(b, values)];
  return first.every((i, k) => {
    const j = second[k]!;
    return nearly(a.allocations[i]!, b.allocations[j]!, 1) && nearly(a.payments[i]!, b.payments[j]!, top);
  });
}

function nearly(a: number, b: number, unit: number): boolean {
  return Math.abs(a - b) <= SAME_BIDS * Math.max(a, b) + NO_AMOUNT * unit;
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
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
  const reason = `a rule of this shape takes more evaluations than allowed with ${players} players, to solve or to certify`;
  return { status: "budget-exceeded", reason, equilibria: [] };
}

/** No equilibrium: with the evidence that was met. */
function without(
  mechanism: Mechanism,
  values: Float64Array,
  failures: readonly IterationResult[],
  { refused, regretted }: Court,
): Solution {
  const top = largest(values);
  const exhausted = failures.length > 0 && failures.every((each) => each.outcome === "budget-exceeded");
  if (failures.some(({ sweeps }) => sweeps === 0)) return tooLarge(values.length);
  // Where best responses were not iterated, whoever wants to see them go round asks for it.
  const cycle = failures.length > 0 ? cycleEvidence(mechanism, values) : [];
  const evidence = [...cycle];
  for (const each of failures) {
    evidence.push(
      `iterated best response: ${each.outcome} after ${each.sweeps} sweeps, ` +
        `smallest gain left ${sizeBelow(each.smallestGain / top)} of the top value`,
    );
  }
  if (refused.length > 0) {
    const least = Math.min(...refused.map((regret) => regret.relative));
    evidence.push(
      `${refused.length} first-order points refused, the least regret ${sizeBelow(least)} of the top value`,
    );
  }
  if (regretted.length > 0) {
    evidence.push(
      `${regretted.length} points refused at which a player gains ` +
        `${sizeBelow(Math.min(...regretted))} or more by its own measure, which is nothing to the largest value`,
    );
  }
  const status = exhausted && cycle.length === 0 ? "budget-exceeded" : "none-found";
  return {
    status,
    reason: `no pure equilibrium found: ${evidence.join("; ") || NOTHING_MET}`,
    equilibria: [],
  };
}

const NOTHING_MET = "no set of players has a point of first order that keeps the others out";

/** That best responses go round on a grid of bids, in words; none where they do not, or many play. */
function cycleEvidence(mechanism: Mechanism, values: Float64Array): string[] {
  const cycle = values.length <= CYCLE_PLAYERS ? bestResponseCycle(mechanism, values) : null;
  if (cycle === null) return [];
  const gain = sizeBelow(cycle.smallestGain / largest(values));
  return [
    `best responses cycle (${cycle.length} sweeps on a grid of bids, never closer than ` +
      `${gain} of the top value to equilibrium)`,
  ];
}

/** The least of something to two digits. */
function sizeBelow(least: number): string {
  return decimalBelow(least, 2).toExponential(1);
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
