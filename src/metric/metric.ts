/** What a metric sees of an equilibrium: one entry a player, in one order. */
export interface OutcomeView {
  readonly values: readonly number[];
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
  /** Which players PAP leaves active at this profile: value strictly above PAP's total. */
  readonly papActive: readonly boolean[];
}

/** A figure of an equilibrium. */
export interface Metric {
  readonly name: MetricName;
  readonly unit: "value units" | "share" | "players" | "index";
  readonly sense: "maximise" | "minimise";
  readonly meaning: string;
  of(outcome: OutcomeView): number;
}

export type MetricName =
  | "revenue"
  | "revenueShare"
  | "fairness"
  | "fairnessActive"
  | "entropy"
  | "hhi"
  | "effectivePlayers"
  | "largestShare"
  | "gini"
  | "nakamoto"
  | "welfare";
