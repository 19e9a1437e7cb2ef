import { solveLinear } from "../../numeric/linear.js";
import { sum } from "../../numeric/sum.js";
import { type BimatrixStrategies, bimatrixRegret } from "./bimatrix.js";
import type { PivotingSystem } from "./tableau.js";

/** Where a path ends. */
export interface PathEnd {
  readonly vertex: Vertex;
  /** Null at the artificial equilibrium, to which paths from others may lead back. */
  readonly strategies: BimatrixStrategies | null;
  /** Of both players together, payoffs mapped to a range of 1. */
  readonly regret: number;
}

/** A completely labelled pair of bases: an equilibrium, or the artificial one x = y = 0. */
export class Vertex {
  constructor(
    /** A, B and B^T, mapped to [1, 2]. */
    private readonly game: { forRow: Float64Array; forColumn: Float64Array; transposed: Float64Array },
    /** B^T x + s = 1. */
    private readonly rowSystem: PivotingSystem,
    /** A y + r = 1. */
    private readonly columnSystem: PivotingSystem,
    private readonly pivots: number,
  ) {}

  /** The other end of a label's path; null where the pivots allowed do not reach it. */
  along(dropped: number): PathEnd | null {
    const { labels } = this.rowSystem;
    if (!(Number.isInteger(dropped) && dropped >= 0 && dropped < labels)) {
      throw new RangeError(`label ${dropped} is outside 0 to ${labels - 1}`);
    }
    const vertex = new Vertex(this.game, this.rowSystem.copy(), this.columnSystem.copy(), this.pivots);
    return vertex.follow(dropped) ? vertex.judged() : null;
  }

  /** Pivots until the dropped label has left; false where that does not come about. */
  private follow(dropped: number): boolean {
    const { rowSystem, columnSystem } = this;
    let system = rowSystem.basis.includes(dropped) ? columnSystem : rowSystem;
    let entering = dropped;
    for (let pivot = 0; pivot < this.pivots; pivot++) {
      const leaving = system.enter(entering);
      if (leaving === dropped) return true;
      if (leaving < 0) return false;
      system = system === rowSystem ? columnSystem : rowSystem;
      entering = leaving;
    }
    return false;
  }

  /** With its strategies, the more exact of the tableau's and those solved afresh. */
  private judged(): PathEnd | null {
    if (this.rowSystem.inBasis().length + this.columnSystem.inBasis().length === 0) {
      return { vertex: this, strategies: null, regret: 0 };
    }
    const { forRow, transposed } = this.game;
    let best: PathEnd | null = null;
    const pivoted = atOne(this.rowSystem.solution(), this.columnSystem.solution());
    for (const strategies of [this.resolved(), pivoted]) {
      if (strategies === null) continue;
      const { row, column } = strategies;
      const regret = bimatrixRegret(forRow, row, column) + bimatrixRegret(transposed, column, row);
      if (best === null || regret < best.regret) best = { vertex: this, strategies, regret };
    }
    return best;
  }

  /**
   * The solution of the bases I (rows) and J (columns), which are of one size since every label is basic
   * once: A_IJ y_J = 1 and B_IJ^T x_I = 1. Null where rounding has spoilt a basis.
   */
  private resolved(): BimatrixStrategies | null {
    const { forRow, forColumn } = this.game;
    const [rows, columns] = [this.rowSystem.variables, this.columnSystem.variables];
    const [inRows, inColumns] = [this.rowSystem.inBasis(), this.columnSystem.inBasis()];
    if (inRows.length !== inColumns.length) return null;
    const replies = inRows.map((i) => inColumns.map((j) => forRow[i * columns + j]!));
    const counters = inColumns.map((j) => inRows.map((i) => forColumn[i * columns + j]!));
    const ones = inRows.map(() => 1);
    const [y, x] = [solveLinear(replies, ones), solveLinear(counters, ones)];
    return x && y && atOne(spread(x, inRows, rows), spread(y, inColumns, columns));
  }
}

function spread(weights: readonly number[], places: readonly number[], length: number): Float64Array {
  const strategy = new Float64Array(length);
  places.forEach((place, k) => {
    strategy[place] = Math.max(0, weights[k]!);
  });
  return strategy;
}

/** Weights as probabilities; null where they are all 0. */
function atOne(rowWeights: Float64Array, columnWeights: Float64Array): BimatrixStrategies | null {
  const [ofRow, ofColumn] = [sum(rowWeights), sum(columnWeights)];
  if (!(ofRow > 0 && ofColumn > 0)) return null;
  return {
    row: rowWeights.map((weight) => weight / ofRow),
    column: columnWeights.map((weight) => weight / ofColumn),
  };
}
