import type { Figure, Series } from "../../show/figure/figure.js";
import { type Content, columnOf, recordsOf } from "../study.js";

/** The optimum by ratio, and revenue against fairness as alpha moves. */
export function exponentFigures(content: Content): Figure[] {
  const column = (name: string) => columnOf(content, "two-players", name);
  const against = (name: string): [number, number][] =>
    column("ratio").map((ratio, k) => [ratio, column(name)[k]!]);
  const optima = recordsOf(content, "two-players");
  const part = (at: string): [number, number][] =>
    optima.filter((row) => row.at === at).map((row) => [Number(row.ratio), Number(row.alpha)]);
  return [
    {
      name: "optimal-exponent",
      title: "The revenue-optimal Tullock exponent, two players",
      x: { label: "ratio of values v₂ / v₁", domain: [0, 1] },
      y: { label: "exponent alpha", domain: [0, 2.05] },
      series: [
        {
          name: "end of the pure regime (above it: semi-mixed up to 2, then all-pay)",
          mark: "line",
          points: against("pureBorder"),
        },
        { name: "optimum inside the pure regime", mark: "dots", points: part("interior") },
        { name: "optimum at its end", mark: "dots", points: part("border") },
      ],
      at: { y: [1, 2] },
    },
    {
      name: "optimum-over-pap",
      title: "What the optimal exponent gains and costs, two players",
      x: { label: "ratio of values v₂ / v₁", domain: [0, 1] },
      y: { label: "relative to PAP (PAP = 1)" },
      series: [
        { name: "revenue, any alpha", mark: "line", points: against("revenueOverPap") },
        { name: "fairness, any alpha", mark: "line", points: against("fairnessOverPap") },
        {
          name: "revenue, alpha ≥ 1 (split-proof)",
          mark: "dots",
          points: against("splitProofRevenueOverPap"),
        },
        {
          name: "fairness, alpha ≥ 1 (split-proof)",
          mark: "dots",
          points: against("splitProofFairnessOverPap"),
        },
      ],
      at: { y: [1] },
    },
    {
      name: "frontier",
      title: "Revenue against fairness as alpha moves, two players (dots: split-proof alphas)",
      x: { label: "revenue R / R_PAP (PAP = 1)" },
      y: { label: "fairness / PAP's fairness (PAP = 1)" },
      series: frontierSeries(content),
      at: { x: [1], y: [1] },
    },
  ];
}

function frontierSeries(content: Content): Series[] {
  const rows = recordsOf(content, "frontier");
  const ratios = [...new Set(rows.map((row) => Number(row.ratio)))];
  const pointsOf = (ratio: number, keep: (row: (typeof rows)[number]) => boolean): [number, number][] =>
    rows
      .filter((row) => row.ratio === ratio && keep(row))
      .map((row) => [Number(row.revenueOverPap), Number(row.fairnessOverPap)]);
  return ratios.flatMap((ratio): Series[] => [
    { name: `v₂ / v₁ = ${ratio}`, mark: "line", points: pointsOf(ratio, () => true) },
    { name: `v₂ / v₁ = ${ratio}`, mark: "dots", points: pointsOf(ratio, (row) => row.splitProof === "yes") },
  ]);
}
