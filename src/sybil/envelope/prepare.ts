import type { SeatRule } from "../../mechanism/shape/seat.js";
import { specialSizes } from "../../mechanism/shape/special-sizes.js";
import { MOST_BY_SEATS } from "../options.js";
import { addBidBank, addBids, addDivisions, addShareBank, type Grain, identityNumbers } from "./bank.js";
import { addClosures } from "./closure.js";
import { Outcomes } from "./outcomes.js";
import { Plays } from "./plays.js";
import { bounded } from "./table.js";

/** A screen, and a verdict. */
export const COARSE: Grain = {
  ...{ totals: 32, parts: [1e-6, 0.01, 0.1, 0.3, 0.6, 0.9, 0.99], steps: 64, lambdas: 16, nodes: 240 },
};
export const FINE: Grain = {
  totals: 72,
  parts: [
    ...[1e-9, 1e-6, 1e-4, 0.004, 0.02, 0.05, 0.1, 0.15, 0.2, 0.27, 0.35, 0.43, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96],
    ...[0.995, 1 - 1e-4],
  ],
  ...{ steps: 192, lambdas: 32, nodes: 700 },
};

/** Prices of payment in weight at which divisions are made best, evenly in log between these. */
const LEAST_LAMBDA = 0.003;
const MOST_LAMBDA = 60;
/** Where a rule depends on n: closures of exactly k parts are made for k up to this at all prices lambda, */
const EXACT_PARTS = 16;
/** and of verdicts up to this at some of them. More identities are tried in two sizes alone. */
const MOST_EXACT_PARTS = 64;
const FEW_LAMBDAS = 12;
/** Bids a decade of a bank of absolute bids. */
const BIDS_A_DECADE = 12;
/** Totals with nobody else are spread over so many decades, up and down. */
const ALONE_DECADES = 5;
/** Equal rivals whose shares are put at a special size. */
const EQUAL_RIVALS = [1, 2, 3, 4] as const;

/** What is made once for a rule, whatever the rivals and the values: plays, and the sums of their weights and prices. */
export class Prepared {
  readonly specials: readonly number[];
  /** Most identities of a play. */
  readonly most: number;
  private readonly unlimited: boolean;
  private readonly made = new Map<number, Outcomes>();

  constructor(
    readonly seat: SeatRule,
    readonly identities: number,
    readonly grain: Grain,
  ) {
    this.most = Math.min(identities, MOST_BY_SEATS);
    this.unlimited = identities > this.most;
    this.specials = specialsOf(seat, this.most);
  }

  /** Plays beside so many rivals; the same ones beside any number, but for rules that depend on n. */
  beside(rivals: number): Outcomes {
    const key = this.seat.byCount ? rivals : 0;
    const known = this.made.get(key) ?? new Outcomes(this.seat, this.plays(rivals));
    this.made.set(key, known);
    return known;
  }

  /** Of rules that depend on n: the most identities of divisions in any sizes, where more are tried; else undefined. */
  get exactParts(): number | undefined {
    const { seat, most, grain } = this;
    if (!seat.byCount) return undefined;
    const parts = seat.reach === "share" && !seat.byAllocation ? exactPartsOf(grain) : 0;
    return parts < most ? parts : undefined;
  }

  /** Plays with nobody else, in bids: divisions of one total, or of many where a rule has a unit of its own. */
  alone(scaleFree: boolean): Outcomes {
    const plays = new Plays();
    const counts = identityNumbers(this.most);
    const logs = scaleFree ? [0] : Array.from({ length: 2 * ALONE_DECADES + 1 }, (_, j) => j - ALONE_DECADES);
    for (const log of logs)
      addDivisions(plays, plays.addTotal(10 ** log, 0), 10 ** log, counts, this.grain.parts);
    for (const size of this.specials) addBids(plays, size, counts, this.specials);
    for (const size of this.specials) {
      for (const k of counts)
        if ((k - 1) * size < 1) plays.add(plays.addTotal(1, 0), size, k - 1, 1 - (k - 1) * size, 1);
    }
    return new Outcomes(this.seat, plays);
  }

  private plays(rivals: number): Plays {
    const { seat, grain, most, specials } = this;
    const plays = new Plays();
    if (seat.reach === "bid") addBidBank(plays, BIDS_A_DECADE, most);
    else addShareBank(plays, grain, most, seat.byCount);
    addRuleClosures(plays, seat, grain, this.unlimited ? Number.POSITIVE_INFINITY : most, rivals);
    addSpecials(plays, seat, specials, most, grain);
    return plays;
  }
}

/** By rule, and by the most identities where it depends on n: one dense scan each. */
const knownSpecials = new WeakMap<SeatRule, Map<number, readonly number[]>>();

function specialsOf(seat: SeatRule, most: number): readonly number[] {
  const known = knownSpecials.get(seat) ?? new Map<number, readonly number[]>();
  knownSpecials.set(seat, known);
  const key = seat.byCount ? most : 0;
  const found = known.get(key) ?? specialSizes(seat, seat.byCount ? [2, 3, most + 1] : [2]);
  known.set(key, found);
  return found;
}

/** Adds the closures of a rule of shares; where it depends on n, those beside so many rivals. */
function addRuleClosures(plays: Plays, seat: SeatRule, grain: Grain, most: number, rivals: number): void {
  if (seat.reach !== "share" || seat.byAllocation) return;
  const { steps, lambdas } = grain;
  const totals = Int32Array.from({ length: steps }, (_, i) => plays.addTotal(i / steps, (steps - i) / steps));
  const tables = (n: number) => {
    const of = (which: "weight" | "price") =>
      Float64Array.from({ length: steps }, (_, i) =>
        i === 0 ? 0 : bounded(seat[which](i / steps, (steps - i) / steps, n, 0)),
      );
    return [of("weight"), of("price")] as const;
  };
  if (!seat.byCount) {
    const [weights, costs] = tables(2);
    addClosures(plays, weights, costs, totals, lambdasOf(lambdas), most, false);
    return;
  }
  for (let k = 2; k <= Math.min(most, exactPartsOf(grain)); k++) {
    const [weights, costs] = tables(rivals + k);
    const count = k <= EXACT_PARTS ? lambdas : FEW_LAMBDAS;
    addClosures(plays, weights, costs, totals, lambdasOf(count), k, true);
  }
}

function exactPartsOf(grain: Grain): number {
  return grain === FINE ? MOST_EXACT_PARTS : EXACT_PARTS;
}

function lambdasOf(count: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, l) => LEAST_LAMBDA * (MOST_LAMBDA / LEAST_LAMBDA) ** (l / (count - 1)),
  );
}

/** Copies of special sizes, alone and beside one other; one of them beside copies of another. */
function addSpecials(
  plays: Plays,
  seat: SeatRule,
  specials: readonly number[],
  most: number,
  { parts }: Grain,
): void {
  const counts = identityNumbers(most);
  if (seat.reach === "bid") {
    for (const size of specials) {
      addBids(plays, size, counts, [...specials, ...parts.flatMap((part) => [size * part, size / part])]);
    }
    return;
  }
  const add = (first: number, firstCount: number, second: number, secondCount: number) => {
    const total = first * firstCount + second * secondCount;
    if (!(total < 1)) return;
    plays.add(plays.addTotal(total, 1 - total), first, firstCount, second, secondCount);
  };
  for (const size of specials) {
    for (const k of counts) {
      add(size, k, 0, 0);
      const left = 1 - (k - 1) * size;
      for (const other of [...specials, ...parts.map((part) => part * left)]) add(size, k - 1, other, 1);
      for (const part of parts) add(size, 1, (part * (1 - size)) / (k - 1), k - 1);
    }
    for (const rivals of EQUAL_RIVALS) {
      const total = 1 - size * rivals;
      if (total > 0) addDivisions(plays, plays.addTotal(total, size * rivals), total, counts, parts);
    }
  }
}
