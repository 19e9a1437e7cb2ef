import type { Figure, Series } from "../../show/figure/figure.js";
import { type Cell, type Content, recordsOf } from "../study.js";

type Row = Record<string, Cell>;

/** Both sides of the law, the frontiers, the limits, and the catalogue below them. */
export function tradeOffFigures(content: Content): Figure[] {
  const law = recordsOf(content, "law").filter((row) => row.integral !== null);
  const frontier = recordsOf(content, "frontier");
  const differences = law.map((row) => Number(row.difference));
  const ends: [number, number] = [Math.min(...differences) - 0.005, Math.max(...differences) + 0.005];
  return [
    {
      name: "law",
      title: "The conservation law: both sides, rule by rule (on the line they are equal)",
      x: { label: "h(q) − q, from the rule alone (share of the good)" },
      y: { label: "∫ (R/R_PAP − 1) dq from ½ to q, equilibria solved (R_PAP)" },
      series: [
        {
          name: "both sides equal",
          mark: "line",
          points: [
            [ends[0], ends[0]],
            [ends[1], ends[1]],
          ],
        },
        ...grouped(law, "rule", String).map(
          ([name, rows]): Series => ({
            ...{ name, mark: "dots" },
            points: rows.map((row) => [Number(row.difference), Number(row.integral)]),
          }),
        ),
      ],
      at: { x: [0], y: [0] },
    },
    {
      name: "frontier",
      title: "All-pay rules over ratios in [r, 1]: frontier (lines), straight rule solved (dots)",
      x: { label: "smallest gain in revenue over the range, 100 (R / R_PAP − 1), %" },
      y: { label: "smallest fairness / PAP's over the range (PAP = 1)" },
      series: grouped(frontier, "r", (r) => `r = ${r}`).flatMap(([name, rows]): Series[] => [
        {
          name,
          mark: "line",
          points: rows.map((row) => [100 * Number(row.gain), Number(row.fairnessOverPap)]),
        },
        {
          name,
          mark: "dots",
          points: rows
            .filter(solved)
            .map((row) => [100 * Number(row.straightGain), Number(row.straightFairnessOverPap)]),
        },
      ]),
    },
    {
      name: "limits",
      title: "The most that all-pay rules can gain over ratios in [r, 1], and what it costs",
      x: { label: "lowest ratio r of the range", domain: [0, 1] },
      y: { label: "relative to PAP (gain in R_PAP; fairness, PAP = 1)", domain: [0, 1.02] },
      series: [
        curve(content, "largest gain at every ratio", "largestSmallestGain"),
        curve(content, "smallest fairness with it", "fairnessThere"),
        curve(content, "largest mean gain", "largestMeanGain"),
        curve(content, "fairness at r with it", "fairnessAtIt"),
        curve(content, "PAP plus endogenous fee (not all-pay)", "feeFloor"),
      ],
    },
    {
      name: "rules",
      title: "Rules of the catalogue below the frontier, over the range of the table",
      x: { label: "smallest gain in revenue over the range, 100 (R / R_PAP − 1), %" },
      y: { label: "smallest fairness / PAP's over the range (PAP = 1)" },
      series: recordsOf(content, "rules").map(
        (row): Series => ({
          ...{ name: String(row.rule), mark: "dots" },
          points: [[100 * Number(row.smallestGain), Number(row.smallestFairness)]],
        }),
      ),
      at: { x: [0], y: [1] },
    },
  ];
}

function curve(content: Content, name: string, column: string): Series {
  const points = recordsOf(content, "limits").map((row): [number, number] => [
    Number(row.r),
    Number(row[column]),
  ]);
  return { name, mark: "line", points };
}

function solved(row: Row): boolean {
  return row.straightGain !== null;
}

/** Rows by the value of a column, in the order in which values first come. */
function grouped(rows: readonly Row[], column: string, nameOf: (cell: Cell) => string): [string, Row[]][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const name = nameOf(row[column]!);
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups];
}
