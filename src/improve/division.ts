/** How a total bid is divided among identities: parts of it, which sum to 1. */
export interface Division {
  readonly name: string;
  readonly parts: Float64Array;
}

const TWO = [
  0.001, 0.003, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.125, 0.15, 0.175, 0.2, 0.225, 0.25, 0.275, 0.3, 0.325,
  0.35, 0.375, 0.4, 0.425, 0.45, 0.475, 0.5,
];
const SMALL = [0.003, 0.03, 0.1, 0.3, 0.6];
const MORE = [3, 4, 6, 8, 12, 16];

/** One bid. */
export const WHOLE: Division = { name: "one bid", parts: Float64Array.of(1) };

/** Two parts, equal parts, and one large beside equal small ones: the shapes that gains are mostly found in. */
export function divisions(identities: number): Division[] {
  const counts = MORE.filter((count) => count <= identities);
  return [
    ...TWO.map((part) => divisionOf([1 - part, part])),
    ...counts.map((count) => divisionOf(new Array(count).fill(1 / count))),
    ...counts.flatMap((count) =>
      SMALL.map((small) => divisionOf([1 - small, ...new Array(count - 1).fill(small / (count - 1))])),
    ),
  ];
}

function divisionOf(parts: readonly number[]): Division {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  const name =
    first === last
      ? `${parts.length} equal identities`
      : `identities of ${figure(first)} and ${parts.length === 2 ? "" : `${parts.length - 1} times `}${figure(last)}`;
  return { name, parts: Float64Array.from(parts) };
}

function figure(part: number): string {
  return Number(part.toPrecision(3)).toString();
}
