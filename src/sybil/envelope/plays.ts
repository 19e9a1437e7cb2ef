/** Several bids of one player, as groups of equal ones. */
export interface Groups {
  readonly sizes: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Divisions of totals among identities, in rows of typed arrays that grow: what they are made of, before anybody else's
 * bids are known. Sizes are shares of all bids, or bids, as the rule asks.
 */
export class Plays {
  size = 0;
  /** Distinct totals, and what the others have left of 1; the second is used for shares alone. */
  readonly totals: number[] = [];
  readonly rests: number[] = [];
  /** One a play: its total, how many identities, and which share of the total is not the largest's. */
  total = new Int32Array(1024);
  identities = new Int32Array(1024);
  divided = new Float64Array(1024);
  /** Where the groups of play i begin; they end where those of play i + 1 do. */
  from = new Int32Array(1025);
  sizes = new Float64Array(2048);
  counts = new Int32Array(2048);
  /** Of the play begun. */
  private sum = 0;
  private largest = 0;

  /** Notes a total, which plays then refer to by the index returned. */
  addTotal(total: number, rest: number): number {
    this.totals.push(total);
    this.rests.push(rest);
    return this.totals.length - 1;
  }

  /** Adds a play of two groups; one of count 0 is left out. */
  add(total: number, first: number, firstCount: number, second: number, secondCount: number): void {
    this.begin(total);
    if (firstCount > 0) this.group(first, firstCount);
    if (secondCount > 0) this.group(second, secondCount);
    this.end();
  }

  /** Begins a play; then `group` for each of its groups, and `end`. */
  begin(total: number): void {
    const { size } = this;
    if (size === this.total.length) {
      this.total = grown(this.total, new Int32Array(2 * size));
      this.identities = grown(this.identities, new Int32Array(2 * size));
      this.divided = grown(this.divided, new Float64Array(2 * size));
      this.from = grown(this.from, new Int32Array(2 * size + 1));
    }
    this.total[size] = total;
    this.identities[size] = 0;
    this.sum = 0;
    this.largest = 0;
    this.from[size + 1] = this.from[size]!;
  }

  /** Adds so many bids of one size to the play begun. */
  group(each: number, count: number): void {
    const { size } = this;
    const at = this.from[size + 1]!;
    if (at === this.sizes.length) {
      this.sizes = grown(this.sizes, new Float64Array(2 * at));
      this.counts = grown(this.counts, new Int32Array(2 * at));
    }
    this.sizes[at] = each;
    this.counts[at] = count;
    this.from[size + 1] = at + 1;
    this.identities[size] = this.identities[size]! + count;
    this.sum += each * count;
    if (each > this.largest) this.largest = each;
  }

  /** Keeps the play begun. */
  end(): void {
    this.divided[this.size] = (this.sum - this.largest) / this.sum;
    this.size++;
  }

  /** The groups of a play, sizes in the unit of its total. */
  groupsOf(play: number): Groups {
    const [from, to] = [this.from[play]!, this.from[play + 1]!];
    return { sizes: Array.from(this.sizes.slice(from, to)), counts: Array.from(this.counts.slice(from, to)) };
  }
}

function grown<T extends Int32Array | Float64Array>(before: T, after: T): T {
  after.set(before);
  return after;
}

/** The sum of so many bids of each size. */
export function totalOf(sizes: ArrayLike<number>, counts: ArrayLike<number>): number {
  let total = 0;
  for (let g = 0; g < counts.length; g++) total += sizes[g]! * counts[g]!;
  return total;
}

/** Every bid of the groups, one entry an identity. */
export function bidsOf({ sizes, counts }: Groups): Float64Array {
  return Float64Array.from(sizes.flatMap((size, g) => new Array<number>(counts[g]!).fill(size)));
}

/** Bids as groups of equal ones; those of 0 are left out. */
export function groupsOf(bids: ArrayLike<number>): Groups {
  const positive = Array.from(bids).filter((bid) => bid > 0);
  const sizes = [...new Set(positive)];
  return { sizes, counts: sizes.map((size) => positive.filter((bid) => bid === size).length) };
}
