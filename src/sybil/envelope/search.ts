import type { Finding } from "../verdict.js";
import type { Aim } from "./aim.js";
import { type Climbed, climb, type Reach } from "./climb.js";
import type { Outcomes } from "./outcomes.js";
import { type Groups, totalOf } from "./plays.js";
import type { Prepared } from "./prepare.js";
import { bestPlays } from "./scan.js";
import type { Table } from "./table.js";
import { gridTops } from "./tops.js";

/** How many plays are climbed, and how far. */
export interface Depth {
  /** Plays of each set of rivals, by gain and by rate, that are climbed a little. */
  readonly each: number;
  readonly first: readonly Reach[];
  /** What is divided off a single bid to climb from. */
  readonly parts: readonly number[];
  /** Of all of these, the best by gain and by rate, which are climbed further. */
  readonly all: number;
  readonly last: Reach;
}

export const SHALLOW: Depth = {
  ...{ parts: [], each: 1, first: [{ rounds: 1, factor: 2, counts: false, by: "rate" }] },
  ...{ all: 2, last: { rounds: 2, factor: 1.5, counts: false, by: "rate" } },
};
export const DEEP: Depth = {
  ...{ parts: [0.004, 0.1], each: 2 },
  first: [
    { rounds: 2, factor: 3, counts: false, by: "rate" },
    { rounds: 2, factor: 2, counts: false, by: "gain" },
  ],
  ...{ all: 4, last: { rounds: 5, factor: 2, counts: true, by: "rate" } },
};

/** Fixed rivals, and what several identities against them are held to. */
export interface Match {
  readonly others: Float64Array;
  readonly table: Table;
  readonly aim: Aim;
  /** A single bid whose divisions are climbed from as well: the best one at the largest value, or the player's. */
  readonly single: number;
}

/** Gains above this share of the value are none of the envelope's own error. */
export const PLAIN = 1e-6;

/** A play that was climbed to, against whom. */
export interface Peak extends Climbed {
  readonly match: Match;
}

/** The plays that break a notion by most, over matches that are held to it one after another. */
export class EnvelopeSearch {
  /** Plays held to an aim, and how many of them have no outcome. */
  evaluations = 0;
  undefinedOutcomes = 0;
  private matches = 0;
  private readonly climbed: Peak[] = [];

  constructor(
    private readonly prepared: Prepared,
    private readonly depth: Depth,
  ) {}

  /**
   * Holds every play to the aim of a match, and climbs a little from what comes nearest, by gain and by rate.
   *
   * @returns the largest gain seen
   */
  scan(match: Match, outcomes: Outcomes): number {
    const { prepared, depth } = this;
    const { plays } = outcomes;
    const wanted = { count: depth.each, fewest: 2, most: prepared.most };
    outcomes.against(match.table);
    const starts = bestPlays(outcomes, match.aim, wanted).map((play) => {
      const { sizes, counts } = plays.groupsOf(play);
      const unit = outcomes.unitOf(play, match.table);
      return { sizes: sizes.map((size) => size * unit), counts };
    });
    let largest = Number.NEGATIVE_INFINITY;
    const tops = match.table.others > 0 ? gridTops(match.table, match.aim.roughly, prepared.most) : [];
    for (const start of [...starts, ...tops, ...depth.parts.map((part) => dividedIn(match.single, part))]) {
      for (const first of depth.first) {
        const peak = { match, ...climb(match.table, match.aim.roughly, start, prepared.most, first) };
        this.climbed.push(peak);
        largest = Math.max(largest, peak.gain);
      }
    }
    this.matches++;
    this.evaluations += plays.size;
    this.undefinedOutcomes += outcomes.undefinedOutcomes;
    return largest;
  }

  /** What was spent, and on which grid. */
  tally(): Finding["tally"] {
    const { evaluations, undefinedOutcomes, matches, prepared } = this;
    const { totals, steps, nodes } = prepared.grain;
    const { specials, exactParts } = prepared;
    const limit = exactParts === undefined ? {} : { exactParts };
    const grid = { matches, totals, steps, nodes, specialSizes: specials.length, ...limit };
    return { evaluations, undefinedOutcomes, grid };
  }

  /** Climbs on from the best so far. @returns peaks, the highest first */
  peaks(): Peak[] {
    const { climbed, depth } = this;
    const best = (key: "gain" | "rate") => climbed.toSorted((a, b) => b[key] - a[key]).slice(0, depth.all);
    return [...new Set([...best("gain"), ...best("rate")])]
      .map((start) => this.peakOf(start))
      .sort((a, b) => b.gain - a.gain);
  }

  /** Climbs on from a play; from a plain gain by the quick height, and tells the gain to the last digits. */
  private peakOf({ match, groups, gain }: Peak): Peak {
    const { table, aim } = match;
    const { last } = this.depth;
    if (!(gain > PLAIN)) return { match, ...climb(table, aim.exactly, groups, this.prepared.most, last) };
    const peak = climb(table, aim.roughly, groups, this.prepared.most, last);
    const { allocation, payment } = peak;
    return {
      match,
      ...peak,
      gain: aim.exactly(allocation, payment, totalOf(peak.groups.sizes, peak.groups.counts)),
    };
  }
}

/** A bid in two parts. */
function dividedIn(bid: number, part: number): Groups {
  return { sizes: [bid * (1 - part), bid * part], counts: [1, 1] };
}
