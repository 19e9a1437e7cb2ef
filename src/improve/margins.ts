import type { Row, RowKind } from "../programme/row.js";

/**
 * What rows of a tilt are to keep to, so that what they stand for holds between their grids and in rounding: more where the
 * notion is searched in continua of plays.
 */
const MARGINS: Readonly<Record<RowKind, number>> = {
  ...{ revenue: 0, objective: 0, fairness: 1e-6, constraint: 1e-6, participation: 1e-6 },
  ...{
    "individual-rationality": 1e-6,
    deviation: 1e-6,
    split: 1e-6,
    "best-response": 1e-5,
    equilibrium: 1e-5,
  },
};
/** Slopes below which no tilt moves a row. */
const UNMOVED = 1e-9;

/** Whether a tilt can move a row at all: at equal values fairness is PAP's whatever the rule. */
export function isMoved({ gradient }: Row): boolean {
  return gradient.some((each) => Math.abs(each) > UNMOVED);
}

/** How far a row is below its margin; below 0 where it is above. */
export function shortOf({ kind, value }: Row): number {
  return MARGINS[kind] - value;
}

/** The rows that a programme is about: those that a tilt moves, from their margin. */
export function programmeRows(rows: readonly Row[]): Row[] {
  return rows.filter(isMoved).map((row) => ({ ...row, value: -shortOf(row) }));
}
