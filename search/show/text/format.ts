import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { mechanismText } from "../../../src/mechanism/notation.js";
import { decimalAbove, decimalBelow } from "../../../src/numeric/decimal.js";

/** A number for a table: so many significant digits, never a long tail of noise; "-" where there is none. */
export function figure(value: number | null | undefined, digits = 5, rounded = toNearest): string {
  if (value === null || value === undefined) return "-";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return rounded(value, 3).toExponential(2);
  return String(rounded(value, digits));
}

/** The least of something, or a lower bound, for a table: rounded down. */
export function leastFigure(value: number | null | undefined, digits = 5): string {
  return figure(value, digits, decimalBelow);
}

/** The most of something, or an upper bound, for a table: rounded up. */
export function mostFigure(value: number | null | undefined, digits = 5): string {
  return figure(value, digits, decimalAbove);
}

function toNearest(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}

/** A list of numbers for a table cell: the first few, and how many more there are. */
export function figures(values: readonly number[], most = 4): string {
  const shown = values.slice(0, most).map((value) => figure(value, 4));
  return values.length > most ? `${shown.join(", ")}, … (${values.length})` : shown.join(", ");
}

/** Margins below it, in percent, are ties. */
const TIE = 5e-8;

/** A relative difference as a percentage with its sign. */
export function margin(value: number): string {
  const percent = 100 * value;
  return `${percent >= 0 ? "+" : ""}${Math.abs(percent) < TIE ? "0" : Number(percent.toPrecision(4))} %`;
}

/** The least of relative differences as a percentage with its sign, rounded down; of a tie its size alone. */
export function leastMargin(value: number): string {
  const percent = decimalBelow(value, Math.abs(100 * value) < TIE ? 1 : 4, 2);
  return `${percent >= 0 ? "+" : ""}${percent} %`;
}

/** A text of at most so many characters; what is cut off ends in three dots. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3)}...`;
}

/** A mechanism for a table cell, which may have to be shortened: its short form, parameters to six digits. */
export function mechanismCell(candidate: Candidate): string {
  const rounded = JSON.stringify(candidate, (_, value) =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value,
  );
  return mechanismText(JSON.parse(rounded));
}
