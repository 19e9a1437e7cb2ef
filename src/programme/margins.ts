import type { Row, RowKind } from "./row.js";

/**
 * How far rows are to keep from 0, in parameters: over their steepest slope. So what they stand for holds between the plays
 * and profiles that are rows, and in rounding: more where a notion is searched in continua of plays.
 */
const MARGINS: Readonly<Record<RowKind, number>> = {
  ...{ revenue: 0, objective: 0, fairness: 1e-6, constraint: 1e-6, participation: 1e-6 },
  ...{
    "individual-rationality": 1e-6,
    deviation: 1e-6,
    split: 1e-5,
    "best-response": 1e-5,
    equilibrium: 1e-5,
  },
};
/** Slopes below which no parameter moves a row: differences of equilibria are not good to more. */
const UNMOVED = 1e-6;

/** Whether a parameter can move a row at all: at equal values fairness is PAP's whatever the rule. */
export function isMoved(row: Row): boolean {
  return steepest(row) > UNMOVED;
}

/** How far a row is below its margin, in parameters; below 0 where it is above. */
export function shortOf(row: Row): number {
  return MARGINS[row.kind] - row.value / steepest(row);
}

/** The rows that a programme is about: those that a parameter moves; those that are not raised in units of parameters, from their margin. */
export function programmeRows(rows: readonly Row[]): Row[] {
  return rows.filter(isMoved).map((row) => {
    if (row.rise) return row;
    const slope = steepest(row);
    return { ...row, value: -shortOf(row), gradient: row.gradient.map((each) => each / slope) };
  });
}

function steepest({ gradient }: Row): number {
  let most = 0;
  for (const slope of gradient) if (Math.abs(slope) > most) most = Math.abs(slope);
  return most;
}
