import type { Figure } from "../../show/figure/figure.js";
import { type Content, recordsOf } from "../study.js";

/** delta* against how far bids are scaled down. */
export function collusionFigures(content: Content): Figure[] {
  const rows = recordsOf(content, "curves");
  const rules = [...new Set(rows.map(({ rule }) => String(rule)))];
  return [
    {
      name: "delta-star",
      title: content.tables[1]!.title,
      x: { label: "kappa: bids over equilibrium bids", domain: [0, 1] },
      y: { label: "delta*: least discount factor that sustains the cartel (1: never)", domain: [0, 1] },
      series: rules.map((name) => ({
        name,
        mark: "line",
        points: rows
          .filter(({ rule }) => rule === name)
          .map(({ kappa, deltaStar }): [number, number] => [Number(kappa), Number(deltaStar)]),
      })),
    },
  ];
}
