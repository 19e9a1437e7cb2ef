import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { Fault } from "../../front/check/claim.js";
import { faultUnless } from "../../front/check/claim.js";
import type { Cell } from "../study.js";

/** What figures published to six digits may be off by, relative to the larger of the amounts compared. */
const PLAYED = 1e-5;
const SINGLE_BIDS = 4000;
const DECADES = 12;

/** The faults of a refutation's row: the outcomes evaluated directly, and the single bid held to a scan of others. */
export function witnessFaults(mechanism: Mechanism, row: Record<string, Cell>): Fault[] {
  if (row.outcome !== "refuted" || row.notion === "merge") return [];
  const list = (cell: Cell | undefined) => (cell ? String(cell).split(" ").map(Number) : []);
  const [others, identities] = [list(row.others), list(row.identities)];
  if (identities.length === 0) return [`${row.notion}: refuted without a witness`];
  const single = Number(row.single);
  const divided = totalsOf(mechanism, identities, others);
  const undivided = totalsOf(mechanism, single > 0 ? [single] : [], others);
  const where = `${row.notion}, ${row.identities} against ${row.others}`;
  const won = divided.allocation - undivided.allocation;
  const paid = divided.payment - undivided.payment;
  const near = (name: string, again: number, size: number) =>
    faultUnless(
      Math.abs(Number(row[name]) - again) <= PLAYED * (Math.abs(again) + 1e-6 * size),
      `${where}: ${name} is ${row[name]} in the file and ${again} played anew`,
    );
  const changes = [near("allocationChange", won, 1), near("paymentChange", paid, divided.payment)];
  if (row.value === null || row.value === undefined) {
    return [...changes, faultUnless(won > 0 || paid < 0, `${where}: nothing is won and nothing saved`)];
  }
  const value = Number(row.value);
  const utility = ({ allocation, payment }: Totals) => value * allocation - payment;
  const gain = utility(divided) - Math.max(0, bestSingle(mechanism, others, value));
  return [
    ...changes,
    faultUnless(gain > 0, `${where}: another single bid is as good, the gain being ${gain}`),
  ];
}

interface Totals {
  readonly allocation: number;
  readonly payment: number;
}

/** What the first bids win and pay together beside the others. */
function totalsOf(mechanism: Mechanism, own: readonly number[], others: readonly number[]): Totals {
  const bids = Float64Array.from([...own, ...others]);
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, allocations, payments);
  const total = (amounts: Float64Array) => amounts.slice(0, own.length).reduce((sum, x) => sum + x, 0);
  return { allocation: total(allocations), payment: total(payments) };
}

function bestSingle(mechanism: Mechanism, others: readonly number[], value: number): number {
  const top = 2 * Math.max(value, ...others);
  let best = 0;
  for (let k = 0; k <= SINGLE_BIDS; k++) {
    const bid = top * 10 ** ((-DECADES * k) / SINGLE_BIDS);
    const { allocation, payment } = totalsOf(mechanism, [bid], others);
    best = Math.max(best, value * allocation - payment);
  }
  return best;
}
