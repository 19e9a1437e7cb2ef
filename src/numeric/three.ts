/**
 * Solves three linear equations in place, by elimination with partial pivoting.
 *
 * @param matrix nine numbers, row by row; overwritten
 * @param right  three numbers, overwritten by the solution
 * @returns false where the system is singular to working precision
 */
export function solveThree(matrix: Float64Array, right: Float64Array): boolean {
  for (let column = 0; column < 3; column++) {
    let pivot = column;
    for (let row = column + 1; row < 3; row++) {
      if (Math.abs(matrix[3 * row + column]!) > Math.abs(matrix[3 * pivot + column]!)) pivot = row;
    }
    if (pivot !== column) swapRows(matrix, right, pivot, column);
    const diagonal = matrix[4 * column]!;
    if (!(Math.abs(diagonal) > 0 && Math.abs(diagonal) < Number.POSITIVE_INFINITY)) return false;
    for (let row = column + 1; row < 3; row++) {
      const factor = matrix[3 * row + column]! / diagonal;
      for (let k = column; k < 3; k++)
        matrix[3 * row + k] = matrix[3 * row + k]! - factor * matrix[3 * column + k]!;
      right[row] = right[row]! - factor * right[column]!;
    }
  }
  for (let row = 2; row >= 0; row--) {
    let known = right[row]!;
    for (let k = row + 1; k < 3; k++) known -= matrix[3 * row + k]! * right[k]!;
    right[row] = known / matrix[4 * row]!;
  }
  return Number.isFinite(right[0]! + right[1]! + right[2]!);
}

function swapRows(matrix: Float64Array, right: Float64Array, a: number, b: number): void {
  for (let k = 0; k < 3; k++) {
    const kept = matrix[3 * a + k]!;
    matrix[3 * a + k] = matrix[3 * b + k]!;
    matrix[3 * b + k] = kept;
  }
  const kept = right[a]!;
  right[a] = right[b]!;
  right[b] = kept;
}
