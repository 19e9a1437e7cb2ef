import type { Figure } from "../../show/figure/figure.js";
import { type Content, recordsOf } from "../study.js";

/** The gain by number of players, a line a floor. */
export function anyNumberFigures(content: Content): Figure[] {
  const rows = recordsOf(content, "fees");
  const floors = [...new Set(rows.map(({ leastShare }) => Number(leastShare)))];
  return [
    {
      name: "gain",
      title: "Revenue over PAP's where nobody active has less than q of the tickets",
      x: { label: "players who take part" },
      y: { label: "R / R_PAP - 1, %" },
      series: floors.map((q) => ({
        name: `q = ${q}`,
        mark: "line",
        points: rows
          .filter(({ leastShare }) => leastShare === q)
          .map(({ players, gain }): [number, number] => [Number(players), 100 * Number(gain)]),
      })),
    },
  ];
}
