import type { Mechanism } from "../../mechanism/mechanism.js";
import { fixedBids, type Opponents } from "./opponents.js";

/** What several identities of one player get and pay together. */
export interface JointOutcome {
  readonly allocation: number;
  readonly payment: number;
}

/** What a search has spent: outcomes worked out, and how many of them are none that a mechanism may have. */
export class Tally {
  evaluations = 0;
  undefinedOutcomes = 0;
}

/** How far an allocation may be outside [0, 1], and a payment below 0 for the bids made. */
const ROUNDING = 1e-9;

/** A vector of the others' bids with room before it for the identities'. */
interface Table {
  readonly bids: Float64Array;
  readonly allocations: Float64Array;
  readonly payments: Float64Array;
}

/**
 * The play of one player through several identities against others. Identities are really added: the rule
 * sees one more bid for each, and n grows with them. They sit first, which is the best seat where ties go
 * to the lower index.
 */
export class IdentityPlay {
  /** The bids of the identities; 0 is one that is not used. Set these, then ask for the outcome. */
  readonly own: Float64Array;
  /** Expected total allocation and payment of the identities at the outcome last asked for; NaN where it is none. */
  allocation = 0;
  payment = 0;
  private readonly tables: readonly Table[];

  constructor(
    private readonly mechanism: Mechanism,
    readonly opponents: Opponents,
    readonly identities: number,
    private readonly tally: Tally = new Tally(),
  ) {
    this.own = new Float64Array(identities);
    this.tables = opponents.vectors.map((others) => {
      const n = identities + others.length;
      const bids = new Float64Array(n);
      bids.set(others, identities);
      return { bids, allocations: new Float64Array(n), payments: new Float64Array(n) };
    });
  }

  /** Plays the bids set, into `allocation` and `payment`. */
  play(): void {
    this.tally.evaluations++;
    this.allocation = 0;
    this.payment = 0;
    const { tables, own, identities } = this;
    for (let t = 0; t < tables.length; t++) {
      const { bids, allocations, payments } = tables[t]!;
      for (let k = 0; k < identities; k++) bids[k] = own[k]!;
      this.mechanism.outcome(bids, allocations, payments);
      const probability = this.opponents.probabilities[t]!;
      for (let k = 0; k < identities; k++) {
        this.allocation += probability * allocations[k]!;
        this.payment += probability * payments[k]!;
      }
    }
    if (!this.isOutcome()) {
      this.tally.undefinedOutcomes++;
      this.allocation = Number.NaN;
      this.payment = Number.NaN;
    }
  }

  /** Finite, a share in [0, 1], and no money paid out. */
  private isOutcome(): boolean {
    let bids = 0;
    for (let k = 0; k < this.identities; k++) bids += this.own[k]!;
    const { allocation, payment } = this;
    return (
      allocation >= -ROUNDING &&
      allocation <= 1 + ROUNDING &&
      payment >= -ROUNDING * bids &&
      payment < Number.POSITIVE_INFINITY
    );
  }

  /** The expected allocation of one identity at the outcome last asked for. */
  allocationOf(identity: number): number {
    const { probabilities } = this.opponents;
    return this.tables.reduce(
      (sum, { allocations }, t) => sum + probabilities[t]! * allocations[identity]!,
      0,
    );
  }

  /** v x - p of the bids set; minus infinity where they have no outcome. */
  utility(value: number): number {
    this.play();
    const utility = value * this.allocation - this.payment;
    return Number.isNaN(utility) ? Number.NEGATIVE_INFINITY : utility;
  }
}

/** The joint outcome of given bids against others, whose bids are fixed or mixed. */
export function jointOutcome(
  mechanism: Mechanism,
  own: ArrayLike<number>,
  others: ArrayLike<number> | Opponents,
): JointOutcome {
  const opponents = "vectors" in others ? others : fixedBids(others);
  const play = new IdentityPlay(mechanism, opponents, own.length);
  play.own.set(own);
  play.play();
  return { allocation: play.allocation, payment: play.payment };
}
