import type { Figure, Series } from "../../show/figure/figure.js";
import { type Content, recordsOf } from "../study.js";

/** Revenue and fairness against the ratio, inside the range and below it, and the curves of the rules. */
export function dominanceFigures(content: Content): Figure[] {
  const ratio = { label: "ratio of values v₂ / v₁", domain: [0, 1] as const };
  const share = { label: "share q of all bids", domain: [0, 1] as const };
  return [
    {
      name: "revenue",
      title: "Revenue over PAP's, two players (dots: below the range it was made for)",
      x: ratio,
      y: { label: "R / R_PAP (PAP = 1)" },
      series: byRatio(content, "revenueOverPap"),
      at: { y: [1] },
    },
    {
      name: "fairness",
      title: "Fairness over PAP's, two players (dots: below the range it was made for)",
      x: ratio,
      y: { label: "fairness / PAP's fairness (PAP = 1)" },
      series: byRatio(content, "fairnessOverPap"),
      at: { y: [1] },
    },
    {
      name: "weight",
      title: "What a ticket weighs in the lottery, by the share of its holder",
      x: share,
      y: { label: "f(q) / q (PAP = 1)" },
      series: curves(content, "weightOverShare"),
      at: { y: [1] },
    },
    {
      name: "price",
      title: "What a ticket costs, by the share of its holder",
      x: share,
      y: { label: "c(q) / q (PAP = 1)" },
      series: curves(content, "priceOverShare"),
      at: { y: [1] },
    },
  ];
}

/** Lines inside, dots below; one colour a mechanism. */
function byRatio(content: Content, name: string): Series[] {
  return [
    ...seriesOf(content, "ratios", "ratio", name, "line"),
    ...seriesOf(content, "outside", "ratio", name, "dots"),
  ];
}

function curves(content: Content, name: string): Series[] {
  return seriesOf(content, "curves", "share", name, "line");
}

function seriesOf(content: Content, table: string, x: string, y: string, mark: Series["mark"]): Series[] {
  const rows = recordsOf(content, table).filter((row) => row[y] !== null);
  const names = [...new Set(rows.map(({ mechanism }) => String(mechanism)))];
  return names.map((name) => ({
    ...{ name, mark },
    points: rows
      .filter(({ mechanism }) => mechanism === name)
      .map((row): [number, number] => [Number(row[x]), Number(row[y])]),
  }));
}
