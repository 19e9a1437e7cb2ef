import type { Figure } from "../../show/figure/figure.js";
import { type Content, recordsOf } from "../study.js";

/** Welfare lost, and fairness beside the efficient one, at the first profile. */
export function doubleCountingFigures(content: Content): Figure[] {
  const rows = recordsOf(content, "by-gamma");
  const first = rows.filter(({ values, allocations }) => values === rows[0]!.values && allocations !== null);
  const rules = [...new Set(first.map(({ rule }) => String(rule)))];
  const line = (rule: string, column: string): [number, number][] =>
    first.filter((row) => row.rule === rule).map((row) => [Number(row.gamma), Number(row[column])]);
  const x = { label: "gamma: how fast the worth of a share falls", domain: [0, 1] } as const;
  return [
    {
      name: "welfare-lost",
      title: `Welfare lost as winning more is worth less, values ${rows[0]!.values}`,
      x,
      y: { label: "1 - welfare / largest welfare" },
      series: rules.map((rule) => ({ name: rule, mark: "line", points: line(rule, "welfareLost") })),
    },
    {
      name: "fairness",
      title: `Fairness of the split, values ${rows[0]!.values}`,
      x,
      y: { label: "geometric mean of the shares" },
      series: [
        ...rules.map((rule) => ({ name: rule, mark: "line" as const, points: line(rule, "fairness") })),
        { name: "efficient split", mark: "dots", points: line(rules[0]!, "efficientFairness") },
      ],
    },
  ];
}
