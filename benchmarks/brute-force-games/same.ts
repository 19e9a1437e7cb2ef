/** Bids of two equilibria that differ by less are the same: relative to the larger bid. */
const RELATIVE = 1e-3;
/** Bids that differ by less than this share of the value are the same, too: utility is flat at the smallest. */
const NOTHING = 1e-6;

/** Whether two vectors of bids are the same to within a relative tolerance, players of equal value exchanged at will. */
export function sameBids(
  a: readonly number[],
  b: readonly number[],
  values: readonly number[],
  relative = RELATIVE,
): boolean {
  const [first, second] = [inOrder(a, values), inOrder(b, values)];
  return first.every((i, k) => {
    const [x, y] = [a[i]!, b[second[k]!]!];
    const apart = Math.abs(x - y);
    return apart <= relative * Math.max(x, y) || apart <= NOTHING * values[i]!;
  });
}

/** The players by falling value, and by falling bid among equal values. */
function inOrder(bids: readonly number[], values: readonly number[]): number[] {
  return [...values.keys()].sort((i, j) => values[j]! - values[i]! || bids[j]! - bids[i]!);
}
