import { gaussLegendre, legendre, type QuadratureRule } from "../../numeric/gauss-legendre.js";
import type { Types } from "./prior.js";

/** A bid for each type; types below the cut stay out. */
export interface Strategy {
  readonly types: Types;
  /** Types t < cut bid 0; inside an atom of a discrete prior the atom mixes between its bid and staying out. */
  readonly cut: number;
  /** From the cut to the highest type, rising: the bid is smooth between. */
  readonly edges: readonly number[];
  bidAt(t: number): number;
}

/** Types that a solver works at: those above the cut, in panels of Gauss and Legendre's nodes. */
export class Grid {
  readonly edges: readonly number[];
  readonly coordinates: readonly number[];
  readonly values: readonly number[];
  /** They sum to the probability of the types above the cut. */
  readonly probabilities: readonly number[];
  readonly order: number;
  private readonly rule: QuadratureRule;

  /**
   * @param fractions panels of the types above the cut, as rising fractions of that interval from 0 to 1; of stepwise
   *                  types the atoms are the panels
   * @param order     nodes a panel
   */
  constructor(
    readonly types: Types,
    readonly cut: number,
    readonly fractions: readonly number[],
    order: number,
  ) {
    const { to, breaks, stepwise } = types;
    this.order = stepwise ? 1 : order;
    this.rule = gaussLegendre(this.order);
    this.edges = stepwise
      ? [cut, ...breaks.filter((t) => t > cut)]
      : fractions.map((fraction) => cut + fraction * (to - cut));
    const [coordinates, probabilities]: [number[], number[]] = [[], []];
    for (let panel = 0; panel + 1 < this.edges.length; panel++) {
      const [low, high] = [this.edges[panel]!, this.edges[panel + 1]!];
      for (let k = 0; k < this.order; k++) {
        const t = 0.5 * (low + high) + 0.5 * (high - low) * this.rule.nodes[k]!;
        coordinates.push(t);
        probabilities.push(0.5 * (high - low) * this.rule.weights[k]! * types.densityAt(t));
      }
    }
    this.coordinates = coordinates;
    this.values = coordinates.map((t) => types.valueAt(t));
    this.probabilities = probabilities;
  }

  /** The strategy of bids at the nodes: a polynomial on each panel. */
  strategyOf(bids: ArrayLike<number>): Strategy {
    const { types, cut, edges } = this;
    return { types, cut, edges, bidAt: (t) => (t < cut ? 0 : Math.max(0, this.interpolated(bids, t))) };
  }

  /**
   * How far a strategy is from resolved on each panel: its last two Legendre coefficients there, relative to its largest
   * bid there. 0 on atoms.
   */
  unresolved(bids: ArrayLike<number>): number[] {
    return Array.from({ length: this.edges.length - 1 }, (_, panel) => {
      if (this.order < 3) return 0;
      let largest = 0;
      for (let k = 0; k < this.order; k++) largest = Math.max(largest, bids[panel * this.order + k]!);
      return (
        Math.max(
          this.coefficient(bids, panel, this.order - 1),
          this.coefficient(bids, panel, this.order - 2),
        ) / largest
      );
    });
  }

  private coefficient(bids: ArrayLike<number>, panel: number, degree: number): number {
    const { nodes, weights } = this.rule;
    let sum = 0;
    for (let k = 0; k < this.order; k++) {
      sum += weights[k]! * bids[panel * this.order + k]! * legendre(degree, nodes[k]!);
    }
    return Math.abs(sum) * (degree + 0.5);
  }

  /** Barycentric interpolation on the panel of t; weights (-1)^k sqrt((1 - x_k^2) w_k) of Gauss and Legendre's nodes. */
  private interpolated(bids: ArrayLike<number>, t: number): number {
    let panel = 0;
    while (panel < this.edges.length - 2 && t >= this.edges[panel + 1]!) panel++;
    const first = panel * this.order;
    if (this.order === 1) return bids[first]!;
    const [low, high] = [this.edges[panel]!, this.edges[panel + 1]!];
    const x = (2 * t - low - high) / (high - low);
    const { nodes, weights } = this.rule;
    let [above, below] = [0, 0];
    for (let k = 0; k < this.order; k++) {
      const away = x - nodes[k]!;
      if (away === 0) return bids[first + k]!;
      const weight = ((k % 2 === 0 ? 1 : -1) * Math.sqrt((1 - nodes[k]! ** 2) * weights[k]!)) / away;
      above += weight * bids[first + k]!;
      below += weight;
    }
    return above / below;
  }
}
