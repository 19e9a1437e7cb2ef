import { rootBetween } from "../../numeric/root.js";
import { NodeGame, solveFirstOrder } from "./first-order.js";
import type { BayesGame } from "./game.js";
import { entry } from "./participation.js";
import { dampedResponses, largestTableGain } from "./response-table.js";
import { Grid, type Strategy } from "./strategy.js";

/** How finely strategies are resolved, by the number of players: draws of rivals grow with a power of the nodes. */
interface Fineness {
  /** Nodes a panel. */
  readonly order: number;
  /** Most nodes of a class. */
  readonly most: number;
}

const FINENESS: readonly Fineness[] = [
  { order: 12, most: 240 },
  { order: 12, most: 240 },
  { order: 10, most: 70 },
  { order: 8, most: 32 },
  { order: 8, most: 16 },
];

/** Legendre coefficients of a bid beyond this, relative to the bids of the panel, have it halved. */
const RESOLVED = 1e-9;
const ROUNDS = 8;
/** A gain of this much by another bid, relative to the largest value, is no matter of resolution. */
const FAR = 1e-3;
const SWEEPS = 12;
/** A sweep over the classes that moves no cut by more than this of its interval is the last. */
const SAME_CUT = 1e-11;
/** A cut at this share of the types leaves nobody in. */
const NOBODY = 1 - 1e-9;

/** First-order conditions hold to this residual where they are solved. */
const SOLVED = 1e-9;
/** After so many systems that Newton's method did not solve, no other is tried. */
const MOST_FAILURES = 12;

/** Strategies of each class as a solver left them; whether they are an equilibrium is for the certifier. */
export interface SmoothSolution {
  readonly strategies: readonly Strategy[];
  readonly nodes: NodeGame;
  /** By node. */
  readonly bids: Float64Array;
  /** Largest residual of the first-order conditions, as a share of the node's value. */
  readonly residual: number;
}

/**
 * Monotone strategies of a rule that is smooth in the bids: Newton's method on the first-order conditions at the nodes of
 * panels, panels halved where the bid is not resolved; the cut of each class below which types stay out is the root of
 * `entry`, so that a threshold is an end of a panel and nowhere between nodes.
 */
export function solveSmooth(game: BayesGame): SmoothSolution {
  return new SmoothSolver(game).solve();
}

/** Finer panels do not mend what is no point of first order, nor one that is far from a best response. */
function worthRefining({ nodes, bids, residual }: SmoothSolution): boolean {
  return residual < SOLVED && largestTableGain(nodes, bids) < FAR;
}

class SmoothSolver {
  private readonly fineness: Fineness;
  private cuts: number[];
  private fractions: (readonly number[])[];
  private last: SmoothSolution | null = null;
  private failures = 0;

  constructor(private readonly game: BayesGame) {
    this.fineness = FINENESS[Math.min(game.players, FINENESS.length) - 1]!;
    this.cuts = game.classes.map(({ types }) => types.from);
    this.fractions = game.classes.map(({ types: { breaks, from, to } }) =>
      breaks.map((t) => (t - from) / (to - from)),
    );
  }

  solve(): SmoothSolution {
    let found = this.solveParticipation();
    for (let round = 0; round < ROUNDS && worthRefining(found) && this.refine(found); round++)
      found = this.solveParticipation();
    return found;
  }

  /** Sweeps over the classes, each time to the cut that its own types choose, until no cut moves. */
  private solveParticipation(): SmoothSolution {
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      let moved = 0;
      for (const k of this.cuts.keys()) {
        const before = this.cuts[k]!;
        this.findCut(k);
        const { from, to } = this.game.classes[k]!.types;
        moved = Math.max(moved, Math.abs(this.cuts[k]! - before) / (to - from));
      }
      if (moved <= SAME_CUT || this.cuts.length === 1) break;
    }
    return this.solveAtCuts();
  }

  /** Everybody in where the lowest type wants to be; else the root of `entry` at the cut. */
  private findCut(k: number): void {
    const { types } = this.game.classes[k]!;
    const at = (cut: number) => {
      this.cuts[k] = cut;
      const { nodes, bids } = this.solveAtCuts();
      const value = types.valueAt(cut);
      return value > 0 ? entry(nodes, bids, k, value) : 0;
    };
    const atLowest = at(types.from);
    if (atLowest >= 0) return;
    const last = types.from + NOBODY * (types.to - types.from);
    const atHighest = at(last);
    if (atHighest <= 0) return;
    this.cuts[k] = rootBetween({ at }, types.from, last, atLowest, atHighest);
  }

  private solveAtCuts(): SmoothSolution {
    const grids = this.game.classes.map(
      ({ types }, k) => new Grid(types, this.cuts[k]!, this.fractions[k]!, this.fineness.order),
    );
    const nodes = new NodeGame(this.game, grids);
    const found = this.firstOrder(nodes);
    const strategies = grids.map((grid, k) =>
      grid.strategyOf(found.bids.subarray(nodes.first[k]!, nodes.first[k]! + grid.coordinates.length)),
    );
    const solution = { strategies, nodes, ...found };
    if (found.residual < SOLVED) this.last = solution;
    return solution;
  }

  /** From the last strategies, and where that fails from damped best responses; these alone after too many failures. */
  private firstOrder(nodes: NodeGame): { readonly bids: Float64Array; readonly residual: number } {
    const start = this.startOf(nodes);
    if (this.failures >= MOST_FAILURES) return { bids: start, residual: Number.POSITIVE_INFINITY };
    let found = solveFirstOrder(nodes, start);
    if (!(found.residual < SOLVED) && this.last !== null) {
      this.last = null;
      const again = solveFirstOrder(nodes, this.startOf(nodes));
      if (again.residual < found.residual) found = again;
    }
    if (!(found.residual < SOLVED)) this.failures++;
    return found;
  }

  /** The last strategies, or damped best responses to PAP's bids of equal players. */
  private startOf(nodes: NodeGame): Float64Array {
    const { players } = this.game;
    const bids = new Float64Array(nodes.size);
    for (const [k, grid] of nodes.grids.entries()) {
      const known = this.last?.strategies[k];
      for (const [node, t] of grid.coordinates.entries()) {
        const value = grid.values[node]!;
        const bid = known === undefined ? 0 : known.bidAt(Math.max(t, known.cut));
        bids[nodes.first[k]! + node] = bid > 0 ? bid : ((players - 1) / players ** 2) * value;
      }
    }
    return this.last === null ? dampedResponses(nodes, bids) : bids;
  }

  /** Halves the panels on which a bid is not resolved; false where none is left, or none may be halved. */
  private refine({ nodes, bids }: SmoothSolution): boolean {
    let refined = false;
    for (const [k, grid] of nodes.grids.entries()) {
      const own = bids.subarray(nodes.first[k]!, nodes.first[k]! + grid.coordinates.length);
      const left = grid.unresolved(own);
      const fractions = [...this.fractions[k]!];
      const order = [...left.keys()].sort((a, b) => left[b]! - left[a]!);
      const halved = order
        .filter((panel) => left[panel]! > RESOLVED)
        .slice(0, Math.max(0, Math.floor(this.fineness.most / grid.order) - left.length));
      for (const panel of halved)
        fractions.push(0.5 * (this.fractions[k]![panel]! + this.fractions[k]![panel + 1]!));
      this.fractions[k] = fractions.sort((a, b) => a - b);
      refined ||= halved.length > 0;
    }
    return refined;
  }
}
