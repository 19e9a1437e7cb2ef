import type { Direction } from "./direction.js";
import type { Row, RowKind } from "./row.js";

/** A row that keeps the smallest gain from rising, and by how much it would rise if the row were let off by 1. */
export interface Binding {
  readonly kind: RowKind;
  readonly place: string;
  readonly price: number;
}

const NOTICEABLE = 1e-6;

/** The rows that bind the best direction, dearest first: those of revenue, and those of everything else. */
export function bindings(
  rows: readonly Row[],
  { prices }: Direction,
): { readonly revenue: Binding[]; readonly others: Binding[] } {
  const all = rows
    .map(({ kind, place }, k): Binding => ({ kind, place, price: Math.abs(prices[k]!) }))
    .filter(({ price }) => price > NOTICEABLE)
    .sort((a, b) => b.price - a.price);
  return {
    revenue: all.filter(({ kind }) => kind === "revenue"),
    others: all.filter(({ kind }) => kind !== "revenue"),
  };
}
