import type { RivalBids, RivalsGiven } from "../../claim/domain.js";
import { lowDiscrepancyPoint } from "../../numeric/low-discrepancy.js";
import { type RandomStream, randomStream } from "../../numeric/random.js";
import type { SearchOptions } from "../options.js";

const MANY = 16;
const SPREAD_DECADES = 6;
const UNIT_DECADES = 8;

/** Which rivals a search looks at. */
export function rivalsSearched(
  fewest: number,
  { rivals, against }: SearchOptions,
  scaleFree: boolean,
): RivalBids | RivalsGiven {
  if (against !== undefined) return { bids: [...(fewest === 0 ? [[]] : []), ...against] };
  const top = 10 ** (UNIT_DECADES / 2);
  const largest = { from: 1 / top, to: top };
  return {
    ...{ fewest, most: rivals },
    ...(rivals > 1 ? { also: MANY, spread: 10 ** SPREAD_DECADES } : {}),
    ...(scaleFree ? {} : { largest }),
  };
}

/** Plain vectors that come first: one rival, equal ones, uneven ones, one large among small ones. */
const PLAIN: readonly (readonly number[])[] = [
  ...[[1], [1, 1], [1, 0.1], [1, 1, 1]],
  ...[
    [1, 1, 1, 1],
    [1, 0.4],
    [1, 0.75, 0.5, 0.25],
    [1, 0.01, 0.01, 0.01],
  ],
];

/** Those of at most so many rivals; where there may be several, many equal ones too. */
function plainVectors(rivals: number): (readonly number[])[] {
  const few = PLAIN.filter((bids) => bids.length <= rivals);
  return rivals > 1 ? [...few, new Array<number>(MANY).fill(1)] : few;
}

/**
 * Bids of rivals to search against, the largest of each vector 1: a few plain vectors, then from 1 to the
 * most rivals with bids spread over six decades, evenly by a low-discrepancy sequence; one in eight has 16.
 * Where the rule has a unit, vectors are also spread over eight decades around it.
 */
export function rivalVectors(options: SearchOptions, scaleFree: boolean): Float64Array[] {
  if (options.against !== undefined) return options.against.map((bids) => Float64Array.from(bids));
  const random = randomStream(options.seed, 3);
  const shift = Array.from({ length: options.rivals + 2 }, random);
  return Array.from({ length: options.effort.rivalVectors }, (_, index) => {
    const point = lowDiscrepancyPoint(index, options.rivals + 2, shift);
    const bids = bidsOf(index, point, options, random);
    // A few at the unit itself, then at every magnitude around it.
    const unit = scaleFree || index < 3 ? 1 : 10 ** (UNIT_DECADES * (point[1]! - 0.5));
    return Float64Array.from(bids, (bid) => bid * unit);
  });
}

/** The same without repetitions, for searches that see no more by looking again. */
export function distinctVectors(options: SearchOptions, scaleFree: boolean): Float64Array[] {
  const vectors = new Map(rivalVectors(options, scaleFree).map((bids) => [bids.join(" "), bids]));
  return [...vectors.values()];
}

function bidsOf(
  index: number,
  point: readonly number[],
  { rivals, effort }: SearchOptions,
  random: RandomStream,
): number[] {
  const plain = plainVectors(rivals);
  if (index < plain.length && index < effort.rivalVectors / 2) return [...plain[index]!];
  const many = rivals > 1 && index % 8 === 7;
  const count = many ? MANY : 1 + Math.floor(rivals * point[0]!);
  return Array.from({ length: count }, (_, j) => {
    if (j === 0) return 1;
    const u = many ? random() : point[1 + j]!;
    // Half of the spread within one decade, since rivals far below the largest hardly count.
    return 10 ** -(u < 0.5 ? 2 * u : 1 + (SPREAD_DECADES - 1) * (2 * u - 1));
  });
}
