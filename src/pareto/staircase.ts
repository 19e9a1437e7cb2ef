/**
 * Points of the plane of which none is at least as good in both coordinates as another: by rising first
 * coordinate, so by falling second. Binary search finds the place of a point; room for it is made by moving
 * what comes behind, which is fast memory traffic at the sizes that sweeps meet (about the root of the
 * number of points swept).
 */
export class Staircase {
  private first = new Float64Array(8);
  private second = new Float64Array(8);
  private size = 0;

  clear(): void {
    this.size = 0;
  }

  /** Whether a step is at least as good in both coordinates. */
  covers(y: number, z: number): boolean {
    const place = this.placeOf(y);
    return place < this.size && this.second[place]! >= z;
  }

  /** Adds a point that no step covers, and removes the steps that it covers. */
  add(y: number, z: number): void {
    let end = this.placeOf(y);
    if (end < this.size && this.first[end] === y) end++;
    let start = end;
    while (start > 0 && this.second[start - 1]! <= z) start--;
    this.splice(start, end, y, z);
  }

  /**
   * Adds a point beyond a corner, if no step covers it.
   *
   * @returns the area that it covers, down to the corner, and no step did before
   */
  gain(y: number, z: number, cornerY: number, cornerZ: number): number {
    if (this.covers(y, z)) return 0;
    let end = this.placeOf(y);
    if (end < this.size && this.first[end] === y) end++;
    let area = 0;
    let right = y;
    let floor = end < this.size ? this.second[end]! : cornerZ;
    let start = end;
    while (start > 0 && this.second[start - 1]! <= z) {
      start--;
      area += (right - this.first[start]!) * (z - floor);
      right = this.first[start]!;
      floor = this.second[start]!;
    }
    area += (right - (start > 0 ? this.first[start - 1]! : cornerY)) * (z - floor);
    this.splice(start, end, y, z);
    return area;
  }

  /** The first step whose first coordinate is at least y. */
  private placeOf(y: number): number {
    const { first } = this;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (first[middle]! < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Puts a point in the place of the steps from `start` up to `end`. */
  private splice(start: number, end: number, y: number, z: number): void {
    if (start === end && this.size === this.first.length) {
      this.first = doubled(this.first);
      this.second = doubled(this.second);
    }
    if (end !== start + 1 && end < this.size) {
      this.first.copyWithin(start + 1, end, this.size);
      this.second.copyWithin(start + 1, end, this.size);
    }
    this.first[start] = y;
    this.second[start] = z;
    this.size += start + 1 - end;
  }
}

function doubled(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * column.length);
  longer.set(column);
  return longer;
}
