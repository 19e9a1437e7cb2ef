/**
 * Turns the factor of A into the factor of a A + b v v', by Givens rotations; O(d^2).
 *
 * @param factor lower triangle L with A = L L', row by row, d x d; overwritten
 * @param a      > 0
 * @param b      >= 0
 * @param v      d numbers, left as they are
 * Source: Gill, Golub, Murray and Saunders 1974.
 */
export function updateCholesky(factor: Float64Array, a: number, b: number, v: ArrayLike<number>): void {
  const d = v.length;
  const [rootA, rootB] = [Math.sqrt(a), Math.sqrt(b)];
  for (let k = 0; k < factor.length; k++) factor[k] = factor[k]! * rootA;
  const rest = Float64Array.from(v, (value) => value * rootB);
  for (let k = 0; k < d; k++) {
    const diagonal = factor[k * d + k]!;
    const turned = Math.hypot(diagonal, rest[k]!);
    const cosine = turned / diagonal;
    const sine = rest[k]! / diagonal;
    factor[k * d + k] = turned;
    for (let i = k + 1; i < d; i++) {
      const entry = (factor[i * d + k]! + sine * rest[i]!) / cosine;
      factor[i * d + k] = entry;
      rest[i] = cosine * rest[i]! - sine * entry;
    }
  }
}

/** L z, for the lower triangle L of a factor. */
export function timesFactor(factor: Float64Array, z: ArrayLike<number>): number[] {
  const d = z.length;
  return Array.from({ length: d }, (_, i) => {
    let sum = 0;
    for (let k = 0; k <= i; k++) sum += factor[i * d + k]! * z[k]!;
    return sum;
  });
}
