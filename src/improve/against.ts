import type { ShareRule } from "../mechanism/shape/share.js";
import { brentMaximise, type Objective } from "../numeric/maximise.js";
import { sum } from "../numeric/sum.js";
import type { Division } from "./division.js";

/** Largest total on a grid, in units of the rivals' total. */
const MOST = 2e3;

/** A grid of totals, evenly spaced in logarithm. */
export interface TotalGrid {
  readonly size: number;
  /** Its first total, in units of the rivals' total. */
  readonly least: number;
}

/** A total bid and what it is worth. */
export interface BestTotal {
  readonly total: number;
  readonly utility: number;
}

/**
 * What a total bid, divided in one way, wins and pays against fixed rivals: on a grid of totals, and refined between
 * its points by Brent's method.
 */
export class Against implements Objective {
  /** At the totals of the grid. */
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
  private readonly size: number;
  private readonly first: number;
  private readonly step: number;
  private readonly rivalTotal: number;
  private value = 0;
  private allocation = 0;
  private payment = 0;

  constructor(
    private readonly rule: ShareRule,
    private readonly rivals: Float64Array,
    private readonly division: Division,
    { size, least }: TotalGrid,
  ) {
    this.rivalTotal = sum(rivals);
    this.size = size;
    this.first = Math.log(least);
    this.step = Math.log(MOST / least) / (size - 1);
    this.allocations = new Float64Array(size);
    this.payments = new Float64Array(size);
    for (let g = 0; g < size; g++) {
      this.playAt(this.first + g * this.step);
      this.allocations[g] = this.allocation;
      this.payments[g] = this.payment;
    }
  }

  /** The highest totals that no near total is better than, best first; utilities may be below 0. */
  peaks(value: number, most: number): BestTotal[] {
    const utility = (g: number) =>
      g < 0 || g >= this.size ? Number.NEGATIVE_INFINITY : this.utilityAt(value, g);
    const tops = Array.from({ length: this.size }, (_, g) => g).filter(
      (g) => utility(g) >= utility(g - 1) && utility(g) > utility(g + 1),
    );
    tops.sort((a, b) => utility(b) - utility(a));
    return tops
      .slice(0, most)
      .map((g) => this.refined(value, g))
      .sort((a, b) => b.utility - a.utility);
  }

  /** The grid's totals, each `every`-th. */
  totals(value: number, every: number): BestTotal[] {
    return Array.from({ length: Math.ceil(this.size / every) }, (_, k) => ({
      total: this.rivalTotal * Math.exp(this.first + k * every * this.step),
      utility: this.utilityAt(value, k * every),
    }));
  }

  /** The best total within a step of the best grid point from one to another, by default the same. */
  refined(value: number, from: number, to = from): BestTotal {
    let top = from;
    for (let g = from + 1; g <= to; g++) if (this.utilityAt(value, g) > this.utilityAt(value, top)) top = g;
    this.value = value;
    const middle = this.first + top * this.step;
    const { argument, value: utility } = brentMaximise(this, middle - this.step, middle + this.step);
    return { total: this.rivalTotal * Math.exp(argument), utility };
  }

  /** Utility at a total of exp(argument) times the rivals'. */
  at(argument: number): number {
    this.playAt(argument);
    return this.value * this.allocation - this.payment;
  }

  private utilityAt(value: number, g: number): number {
    return value * this.allocations[g]! - this.payments[g]!;
  }

  private playAt(argument: number): void {
    const { rule, rivals, rivalTotal, division } = this;
    const total = rivalTotal * Math.exp(argument);
    const all = rivalTotal + total;
    let others = 0;
    for (let j = 0; j < rivals.length; j++) {
      others += rule.weight(rivals[j]! / all, (all - rivals[j]!) / all);
    }
    let own = 0;
    let price = 0;
    let lastPart = -1;
    let [weight, cost] = [0, 0];
    for (let k = 0; k < division.parts.length; k++) {
      const part = division.parts[k]!;
      if (part !== lastPart) {
        const share = (part * total) / all;
        const rest = (rivalTotal + (1 - part) * total) / all;
        weight = rule.weight(share, rest);
        cost = rule.price(share, rest);
        lastPart = part;
      }
      own += weight;
      price += cost;
    }
    this.allocation = own / (own + others);
    this.payment = all * price;
  }
}
