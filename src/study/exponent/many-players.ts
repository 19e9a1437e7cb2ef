import { judgeMixed } from "../../equilibrium/mixed/certify-mixed.js";
import { semiMixedTullock } from "../../equilibrium/mixed/semi-mixed-tullock.js";
import type { Equilibrium } from "../../equilibrium/solution.js";
import { solvePure } from "../../equilibrium/solve.js";
import { MIXED_REGRET } from "../../equilibrium/tolerance.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { brentMaximise } from "../../numeric/maximise.js";
import { papBenchmark } from "../../scenario/pap-benchmark.js";
import { tullockContest } from "./contest.js";

/** One equilibrium of a Tullock contest, relative to PAP at the same values. */
export interface RelativePlay {
  readonly kind: Equilibrium["kind"];
  /** How many players have an allocation above 0. */
  readonly active: number;
  readonly revenueOverPap: number;
  /** Geometric means over all players; all are active under PAP where this is asked. */
  readonly fairnessOverPap: number;
  /** Least utility over top value: 0 where the weakest is about to stay out. */
  readonly leastUtility: number;
  readonly regret: number;
}

const MIXED_BUDGET = 1e8;

/**
 * The equilibria found at an exponent: the pure ones, or where there is none the semi-mixed one of the two highest
 * values, if it stands against all players. Searched: there may be others.
 *
 * @param values of players who are all active under PAP
 */
export function tullockPlays(alpha: number, values: readonly number[]): RelativePlay[] {
  const mechanism = tullockContest(alpha);
  const pure = solvePure(mechanism, values).equilibria;
  return (pure.length > 0 ? pure : semiMixed(mechanism, alpha, values)).map((each) =>
    relativeToPap(each, values),
  );
}

function semiMixed(mechanism: Mechanism, alpha: number, values: readonly number[]): Equilibrium[] {
  const list = Float64Array.from(values);
  const proposal = semiMixedTullock(alpha, list);
  const judged = proposal && judgeMixed(mechanism, list, proposal, MIXED_BUDGET);
  return judged && judged.regret.relative <= MIXED_REGRET ? [judged] : [];
}

function relativeToPap(
  { kind, allocations, payments, utilities, regret }: Equilibrium,
  values: readonly number[],
): RelativePlay {
  const pap = papBenchmark(values);
  return {
    kind,
    active: allocations.filter((x) => x > 0).length,
    revenueOverPap: payments.reduce((sum, p) => sum + p, 0) / pap.total,
    fairnessOverPap: geometricMean(allocations) / geometricMean(pap.allocations),
    leastUtility: Math.min(...utilities) / Math.max(...values),
    regret: regret.relative,
  };
}

function geometricMean(shares: readonly number[]): number {
  return shares.reduce((product, x) => product * x, 1) ** (1 / shares.length);
}

/** What the exponent can do for players of given values. */
export interface ManyPlayersOptimum {
  /** Largest alpha found with a pure equilibrium in which everybody is active. */
  readonly allActiveBorder: number;
  /** The alpha of largest revenue among those equilibria, and where it lies. */
  readonly alpha: number;
  readonly at: "interior" | "border";
  readonly revenueOverPap: number;
  readonly fairnessOverPap: number;
  /** The least over all equilibria found at that alpha. */
  readonly leastRevenueOverPap: number;
  readonly leastFairnessOverPap: number;
  /** Largest alpha up to which no other equilibrium was found, and revenue over PAP's there. */
  readonly aloneBorder: number;
  readonly aloneRevenueOverPap: number;
}

const LOW = 0.1;
const HIGH = 2;
const STEP = 0.01;
/** Absolute width to which borders are bisected. */
const BORDER_WIDTH = 1e-10;

/**
 * The exponent of largest revenue with everybody active, for players who all are active under PAP, with the least
 * that other equilibria at the same exponent leave. Equal values have alpha = n / (n - 1), R = v there.
 *
 * The borders are bisected from the first of a grid of alphas (step 0.01) past which what was sought is gone.
 * Searched: by the equilibria that the solver finds.
 */
export function manyPlayersOptimum(values: readonly number[]): ManyPlayersOptimum {
  const playsAt = (alpha: number) => tullockPlays(alpha, values);
  // The certifier forgives a regret of 1e-8; the border is where staying out is no better at all.
  const everybody = (alpha: number) =>
    playsAt(alpha).find(
      (play) => play.kind === "pure" && play.active === values.length && play.leastUtility >= 0,
    );
  const allActiveBorder = lastOf((alpha) => everybody(alpha) !== undefined);
  const aloneBorder = lastOf((alpha) => playsAt(alpha).every((play) => play.active === values.length));
  const revenueAt = (alpha: number) => everybody(alpha)?.revenueOverPap ?? 0;
  const inside = brentMaximise({ at: revenueAt }, LOW, allActiveBorder);
  const atBorder = revenueAt(allActiveBorder) >= inside.value;
  const alpha = atBorder ? allActiveBorder : inside.argument;
  const best = everybody(alpha)!;
  const all = playsAt(alpha);
  return {
    ...{ allActiveBorder, alpha, at: atBorder ? "border" : "interior" },
    ...{ revenueOverPap: best.revenueOverPap, fairnessOverPap: best.fairnessOverPap },
    leastRevenueOverPap: Math.min(...all.map((play) => play.revenueOverPap)),
    leastFairnessOverPap: Math.min(...all.map((play) => play.fairnessOverPap)),
    ...{ aloneBorder, aloneRevenueOverPap: revenueAt(aloneBorder) },
  };
}

/** The largest argument up to which a condition holds from `LOW` on, by a grid and bisection. */
function lastOf(holds: (alpha: number) => boolean): number {
  const steps = Math.round((HIGH - LOW) / STEP);
  for (let k = 1; k <= steps; k++) {
    const alpha = LOW + k * STEP;
    if (holds(alpha)) continue;
    // The very argument that held, which alpha - STEP may miss by rounding.
    let [inside, outside] = [LOW + (k - 1) * STEP, alpha];
    while (outside - inside > BORDER_WIDTH) {
      const middle = 0.5 * (inside + outside);
      if (holds(middle)) inside = middle;
      else outside = middle;
    }
    return inside;
  }
  return HIGH;
}
