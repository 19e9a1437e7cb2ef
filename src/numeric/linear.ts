import { EigenvalueDecomposition, LuDecomposition, Matrix } from "ml-matrix";

/**
 * Solves A x = r by LU decomposition with partial pivoting.
 *
 * @param rows  A, row by row
 * @param right r
 * @returns x, or null where A is singular to working precision
 */
export function solveLinear(rows: readonly ArrayLike<number>[], right: ArrayLike<number>): number[] | null {
  const matrix = new Matrix(rows.map((row) => Array.from(row)));
  const decomposition = new LuDecomposition(matrix);
  if (decomposition.isSingular()) return null;
  const solution = decomposition.solve(Matrix.columnVector(Array.from(right))).to1DArray();
  return solution.every(Number.isFinite) ? solution : null;
}

/** The spectral radius max |eigenvalue| of a square matrix, row by row. */
export function spectralRadius(rows: readonly ArrayLike<number>[]): number {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(
    new Matrix(rows.map((row) => Array.from(row))),
  );
  return realEigenvalues.reduce((most, re, k) => Math.max(most, Math.hypot(re, imaginaryEigenvalues[k]!)), 0);
}
