import { isAtom, type Lot, type WeightedLot } from "./lot.js";

/** What a search for mixed strategies begins with, beside staying out. */
export interface LotGrid {
  /** Atoms evenly in the logarithm, down to 1e-4 of the second value. */
  readonly logarithmic: number;
  /** Atoms evenly up to the second value. */
  readonly even: number;
  /** Spread pieces evenly up to the second value. */
  readonly pieces: number;
}

/** Bids reach down to this part of the second value: strategies may have atoms down to 0 without end. */
const LOWEST = 1e-4;
/** Relative distance of the bid just above a tie. */
const JUST_ABOVE = 1e-12;
/** How far trials go: this multiple of the lowest lot, its square, and this multiple of the highest. */
const BELOW = 1e-2;
const BEYOND = 1.5;
/** Parts that a piece is cut into: at an edge of what is in use, and elsewhere. */
const PARTS_AT_EDGE = 4;
const PARTS = 2;
/** Weights below this count as not in use. */
const UNUSED = 1e-9;

/** The lots of a grid up to the second value, above which nobody need go, all of one weight. */
export function startingLots(second: number, { logarithmic, even, pieces }: LotGrid): WeightedLot[] {
  const lots: Lot[] = [atom(0)];
  for (let k = 0; k < logarithmic; k++) lots.push(atom(second * LOWEST ** (1 - k / logarithmic)));
  for (let k = 1; k <= even; k++) lots.push(atom((second * k) / even));
  for (let k = 0; k < pieces; k++) {
    lots.push({ from: (second * k) / pieces, to: (second * (k + 1)) / pieces });
  }
  return lots.map((lot) => ({ ...lot, weight: 1 / lots.length }));
}

/**
 * Bids that players of lots may deviate to, rising: the ends of lots and the bids just above atoms, bids between
 * neighbouring ends, evenly in the logarithm, and some below and beyond.
 *
 * @param between how many bids between neighbouring ends at least
 * @param ratio   of neighbouring bids at most
 */
export function trialBids(lots: readonly Lot[], between: number, ratio: number): number[] {
  const atoms = new Set(lots.filter(isAtom).map(({ from }) => from));
  const ends = [...new Set(lots.flatMap(({ from, to }) => [from, to]))]
    .filter((end) => end > 0)
    .sort((a, b) => a - b);
  if (ends.length === 0) return [];
  const [lowest, highest] = [ends[0]!, ends.at(-1)!];
  const marks = [lowest * BELOW, ...ends, highest * BEYOND];
  const bids = new Set([lowest * BELOW ** 2]);
  for (const [k, mark] of marks.entries()) {
    bids.add(mark);
    if (atoms.has(mark)) bids.add(mark * (1 + JUST_ABOVE));
    const step = (marks[k + 1] ?? mark) / mark;
    const parts = Math.max(between + 1, Math.ceil(Math.log(step) / Math.log(ratio)));
    for (let m = 1; m < parts && step > 1; m++) bids.add(mark * step ** (m / parts));
  }
  return [...bids].sort((a, b) => a - b);
}

/**
 * The lots of the next round: the atoms in use, and those that may come into use; atoms at the best bids that are
 * outside the pieces in use; pieces cut where one of the best bids is inside, and finer at an edge of what is in use.
 *
 * @param isGood   whether a bid out of use is kept
 * @param addAtoms whether there may be new atoms
 */
export function refinedLots(
  lots: readonly WeightedLot[],
  bestBids: readonly number[],
  isGood: (bid: number) => boolean,
  addAtoms: boolean,
): WeightedLot[] {
  const pieces = lots.filter((lot) => !isAtom(lot)).sort((a, b) => a.from - b.from);
  const atoms = lots.filter((lot) => isAtom(lot) && (isUsed(lot) || lot.from === 0 || isGood(lot.from)));
  const inside =
    (bid: number) =>
    ({ from, to }: Lot) =>
      bid >= from && bid <= to;
  const added = bestBids.filter(
    (bid) => addAtoms && !atoms.some(inside(bid)) && !pieces.filter(isUsed).some(inside(bid)),
  );
  const cut = pieces.flatMap((piece, k) => {
    const near = [pieces[k - 1], piece, pieces[k + 1]].filter((each) => each !== undefined);
    if (near.some(isUsed) && !near.every(isUsed)) return inParts(piece, PARTS_AT_EDGE);
    const missed = isUsed(piece) && bestBids.some((bid) => inside(bid)(piece));
    return missed ? inParts(piece, PARTS) : [piece];
  });
  return [...atoms, ...added.map((bid) => ({ ...atom(bid), weight: 0 })), ...cut];
}

function inParts({ from, to, weight }: WeightedLot, parts: number): WeightedLot[] {
  const cut = (k: number) => (k === parts ? to : from + ((to - from) * k) / parts);
  return Array.from({ length: parts }, (_, k) => ({
    from: cut(k),
    to: cut(k + 1),
    weight: weight / parts,
  }));
}

function isUsed({ weight }: WeightedLot): boolean {
  return weight > UNUSED;
}

function atom(bid: number): Lot {
  return { from: bid, to: bid };
}
