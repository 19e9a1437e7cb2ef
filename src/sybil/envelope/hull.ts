/**
 * The corners of the least concave function through (0, 0) above points, where it rises by `leastSlope` or more: seen
 * from the other axis, of the largest convex one below them.
 * Source: Andrew 1979, "Another efficient algorithm for convex hulls in two dimensions"; one chain.
 *
 * @param across one a point, >= 0; points that are not numbers are passed over
 * @param up     one a point
 * @returns indices of points, rising in both, without (0, 0)
 */
export function upperHull(across: Float64Array, up: Float64Array, leastSlope: number): number[] {
  const corners: number[] = [];
  for (const k of rising(up)) {
    const [x, y] = [across[k]!, up[k]!];
    if (!(x < Number.POSITIVE_INFINITY && y > 0 && y < Number.POSITIVE_INFINITY)) continue;
    let top = corners.length - 1;
    while (
      top >= 0 &&
      costBetween(across, up, corners[top - 1], corners[top]!) >= costBetween(across, up, corners[top], k)
    ) {
      corners.pop();
      top--;
    }
    if (top < 0 || y > up[corners[top]!]!) corners.push(k);
  }
  const dearest = 1 / leastSlope;
  while (corners.length > 0) {
    const top = corners.length - 1;
    if (costBetween(across, up, corners[top - 1], corners[top]!) <= dearest) break;
    corners.pop();
  }
  return corners;
}

/** What a step up costs across, from one point, or from (0, 0), to the next. */
function costBetween(across: Float64Array, up: Float64Array, from: number | undefined, to: number): number {
  if (from === undefined) return across[to]! / up[to]!;
  const [run, rise] = [across[to]! - across[from]!, up[to]! - up[from]!];
  return rise > 0 ? run / rise : run < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** Indices in rising order of numbers. */
function rising(numbers: Float64Array): Int32Array {
  const order = new Int32Array(numbers.length);
  let sorted = true;
  for (let k = 0; k < numbers.length; k++) {
    order[k] = k;
    if (k > 0 && !(numbers[k]! >= numbers[k - 1]!)) sorted = false;
  }
  const key = (k: number) => (Number.isNaN(numbers[k]!) ? Number.NEGATIVE_INFINITY : numbers[k]!);
  return sorted ? order : order.sort((i, j) => (key(i) < key(j) ? -1 : 1));
}
