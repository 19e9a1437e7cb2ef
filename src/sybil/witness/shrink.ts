import type { Mechanism } from "../../mechanism/mechanism.js";
import { changeOf, type Direction } from "../play/division.js";
import { jointOutcome } from "../play/identities.js";
import type { Notion, Witness } from "../verdict.js";
import { judgedWitness } from "./judge.js";
import { witnessOpponents } from "./trend.js";

const DIGITS = [1, 2, 3, 4, 6, 8, 10] as const;
/** What tiny bids are raised to first, in units of the largest bid. */
const LIFTS = [0.1, 1e-2, 1e-3, 1e-4, 1e-6] as const;
/** Totals farther than this from the others' total are brought nearer first, and to how near. */
const ORDINARY = 1e6;
const NEAR = [1, 10, 0.1, 1e3, 1e-3, ORDINARY, 1 / ORDINARY] as const;
/** A witness in fewer and rounder numbers keeps at least this share of the gain. */
const KEPT = 0.9;

/** The numbers of a witness that may be changed, and what is left when they are. */
interface Shrinkable {
  readonly others: readonly number[];
  readonly parts: readonly number[];
  readonly value: number | null;
}

/**
 * A witness in fewer and rounder numbers that still shows nearly all of the gain, and more than is forgiven: totals
 * brought near to the others' total, bids left out or put together one by one, tiny ones raised, then every number
 * rounded to as few digits as will do. The others' bids and the value of an equilibrium stay.
 *
 * @param gainOf what a witness is judged by
 * @param fixed  whether the others' bids and the value stay
 * @param mostOf a gain that is quick to tell and no smaller: where it is too small, nothing is judged
 */
function shrunk(
  start: Shrinkable,
  gainOf: (at: Shrinkable) => number,
  forgiven: number,
  fixed: boolean,
  mostOf: (at: Shrinkable) => number = () => Number.POSITIVE_INFINITY,
): Shrinkable {
  const least = Math.max(forgiven, KEPT * gainOf(start));
  let at = start;
  const attempt = (changed: Shrinkable) => {
    if (!(mostOf(changed) > least && gainOf(changed) > least)) return false;
    at = changed;
    return true;
  };
  NEAR.some((ratio) => isExtreme(at) && attempt(broughtTo(at, ratio)));
  for (let j = at.parts.length - 1; j >= 1 && at.parts.length > 2; j--) {
    const { parts } = at;
    const without = parts.filter((_, k) => k !== j);
    attempt({ ...at, parts: without.with(j - 1, parts[j - 1]! + parts[j]!) }) ||
      attempt({ ...at, parts: without });
  }
  const needed = new Set<number>();
  for (let j = at.others.length - 1; !fixed && j >= 0 && at.others.length > 1; j--) {
    const bid = at.others[j]!;
    if (needed.has(bid)) continue;
    if (!attempt({ ...at, others: at.others.filter((_, k) => k !== j) })) needed.add(bid);
  }
  const largest = Math.max(...at.parts, ...at.others);
  for (const [j, part] of at.parts.entries()) {
    LIFTS.some(
      (lift) => part < lift * largest && attempt({ ...at, parts: at.parts.with(j, lift * largest) }),
    );
  }
  for (const digits of DIGITS) if (attempt(rounded(at, digits, fixed))) break;
  const roundEach = (numbers: readonly number[], put: (number: number, j: number) => Shrinkable) => {
    for (const [j, number] of numbers.entries()) {
      const shorter = DIGITS.map((digits) => round(number, digits));
      const given = shorter.indexOf(number);
      shorter.slice(0, given < 0 ? shorter.length : given).some((rounder) => attempt(put(rounder, j)));
    }
  };
  roundEach(at.parts, (part, j) => ({ ...at, parts: at.parts.with(j, part) }));
  if (fixed) return at;
  roundEach(at.others, (bid, j) => ({ ...at, others: at.others.with(j, bid) }));
  if (at.value !== null) roundEach([at.value], (value) => ({ ...at, value }));
  return at;
}

/** Whether the total of the parts is far from that of the others; with nobody else, from 1. */
function isExtreme({ others, parts }: Shrinkable): boolean {
  const ratio = sum(parts) / (sum(others) || 1);
  return !(ratio <= ORDINARY && ratio >= 1 / ORDINARY);
}

/** The parts scaled to so many times the others' total. */
function broughtTo(at: Shrinkable, ratio: number): Shrinkable {
  const factor = (ratio * (sum(at.others) || 1)) / sum(at.parts);
  return { ...at, parts: at.parts.map((part) => part * factor) };
}

function sum(bids: readonly number[]): number {
  return bids.reduce((all, bid) => all + bid, 0);
}

function rounded({ others, parts, value }: Shrinkable, digits: number, fixed: boolean): Shrinkable {
  const near = (numbers: readonly number[]) => numbers.map((number) => round(number, digits));
  return {
    others: fixed ? others : near(others),
    parts: near(parts),
    value: fixed || value === null ? value : round(value, digits),
  };
}

function round(number: number, digits: number): number {
  return Number(number.toPrecision(digits));
}

/** Shrinks the witness of a split or a merge, judged by what the division changes. */
export function shrunkDivision(
  mechanism: Mechanism,
  witness: Witness,
  direction: Direction,
  tolerance: number,
) {
  const start = { others: witness.others, parts: used(witness.identities), value: null };
  const sizeOf = ({ others, parts }: Shrinkable) =>
    changeOf(mechanism, { others: Float64Array.from(others), parts: Float64Array.from(parts) }, direction)
      .size;
  const { others, parts } = shrunk(start, sizeOf, tolerance, false);
  return { others: Float64Array.from(others), parts: Float64Array.from(parts) };
}

/** Shrinks the witness of best-response or equilibrium, judged by its gain over the best single bid. */
export function shrunkDeviation(
  mechanism: Mechanism,
  witness: Witness,
  notion: Notion,
  tolerance: number,
): Witness {
  const fixed = notion === "equilibrium";
  const judged = ({ others, parts, value }: Shrinkable) => {
    const opponents = witnessOpponents(witness.mixture ? witness : { ...witness, others });
    return judgedWitness(mechanism, opponents, value!, Float64Array.from(parts));
  };
  const overKnownBid = ({ others, parts, value }: Shrinkable) => {
    const opponents = witnessOpponents(witness.mixture ? witness : { ...witness, others });
    const joint = jointOutcome(mechanism, parts, opponents);
    const single = jointOutcome(mechanism, [witness.single.bid], opponents);
    return joint.allocation - single.allocation - (joint.payment - single.payment) / value!;
  };
  const start = { others: witness.others, parts: used(witness.identities), value: witness.value };
  const at = shrunk(start, (each) => judged(each).gainShare!, tolerance, fixed, overKnownBid);
  return { ...(witness.values ? { values: witness.values } : {}), ...judged(at) };
}

function used(bids: readonly number[]): number[] {
  const positive = bids.filter((bid) => bid > 0);
  return positive.sort((a, b) => b - a);
}
