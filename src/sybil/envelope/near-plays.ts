import type { SeatRule } from "../../mechanism/shape/seat.js";
import type { SearchOptions } from "../options.js";
import { type Aim, bestResponseAim, type Height } from "./aim.js";
import { climb } from "./climb.js";
import { Envelope } from "./envelope.js";
import { nodesFor } from "./nodes.js";
import type { Outcomes, Undivided } from "./outcomes.js";
import { pairTops } from "./pairs.js";
import type { Groups } from "./plays.js";
import { COARSE, Prepared } from "./prepare.js";
import { bestPlays } from "./scan.js";
import { Table } from "./table.js";

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

/**
 * The plays that come nearest to breaking best-response, the best of each bin of totals and numbers of identities, by gain
 * and by gain per share divided off: each at the value at which it comes nearest, beside the best single bid there.
 */
export function nearBestResponses(
  seat: SeatRule,
  rivals: Iterable<Float64Array>,
  options: SearchOptions,
): NearPlay[] {
  const prepared = new Prepared(seat, options.identities, COARSE);
  return Array.from(rivals).flatMap((others) => {
    const table = new Table(seat, others);
    const nodes = nodesFor(prepared, table, Array.from(others), options.valueRatio);
    const envelope = new Envelope(table, nodes, 1 / (options.valueRatio * table.others));
    const outcomes = prepared.beside(others.length);
    return nearest(prepared, outcomes, table, bestResponseAim(envelope)).map(
      ({ groups, divided, payment }): NearPlay => {
        const slope = envelope.slopeAt(payment);
        return { others, groups, divided, single: envelope.best(slope).bid, value: 1 / slope };
      },
    );
  });
}

/** The divisions that come nearest to winning more than one bid of their total, and to paying less. */
export function nearSplits(
  { seat, scaleFree }: { readonly seat: SeatRule; readonly scaleFree: boolean },
  rivals: Iterable<Float64Array>,
  options: SearchOptions,
): NearPlay[] {
  const prepared = new Prepared(seat, options.identities, COARSE);
  return Array.from(rivals).flatMap((others) => {
    const table = new Table(seat, others);
    const outcomes = others.length === 0 ? prepared.alone(scaleFree) : prepared.beside(others.length);
    const undivided = outcomes.undivided(table);
    return ([Number.POSITIVE_INFINITY, 0] as const).flatMap((value) =>
      nearest(prepared, outcomes, table, oneSidedAim(table, undivided, value)).map(
        ({ groups, divided, total }): NearPlay => {
          return { others, groups, divided, single: total, value };
        },
      ),
    );
  });
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

/** The best plays of all bins, those next to a gain climbed to the top next to them. */
function nearest(prepared: Prepared, outcomes: Outcomes, table: Table, aim: Aim): SizedPlay[] {
  const { plays } = outcomes;
  outcomes.against(table);
  const found = bestPlays(outcomes, aim, { count: EACH, fewest: 2, most: prepared.most });
  const { allocations, payments } = outcomes;
  const rates = found.map(
    (i) => aim.near(allocations[i]!, payments[i]!, plays.total[i]!) / plays.divided[i]!,
  );
  const all = found.map((play) => sizedUp(groupsAt(outcomes, play, table), payments[play]!));
  const near = [...found.keys()].filter((k) => rates[k]! > -NEAR).sort((a, b) => rates[b]! - rates[a]!);
  const starts = near.slice(0, CLIMBED).map((k) => all[k]!.groups);
  for (const start of table.others > 0 ? [...starts, ...pairTops(table, aim.roughly)] : starts) {
    const { groups, payment } = climb(table, aim.roughly, start, prepared.most, REACH);
    all.push(sizedUp(groups, payment));
  }
  return all;
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
