import { largestGain, scanPoints } from "../../equilibrium/certify.js";
import type { Response } from "../../equilibrium/response.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { constantSizes, sidesOf } from "../../mechanism/shape/special-sizes.js";
import { singleBidsOf, spanOf } from "../play/deviation.js";
import { IdentityPlay, type JointOutcome, jointOutcome } from "../play/identities.js";
import { bidsInPlay, type Opponents } from "../play/opponents.js";
import { PriceCurve, type SingleBid } from "../play/price-curve.js";
import type { Witness } from "../verdict.js";

/** A multi-identity deviation held against the best single bid that anybody has found. */
export interface Judgement {
  readonly single: { readonly bid: number } & JointOutcome;
  readonly joint: JointOutcome;
  /** Utility gained over that single bid, value units. */
  readonly gain: number;
}

/**
 * The gain of identities over the best single bid, by direct utilities, where the best single bid is looked
 * for again by the certifier's global search, which shares no code with the one that found the deviation;
 * the parts of the deviation and their sums are tried as well, and bids at the constants of the rule's formulas.
 */
export function judge(
  mechanism: Mechanism,
  opponents: Opponents,
  value: number,
  identities: ArrayLike<number>,
  known: SingleBid,
): Judgement {
  const seat = new SingleSeat(mechanism, opponents, value);
  const suggested = [known.bid, ...singleBidsOf(identities), ...bidsAtConstants(mechanism, opponents)];
  for (const bid of suggested) seat.at(bid);
  const inPlay = bidsInPlay(opponents);
  const scan = scanPoints(Math.max(value, seat.best, ...inPlay), [...inPlay, seat.best]);
  largestGain(seat, seat.highest, scan, new Float64Array(scan.length));
  const joint = jointOutcome(mechanism, identities, opponents);
  const alone = jointOutcome(mechanism, [seat.best], opponents);
  const gain = value * joint.allocation - joint.payment - (value * alone.allocation - alone.payment);
  return { single: { bid: seat.best, ...alone }, joint, gain };
}

/** Single bids at which something may happen that a scan steps over: where a formula has a constant, on both sides. */
function bidsAtConstants({ seat }: Mechanism, { vectors }: Opponents): number[] {
  if (seat === undefined || seat.smooth) return [];
  const bids = constantSizes(seat).flatMap((size) => {
    if (seat.reach === "bid") return [size];
    return vectors.flatMap((others) => {
      const total = others.reduce((sum, bid) => sum + bid, 0);
      return [(total * size) / (1 - size), ...Array.from(others, (bid) => bid / size - total)];
    });
  });
  return bids.filter((bid) => bid > 0).flatMap(sidesOf);
}

/** The witness of a judged deviation. */
export function witnessOf(
  { vectors, probabilities }: Opponents,
  value: number,
  identities: ArrayLike<number>,
  { single, joint, gain }: Judgement,
): Witness {
  const mixture = vectors.map((bids, t) => ({ bids: Array.from(bids), probability: probabilities[t]! }));
  return {
    others: mixture.length === 1 ? mixture[0]!.bids : [],
    ...(mixture.length === 1 ? {} : { mixture }),
    single,
    identities: Array.from(identities),
    ...joint,
    allocationChange: joint.allocation - single.allocation,
    paymentChange: joint.payment - single.payment,
    value,
    gain,
    gainShare: gain / value,
  };
}

/** The witness of bids, by direct utilities against the best single bid that the judge knows of. */
export function judgedWitness(
  mechanism: Mechanism,
  opponents: Opponents,
  value: number,
  bids: ArrayLike<number>,
): Witness {
  const known = new PriceCurve(mechanism, opponents, spanOf(opponents, value)).best(value);
  return witnessOf(opponents, value, bids, judge(mechanism, opponents, value, bids, known));
}

/** The responses of a single bid, of which it remembers the best; staying out is the first. */
class SingleSeat implements Response {
  readonly cost = 1;
  best = 0;
  highest = 0;
  private readonly play: IdentityPlay;

  constructor(
    mechanism: Mechanism,
    opponents: Opponents,
    private readonly value: number,
  ) {
    this.play = new IdentityPlay(mechanism, opponents, 1);
  }

  face(): void {}

  at(bid: number): number {
    if (!(bid > 0)) return 0;
    this.play.own[0] = bid;
    const utility = this.play.utility(this.value);
    if (utility > this.highest) [this.best, this.highest] = [bid, utility];
    return utility;
  }
}
