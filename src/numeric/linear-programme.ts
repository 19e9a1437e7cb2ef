/**
 * A linear programme,  maximise cost . x  subject to  rowLower <= A x <= rowUpper,  lower <= x <= upper,
 * with A dense and row-major. Infinities stand for missing bounds.
 */
export interface LinearProgramme {
  readonly rows: number;
  readonly columns: number;
  readonly cost: Float64Array;
  readonly matrix: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
}

/** The optimum: x, and a dual price a row. */
export interface LinearOptimum {
  readonly objective: number;
  readonly solution: Float64Array;
  readonly duals: Float64Array;
}

/** Solves linear programmes; null where there is no optimum. Handed in by the machine, which starts it. */
export type LinearProgrammeSolver = (programme: LinearProgramme) => LinearOptimum | null;
