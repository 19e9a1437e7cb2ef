/** Whether `a` is nowhere below `b` and somewhere above it; all objectives are maximised. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  let above = false;
  for (let k = 0; k < a.length; k++) {
    if (a[k]! < b[k]!) return false;
    if (a[k]! > b[k]!) above = true;
  }
  return above;
}

/**
 * The indices of the points that no other point dominates, by falling first objective. Of equal points the
 * first given stays, so that the front is a set.
 *
 * Two objectives take O(n log n) (Kung, Luccio and Preparata 1975); more take O(n |front|).
 *
 * @param points one list of objectives a point, all maximised
 */
export function paretoFront(points: readonly (readonly number[])[]): number[] {
  const order = points.map((_, k) => k).sort((i, j) => compareFalling(points[i]!, points[j]!) || i - j);
  const front: number[] = [];
  for (const k of order) {
    const point = points[k]!;
    const rivals = point.length === 2 ? front.slice(-1) : front;
    if (rivals.some((r) => dominates(points[r]!, point) || compareFalling(points[r]!, point) === 0)) continue;
    front.push(k);
  }
  return front;
}

/** Orders points by falling first objective, ties by falling second, and so on. */
export function compareFalling(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return b[k]! - a[k]!;
  return 0;
}
