import type { PivotingSystem } from "./tableau.js";

/** Entries are kept to the nearest multiple of 2^-50, about the spacing of the doubles that they come from. */
const UNIT = 2 ** 50;
const DIGITS = 2n ** 64n;

/**
 * The system of `Tableau` in exact arithmetic: integers over one common denominator, the last pivot, which
 * every step divides out without remainder. Lexicographic ties are true ties here, so that no path cycles
 * and every basis is the right one. Entries grow to as many 50-bit words as there are equations: for small
 * games, where rounding has led a path astray.
 *
 * Source: Edmonds 1967, "Systems of distinct representatives and linear algebra"; von Stengel 2002,
 * section 2.5 (integer pivoting).
 */
export class ExactTableau implements PivotingSystem {
  private constructor(
    private readonly entries: bigint[][],
    private denominator: bigint,
    readonly basis: Int32Array,
    readonly variables: number,
    private readonly firstLabel: number,
  ) {}

  /** The system whose slacks are basic: z = 0. Arguments as for `Tableau`. */
  static ofSlacks(
    matrix: Float64Array,
    equations: number,
    variables: number,
    firstLabel: number,
  ): ExactTableau {
    const firstSlack = firstLabel === 0 ? variables : 0;
    const entries = Array.from({ length: equations }, (_, k) => {
      const row = new Array<bigint>(equations + variables + 1).fill(0n);
      for (let j = 0; j < variables; j++) {
        row[firstLabel + j] = BigInt(Math.round(matrix[k * variables + j]! * UNIT));
      }
      row[firstSlack + k] = 1n;
      row[equations + variables] = 1n;
      return row;
    });
    const basis = Int32Array.from(entries, (_, k) => firstSlack + k);
    return new ExactTableau(entries, 1n, basis, variables, firstLabel);
  }

  copy(): ExactTableau {
    const entries = this.entries.map((row) => row.slice());
    return new ExactTableau(entries, this.denominator, this.basis.slice(), this.variables, this.firstLabel);
  }

  get labels(): number {
    return this.basis.length + this.variables;
  }

  enter(label: number): number {
    const { entries, basis } = this;
    const pivot = this.leavingEquation(label);
    if (pivot < 0) return -1;
    const pivotRow = entries[pivot]!;
    const scale = pivotRow[label]!;
    entries.forEach((row, k) => {
      if (k === pivot) return;
      const factor = row[label]!;
      for (let c = 0; c < row.length; c++) {
        row[c] = (row[c]! * scale - factor * pivotRow[c]!) / this.denominator;
      }
    });
    this.denominator = scale;
    const leaving = basis[pivot]!;
    basis[pivot] = label;
    return leaving;
  }

  /** In no unit: to be normalised. */
  solution(): Float64Array {
    const strategy = new Float64Array(this.variables);
    const sizes = this.entries.map((row, k) => (this.inside(k) ? row[this.labels]! : 0n));
    const total = sizes.reduce((sum, size) => sum + size, 0n);
    sizes.forEach((size, k) => {
      if (size > 0n) strategy[this.basis[k]! - this.firstLabel] = Number((size * DIGITS) / total);
    });
    return strategy;
  }

  inBasis(): number[] {
    const own = this.basis.filter((_, k) => this.inside(k));
    return Array.from(own.sort(), (label) => label - this.firstLabel);
  }

  /** Whether the variable basic in an equation is a strategy's. */
  private inside(equation: number): boolean {
    const j = this.basis[equation]! - this.firstLabel;
    return j >= 0 && j < this.variables;
  }

  /** The lexicographically least ratio: the right side, then the columns of the initial basis. */
  private leavingEquation(label: number): number {
    const { entries, labels, variables, firstLabel } = this;
    const firstSlack = firstLabel === 0 ? variables : 0;
    const columns = [labels, ...entries.map((_, k) => firstSlack + k)];
    let least = -1;
    entries.forEach((row, k) => {
      if (row[label]! <= 0n) return;
      if (least < 0 || before(row, entries[least]!, label, columns)) least = k;
    });
    return least;
  }
}

function before(
  a: readonly bigint[],
  b: readonly bigint[],
  label: number,
  columns: readonly number[],
): boolean {
  for (const column of columns) {
    const difference = a[column]! * b[label]! - b[column]! * a[label]!;
    if (difference !== 0n) return difference < 0n;
  }
  return false;
}
