/**
 * Point `index` of the R_d sequence, a Kronecker sequence of low discrepancy in the unit cube:
 *
 *     u_k = frac(shift_k + (index + 1) / g^(k + 1)),  g the root above 1 of g^(d + 1) = g + 1.
 *
 * Any prefix of the sequence fills the cube evenly, so a run may stop anywhere.
 *
 * @param index     0, 1, 2, ...
 * @param dimension d >= 0 (0 yields the empty point)
 * @param shift     d numbers in [0, 1): a random shift (Cranley and Patterson 1976) from the run's seed
 * @returns d numbers in [0, 1)
 * Source: Roberts 2018, "The unreasonable effectiveness of quasirandom sequences".
 */
export function lowDiscrepancyPoint(index: number, dimension: number, shift: readonly number[]): number[] {
  const g = generalisedGoldenRatio(dimension);
  return Array.from({ length: dimension }, (_, k) => {
    const u = (shift[k] ?? 0) + (index + 1) / g ** (k + 1);
    return u - Math.floor(u);
  });
}

function generalisedGoldenRatio(dimension: number): number {
  let g = 2;
  for (let step = 0; step < 64; step++) g = (1 + g) ** (1 / (dimension + 1));
  return g;
}
