import { brentMaximise, type Objective } from "../../numeric/maximise.js";
import { upperHull } from "./hull.js";
import type { Table } from "./table.js";

/** Half the step in log bid by which slopes of the curve are taken. */
const STEP = 3e-5;
const POLISH = 40;
const ROUNDS = 4;
/** Curves are halved, so often at most, until halfway between their ends they are so near to the rule. */
const NEAR = 3e-9;
const HALVINGS = 5;
const SOLVE_STEPS = 60;
/** Differences of allocations are rounding below so much of them, and told to six digits from so much on. */
const ROUNDED = 2e-13;
const RESOLVED = 2e-10;
/** Payments solved for to so much, relative. */
const SOLVED = 1e-15;

/**
 * All that one identity can have against fixed rivals, staying out included, at every value at once: X**, the least
 * concave function through (0, 0) with X**(P) >= X at every (P, X) that one bid reaches, and slopes of at least 1 / vMax.
 * By the duality of concave functions, with H(u) = max_b x(b) - u p(b) the best utility as a share of the value 1 / u,
 *
 *     X**(P) = min over u >= 1 / vMax of H(u) + u P,
 *
 * so that several identities with (X, P) gain X - X**(P) of the value at most, at the value 1 / (slope of X** at P).
 * Between neighbouring nodes X** is the curve itself, where it is straight a chord between two bids.
 */
export class Envelope {
  /** Corners, payments rising; of the piece that begins at each, whether it is the curve. */
  private readonly payments: number[] = [0];
  private readonly allocations: number[] = [0];
  private readonly bids: number[] = [0];
  private readonly slopes: number[] = [Number.NaN];
  private readonly curved: boolean[] = [false];
  /** Corners of the last payment asked for. */
  private piece = 0;

  /**
   * @param nodes      bids of one identity, rising
   * @param leastSlope 1 / vMax
   */
  constructor(
    private readonly table: Table,
    nodes: Float64Array,
    private readonly leastSlope: number,
  ) {
    const payments = new Float64Array(nodes.length);
    const allocations = new Float64Array(nodes.length);
    for (let k = 0; k < nodes.length; k++) {
      table.single(nodes[k]!);
      payments[k] = table.payment;
      allocations[k] = table.allocation;
    }
    const corners = upperHull(payments, allocations, leastSlope);
    for (const [j, bid] of this.tangents(nodes, corners).entries()) {
      const node = corners[j];
      const stays = node !== undefined && bid === nodes[node];
      this.corner(
        bid,
        node === undefined || (j > 0 && corners[j - 1] === node - 1),
        stays ? slopeBetween(nodes, payments, allocations, node) : Number.NaN,
      );
    }
  }

  /** X**(P), curves between nodes by their slopes at both. */
  at(payment: number): number {
    const { payments, allocations, slopes, curved } = this;
    let [low, high] = [0, payments.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (payments[middle]! <= payment) low = middle;
      else high = middle;
    }
    this.piece = low;
    const left = payment - payments[low]!;
    if (low === payments.length - 1) return allocations[low]! + this.leastSlope * left;
    const width = payments[low + 1]! - payments[low]!;
    const rise = allocations[low + 1]! - allocations[low]!;
    const s = left / width;
    const chord = allocations[low]! + s * rise;
    if (!curved[low]) return chord;
    const [first, second] = [slopes[low]! * width - rise, slopes[low + 1]! * width - rise];
    const bulge = s * (1 - s) * (first * (1 - s) - second * s);
    const most = Math.min(
      allocations[low]! + slopes[low]! * left,
      allocations[low + 1]! - slopes[low + 1]! * (width - left),
    );
    return Math.max(chord, Math.min(chord + bulge, most));
  }

  /** X**(P), on curves by the bid that pays P. */
  exactly(payment: number): number {
    const near = this.at(payment);
    const { piece } = this;
    if (!this.curved[piece] || piece === this.payments.length - 1) return near;
    const chord = this.onChord(payment);
    this.solve(payment);
    const off = payment - this.table.payment;
    // The payment of the bid found may differ by rounding, or jump over P.
    const there = this.table.allocation + (off > 0 ? this.chordSlope(piece) * off : 0);
    const reached = Math.abs(off) <= 1e-9 * payment ? there : near;
    return Math.max(chord, reached);
  }

  /**
   * The slope of X** at a payment: 1 / the value at which so much is gained over one bid. Where differences of allocations
   * are rounding, as next to a bid of nothing that wins something, that of a chord to where they are not: as X** is
   * concave, the gain at its value is less than the largest by the chord's rise at most.
   */
  slopeAt(payment: number): number {
    const { payments, allocations, curved } = this;
    const reached = this.at(payment);
    const { piece } = this;
    if (piece === payments.length - 1) return this.leastSlope;
    if (!curved[piece]) return Math.max(this.leastSlope, this.chordSlope(piece));
    const h = 1e-6 * payment;
    const rise = reached - this.at(payment - h);
    if (rise > ROUNDED * reached) return Math.max(this.leastSlope, rise / h);
    const next = allocations.findIndex((allocation) => allocation - reached > RESOLVED * reached);
    if (next < 0) return this.leastSlope;
    return Math.max(this.leastSlope, (allocations[next]! - reached) / (payments[next]! - payment));
  }

  /** H(u): the best utility of one bid, as a share of the value 1 / u, and that bid. */
  best(slope: number): { bid: number; utility: number } {
    const { payments, allocations, bids } = this;
    let best = 0;
    for (let j = 1; j < payments.length; j++) {
      if (allocations[j]! - slope * payments[j]! > allocations[best]! - slope * payments[best]!) best = j;
    }
    if (best === 0) return { bid: 0, utility: 0 };
    const [low, high] = [bids[best - 1]! || bids[best]! / 2, bids[best + 1] ?? 2 * bids[best]!];
    return this.peak(slope, low, high, bids[best]!);
  }

  /** The bids of corners, ends of chords moved from nodes to the best bids near them; and the best at the least slope. */
  private tangents(nodes: Float64Array, corners: readonly number[]): number[] {
    const bids = corners.map((node) => nodes[node]!);
    const at = (j: number) => {
      if (j < 0) return [0, 0] as const;
      this.table.single(bids[j]!);
      return [this.table.payment, this.table.allocation] as const;
    };
    const settled = (j: number, slope: number) => {
      const node = corners[j]!;
      const [low, high] = [nodes[Math.max(node - 1, 0)]!, nodes[Math.min(node + 1, nodes.length - 1)]!];
      return this.peak(slope, low, high, bids[j]!).bid;
    };
    for (let j = 0; j < corners.length; j++) {
      const before = j === 0 ? -1 : corners[j - 1]!;
      const neighbours = j === 0 ? corners[0] === 0 : corners[j]! - before === 1;
      if (neighbours) continue;
      for (let round = 0; round < ROUNDS; round++) {
        const [p0, x0] = at(j - 1);
        const [p1, x1] = at(j);
        const slope = (x1 - x0) / (p1 - p0);
        if (!(slope > 0) || !Number.isFinite(slope)) break;
        bids[j] = settled(j, slope);
        if (j > 0) bids[j - 1] = settled(j - 1, slope);
      }
    }
    const last = corners.length - 1;
    return last >= 0 && this.leastSlope > 0 ? [...bids, settled(last, this.leastSlope)] : bids;
  }

  /**
   * Adds a corner, where it lies beyond the last one, and those between that the curve to it needs.
   *
   * @param follows whether the rule itself leads from the last corner to this one, and no chord
   * @param slope   of the curve there; NaN to have it worked out
   */
  private corner(bid: number, follows: boolean, slope: number, halvings = HALVINGS): void {
    const { table } = this;
    table.single(bid);
    const [payment, allocation] = [table.payment, table.allocation];
    const last = this.payments.length - 1;
    if (!(payment > this.payments[last]!) || !(allocation > this.allocations[last]!)) {
      // For nothing more: a free win takes the place of staying out.
      if (payment <= this.payments[last]! && allocation > this.allocations[last]!)
        this.allocations[last] = allocation;
      return;
    }
    this.payments.push(payment);
    this.allocations.push(allocation);
    this.bids.push(bid);
    this.slopes.push(Number.isNaN(slope) ? this.slopeOfBid(bid) : slope);
    this.curved.push(false);
    const slopes = this.slopes;
    this.curved[last] = follows && Number.isFinite(slopes[last]!) && Number.isFinite(slopes[last + 1]!);
    if (this.curved[last] && halvings > 0) this.halve(last, halvings);
  }

  /** Halves the last piece, a curve, where it is not near enough to a rule that is concave there. */
  private halve(piece: number, halvings: number): void {
    const { table, payments, allocations, bids } = this;
    const [end, slope] = [bids[piece + 1]!, this.slopes[piece + 1]!];
    const middle = Math.sqrt(bids[piece]! * end);
    table.single(middle);
    const { payment, allocation } = table;
    const between = payment > payments[piece]! && payment < payments[piece + 1]!;
    if (!between || Math.abs(this.at(payment) - allocation) <= NEAR) return;
    if (!(allocation > this.onChord(payment))) return;
    for (const each of [payments, allocations, bids, this.slopes, this.curved]) each.pop();
    this.corner(middle, true, Number.NaN, halvings - 1);
    this.corner(end, true, slope, halvings - 1);
  }

  /** The slope of the curve at a bid, by central differences. */
  private slopeOfBid(bid: number): number {
    const { table } = this;
    table.single(bid * (1 + STEP));
    const { payment, allocation } = table;
    table.single(bid * (1 - STEP));
    return (allocation - table.allocation) / (payment - table.payment);
  }

  private chordSlope(piece: number): number {
    const { payments, allocations } = this;
    if (piece >= payments.length - 1) return this.leastSlope;
    return (allocations[piece + 1]! - allocations[piece]!) / (payments[piece + 1]! - payments[piece]!);
  }

  private onChord(payment: number): number {
    const { payments, allocations, piece } = this;
    return allocations[piece]! + this.chordSlope(piece) * (payment - payments[piece]!);
  }

  /** Plays the bid of the piece last found that pays so much, by regula falsi (the Illinois variant) in log bids. */
  private solve(payment: number): void {
    const { table, bids, payments, piece } = this;
    let [a, b] = [Math.log(bids[piece]!), Math.log(bids[piece + 1]!)];
    let [fa, fb] = [payments[piece]! - payment, payments[piece + 1]! - payment];
    for (let step = 0; step < SOLVE_STEPS; step++) {
      const middle = (a * fb - b * fa) / (fb - fa);
      table.single(Math.exp(middle));
      const f = table.payment - payment;
      if (Math.abs(f) <= SOLVED * payment || middle === a || middle === b) return;
      if (f > 0 === fb > 0) {
        b = middle;
        fb = f;
        fa /= 2;
      } else {
        a = b;
        fa = fb;
        b = middle;
        fb = f;
      }
    }
  }

  private peak(slope: number, low: number, high: number, known: number): { bid: number; utility: number } {
    const { table } = this;
    const objective: Objective = {
      at(bid) {
        table.single(bid);
        return table.allocation - slope * table.payment;
      },
    };
    const utility = objective.at(known);
    const found = brentMaximise(objective, low, high, POLISH);
    return found.value > utility ? { bid: found.argument, utility: found.value } : { bid: known, utility };
  }
}

/** Nodes are evenly spaced in log where their ratios agree to so much. */
const EVEN = 1e-9;

/**
 * The slope of the curve at a node, by central differences of fourth order over its neighbours; NaN where those are not
 * evenly spaced in log.
 */
function slopeBetween(
  nodes: Float64Array,
  payments: Float64Array,
  allocations: Float64Array,
  k: number,
): number {
  if (k < 2 || k > nodes.length - 3) return Number.NaN;
  const ratio = nodes[k + 1]! / nodes[k]!;
  const even = (j: number) => Math.abs(nodes[j + 1]! / nodes[j]! - ratio) < EVEN;
  if (!(even(k - 2) && even(k - 1) && even(k + 1))) return Number.NaN;
  const rise = (y: Float64Array) => 8 * (y[k + 1]! - y[k - 1]!) - (y[k + 2]! - y[k - 2]!);
  return rise(allocations) / rise(payments);
}
