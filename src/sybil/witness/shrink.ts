import type { Mechanism } from "../../mechanism/mechanism.js";
import { changeOf, type Direction } from "../play/division.js";
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
 */
function shrunk(
  start: Shrinkable,
  gainOf: (at: Shrinkable) => number,
  forgiven: number,
  fixed: boolean,
): Shrinkable {
  const least = Math.max(forgiven, KEPT * gainOf(start));
  let at = start;
  const attempt = (changed: Shrinkable) => {
    if (!(gainOf(changed) > least)) return false;
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
  for (let j = at.others.length - 1; !fixed && j >= 0 && at.others.length > 1; j--) {
    attempt({ ...at, others: at.others.filter((_, k) => k !== j) });
  }
  const largest = Math.max(...at.parts, ...at.others);
  for (const [j, part] of at.parts.entries()) {
    LIFTS.some(
      (lift) => part < lift * largest && attempt({ ...at, parts: at.parts.with(j, lift * largest) }),
    );
  }
  for (const digits of DIGITS) if (attempt(rounded(at, digits, fixed))) break;
  for (const [j, part] of at.parts.entries()) {
    DIGITS.some((digits) => attempt({ ...at, parts: at.parts.with(j, round(part, digits)) }));
  }
  if (fixed) return at;
  for (const [j, bid] of at.others.entries()) {
    DIGITS.some((digits) => attempt({ ...at, others: at.others.with(j, round(bid, digits)) }));
  }
  if (at.value !== null) DIGITS.some((digits) => attempt({ ...at, value: round(at.value!, digits) }));
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
  const start = { others: witness.others, parts: used(witness.identities), value: witness.value };
  const at = shrunk(start, (each) => judged(each).gainShare!, tolerance, fixed);
  return { ...(witness.values ? { values: witness.values } : {}), ...judged(at) };
}

function used(bids: readonly number[]): number[] {
  const positive = bids.filter((bid) => bid > 0);
  return positive.sort((a, b) => b - a);
}
