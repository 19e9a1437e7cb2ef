/** Points by objective: one column an objective, one row a point. All are maximised. */
export type Columns = readonly Float64Array[];

/** The columns of a list of points, which all have the same number of objectives. */
export function columnsOf(points: readonly ArrayLike<number>[], objectives: number): Columns {
  return Array.from({ length: objectives }, (_, m) => {
    const column = new Float64Array(points.length);
    for (let k = 0; k < points.length; k++) column[k] = points[k]![m]!;
    return column;
  });
}
