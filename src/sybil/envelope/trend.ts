import type { Mechanism } from "../../mechanism/mechanism.js";
import type { SeatRule } from "../../mechanism/shape/seat.js";
import type { SearchOptions } from "../options.js";
import { fixedBids } from "../play/opponents.js";
import { judgedWitness } from "../witness/judge.js";
import { fixedValueAim } from "./aim.js";
import { climb, type Reach } from "./climb.js";
import { preparedFor } from "./notions.js";
import type { Groups } from "./plays.js";
import { bestPlays } from "./scan.js";
import { Table } from "./table.js";

/** Plays of each number of identities that are climbed. */
const STARTS = 2;
const CLIMB: Reach = { rounds: 5, factor: 2, counts: false, by: "gain" };
/** A further identity that is to count for nothing, relative to the smallest. */
const NEXT_TO_NOTHING = 1e-11;

/** The best bids of a number of identities, and what they gain over the best single bid: value units. */
export interface GainOf {
  readonly identities: number;
  readonly gain: number;
}

/**
 * The gain of a player of that value against others who do not move, by the number of identities, exactly so many each:
 * from the plays of that number, and from the best of one fewer with a further identity, small or not.
 *
 * @param known   groups of a deviation to start from as well
 * @param options of the search that found it
 */
export function gainsByIdentities(
  mechanism: Mechanism,
  seat: SeatRule,
  others: Float64Array,
  value: number,
  counts: readonly number[],
  known: Groups,
  options: SearchOptions,
): GainOf[] {
  const table = new Table(seat, others);
  const single = Math.max(0, aloneOf(mechanism, others, value, known));
  const aim = fixedValueAim(value, single);
  const outcomes = preparedFor(seat, options).beside(others.length);
  outcomes.against(table);
  let before = known;
  return counts.map((identities) => {
    const plays = bestPlays(outcomes, aim, { count: STARTS, fewest: identities, most: identities });
    const starts = [
      ...plays.map((play) => scaled(outcomes.plays.groupsOf(play), outcomes.unitOf(play, table))),
      ...withFurther(before, identities),
      ...(sizeOf(known) === identities ? [known] : []),
    ];
    const best = starts
      .map((start) => climb(table, aim.exactly, start, identities, CLIMB))
      .sort((a, b) => b.gain - a.gain)[0]!;
    before = best.groups;
    return { identities, gain: best.gain * value };
  });
}

/** The best single bid's utility as a share of the value, by the judge. */
function aloneOf(mechanism: Mechanism, others: Float64Array, value: number, { sizes }: Groups): number {
  const { single } = judgedWitness(mechanism, fixedBids(others), value, Float64Array.from(sizes));
  return single.allocation - single.payment / value;
}

/** Groups of one identity fewer with another one: as large as those of a group, or next to nothing. */
function withFurther({ sizes, counts }: Groups, identities: number): Groups[] {
  const missing = identities - sizeOf({ sizes, counts });
  if (missing <= 0) return [];
  const most = counts.indexOf(Math.max(...counts));
  const more = counts.with(most, counts[most]! + missing);
  const kept = sizes.with(most, (sizes[most]! * counts[most]!) / more[most]!);
  const tiny = Math.min(...sizes) * NEXT_TO_NOTHING;
  return [
    { sizes: kept, counts: more },
    { sizes, counts: more },
    { sizes: [...sizes, tiny], counts: [...counts, missing] },
  ];
}

function sizeOf({ counts }: Groups): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function scaled({ sizes, counts }: Groups, unit: number): Groups {
  return { sizes: sizes.map((size) => size * unit), counts };
}
