import type { Equilibrium, SolutionStatus } from "../../equilibrium/solution.js";
import { METRICS, type MetricValues, metricsOf, papActiveAt } from "../../metric/metrics.js";
import { dominanceAt } from "../../pareto/dominance.js";
import { papBenchmark } from "../../scenario/pap-benchmark.js";

/** Fairness metrics beside the geometric mean, by which a claim about it is looked at from the side. */
export const OTHER_METRICS = METRICS.filter(({ name }) =>
  ["entropy", "effectivePlayers", "largestShare", "gini", "nakamoto"].includes(name),
);

/** How a mechanism stands to PAP at a profile, by the worst of the equilibria found; null where there is none. */
export interface Standing {
  readonly status: SolutionStatus;
  /** Equilibria that count: those not in weakly dominated bids. */
  readonly equilibria: number;
  readonly dominates: boolean;
  /** R / R_PAP - 1 and fairnessActive / PAP's - 1, each the least over the equilibria. */
  readonly revenueMargin: number | null;
  readonly fairnessMargin: number | null;
  /** The most that a player gains by another bid or by staying out, over the top value. */
  readonly regret: number | null;
  readonly regretKind: "proved" | "searched" | null;
  /** Fewest and most players with an allocation. */
  readonly active: { readonly least: number; readonly most: number } | null;
  readonly papActive: number;
  /** Each equilibrium's other metrics less PAP's. */
  readonly changes: readonly MetricValues[];
}

type Play = Pick<Equilibrium, "allocations" | "payments" | "utilities" | "regret" | "dominated">;

/** @param values two or more */
export function standingOf(
  values: readonly number[],
  { status, equilibria }: { readonly status: SolutionStatus; readonly equilibria: readonly Play[] },
): Standing {
  const { total, allocations } = papBenchmark(values);
  const activeUnderPap = papActiveAt(values);
  const pap = metricsOf(
    values,
    { allocations, payments: allocations.map((share) => share * total) },
    activeUnderPap,
  );
  const papActive = activeUnderPap.filter(Boolean).length;
  const scored = equilibria.filter((each) => !each.dominated);
  const none = { revenueMargin: null, fairnessMargin: null, regret: null, regretKind: null, active: null };
  if (scored.length === 0) {
    return { status, equilibria: 0, dominates: false, ...none, papActive, changes: [] };
  }
  const metrics = scored.map((each) => metricsOf(values, each, activeUnderPap));
  const least = (name: "revenue" | "fairnessActive") => Math.min(...metrics.map((each) => each[name]));
  const { dominates, margins } = dominanceAt(
    { revenue: least("revenue"), fairness: least("fairnessActive") },
    { revenue: pap.revenue, fairness: pap.fairnessActive },
  );
  const active = scored.map((each) => each.allocations.filter((x) => x > 0).length);
  return {
    ...{ status, equilibria: scored.length, dominates, papActive },
    ...{ revenueMargin: margins.revenue, fairnessMargin: margins.fairness },
    regret: Math.max(...scored.map((each) => regretOf(values, each))),
    regretKind: scored.every(({ regret }) => regret.kind === "proved") ? "proved" : "searched",
    active: { least: Math.min(...active), most: Math.max(...active) },
    changes: metrics.map((each) => lessPap(each, pap)),
  };
}

/** The regret, staying out looked at by itself. */
function regretOf(values: readonly number[], { regret, utilities }: Play): number {
  return Math.max(regret.relative, -Math.min(...utilities) / Math.max(...values));
}

function lessPap(metrics: MetricValues, pap: MetricValues): MetricValues {
  const changes = OTHER_METRICS.map(({ name }) => [name, metrics[name] - pap[name]]);
  return Object.fromEntries(changes) as MetricValues;
}
