/** What a constraint is about; the words of a direction's explanation. */
export type RowKind =
  | "revenue"
  | "fairness"
  | "objective"
  | "constraint"
  | "participation"
  | "individual-rationality"
  | "deviation"
  | "split"
  | "best-response"
  | "equilibrium";

/** A figure that must not fall below 0, and its gradient in the parameters. */
export interface Row {
  readonly kind: RowKind;
  /** Where it is taken: the profile, or the play. */
  readonly place: string;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Above 0 for a row that is raised: it must not fall below so much of the gain t. */
  readonly rise?: number;
}
