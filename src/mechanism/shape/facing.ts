import type { Rule } from "../mechanism.js";
import type { OwnBidRule } from "./own-bid.js";
import type { SeatRule } from "./seat.js";
import type { HighestBidPrice } from "./shape.js";

/**
 * What one player gets and pays by its own bid while all others' are fixed, in time that does not grow with their number
 * (or with its logarithm).
 */
export interface Facing {
  /** x and p at the bid played last; x is NaN where numbers under- or overflow, and the rule itself is to be asked. */
  allocation: number;
  payment: number;
  /** Takes the seat of a player, whose own bid is then free. */
  face(bids: Float64Array, player: number): void;
  /** @param bid above 0 */
  play(bid: number): void;
}

/** A new seat to take under a rule; null where none is known that is faster than the rule. */
export function facingOf(rule: Rule): Facing | null {
  if (rule.facing) return rule.facing();
  const { shape, seat } = rule;
  if (shape.kind === "own-bid") return new OwnBidFacing(shape.rule);
  if (shape.kind === "highest-bid") return new HighestBidFacing(shape.price);
  const isFixed = seat?.proportional || (seat?.reach === "bid" && !seat.byCount);
  return isFixed ? new SeatFacing(seat!) : null;
}

/** x and p of two rules on the same bids, made into one; null where one of the two is not known. */
export function bothFaced(
  first: Rule,
  second: Rule,
  join: (mine: number, theirs: number) => number,
): (() => Facing) | undefined {
  if (facingOf(first) === null || facingOf(second) === null) return undefined;
  return () => {
    const [one, other] = [facingOf(first)!, facingOf(second)!];
    return {
      allocation: 0,
      payment: 0,
      face(bids, player) {
        one.face(bids, player);
        other.face(bids, player);
      },
      play(bid) {
        one.play(bid);
        other.play(bid);
        this.allocation = join(one.allocation, other.allocation);
        this.payment = join(one.payment, other.payment);
      },
    };
  };
}

/** The same seat at prices of its own, which may depend on what a bid wins; undefined where the rule's is not known. */
export function repaid(
  rule: Rule,
  price: (paid: number, allocation: number) => number,
): (() => Facing) | undefined {
  if (facingOf(rule) === null) return undefined;
  return () => {
    const faced = facingOf(rule)!;
    return {
      allocation: 0,
      payment: 0,
      face(bids, player) {
        faced.face(bids, player);
      },
      play(bid) {
        faced.play(bid);
        this.allocation = faced.allocation;
        this.payment = price(faced.payment, faced.allocation);
      },
    };
  };
}

class OwnBidFacing implements Facing {
  allocation = 0;
  payment = 0;
  private othersWeight = 0;

  constructor(private readonly rule: OwnBidRule) {}

  face(bids: Float64Array, player: number): void {
    this.othersWeight = 0;
    for (let j = 0; j < bids.length; j++) {
      if (j !== player && bids[j]! > 0) this.othersWeight += this.rule.weight(bids[j]!);
    }
  }

  play(bid: number): void {
    const weight = this.rule.weight(bid);
    const total = weight + this.othersWeight;
    // Weights that underflow or overflow are left to the rule, which takes them relative to the top bid.
    const isSound = total > Number.MIN_VALUE && total < Number.MAX_VALUE;
    this.allocation = isSound ? weight / total : Number.NaN;
    this.payment = this.rule.cost(bid);
  }
}

class HighestBidFacing implements Facing {
  allocation = 0;
  payment = 0;
  private highest = 0;
  private winsTies = false;

  constructor(private readonly price: HighestBidPrice) {}

  face(bids: Float64Array, player: number): void {
    let [highest, who] = [0, -1];
    for (let j = 0; j < bids.length; j++) {
      if (j !== player && bids[j]! > highest) [highest, who] = [bids[j]!, j];
    }
    this.highest = highest;
    this.winsTies = player < who;
  }

  play(bid: number): void {
    const wins = bid > this.highest || (bid === this.highest && this.winsTies);
    this.allocation = wins ? 1 : 0;
    if (this.price === "all-pay") this.payment = bid;
    else if (!wins) this.payment = 0;
    else this.payment = this.price === "first" ? bid : this.highest;
  }
}

/** Rules of seats under which the own bid changes nobody else's weight. */
class SeatFacing implements Facing {
  allocation = 0;
  payment = 0;
  /** The others' sum of bids and of weights, and how many they are. */
  private rest = 0;
  private othersWeight = 0;
  private others = 0;

  constructor(private readonly seat: SeatRule) {}

  face(bids: Float64Array, player: number): void {
    const { seat } = this;
    this.rest = 0;
    this.othersWeight = 0;
    this.others = 0;
    for (let j = 0; j < bids.length; j++) {
      if (j === player || !(bids[j]! > 0)) continue;
      this.rest += bids[j]!;
      this.others++;
    }
    if (seat.proportional) this.othersWeight = this.rest;
    else {
      for (let j = 0; j < bids.length; j++) {
        if (j !== player && bids[j]! > 0) this.othersWeight += seat.weight(bids[j]!, 0, this.others + 1);
      }
    }
  }

  play(bid: number): void {
    const { seat, rest, others } = this;
    if (others === 0) {
      const price = seat.price(bid, 0, 1, 1);
      this.allocation = 1;
      this.payment = Number.isFinite(price) ? price : bid;
      return;
    }
    const weight = seat.weight(bid, rest, others + 1);
    this.allocation = weight / (weight + this.othersWeight);
    this.payment = seat.price(bid, rest, others + 1, this.allocation);
  }
}
