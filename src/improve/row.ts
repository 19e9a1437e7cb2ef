/** What a constraint is about; the words of a direction's explanation. */
export type RowKind =
  | "revenue"
  | "fairness"
  | "individual-rationality"
  | "deviation"
  | "split"
  | "best-response"
  | "equilibrium";

/** A figure that must not fall below 0, and its gradient in the tilt. */
export interface Row {
  readonly kind: RowKind;
  /** Where it is taken: the profile, or the play. */
  readonly place: string;
  readonly value: number;
  readonly gradient: Float64Array;
}
