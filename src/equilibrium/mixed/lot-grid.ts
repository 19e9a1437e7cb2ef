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
/** Multiples of the highest lot that are tried beyond it, and of the lowest below it. */
const BEYOND = [1.05, 1.2, 1.5] as const;
const BELOW = [1e-4, 1e-2, 0.1, 0.3] as const;
/** Parts that a piece is cut into: at an edge of what is in use, and elsewhere. */
const PARTS_AT_EDGE = 4;
const PARTS = 2;
/** Weights below this count as not in use. */
const UNUSED = 1e-7;

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
 * @param between how many bids between neighbouring ends
 */
export function trialBids(lots: readonly Lot[], between: number): number[] {
  const ends = [...new Set(lots.flatMap(({ from, to }) => [from, to]))]
    .filter((end) => end > 0)
    .sort((a, b) => a - b);
  if (ends.length === 0) return [];
  const atoms = new Set(lots.filter(isAtom).map(({ from }) => from));
  const bids = new Set(BELOW.map((factor) => factor * ends[0]!));
  for (const factor of BEYOND) bids.add(factor * ends.at(-1)!);
  for (const [k, end] of ends.entries()) {
    bids.add(end);
    if (atoms.has(end)) bids.add(end * (1 + JUST_ABOVE));
    const ratio = (ends[k + 1] ?? end) / end;
    for (let m = 1; m <= between && ratio > 1; m++) bids.add(end * ratio ** (m / (between + 1)));
  }
  return [...bids].sort((a, b) => a - b);
}

/**
 * The lots of the next round: the atoms in use; atoms at the best bids, where they are asked for and outside the pieces
 * in use; pieces cut where one of the best bids is inside, and finer at an edge of what is in use.
 */
export function refinedLots(
  lots: readonly WeightedLot[],
  bestBids: readonly number[],
  addAtoms: boolean,
): WeightedLot[] {
  const pieces = lots.filter((lot) => !isAtom(lot)).sort((a, b) => a.from - b.from);
  const atoms = lots.filter((lot) => isAtom(lot) && (isUsed(lot) || lot.from === 0));
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
