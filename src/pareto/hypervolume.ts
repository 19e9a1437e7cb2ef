import { type Columns, columnsOf } from "./columns.js";
import { fallingOrder } from "./order.js";
import { Staircase } from "./staircase.js";

/**
 * The volume that a set of points dominates above a reference, all objectives maximised:
 *
 *     HV = | union_k [r_1, a_k1] x .. x [r_m, a_km] |.
 *
 * Points at or below the reference in an objective add nothing.
 * Source: Zitzler and Thiele 1998 (the S metric).
 *
 * @param points    one list of objectives a point, as many as the reference has
 * @param reference one number an objective
 */
export function hypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  return hypervolumeOf(columnsOf(points, reference.length), reference);
}

/**
 * The same for points by columns: a sweep for two objectives, O(n log n); a sweep over staircases for three
 * (Fonseca, Paquete and Lopez-Ibanez 2006), O(n log n) comparisons; slices of one objective fewer for more
 * (While, Hingston, Barone and Huband 2006, HSO), a factor of n an objective.
 */
export function hypervolumeOf(columns: Columns, reference: readonly number[]): number {
  const rows = fallingOrder(columns.slice(0, 1));
  if (columns.length === 1) return Math.max(0, (columns[0]![rows[0] ?? -1] ?? reference[0]!) - reference[0]!);
  if (columns.length === 2) return area(columns, rows, reference);
  if (columns.length === 3) return volumeWithin(UNBOUNDED, columns, rows, reference, new Staircase());
  return slices(columns, rows, reference);
}

function area([first, second]: Columns, rows: Uint32Array, reference: readonly number[]): number {
  const [left, bottom] = [reference[0]!, reference[1]!];
  let total = 0;
  let floor = bottom;
  for (let k = 0; k < rows.length; k++) {
    const x = first![rows[k]!]!;
    if (!(x > left)) break;
    const y = second![rows[k]!]!;
    if (!(y > floor)) continue;
    total += (x - left) * (y - floor);
    floor = y;
  }
  return total;
}

const UNBOUNDED = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

/**
 * The volume of three objectives, of points cut down to a corner: slices between neighbouring first objectives,
 * each as thick as they are apart.
 *
 * @param rows  by falling first objective
 * @param steps room for a staircase
 * @param skip  a row to leave out
 */
export function volumeWithin(
  corner: readonly number[],
  [first, second, third]: Columns,
  rows: Uint32Array,
  reference: readonly number[],
  steps: Staircase,
  skip = -1,
): number {
  const [front, right, top] = [corner[0]!, corner[1]!, corner[2]!];
  const [back, left, bottom] = [reference[0]!, reference[1]!, reference[2]!];
  steps.clear();
  let total = 0;
  let slice = 0;
  let depth = 0;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k]!;
    if (row === skip) continue;
    const x = Math.min(front, first![row]!);
    if (!(x > back)) break;
    const y = Math.min(right, second![row]!);
    const z = Math.min(top, third![row]!);
    if (!(y > left && z > bottom)) continue;
    total += slice * (depth - x);
    depth = x;
    slice += steps.gain(y, z, left, bottom);
  }
  return total + slice * (depth - back);
}

/** Slices between neighbouring first objectives, each as thick as they are apart, of one objective fewer. */
function slices([first, ...rest]: Columns, rows: Uint32Array, reference: readonly number[]): number {
  const [back, ...below] = reference;
  let total = 0;
  for (let k = 0; k < rows.length; k++) {
    const x = first![rows[k]!]!;
    if (!(x > back!)) break;
    const next = k + 1 < rows.length ? Math.max(back!, first![rows[k + 1]!]!) : back!;
    if (!(x > next)) continue;
    const before = rows.subarray(0, k + 1);
    const slice = rest.map((column) => Float64Array.from(before, (row) => column[row]!));
    total += (x - next) * hypervolumeOf(slice, below);
  }
  return total;
}

/**
 * The volume that a point dominates and the others do not: its box, less what they leave of it when each is
 * cut down to the point.
 */
export function exclusiveHypervolume(
  point: readonly number[],
  others: readonly (readonly number[])[],
  reference: readonly number[],
): number {
  const box = point.reduce((product, value, m) => product * Math.max(0, value - reference[m]!), 1);
  if (box === 0 || others.length === 0) return box;
  const cut = others.map((other) => other.map((value, m) => Math.min(value, point[m]!)));
  return Math.max(0, box - hypervolume(cut, reference));
}
