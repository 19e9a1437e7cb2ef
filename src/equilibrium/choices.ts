/**
 * All choices of so many of the first numbers, each rising, in lexicographic order. The array is the same each time, and
 * overwritten.
 *
 * @param size 0 or more
 */
export function* choices(count: number, size: number): Generator<readonly number[]> {
  const chosen = Array.from({ length: size }, (_, k) => k);
  if (size > count) return;
  for (;;) {
    yield chosen;
    let k = size - 1;
    while (k >= 0 && chosen[k] === count - size + k) k--;
    if (k < 0) return;
    chosen[k] = chosen[k]! + 1;
    for (let next = k + 1; next < size; next++) chosen[next] = chosen[next - 1]! + 1;
  }
}
