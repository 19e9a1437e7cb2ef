import { descend, largestOf } from "../../numeric/descent.js";
import { solveLinear } from "../../numeric/linear.js";
import type { Draws } from "./draws.js";
import { drawsOf } from "./draws.js";
import { type BayesGame, rivalCounts } from "./game.js";
import { Interim } from "./interim.js";
import type { Grid } from "./strategy.js";

/** Steps of log bids in difference quotients: of fourth order for slopes, of second order for second derivatives. */
const SLOPE_STEP = 1e-3;
const BEND_STEP = 1e-3;
const STEPS = 60;
/** Largest change of a log bid in one step of Newton's method. */
const LONGEST = 1;
/** Residual, as a share of the value, at which the first-order conditions hold: rounding of the difference quotients. */
const TARGET = 1e-12;

/** The nodes of all classes in one row; each class has one more at the end, that of the types who stay out. */
export class NodeGame {
  /** The first node of each class; its last one stays out. */
  readonly first: readonly number[];
  readonly size: number;
  /** Draws of the rivals of a player of each class. */
  readonly rivals: readonly Draws[];

  constructor(
    readonly game: BayesGame,
    readonly grids: readonly Grid[],
  ) {
    const first: number[] = [];
    let size = 0;
    for (const grid of grids) {
      first.push(size);
      size += grid.coordinates.length + 1;
    }
    this.first = first;
    this.size = size;
    this.rivals = game.classes.map((_, own) => this.drawsOf(rivalCounts(game, own)));
  }

  /** Draws of so many players of each class. */
  drawsOf(counts: readonly number[]): Draws {
    return drawsOf(
      this.grids.map(({ coordinates, probabilities, types, cut }, k) => {
        const out = types.probabilityBelow(cut);
        const nodes = coordinates.map((_, node) => this.first[k]! + node);
        const count = counts[k]!;
        if (!(out > 0)) return { count, nodes, probabilities };
        return {
          count,
          nodes: [...nodes, this.first[k]! + coordinates.length],
          probabilities: [...probabilities, out],
        };
      }),
    );
  }
}

/**
 * Newton's method on the first-order conditions d U / d log b = 0 at every node, in log bids. U, its slope and its second
 * derivatives in the own and each rival's log bid are difference quotients of the rule's outcomes; a second derivative takes
 * the draws that hold the rival's node alone.
 *
 * @param start positive bids by node, 0 of who stays out
 * @returns bids by node, and the largest residual as a share of the node's value
 */
export function solveFirstOrder(
  nodes: NodeGame,
  start: Float64Array,
): { readonly bids: Float64Array; readonly residual: number } {
  const system = new FirstOrder(nodes, start);
  const { point, residual } = descend(
    {
      residualAt: (logs) => largestOf(system.residualsAt(logs)),
      stepAt: (logs) => solveLinear(system.jacobianAt(logs), system.residualsAt(logs)),
    },
    system.logsOf(start),
    { steps: STEPS, longest: LONGEST, target: TARGET },
  );
  return { bids: system.bidsOf(point).slice(), residual };
}

class FirstOrder {
  /** Nodes that bid. */
  private readonly active: readonly number[];
  private readonly classes: readonly number[];
  private readonly values: readonly number[];
  private readonly bids: Float64Array;
  private readonly place: Int32Array;
  private readonly residuals: Float64Array;
  private readonly interims: readonly Interim[];

  constructor(
    private readonly nodes: NodeGame,
    start: Float64Array,
  ) {
    this.bids = start.slice();
    const active: number[] = [];
    const [classes, values]: [number[], number[]] = [[], []];
    for (const [k, grid] of nodes.grids.entries()) {
      for (const [node, value] of grid.values.entries()) {
        active.push(nodes.first[k]! + node);
        classes.push(k);
        values.push(value);
      }
    }
    this.active = active;
    this.classes = classes;
    this.values = values;
    this.place = new Int32Array(nodes.size).fill(-1);
    for (const [row, node] of active.entries()) this.place[node] = row;
    this.residuals = new Float64Array(active.length);
    this.interims = nodes.rivals.map((draws) => new Interim(nodes.game.mechanism, draws, this.bids));
  }

  logsOf(bids: Float64Array): Float64Array {
    return Float64Array.from(this.active, (node) => Math.log(bids[node]!));
  }

  bidsOf(logs: Float64Array): Float64Array {
    for (const [row, node] of this.active.entries()) this.bids[node] = Math.exp(logs[row]!);
    return this.bids;
  }

  residualsAt(logs: Float64Array): Float64Array {
    this.bidsOf(logs);
    for (const [row, node] of this.active.entries()) {
      const interim = this.interims[this.classes[row]!]!;
      const value = this.values[row]!;
      const at = (shift: number) => interim.utility(value, this.bids[node]! * Math.exp(shift));
      const h = SLOPE_STEP;
      this.residuals[row] = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h * value);
    }
    return this.residuals;
  }

  jacobianAt(logs: Float64Array): Float64Array[] {
    this.bidsOf(logs);
    return this.active.map((_, row) => this.jacobianRow(row));
  }

  private jacobianRow(row: number): Float64Array {
    const { mechanism, players } = this.nodes.game;
    const { width, size, nodes, probabilities } = this.nodes.rivals[this.classes[row]!]!;
    const [value, own] = [this.values[row]!, this.bids[this.active[row]!]!];
    const found = new Float64Array(this.active.length);
    const played = new Float64Array(players);
    const [allocations, payments] = [new Float64Array(players), new Float64Array(players)];
    const [up, down] = [Math.exp(BEND_STEP), Math.exp(-BEND_STEP)];
    const utilityAt = (bid: number) => {
      played[0] = bid;
      mechanism.outcome(played, allocations, payments);
      return value * allocations[0]! - payments[0]!;
    };
    for (let draw = 0; draw < size; draw++) {
      const scale = probabilities[draw]! / (BEND_STEP * BEND_STEP * value);
      for (let s = 0; s < width; s++) played[s + 1] = this.bids[nodes[draw * width + s]!]!;
      found[row]! += scale * (utilityAt(own * up) - 2 * utilityAt(own) + utilityAt(own * down));
      for (let s = 0; s < width; s++) {
        const column = this.place[nodes[draw * width + s]!]!;
        if (column < 0) continue;
        const bid = played[s + 1]!;
        played[s + 1] = bid * up;
        let cross = utilityAt(own * up) - utilityAt(own * down);
        played[s + 1] = bid * down;
        cross += utilityAt(own * down) - utilityAt(own * up);
        played[s + 1] = bid;
        found[column]! += 0.25 * scale * cross;
      }
    }
    return found;
  }
}
