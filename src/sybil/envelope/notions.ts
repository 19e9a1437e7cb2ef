import type { Mechanism } from "../../mechanism/mechanism.js";
import type { SeatRule } from "../../mechanism/shape/seat.js";
import type { SearchOptions } from "../options.js";
import { changeOf, type Division } from "../play/division.js";
import { fixedBids } from "../play/opponents.js";
import type { Finding, Witness } from "../verdict.js";
import { judgedWitness } from "../witness/judge.js";
import { bestResponseAim, fixedValueAim, splitAim } from "./aim.js";
import { Envelope } from "./envelope.js";
import { nodesFor } from "./nodes.js";
import { bidsOf, groupsOf } from "./plays.js";
import { COARSE, FINE, Prepared } from "./prepare.js";
import { DEEP, EnvelopeSearch, type Peak, PLAIN, SHALLOW } from "./search.js";
import { Table } from "./table.js";

/** Gains below this share of the value are rounding. */
const ROUNDING = 1e-13;
/** Peaks higher by less than this, relative, show nothing more. */
const SAME = 1e-6;
/** Peaks judged at most: the envelope is too low by little, and rarely. */
const JUDGED = 6;

/** The largest judged gain, the witness that shows it, and what was spent. */
export interface Found {
  readonly largest: number;
  readonly witness: Witness | null;
  readonly tally: Finding["tally"];
}

/** A mechanism whose rule is one of seats. */
export interface Seated {
  readonly mechanism: Mechanism;
  readonly seat: SeatRule;
}

/** Against one set of rivals after another: the largest gain of several identities over the best single bid, any value. */
export function bestResponseGain(
  { mechanism, seat }: Seated,
  rivals: Iterable<Float64Array>,
  options: SearchOptions,
): Found {
  const prepared = preparedFor(seat, options);
  const quick = isQuick(options);
  const search = new EnvelopeSearch(prepared, quick ? SHALLOW : DEEP);
  const judged = (peaks: readonly Peak[]) =>
    largestJudged(peaks, ({ match, groups, payment }) =>
      judgedWitness(mechanism, fixedBids(match.others), match.aim.valueAt(payment)!, bidsOf(groups)),
    );
  for (const others of rivals) {
    const match = matchOf(prepared, others, options.valueRatio);
    if (!(search.scan(match, prepared.beside(others.length)) > PLAIN) || !quick) continue;
    const found = judged(search.peaks());
    if (found.largest > options.tolerance) return { ...found, tally: search.tally() };
  }
  return { ...judged(search.peaks()), tally: search.tally() };
}

/** Rivals, one identity's envelope against them, and the best-response aim. */
function matchOf(prepared: Prepared, others: Float64Array, valueRatio: number) {
  const table = new Table(prepared.seat, others);
  const nodes = nodesFor(prepared, table, Array.from(others), valueRatio);
  const leastSlope = 1 / (valueRatio * table.others);
  const envelope = new Envelope(table, nodes, leastSlope);
  const { bid } = envelope.best(leastSlope);
  return { table, aim: bestResponseAim(envelope), others, single: bid };
}

/** The value at which bids gain most over the best single bid, up to a largest. */
export function valueOfMostGain(
  seat: SeatRule,
  others: Float64Array,
  bids: Float64Array,
  largestValue: number,
): number {
  const table = new Table(seat, others);
  const nodes = nodesFor(
    new Prepared(seat, bids.length, COARSE),
    table,
    Array.from(others),
    largestValue / table.others,
  );
  const envelope = new Envelope(table, nodes, 1 / largestValue);
  const { sizes, counts } = groupsOf(bids);
  table.play(sizes, counts, counts.length);
  return 1 / envelope.slopeAt(table.payment);
}

/** The largest gain of several identities of a player of that value against others who do not move. */
export function equilibriumGain(
  mechanism: Mechanism,
  prepared: Prepared,
  others: Float64Array,
  value: number,
  options: SearchOptions,
): Found {
  const search = new EnvelopeSearch(prepared, isQuick(options) ? SHALLOW : DEEP);
  const table = new Table(prepared.seat, others);
  const envelope = new Envelope(
    table,
    nodesFor(prepared, table, Array.from(others), value / table.others),
    1 / value,
  );
  const { bid, utility } = envelope.best(1 / value);
  const aim = fixedValueAim(value, utility);
  search.scan({ table, aim, others, single: bid }, prepared.beside(others.length));
  const found = largestJudged(search.peaks(), ({ groups }) =>
    judgedWitness(mechanism, fixedBids(others), value, bidsOf(groups)),
  );
  return { ...found, tally: search.tally() };
}

/** The division that changes most, over sets of rivals, nobody included. */
export function largestSplit(
  { mechanism, seat }: Seated,
  rivals: Iterable<Float64Array>,
  options: SearchOptions,
): { readonly division: Division | null; readonly size: number; readonly tally: Finding["tally"] } {
  const prepared = preparedFor(seat, options);
  const quick = isQuick(options);
  const search = new EnvelopeSearch(prepared, quick ? SHALLOW : DEEP);
  let best: { division: Division | null; size: number } = { division: null, size: 0 };
  const look = () => {
    for (const { match, groups } of search.peaks().slice(0, JUDGED)) {
      const division = { others: match.others, parts: bidsOf(groups) };
      const { size } = changeOf(mechanism, division, "split");
      if (size > best.size) best = { division, size };
    }
    return best.size > options.tolerance;
  };
  for (const others of rivals) {
    const table = new Table(seat, others);
    const outcomes =
      others.length === 0 ? prepared.alone(mechanism.claims.scaleFree) : prepared.beside(others.length);
    const aim = splitAim(table, outcomes.undivided(table));
    if (search.scan({ table, aim, others, single: 1 }, outcomes) > PLAIN && quick && look()) break;
  }
  if (!(best.size > options.tolerance)) look();
  return { ...best, tally: search.tally() };
}

/** What was prepared last: the notions of one verdict share it. */
let last: Prepared | null = null;

/** What is made once for a rule, at the resolution of a screen or of a verdict. */
export function preparedFor(seat: SeatRule, options: SearchOptions): Prepared {
  const { identities } = options;
  const grain = isQuick(options) ? COARSE : FINE;
  if (last?.seat !== seat || last.identities !== identities || last.grain !== grain) {
    last = new Prepared(seat, identities, grain);
  }
  return last;
}

/** Whether a screen is meant, and not a verdict. */
export function isQuick({ effort }: SearchOptions): boolean {
  return effort.divisions === "few";
}

/** The peaks judged, highest first, until no further one claims more than what was shown. */
function largestJudged(peaks: readonly Peak[], judge: (peak: Peak) => Witness): Omit<Found, "tally"> {
  let largest = 0;
  let witness: Witness | null = null;
  for (const peak of peaks.slice(0, JUDGED)) {
    if (!(peak.gain > Math.max(ROUNDING, largest * (1 + SAME) + ROUNDING))) break;
    const judged = judge(peak);
    if (!(judged.gainShare! > largest)) continue;
    largest = judged.gainShare!;
    witness = judged;
  }
  return { largest, witness };
}
