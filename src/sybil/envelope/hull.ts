/**
 * The corners of the least concave function through (0, 0) above points, where it rises by `leastSlope` or more.
 * Source: Andrew 1979, "Another efficient algorithm for convex hulls in two dimensions"; the upper chain.
 *
 * @param across one a point, >= 0; points that are not numbers are passed over
 * @param up     one a point
 * @returns indices of points, rising in `across`, without (0, 0)
 */
export function upperHull(across: Float64Array, up: Float64Array, leastSlope: number): number[] {
  const order = rising(across);
  const corners: number[] = [];
  const slopeTo = (corner: number, x: number, y: number) => {
    const before = corners[corner];
    return before === undefined ? y / x : (y - up[before]!) / (x - across[before]!);
  };
  for (const k of order) {
    const [x, y] = [across[k]!, up[k]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const last = corners.length - 1;
    if (y <= (last >= 0 ? up[corners[last]!]! : 0)) continue;
    while (corners.length > 0) {
      const top = corners.length - 1;
      const here = slopeTo(top - 1, across[corners[top]!]!, up[corners[top]!]!);
      if (slopeTo(top, x, y) < here) break;
      corners.pop();
    }
    corners.push(k);
  }
  while (corners.length > 0) {
    const top = corners.length - 1;
    if (slopeTo(top - 1, across[corners[top]!]!, up[corners[top]!]!) >= leastSlope) break;
    corners.pop();
  }
  return corners;
}

/** Indices in rising order of numbers. */
function rising(numbers: Float64Array): Int32Array {
  const order = Int32Array.from(numbers, (_, k) => k);
  for (let k = 1; k < numbers.length; k++) {
    if (!(numbers[k]! >= numbers[k - 1]!)) return order.sort((i, j) => numbers[i]! - numbers[j]!);
  }
  return order;
}
