import { mechanismText } from "../../src/mechanism/notation.js";
import { METRICS, type MetricValues, metricsOf } from "../../src/metric/metrics.js";
import { papBenchmark } from "../../src/scenario/pap-benchmark.js";
import { type Column, columnsText, type Layout, terminalWidth, wrapped } from "../show/text/columns.js";
import { csv } from "../show/text/csv.js";
import { figure, figures, mechanismCell } from "../show/text/format.js";
import type { SolutionDocument } from "./solution-document.js";

/** A row of the comparison: a solution, and whether it dominates PAP at every equilibrium scored. */
export interface Row extends SolutionDocument {
  /** The id of a mechanism that a front gave. */
  readonly point?: number;
  readonly dominatesPap: boolean;
}

/** The mechanisms compared at one value profile. */
export interface Comparison {
  readonly values: readonly number[];
  readonly rows: readonly Row[];
}

/** The table of one comparison. */
export function comparisonText({ values, rows }: Comparison, layout: Layout): string {
  return [
    `values ${figures(values, 8)}`,
    "",
    columnsText(columnsOf(values, rows), layout),
    "",
    ...notes(rows),
  ].join("\n");
}

/** A row of the table: a scored equilibrium, or none where a mechanism has none. */
interface Line {
  readonly row: Row;
  readonly equilibrium: SolutionDocument["equilibria"][number] | null;
}

function linesOf(rows: readonly Row[]): Line[] {
  return rows.flatMap((row): Line[] => {
    const shown = row.equilibria.filter((each) => !each.dominated);
    if (shown.length === 0) return [{ row, equilibrium: null }];
    return shown.map((equilibrium): Line => ({ row, equilibrium }));
  });
}

/** PAP's revenue and fairness, by which the table divides. */
export function papAt(values: readonly number[]) {
  const { total, allocations } = papBenchmark(values);
  return { revenue: total, fairness: metricsOf(values, { allocations, payments: [] }).fairnessActive };
}

function columnsOf(values: readonly number[], rows: readonly Row[]): Column[] {
  const lines = linesOf(rows);
  const pap = papAt(values);
  const cells = (of: (each: NonNullable<Line["equilibrium"]>) => string) =>
    lines.map(({ equilibrium }) => (equilibrium === null ? "" : of(equilibrium)));
  const number = (name: string, heading: string, of: (metrics: MetricValues) => number | null): Column => ({
    ...{ name, heading, align: "right" },
    cells: cells(({ metrics }) => figure(of(metrics), 4)),
  });
  const list = (name: "bids" | "allocations" | "payments"): Column => ({
    ...{ name, heading: name },
    cells: cells((each) => figures(each[name])),
  });
  const decides = true;
  return [
    {
      ...{ name: "mechanism", heading: "mechanism", decides, shortens: true },
      cells: lines.map(({ row }) => nameOf(row)),
    },
    {
      ...{ name: "equilibrium", heading: "equilibrium", decides },
      cells: lines.map(({ row, equilibrium }) => equilibrium?.kind ?? row.status),
    },
    number("revenue", "revenue R", ({ revenue }) => revenue),
    { ...number("revenueOverPap", "R/R_PAP", ({ revenue }) => ratio(revenue, pap.revenue)), decides },
    number("fairness", "fairness F", ({ fairness }) => fairness),
    {
      ...number("fairnessOverPap", "F/F_PAP", ({ fairnessActive }) => ratio(fairnessActive, pap.fairness)),
      decides,
    },
    {
      ...{ name: "beatsPap", heading: "beats PAP", decides },
      cells: lines.map(({ row, equilibrium }) =>
        equilibrium === null ? "" : row.dominatesPap ? "yes" : "no",
      ),
    },
    list("bids"),
    list("allocations"),
    list("payments"),
    number("revenueShare", "R/top value", ({ revenueShare }) => revenueShare),
  ];
}

/** A ratio, where there is one. */
export function ratio(one: number, other: number): number | null {
  return other > 0 ? one / other : null;
}

/** One line an equilibrium, nothing rounded; lists are JSON. */
export function comparisonCsv(comparisons: readonly Comparison[]): string {
  const header = [
    ...["values", "point", "mechanism", "equilibrium", "dominated", "bids", "allocations", "payments"],
    ...["revenueOverPap", "fairnessOverPap", ...METRICS.map(({ name }) => name), "dominatesPap"],
  ];
  const lines = comparisons.flatMap(({ values, rows }) => {
    const pap = papAt(values);
    return rows.flatMap((row) => {
      const name = [JSON.stringify(values), row.point, mechanismText(row.mechanism)];
      if (row.equilibria.length === 0) return [[...name, row.status]];
      return row.equilibria.map((each) => [
        ...[...name, each.kind, String(each.dominated === true)],
        ...[each.bids, each.allocations, each.payments].map((list) => JSON.stringify(list)),
        ratio(each.metrics.revenue, pap.revenue),
        ratio(each.metrics.fairnessActive, pap.fairness),
        ...METRICS.map((metric) => each.metrics[metric.name]),
        String(row.dominatesPap),
      ]);
    });
  });
  return csv(
    header,
    lines.map((line) => header.map((_, k) => line[k])),
  );
}

function notes(rows: readonly Row[]): string[] {
  const failed = rows.filter((row) => row.equilibria.length === 0);
  return [
    wrapped(
      "R/R_PAP, F/F_PAP: revenue and fairness divided by PAP's; fairness is the geometric mean of the allocations, in " +
        "F/F_PAP over the players active under PAP. beats PAP: neither is below PAP's and one is above, at these values " +
        "only. Equilibria in weakly dominated bids are left out.",
      terminalWidth(),
    ),
    ...failed.map((row) => wrapped(`${nameOf(row)}: ${row.reason}`, terminalWidth())),
  ];
}

/** A row's name: the short form, and of a front's point, whose formula may be long, its id and as much as fits. */
function nameOf({ mechanism, point }: Row): string {
  return point === undefined ? mechanismCell(mechanism) : `${point}: ${mechanismCell(mechanism)}`;
}
