import type { Columns } from "./columns.js";

const FEW = 4096;
const BUCKETS = 1 << 16;
const DIGITS = 4;

/**
 * The rows by falling first column, ties by falling second, and so on; equal rows by rising index.
 *
 * Many rows are sorted by radix in the first column: the bits of a double, turned so that larger numbers come
 * first, are four digits of 16 bits, lowest first, and each takes a pass that keeps the order of the pass before.
 *
 * @param columns of finite numbers, of one length
 * Source: Knuth 1998, The Art of Computer Programming 3, 5.2.5 (radix sorting).
 */
export function fallingOrder(columns: Columns): Uint32Array {
  const rows = columns[0]!.length;
  const given = new Uint32Array(rows);
  for (let k = 0; k < rows; k++) given[k] = k;
  if (rows < FEW) return given.sort((i, j) => compareRows(columns, i, j));
  const order = radixSorted(columns[0]!, given);
  if (columns.length > 1) sortTies(columns, order);
  return order;
}

function compareRows(columns: Columns, i: number, j: number): number {
  for (const column of columns) if (column[i] !== column[j]) return column[j]! - column[i]!;
  return i - j;
}

function radixSorted(column: Float64Array, rows: Uint32Array): Uint32Array {
  let order = rows;
  let spare: Uint32Array = new Uint32Array(rows.length);
  const digits = Array.from({ length: DIGITS }, () => new Uint16Array(rows.length));
  fallingDigits(column, digits);
  const starts = new Uint32Array(BUCKETS);
  for (const digit of digits) {
    if (!startsOfBuckets(digit, starts)) continue;
    scatter(order, spare, digit, starts);
    [order, spare] = [spare, order];
  }
  return order;
}

/** Sorts each run of rows that share the first column by the others. */
function sortTies(columns: Columns, order: Uint32Array): void {
  const first = columns[0]!;
  for (let start = 0, end = 1; end <= order.length; end++) {
    if (end < order.length && first[order[end]!] === first[order[start]!]) continue;
    if (end - start > 1) order.subarray(start, end).sort((i, j) => compareRows(columns, i, j));
    start = end;
  }
}

/** The bits of the numbers as unsigned integers that fall as the numbers rise, lowest digit first; both zeros are one. */
function fallingDigits(column: Float64Array, [d0, d1, d2, d3]: readonly Uint16Array[]): void {
  const cell = new Float64Array(1);
  const words = new Uint32Array(cell.buffer);
  for (let k = 0; k < column.length; k++) {
    cell[0] = column[k]! + 0;
    const top = words[1]!;
    const negative = top >>> 31 === 1;
    const low = negative ? words[0]! : ~words[0]!;
    const high = negative ? top : ~(top | 0x80000000);
    d0![k] = low;
    d1![k] = low >>> 16;
    d2![k] = high;
    d3![k] = high >>> 16;
  }
}

/** Where the bucket of each value of a digit starts; false where all rows share one bucket. */
function startsOfBuckets(digit: Uint16Array, starts: Uint32Array): boolean {
  starts.fill(0);
  for (let k = 0; k < digit.length; k++) starts[digit[k]!] = starts[digit[k]!]! + 1;
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const count = starts[bucket]!;
    if (count === digit.length) return false;
    starts[bucket] = start;
    start += count;
  }
  return true;
}

function scatter(from: Uint32Array, to: Uint32Array, digit: Uint16Array, starts: Uint32Array): void {
  for (let k = 0; k < from.length; k++) {
    const row = from[k]!;
    const bucket = digit[row]!;
    const place = starts[bucket]!;
    starts[bucket] = place + 1;
    to[place] = row;
  }
}
