import { type ShareFormula, weighted } from "../formula.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import type { Facing } from "../shape/facing.js";

/** Proportional with every share held between a floor and a cap. */
export const shareBounds: MechanismFamily = {
  name: "share-bounds",
  card: {
    title: "Proportional with a floor and a cap on shares, all-pay",
    allocation: "x_i prop max(`floor`, min(`cap`, q_i)),  q_i = b_i / B",
    payment: "p_i = b_i",
    source:
      "derived here, of the cap on stakes in Brunjes, Kiayias, Koutsoupias and Stouka 2020, Reward Sharing Schemes",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance proportional to tickets, no less than a floor, no more than a cap",
    ),
    note: "Not Sybil-proof: identities evade a cap, and each of them gets the floor. Kept to be rejected.",
  },
  parameters: [
    { name: "floor", meaning: "least share that counts", minimum: 0, maximum: 1, default: 0 },
    {
      name: "cap",
      meaning: "largest share that counts",
      minimum: 0,
      aboveMinimum: true,
      maximum: 1,
      default: 0.5,
    },
  ],
  pap: { floor: 0, cap: 1 },
  build({ parameters }) {
    const { floor, cap } = parameters as { floor: number; cap: number };
    const inShares: ShareFormula = {
      weight: (a, share) => a.max(a.of(floor), a.min(a.of(cap), share)),
      price: (_, share) => share,
    };
    return {
      shape: { kind: "general" },
      facing: () => new BoundedFacing(floor, cap),
      claims: { scaleFree: true, monotone: true, tiesByIndex: false, withholds: false },
      formula: weighted(
        (a, { share, rest }) => inShares.weight(a, share, rest()),
        (_, { bid }) => bid,
      ),
      inShares,
      outcome(bids, allocations, payments) {
        let sum = 0;
        for (let i = 0; i < bids.length; i++) sum += bids[i]!;
        let total = 0;
        for (let i = 0; i < bids.length; i++) {
          const weight = bids[i]! > 0 ? Math.max(floor, Math.min(cap, bids[i]! / sum)) : 0;
          allocations[i] = weight;
          payments[i] = bids[i]!;
          total += weight;
        }
        if (total > 0) for (let i = 0; i < bids.length; i++) allocations[i] = allocations[i]! / total;
      },
    };
  },
};

/**
 * Of the others' rising bids those at the floor come first and those at the cap last, so that at a sum B of all bids two
 * searches by halving and sums of the bids up to each give the sum of their weights.
 */
class BoundedFacing implements Facing {
  allocation = 0;
  payment = 0;
  private rising = new Float64Array(0);
  /** The sum of so many of the lowest. */
  private sums = new Float64Array(1);
  private count = 0;

  constructor(
    private readonly floor: number,
    private readonly cap: number,
  ) {}

  face(bids: Float64Array, player: number): void {
    if (this.rising.length < bids.length) {
      this.rising = new Float64Array(bids.length);
      this.sums = new Float64Array(bids.length + 1);
    }
    this.count = 0;
    for (let j = 0; j < bids.length; j++) {
      if (j !== player && bids[j]! > 0) this.rising[this.count++] = bids[j]!;
    }
    this.rising.subarray(0, this.count).sort();
    for (let k = 0; k < this.count; k++) this.sums[k + 1] = this.sums[k]! + this.rising[k]!;
  }

  play(bid: number): void {
    const { floor, cap, count, sums } = this;
    const total = sums[count]! + bid;
    // A floor above the cap is what counts for everybody.
    const low = floor < cap ? this.below(floor * total) : count;
    const high = floor < cap ? this.below(cap * total) : count;
    const others = floor * low + (sums[high]! - sums[low]!) / total + cap * (count - high);
    const own = Math.max(floor, Math.min(cap, bid / total));
    this.allocation = own / (own + others);
    this.payment = bid;
  }

  /** How many bids are below a size. */
  private below(size: number): number {
    let [from, to] = [0, this.count];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.rising[middle]! < size) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
