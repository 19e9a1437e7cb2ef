import type { SeatRule } from "../../mechanism/shape/seat.js";
import type { SearchOptions } from "../options.js";
import { type Aim, bestResponseAim, type Height } from "./aim.js";
import { climb } from "./climb.js";
import { Envelope } from "./envelope.js";
import { nodesFor } from "./nodes.js";
import type { Outcomes, Undivided } from "./outcomes.js";
import type { Groups } from "./plays.js";
import { COARSE, FINE, Prepared } from "./prepare.js";
import { bestPlays } from "./scan.js";
import { DEEP, EnvelopeSearch, type Match } from "./search.js";
import { Table } from "./table.js";
import { gridTops } from "./tops.js";

/** Several identities against fixed rivals, and the single bid that they are held to. */
export interface NearPlay {
  readonly others: Float64Array;
  readonly groups: Groups;
  /** Which share of the identities' total is not the largest one's. */
  readonly divided: number;
  readonly single: number;
  /** The value at which they come nearest to a gain, in the unit of bids: without end where allocation alone counts, 0 where payment does. */
  readonly value: number;
}

/** Plays of each set of rivals, by gain and by rate. */
const EACH = 160;
/** Those that lose less than this for each share divided off are climbed to the nearest top, and of these at most so many. */
const NEAR = 0.01;
const CLIMBED = 24;
const REACH = { rounds: 2, factor: 1.5, counts: false, by: "rate" } as const;

/** Sets of rivals, those whose plays come nearest, that are looked at as a verdict does. */
const DEEPLY = 2;

/** How hard plays are looked for: `deeply` climbs to them as a verdict does, against the rivals where they come nearest. */
export type Look = "quickly" | "deeply";

/**
 * The plays that come nearest to breaking best-response, the best of each bin of totals and numbers of identities, by gain
 * and by gain per share divided off: each at the value at which it comes nearest, beside the best single bid there.
 */
export function nearBestResponses(
  seat: SeatRule,
  rivals: readonly Float64Array[],
  options: SearchOptions,
  look: Look,
): NearPlay[] {
  const prepared = new Prepared(seat, options.identities, COARSE);
  const sides = rivals.map((others): Side => {
    const table = new Table(seat, others);
    const nodes = nodesFor(prepared, table, Array.from(others), options.valueRatio);
    const leastSlope = 1 / (options.valueRatio * table.others);
    const envelope = new Envelope(table, nodes, leastSlope);
    const match = { table, others, aim: bestResponseAim(envelope), single: envelope.best(leastSlope).bid };
    return {
      outcomesOf: (at) => at.beside(others.length),
      matchOf: () => match,
      finish: ({ groups, divided, payment }) => {
        const slope = envelope.slopeAt(payment);
        return { others, groups, divided, single: envelope.best(slope).bid, value: 1 / slope };
      },
    };
  });
  return nearPlays(prepared, sides, look);
}

/** The divisions that come nearest to winning more than one bid of their total, and to paying less. */
export function nearSplits(
  { seat, scaleFree }: { readonly seat: SeatRule; readonly scaleFree: boolean },
  rivals: readonly Float64Array[],
  options: SearchOptions,
  look: Look,
): NearPlay[] {
  const prepared = new Prepared(seat, options.identities, COARSE);
  const sides = rivals.flatMap((others) =>
    ([Number.POSITIVE_INFINITY, 0] as const).map((value): Side => {
      const table = new Table(seat, others);
      const outcomesOf = (at: Prepared) =>
        others.length === 0 ? at.alone(scaleFree) : at.beside(others.length);
      const aimOf = (outcomes: Outcomes) => oneSidedAim(table, outcomes.undivided(table), value);
      return {
        outcomesOf,
        matchOf: (outcomes) => ({ table, others, aim: aimOf(outcomes), single: 1 }),
        finish: ({ groups, divided, total }) => ({ others, groups, divided, single: total, value }),
      };
    }),
  );
  return nearPlays(prepared, sides, look);
}

/** One set of rivals, what plays against it are held to, and what a play is told as. */
interface Side {
  outcomesOf(prepared: Prepared): Outcomes;
  matchOf(outcomes: Outcomes): Match;
  finish(play: SizedPlay): NearPlay;
}

function nearPlays(prepared: Prepared, sides: readonly Side[], look: Look): NearPlay[] {
  const found = sides.map((side) => {
    const outcomes = side.outcomesOf(prepared);
    return { side, ...nearest(prepared, outcomes, side.matchOf(outcomes)) };
  });
  const all = found.flatMap(({ side, plays }) => plays.map(side.finish));
  if (look === "quickly") return all;
  const fine = new Prepared(prepared.seat, prepared.identities, FINE);
  for (const { side } of found.toSorted((a, b) => b.rate - a.rate).slice(0, DEEPLY)) {
    const search = new EnvelopeSearch(fine, DEEP);
    const outcomes = side.outcomesOf(fine);
    search.scan(side.matchOf(outcomes), outcomes);
    all.push(...search.peaks().map(({ groups, payment }) => side.finish(sizedUp(groups, payment))));
  }
  return all;
}

/** Allocation won over one bid of the same total, or payment saved as a share of what that bid pays. */
function oneSidedAim(table: Table, undivided: Undivided, value: number): Aim {
  const height = (won: number, payment: number, paid: number) =>
    value === 0 ? (paid - payment) / paid : won;
  const exactly: Height = (allocation, payment, total) => {
    table.single(total);
    return height(allocation - table.allocation, payment, table.payment);
  };
  const { allocations, payments } = undivided;
  return {
    near: (allocation, payment, total) => height(allocation - allocations[total]!, payment, payments[total]!),
    ...{ roughly: exactly, exactly },
    valueAt: () => null,
  };
}

/** A play, with what it comes to. */
interface SizedPlay {
  readonly groups: Groups;
  readonly total: number;
  readonly divided: number;
  readonly payment: number;
}

/** The best plays of all bins, those next to a gain climbed to the top next to them; and the highest gain by rate. */
function nearest(
  { most }: Prepared,
  outcomes: Outcomes,
  { table, aim }: Match,
): { plays: SizedPlay[]; rate: number } {
  outcomes.against(table);
  const found = bestPlays(outcomes, aim, { count: EACH, fewest: 2, most });
  const { plays, allocations, payments } = outcomes;
  const rates = found.map(
    (i) => aim.near(allocations[i]!, payments[i]!, plays.total[i]!) / plays.divided[i]!,
  );
  const all = found.map((play) => sizedUp(groupsAt(outcomes, play, table), payments[play]!));
  const near = [...found.keys()].filter((k) => rates[k]! > -NEAR).sort((a, b) => rates[b]! - rates[a]!);
  const starts = near.slice(0, CLIMBED).map((k) => all[k]!.groups);
  const tops = table.others > 0 ? gridTops(table, aim.roughly, most) : [];
  let rate = near.length > 0 ? rates[near[0]!]! : Number.NEGATIVE_INFINITY;
  for (const start of [...starts, ...tops]) {
    const top = climb(table, aim.roughly, start, most, REACH);
    all.push(sizedUp(top.groups, top.payment));
    rate = Math.max(rate, top.rate);
  }
  return { plays: all, rate };
}

function sizedUp(groups: Groups, payment: number): SizedPlay {
  const { sizes, counts } = groups;
  const total = sizes.reduce((sum, size, g) => sum + size * counts[g]!, 0);
  return { groups, total, divided: (total - Math.max(...sizes)) / total, payment };
}

function groupsAt(outcomes: Outcomes, play: number, table: Table): Groups {
  const { sizes, counts } = outcomes.plays.groupsOf(play);
  const unit = outcomes.unitOf(play, table);
  return { sizes: sizes.map((size) => size * unit), counts };
}
