/**
 * The indices of at most `count` points that cover a set evenly, in the order given: first the best in each
 * objective, then ever again the point farthest from those chosen, distances taken after every objective is
 * scaled to the range that the set spans.
 *
 * Their covering radius is at most twice that of any other choice of as many points, less one for each objective
 * after the first. O(n count).
 * Source: Gonzalez 1985, "Clustering to minimize the maximum intercluster distance".
 *
 * @param points one list of objectives a point, all maximised
 */
export function evenlySpread(points: readonly (readonly number[])[], count: number): number[] {
  if (points.length <= count) return points.map((_, k) => k);
  const objectives = points[0]!.map((_, m) => m);
  const low = objectives.map((m) => Math.min(...points.map((point) => point[m]!)));
  const high = objectives.map((m) => Math.max(...points.map((point) => point[m]!)));
  const scale = objectives.map((m) => (high[m]! > low[m]! ? 1 / (high[m]! - low[m]!) : 0));
  const nearest = new Float64Array(points.length).fill(Number.POSITIVE_INFINITY);
  const chosen: number[] = [];
  const choose = (k: number) => {
    chosen.push(k);
    nearest[k] = CHOSEN;
    for (let i = 0; i < points.length; i++) {
      let squares = 0;
      for (const m of objectives) squares += ((points[i]![m]! - points[k]![m]!) * scale[m]!) ** 2;
      if (nearest[i] !== CHOSEN && squares < nearest[i]!) nearest[i] = squares;
    }
  };
  for (const m of objectives) {
    const best = points.findIndex((point) => point[m] === high[m]);
    if (chosen.length < count && !chosen.includes(best)) choose(best);
  }
  while (chosen.length < count) {
    const farthest = nearest.reduce((most, distance, k) => (distance > nearest[most]! ? k : most), 0);
    choose(farthest);
  }
  return chosen.sort((a, b) => a - b);
}

/** Below every squared distance. */
const CHOSEN = -1;
