import type { ShareRule } from "../mechanism/shape/share.js";
import { brentMaximise, type Objective } from "../numeric/maximise.js";
import type { Division } from "./division.js";

const GRID = 61;
const LEAST = Math.log(1e-3);
const MOST = Math.log(2e3);
const STEP = (MOST - LEAST) / (GRID - 1);
/** Peaks that are refined, the highest on the grid. */
const PEAKS = 3;

/** A total bid that is best among those near it, and what it is worth. */
export interface BestTotal {
  readonly total: number;
  readonly utility: number;
}

/**
 * What a total bid, divided in one way, wins and pays against fixed rivals; and for any value the total that is best.
 * Totals from 0.001 to 2,000 times the rivals' are scanned on a grid of 61, the peaks refined by Brent's method.
 */
export class Against implements Objective {
  private readonly rivalTotal: number;
  private readonly gridAllocations = new Float64Array(GRID);
  private readonly gridPayments = new Float64Array(GRID);
  private value = 0;
  private allocation = 0;
  private payment = 0;

  constructor(
    private readonly rule: ShareRule,
    private readonly rivals: Float64Array,
    private readonly division: Division,
  ) {
    this.rivalTotal = rivals.reduce((sum, bid) => sum + bid, 0);
    for (let g = 0; g < GRID; g++) {
      this.playAt(LEAST + g * STEP);
      this.gridAllocations[g] = this.allocation;
      this.gridPayments[g] = this.payment;
    }
  }

  /** The totals that no near total is better than, best first; utilities may be below 0. */
  peaks(value: number): readonly BestTotal[] {
    this.value = value;
    const utility = (g: number) =>
      g < 0 || g >= GRID
        ? Number.NEGATIVE_INFINITY
        : value * this.gridAllocations[g]! - this.gridPayments[g]!;
    const tops = Array.from({ length: GRID }, (_, g) => g).filter(
      (g) => utility(g) >= utility(g - 1) && utility(g) > utility(g + 1),
    );
    tops.sort((a, b) => utility(b) - utility(a));
    const found = tops.slice(0, PEAKS).map((g): BestTotal => {
      const refined = brentMaximise(this, LEAST + (g - 1) * STEP, LEAST + (g + 1) * STEP);
      return { total: this.rivalTotal * Math.exp(refined.argument), utility: refined.value };
    });
    return found.sort((a, b) => b.utility - a.utility);
  }

  /** Utility at a total of exp(argument) times the rivals'. */
  at(argument: number): number {
    this.playAt(argument);
    return this.value * this.allocation - this.payment;
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
