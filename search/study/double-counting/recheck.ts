import type { CheckedClaim } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf } from "../study.js";
import { type DoubleCountingOptions, ruleName } from "./content.js";

/** What nine published digits of a share may shift a figure by. */
const DIGITS = 1e-7;
const GRID = 2000;

type Row = Record<string, Cell>;

/**
 * Holds the shares to first-order conditions written down once more, the other figures to the shares, and the efficient
 * split to a search over transfers; no solver takes part.
 */
export function recheckDoubleCounting(content: Content, { alphas }: DoubleCountingOptions): CheckedClaim[] {
  const rows = recordsOf(content, "by-gamma");
  const solved = rows.filter(({ allocations }) => allocations !== null);
  return [
    judged(
      "first-order conditions of the Tullock contests",
      solved.flatMap((row) =>
        alphas.map((alpha) => (row.rule === ruleName(alpha) ? contestFault(row, alpha) : null)),
      ),
    ),
    judged(
      "winner-take-all: the top player pays what the whole is worth to the second",
      solved.filter(({ rule }) => rule === "wta").map(auctionFault),
    ),
    judged("fairness of the shares, and welfare against transfers", solved.flatMap(welfareFaults)),
  ];
}

function numbersOf(cell: Cell | undefined): number[] {
  return String(cell).split(" ").map(Number);
}

function near(found: number, stated: Cell | undefined): boolean {
  return Math.abs(found - Number(stated)) <= DIGITS * Math.max(1, Math.abs(found));
}

/** b_i = alpha v_i (1 - gamma x_i) x_i (1 - x_i), shares in proportion to b_i^alpha, revenue the sum of bids. */
function contestFault(row: Row, alpha: number) {
  const [values, shares, gamma] = [numbersOf(row.values), numbersOf(row.allocations), Number(row.gamma)];
  const bids = values.map(
    (value, i) => alpha * value * (1 - gamma * shares[i]!) * shares[i]! * (1 - shares[i]!),
  );
  const weights = bids.map((bid) => bid ** alpha);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const revenue = bids.reduce((sum, bid) => sum + bid, 0) / Math.max(...values);
  const holds =
    weights.every((weight, i) => near(weight / total, shares[i])) && near(revenue, row.revenueShare);
  return faultUnless(holds, `${row.rule}, values ${row.values}, gamma ${gamma}: no point of first order`);
}

function auctionFault(row: Row) {
  const [first, second] = numbersOf(row.values).sort((a, b) => b - a) as [number, number];
  const revenue = (second * (1 - Number(row.gamma) / 2)) / first;
  return faultUnless(
    near(revenue, row.revenueShare),
    `values ${row.values}: revenue ${revenue} of the top value`,
  );
}

function welfareFaults(row: Row) {
  const [values, shares, gamma] = [numbersOf(row.values), numbersOf(row.allocations), Number(row.gamma)];
  const welfareOf = (split: readonly number[]) =>
    values.reduce((sum, value, i) => sum + value * (split[i]! - (gamma * split[i]! ** 2) / 2), 0);
  const fairness = shares.reduce((product, share) => product * share, 1) ** (1 / shares.length);
  const best = bestSplit(values, gamma);
  return [
    faultUnless(
      Math.abs(fairness - Number(row.fairness)) <= DIGITS,
      `${row.rule}, ${row.values}: fairness ${fairness}`,
    ),
    faultUnless(
      Math.abs(1 - welfareOf(shares) / welfareOf(best) - Number(row.welfareLost)) <= 1 / GRID,
      `${row.rule}, values ${row.values}, gamma ${gamma}: welfare lost`,
    ),
  ];
}

/** The best split in steps of a grid: each step goes to whoever values it most. */
function bestSplit(values: readonly number[], gamma: number): number[] {
  const split = values.map(() => 0);
  for (let step = 0; step < GRID; step++) {
    const worth = values.map((value, i) => value * (1 - gamma * (split[i]! + 0.5 / GRID)));
    split[worth.indexOf(Math.max(...worth))]! += 1 / GRID;
  }
  return split;
}
