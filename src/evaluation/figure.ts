import type { MetricName } from "../metric/metric.js";
import type { MetricValues } from "../metric/metrics.js";

/** What a figure sees of a mechanism at one profile: one equilibrium, and PAP's beside it. */
export interface FigureView {
  readonly metrics: MetricValues;
  readonly pap: MetricValues;
  /** How far the rule lies from PAP, see pap-distance.ts. */
  distance(): number;
}

/** A number that objectives are made of: one a profile, the larger the better. */
export interface Figure {
  readonly name: string;
  readonly unit: "relative to PAP" | "above PAP" | "share" | "top values" | "index";
  readonly meaning: string;
  /** How it is taken over the profiles where its meaning fixes that; else any way goes. */
  readonly by?: "minimum";
  /** The metric that it is made of, where it is made of one. */
  readonly metric?: MetricName;
  of(view: FigureView): number;
}

/** Metrics that are also figures relative to PAP, each over PAP's own at the profile. */
const RELATIVE: readonly MetricName[] = ["revenue", "entropy", "effectivePlayers", "nakamoto", "welfare"];
/** Those that are minimised and reach 1 where one player has all: what they lack of 1, over what PAP's lack. */
const CONCENTRATIONS: readonly MetricName[] = ["hhi", "largestShare", "gini"];
/** Figures as they are; amounts in units of each profile's top value, so that revenue is its own share of it. */
const ABSOLUTE: readonly MetricName[] = ["revenue", "revenueShare", "fairness", "fairnessActive"];

/**
 * The figures that objectives and constraints of a job may name. Fairness relative to PAP is over the players whom PAP leaves
 * active, since the plain mean is 0/0 where PAP leaves players out.
 */
export const FIGURES: readonly Figure[] = [
  ...RELATIVE.map((metric) => relative(metric, `${metric}OverPap`)),
  relative("fairnessActive", "fairnessOverPap"),
  {
    name: "margin",
    unit: "above PAP",
    meaning: "R / R_PAP - 1, R the revenue at the worst equilibrium",
    metric: "revenue",
    by: "minimum",
    of: ({ metrics, pap }) => metrics.revenue / pap.revenue - 1,
  },
  ...CONCENTRATIONS.map(
    (metric): Figure => ({
      name: `${metric}OverPap`,
      unit: "relative to PAP",
      meaning: `1 - ${metric} over 1 - PAP's ${metric}`,
      metric,
      of: ({ metrics, pap }) => (1 - metrics[metric]) / (1 - pap[metric]),
    }),
  ),
  ...ABSOLUTE.map(
    (metric): Figure => ({
      name: metric,
      unit: metric === "revenue" ? "top values" : "share",
      meaning: metric === "revenue" ? "revenue in units of each profile's top value" : `${metric} as it is`,
      metric,
      of: ({ metrics }) => metrics[metric],
    }),
  ),
  {
    name: "closenessToPap",
    unit: "index",
    meaning: "1 / (1 + distance from PAP): how little a rule departs from it, as a measure of simplicity",
    of: ({ distance }) => 1 / (1 + distance()),
  },
];

function relative(metric: MetricName, name: string): Figure {
  return {
    name,
    unit: "relative to PAP",
    meaning: `${metric} over PAP's`,
    metric,
    of: ({ metrics, pap }) => metrics[metric] / pap[metric],
  };
}
