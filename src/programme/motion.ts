import type { Mechanism } from "../mechanism/mechanism.js";
import { solveLinear } from "../numeric/linear.js";
import type { Neighbourhood } from "./neighbourhood.js";

/** Step in log bids of central differences: of second ones the truncation and the rounding are then both near 1e-8. */
const STEP = 3e-4;
/** Largest slope of a utility in its log bid, as a share of what is won, that leaves a first-order condition standing. */
const STATIONARY = 1e-5;

/** How an equilibrium moves with the parameters: one row a player, one column an axis. */
export interface Motion {
  /** d log b_i; 0 for who stays out. */
  readonly bids: readonly Float64Array[];
  /** d x_i and d p_i, the bids moving along. */
  readonly allocations: readonly Float64Array[];
  readonly payments: readonly Float64Array[];
}

/**
 * How bids, allocations and payments of a smooth equilibrium move with the parameters u, by the implicit function theorem
 * on the first-order conditions of those who bid, with l = log b:
 *
 *     G_i = d U_i / d l_i = 0,   d l / d u = - (d G / d l)^-1 d G / d u,
 *     d x / d u = x_u + x_l d l / d u,   d p / d u = p_u + p_l d l / d u.
 *
 * All derivatives are central differences of the rule's outcome, so that any rule will do that is smooth there.
 *
 * @param values v_i > 0
 * @param bids   of an equilibrium
 * @returns null where the conditions do not hold, as at a kink, or determine no motion
 */
export function motionAt(near: Neighbourhood, values: ArrayLike<number>, bids: Float64Array): Motion | null {
  const system = new FirstOrderSystem(near, values, bids);
  if (!system.isStationary()) return null;
  const { active, axes } = system;
  const jacobian = system.inBids();
  const moves = Array.from(bids, () => new Float64Array(axes));
  for (let k = 0; k < axes; k++) {
    const solution = solveLinear(
      jacobian,
      system.alongAxis(k).map((push) => -push),
    );
    if (solution === null) return null;
    for (const [a, i] of active.entries()) moves[i]![k] = solution[a]!;
  }
  return { bids: moves, ...system.outcomeMoves(moves) };
}

/** An outcome of a rule at bids near the equilibrium's. */
interface OutcomeNear {
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
}

/** The outcomes around an equilibrium, and the differences between them. */
class FirstOrderSystem {
  readonly active: readonly number[];
  readonly axes: number;
  /** With the log bid of each active player a step up, and down. */
  private readonly up: readonly OutcomeNear[];
  private readonly down: readonly OutcomeNear[];

  constructor(
    private readonly near: Neighbourhood,
    private readonly values: ArrayLike<number>,
    private readonly bids: Float64Array,
  ) {
    this.axes = near.widths.length;
    this.active = Array.from(bids.keys()).filter((i) => bids[i]! > 0);
    this.up = this.active.map((i) => this.outcome(near.mechanism, i, STEP));
    this.down = this.active.map((i) => this.outcome(near.mechanism, i, -STEP));
  }

  /** Whether no log bid moves its owner's utility, to first order. */
  isStationary(): boolean {
    const { allocations } = this.outcome(this.near.mechanism);
    return this.active.every((i, a) => {
      const slope = (this.utility(this.up[a]!, i) - this.utility(this.down[a]!, i)) / (2 * STEP);
      return Math.abs(slope) <= STATIONARY * allocations[i]!;
    });
  }

  /** d G_i / d l_j over active players, in units of each player's value. */
  inBids(): number[][] {
    const { active, up, down, near } = this;
    const rows = active.map(() => new Array<number>(active.length).fill(0));
    const base = this.outcome(near.mechanism);
    for (const [a, i] of active.entries()) {
      const sum = this.utility(up[a]!, i) + this.utility(down[a]!, i);
      rows[a]![a] = (sum - 2 * this.utility(base, i)) / STEP ** 2;
      for (let c = 0; c < a; c++) {
        const j = active[c]!;
        const corner = (own: number, other: number) => this.outcome(near.mechanism, i, own, j, other);
        const [pp, pm] = [corner(STEP, STEP), corner(STEP, -STEP)];
        const [mp, mm] = [corner(-STEP, STEP), corner(-STEP, -STEP)];
        const mixed = (player: number) =>
          (this.utility(pp, player) -
            this.utility(pm, player) -
            this.utility(mp, player) +
            this.utility(mm, player)) /
          (4 * STEP ** 2);
        rows[a]![c] = mixed(i);
        rows[c]![a] = mixed(j);
      }
    }
    return rows;
  }

  /** d G_i / d u_k over active players, in the same units. */
  alongAxis(k: number): number[] {
    const { below, above, widths } = this.near;
    return this.active.map((i) => {
      const slope = (rule: Mechanism) =>
        (this.utility(this.outcome(rule, i, STEP), i) - this.utility(this.outcome(rule, i, -STEP), i)) /
        (2 * STEP);
      return (slope(above[k]!) - slope(below[k]!)) / widths[k]!;
    });
  }

  /** d x and d p along each axis, the bids moving along. */
  outcomeMoves(moves: readonly Float64Array[]): Pick<Motion, "allocations" | "payments"> {
    const { near, active, axes, up, down } = this;
    const rows = () => Array.from(this.bids, () => new Float64Array(axes));
    const [allocations, payments] = [rows(), rows()];
    const add = (above: OutcomeNear, below: OutcomeNear, k: number, factor: number) => {
      for (let i = 0; i < this.bids.length; i++) {
        allocations[i]![k]! += factor * (above.allocations[i]! - below.allocations[i]!);
        payments[i]![k]! += factor * (above.payments[i]! - below.payments[i]!);
      }
    };
    for (let k = 0; k < axes; k++) {
      add(this.outcome(near.above[k]!), this.outcome(near.below[k]!), k, 1 / near.widths[k]!);
      for (const [a, j] of active.entries()) add(up[a]!, down[a]!, k, moves[j]![k]! / (2 * STEP));
    }
    return { allocations, payments };
  }

  private utility({ allocations, payments }: OutcomeNear, i: number): number {
    return allocations[i]! - payments[i]! / this.values[i]!;
  }

  /** A rule's outcome, with the log bids of up to two players moved. */
  private outcome(rule: Mechanism, i = -1, step = 0, j = -1, other = 0): OutcomeNear {
    const bids = this.bids.slice();
    if (i >= 0) bids[i] = bids[i]! * Math.exp(step);
    if (j >= 0) bids[j] = bids[j]! * Math.exp(other);
    const allocations = new Float64Array(bids.length);
    const payments = new Float64Array(bids.length);
    rule.outcome(bids, allocations, payments);
    return { allocations, payments };
  }
}
