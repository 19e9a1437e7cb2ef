/** Entries of the systems below are about 1: smaller ones than this are rounding. */
const PIVOT_TOLERANCE = 1e-10;
/** Ratios closer than this are a tie: taking true ties apart by their rounding is what makes paths cycle. */
const RATIO_TOLERANCE = 1e-11;

/**
 * One of the two systems M z + w = 1 with M > 0, as a dense tableau of all its variables and the right side.
 * Each label has one variable in it, so that a column is a label: the strategy variables z have the labels
 * from `firstLabel`, the slacks w those of the other player's strategies.
 */
export class Tableau {
  readonly labels: number;
  /** The label basic in each equation. */
  readonly basis: Int32Array;
  private readonly entries: Float64Array;
  private readonly width: number;
  private readonly firstSlack: number;
  private readonly tied: Int32Array;

  constructor(
    matrix: Float64Array,
    private readonly equations: number,
    private readonly variables: number,
    private readonly firstLabel: number,
  ) {
    this.labels = equations + variables;
    this.width = this.labels + 1;
    this.firstSlack = firstLabel === 0 ? variables : 0;
    this.entries = new Float64Array(equations * this.width);
    this.basis = new Int32Array(equations);
    this.tied = new Int32Array(equations);
    for (let k = 0; k < equations; k++) {
      const at = k * this.width;
      for (let j = 0; j < variables; j++) this.entries[at + firstLabel + j] = matrix[k * variables + j]!;
      this.entries[at + this.firstSlack + k] = 1;
      this.entries[at + this.labels] = 1;
      this.basis[k] = this.firstSlack + k;
    }
  }

  /** Lets a label's variable into the basis; the label that leaves, or -1 where none can. */
  enter(label: number): number {
    const { entries, width, equations } = this;
    const pivot = this.leavingEquation(label);
    if (pivot < 0) return -1;
    const start = pivot * width;
    const scale = 1 / entries[start + label]!;
    for (let c = 0; c < width; c++) entries[start + c] = entries[start + c]! * scale;
    entries[start + label] = 1;
    for (let k = 0; k < equations; k++) {
      const at = k * width;
      const factor = entries[at + label]!;
      if (k === pivot || factor === 0) continue;
      for (let c = 0; c < width; c++) entries[at + c] = entries[at + c]! - factor * entries[start + c]!;
      entries[at + label] = 0;
    }
    const leaving = this.basis[pivot]!;
    this.basis[pivot] = label;
    return leaving;
  }

  /** The strategy variables of the basic solution; rounding below 0 is cut. */
  solution(): Float64Array {
    const strategy = new Float64Array(this.variables);
    for (let k = 0; k < this.equations; k++) {
      const j = this.basis[k]! - this.firstLabel;
      if (j < 0 || j >= this.variables) continue;
      strategy[j] = Math.max(0, this.entries[k * this.width + this.labels]!);
    }
    return strategy;
  }

  /** The strategies whose variables are basic, rising. */
  inBasis(): Int32Array {
    const inside = (j: number) => j >= 0 && j < this.variables;
    return this.basis
      .map((label) => label - this.firstLabel)
      .filter(inside)
      .sort();
  }

  /** The minimum ratio test, its ties broken by the columns of the initial basis in turn; -1 where none. */
  private leavingEquation(label: number): number {
    const { entries, width, equations, tied, firstSlack } = this;
    let count = 0;
    for (let k = 0; k < equations; k++) {
      if (entries[k * width + label]! > PIVOT_TOLERANCE) tied[count++] = k;
    }
    if (count === 0) return -1;
    count = this.leastRatios(label, this.labels, count);
    for (let k = 0; k < equations && count > 1; k++) count = this.leastRatios(label, firstSlack + k, count);
    return tied[0]!;
  }

  /** Keeps those of the first `count` tied equations with the least ratio in a column; how many. */
  private leastRatios(label: number, column: number, count: number): number {
    const { entries, width, tied } = this;
    let least = Number.POSITIVE_INFINITY;
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const at = tied[k]! * width;
      const ratio = entries[at + column]! / entries[at + label]!;
      if (ratio > least + RATIO_TOLERANCE) continue;
      if (ratio < least - RATIO_TOLERANCE) {
        least = ratio;
        kept = 0;
      }
      tied[kept++] = tied[k]!;
    }
    return kept;
  }
}
