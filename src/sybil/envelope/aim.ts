import type { Envelope } from "./envelope.js";
import type { Undivided } from "./outcomes.js";
import type { Table } from "./table.js";

/** How far bids with that outcome and total break a notion. */
export type Height = (allocation: number, payment: number, total: number) => number;

/** What a notion holds several identities to, against fixed rivals. */
export interface Aim {
  /**
   * How far a play with that outcome breaks the notion; NaN where it has none.
   *
   * @param total the index of its total among those of the plays
   */
  near(allocation: number, payment: number, total: number): number;
  /** The same of any total bid: quickly, and to the last digits. */
  readonly roughly: Height;
  readonly exactly: Height;
  /** The value at which the play gains most, in the unit of bids; null where a notion knows no values. */
  valueAt(payment: number): number | null;
}

/** Best-response: X - X**(P), a share of the value. */
export function bestResponseAim(envelope: Envelope): Aim {
  return {
    near: (allocation, payment) => allocation - envelope.at(payment),
    roughly: (allocation, payment) => allocation - envelope.at(payment),
    exactly: (allocation, payment) => allocation - envelope.exactly(payment),
    valueAt: (payment) => 1 / envelope.slopeAt(payment),
  };
}

/** Equilibrium, at the value of a player: X - P / v less the best single bid's, a share of the value. */
export function fixedValueAim(value: number, single: number): Aim {
  const gain = (allocation: number, payment: number) => allocation - payment / value - single;
  return { near: gain, roughly: gain, exactly: gain, valueAt: () => value };
}

/**
 * Split: allocation won over one bid of the same total, and payment saved as a share of what that bid pays; where
 * neither is won, how little is lost, below 0.
 *
 * @param table     plays the bid of any other total
 * @param undivided what one bid of each total of plays wins and pays
 */
export function splitAim(table: Table, { allocations, payments }: Undivided): Aim {
  const exactly: Height = (allocation, payment, total) => {
    table.single(total);
    return change(allocation - table.allocation, payment, table.payment);
  };
  return {
    near: (allocation, payment, total) => change(allocation - allocations[total]!, payment, payments[total]!),
    ...{ roughly: exactly, exactly },
    valueAt: () => null,
  };
}

function change(won: number, payment: number, paid: number): number {
  const saved = paid > 0 ? (paid - payment) / paid : 0;
  const size = Math.max(won, 0) + Math.max(saved, 0);
  return size > 0 ? size : Math.max(won, saved);
}
