/** One of the two systems of complementary pivoting, in some arithmetic. */
export interface PivotingSystem {
  readonly labels: number;
  /** How many strategies the player has whose system it is. */
  readonly variables: number;
  /** The label basic in each equation. */
  readonly basis: Int32Array;
  /** Lets a label's variable into the basis; the label that leaves, or -1 where none can. */
  enter(label: number): number;
  /** The strategy variables of the basic solution, >= 0. */
  solution(): Float64Array;
  /** The strategies whose variables are basic, rising. */
  inBasis(): number[];
  copy(): PivotingSystem;
}

/** Entries are about 1: smaller ones than this are rounding. */
const PIVOT_TOLERANCE = 1e-10;
/** Ratios closer than this are a tie: taking true ties apart by their rounding is what makes paths cycle. */
const RATIO_TOLERANCE = 1e-11;

/**
 * One of the two systems M z + w = 1 with M > 0, as a dense tableau of all its variables and the right side.
 * Each label has one variable in it, so that a column is a label: the strategy variables z have the labels
 * from `firstLabel`, the slacks w those of the other player's strategies.
 */
export class Tableau implements PivotingSystem {
  private readonly width: number;
  private readonly tied: Int32Array;

  private constructor(
    private readonly entries: Float64Array,
    readonly basis: Int32Array,
    readonly variables: number,
    private readonly firstLabel: number,
  ) {
    this.width = this.labels + 1;
    this.tied = new Int32Array(basis.length);
  }

  /** The system whose slacks are basic: z = 0. */
  static ofSlacks(matrix: Float64Array, equations: number, variables: number, firstLabel: number): Tableau {
    const labels = equations + variables;
    const firstSlack = slacksFrom(firstLabel, variables);
    const entries = new Float64Array(equations * (labels + 1));
    const basis = new Int32Array(equations);
    for (let k = 0; k < equations; k++) {
      const at = k * (labels + 1);
      for (let j = 0; j < variables; j++) entries[at + firstLabel + j] = matrix[k * variables + j]!;
      entries[at + firstSlack + k] = 1;
      entries[at + labels] = 1;
      basis[k] = firstSlack + k;
    }
    return new Tableau(entries, basis, variables, firstLabel);
  }

  copy(): Tableau {
    return new Tableau(this.entries.slice(), this.basis.slice(), this.variables, this.firstLabel);
  }

  get labels(): number {
    return this.basis.length + this.variables;
  }

  enter(label: number): number {
    const { entries, width, basis } = this;
    const pivot = this.leavingEquation(label);
    if (pivot < 0) return -1;
    const start = pivot * width;
    const scale = 1 / entries[start + label]!;
    for (let c = 0; c < width; c++) entries[start + c] = entries[start + c]! * scale;
    entries[start + label] = 1;
    for (let k = 0; k < basis.length; k++) {
      const at = k * width;
      const factor = entries[at + label]!;
      if (k === pivot || factor === 0) continue;
      for (let c = 0; c < width; c++) entries[at + c] = entries[at + c]! - factor * entries[start + c]!;
      entries[at + label] = 0;
    }
    const leaving = basis[pivot]!;
    basis[pivot] = label;
    return leaving;
  }

  /** Rounding below 0 is cut. */
  solution(): Float64Array {
    const strategy = new Float64Array(this.variables);
    for (let k = 0; k < this.basis.length; k++) {
      const j = this.basis[k]! - this.firstLabel;
      if (j < 0 || j >= this.variables) continue;
      strategy[j] = Math.max(0, this.entries[k * this.width + this.labels]!);
    }
    return strategy;
  }

  inBasis(): number[] {
    return Array.from(this.basis.toSorted(), (label) => label - this.firstLabel).filter(
      (j) => j >= 0 && j < this.variables,
    );
  }

  /** The minimum ratio test, its ties broken by the columns of the initial basis in turn; -1 where none. */
  private leavingEquation(label: number): number {
    const { entries, width, tied } = this;
    const equations = this.basis.length;
    const firstSlack = slacksFrom(this.firstLabel, this.variables);
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

/** The first of the slacks' labels, which are those that no strategy variable has. */
function slacksFrom(firstLabel: number, variables: number): number {
  return firstLabel === 0 ? variables : 0;
}
