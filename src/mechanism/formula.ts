import type { Arithmetic } from "../numeric/arithmetic.js";

/** An outcome in numbers of any kind, one entry a positive bid. */
export interface OutcomeIn<T> {
  readonly allocations: readonly T[];
  readonly payments: readonly T[];
}

/**
 * A rule as formulas, to be evaluated in numbers of any kind: the definition that `outcome` is the fast form
 * of, for exact replays and enclosures.
 *
 * @param bids positive bids only
 */
export type Formula = <T>(arithmetic: Arithmetic<T>, bids: readonly T[]) => OutcomeIn<T>;

/** What a weight or a payment may depend on: the own bid b, the sum B of all, their number n, and q = b / B. */
export interface Seat<T> {
  readonly bid: T;
  readonly total: T;
  readonly share: T;
  /** 1 - q, worked out from the others' bids. */
  rest(): T;
  readonly count: number;
}

/**
 * The formula of a weight and a payment:  x_i = weight_i / sum_j weight_j,  p_i = payment_i.
 *
 * A lone bid has x = 1, and pays its bid where its payment is not a finite number.
 */
export function weighted(
  weight: <T>(arithmetic: Arithmetic<T>, seat: Seat<T>) => T,
  payment: <T>(arithmetic: Arithmetic<T>, seat: Seat<T>, allocation: T) => T,
): Formula {
  return <T>(a: Arithmetic<T>, bids: readonly T[]) => outcomeOfSeats(a, seatsOf(a, bids), weight, payment);
}

/** The seats of positive bids. */
export function seatsOf<T>(a: Arithmetic<T>, bids: readonly T[]): Seat<T>[] {
  const total = bids.reduce(a.add);
  const shares = bids.length === 1 ? [a.of(1)] : sharesOf(a, bids);
  return bids.map((bid, i) => ({
    ...{ bid, total, share: shares[i]!, count: bids.length },
    rest: () => (bids.length === 1 ? a.of(0) : a.share(sumWithout(a, bids, i), bid)),
  }));
}

/** What seats win and pay by a weight and a payment, as `weighted` has it. */
export function outcomeOfSeats<T>(
  a: Arithmetic<T>,
  seats: readonly Seat<T>[],
  weight: (arithmetic: Arithmetic<T>, seat: Seat<T>) => T,
  payment: (arithmetic: Arithmetic<T>, seat: Seat<T>, allocation: T) => T,
): OutcomeIn<T> {
  if (seats.length === 1) return loneBid(a, seats[0]!, payment);
  const allocations = sharesOf(
    a,
    seats.map((seat) => weight(a, seat)),
  );
  return { allocations, payments: seats.map((seat, i) => payment(a, seat, allocations[i]!)) };
}

/** Each one's share of the sum of two or more numbers >= 0. */
function sharesOf<T>(a: Arithmetic<T>, numbers: readonly T[]): T[] {
  return numbers.map((own, i) => a.share(own, sumWithout(a, numbers, i)));
}

function sumWithout<T>(a: Arithmetic<T>, numbers: readonly T[], i: number): T {
  return numbers.filter((_, j) => j !== i).reduce(a.add);
}

function loneBid<T>(
  a: Arithmetic<T>,
  seat: Seat<T>,
  payment: (arithmetic: Arithmetic<T>, seat: Seat<T>, allocation: T) => T,
): OutcomeIn<T> {
  const one = a.of(1);
  const paid = payment(a, seat, one);
  return { allocations: [one], payments: [a.finite(paid) ? paid : seat.bid] };
}

/** The formula of the own bid alone: weight f(b) and cost c(b). */
export interface OwnBidFormula {
  weight<T>(arithmetic: Arithmetic<T>, bid: T): T;
  cost<T>(arithmetic: Arithmetic<T>, bid: T): T;
}

/**
 * The weight f(q) and the price c(q) of a share: x_i = f(q_i) / sum_j f(q_j), p_i = B c(q_i). The rest is 1 - q,
 * which is lost in q where that is next to 1.
 */
export interface ShareFormula {
  weight<T>(arithmetic: Arithmetic<T>, share: T, rest: T): T;
  price<T>(arithmetic: Arithmetic<T>, share: T, rest: T): T;
}
