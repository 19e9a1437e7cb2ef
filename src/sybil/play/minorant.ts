/** What bids win and pay, one entry a bid. */
export interface Outcomes {
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
}

/** A segment of P** above an allocation X. */
export interface Segment {
  /** Grid points at its ends; -1 for staying out. */
  readonly from: number;
  readonly to: number;
  /** The value at which one bid's best is either end. */
  readonly slope: number;
  /** P**(X). */
  readonly price: number;
  /** How far along the segment X is, 0 to 1. */
  readonly along: number;
}

/**
 * P**, the convex minorant of what one bid pays for what it wins, through staying out: the largest convex function
 * with P**(0) = 0 and P**(X) <= P at every (X, P) of the grid, its slope at most the largest value.
 * Source: Graham 1972, An efficient algorithm for determining the convex hull of a finite planar set; the lower hull.
 */
export class Minorant {
  private readonly won: number[] = [0];
  private readonly paid: number[] = [0];
  private readonly corners: number[] = [-1];

  constructor(
    { allocations, payments }: Outcomes,
    readonly largestValue: number,
  ) {
    const { won, paid, corners } = this;
    for (let g = 0; g < allocations.length; g++) {
      const [x, p] = [allocations[g]!, payments[g]!];
      if (x <= won.at(-1)!) continue;
      while (won.length > 1 && this.slope(won.length - 1) >= (p - paid.at(-1)!) / (x - won.at(-1)!)) {
        won.pop();
        paid.pop();
        corners.pop();
      }
      won.push(x);
      paid.push(p);
      corners.push(g);
    }
    while (won.length > 2 && this.slope(won.length - 1) > largestValue) {
      won.pop();
      paid.pop();
      corners.pop();
    }
  }

  /** The segment of P** above an allocation. */
  at(allocation: number): Segment {
    const { won, paid, corners } = this;
    let [low, high] = [1, won.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (won[middle]! < allocation) low = middle + 1;
      else high = middle;
    }
    const beyond = allocation > won[low]!;
    const from = beyond ? low : low - 1;
    const slope = beyond ? this.largestValue : this.slope(low);
    return {
      ...{ from: corners[from]!, to: corners[low]!, slope },
      price: paid[from]! + slope * (allocation - won[from]!),
      along: beyond ? 0 : (allocation - won[from]!) / (won[low]! - won[from]!),
    };
  }

  /** Of the segment that ends at a corner. */
  private slope(corner: number): number {
    const before = corner - 1;
    return (this.paid[corner]! - this.paid[before]!) / (this.won[corner]! - this.won[before]!);
  }
}
