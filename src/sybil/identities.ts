import type { Mechanism } from "../mechanism/mechanism.js";

/** What several identities of one player get and pay together. */
export interface JointOutcome {
  allocation: number;
  payment: number;
}

/**
 * The play of one player through several identities against fixed bids of the others. Identities are
 * really added: the rule sees one more bid for each, and n grows with them.
 */
export class IdentityPlay {
  private readonly bids: Float64Array;
  private readonly allocations: Float64Array;
  private readonly payments: Float64Array;
  evaluations = 0;

  /**
   * @param others     bids of everybody else
   * @param identities how many identities the player has; their bids may be 0
   */
  constructor(
    private readonly mechanism: Mechanism,
    others: ArrayLike<number>,
    readonly identities: number,
  ) {
    const n = identities + others.length;
    this.bids = new Float64Array(n);
    this.bids.set(others, identities);
    this.allocations = new Float64Array(n);
    this.payments = new Float64Array(n);
  }

  /** Sets the bid of one identity. */
  set(identity: number, bid: number): void {
    this.bids[identity] = bid;
  }

  /** The bids of the identities. */
  own(): number[] {
    return Array.from(this.bids.subarray(0, this.identities));
  }

  /** The joint outcome of the bids set. Where it wins a tie by index, that is the best seat for it. */
  outcome(): JointOutcome {
    this.evaluations++;
    this.mechanism.outcome(this.bids, this.allocations, this.payments);
    let allocation = 0;
    let payment = 0;
    for (let k = 0; k < this.identities; k++) {
      allocation += this.allocations[k]!;
      payment += this.payments[k]!;
    }
    return { allocation, payment };
  }

  /** v x - p of the bids set. */
  utility(value: number): number {
    const { allocation, payment } = this.outcome();
    return value * allocation - payment;
  }
}

/** The joint outcome of given bids against others. */
export function jointOutcome(
  mechanism: Mechanism,
  own: readonly number[],
  others: ArrayLike<number>,
): JointOutcome {
  const play = new IdentityPlay(mechanism, others, own.length);
  own.forEach((bid, k) => {
    play.set(k, bid);
  });
  return play.outcome();
}
