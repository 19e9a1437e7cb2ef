import type { Figure } from "../../show/figure/figure.js";
import { type Content, recordsOf } from "../study.js";

/** Bids against values, with PAP's, for each prior without atoms. */
export function privateValuesFigures(content: Content): Figure[] {
  const rows = recordsOf(content, "bids");
  const counts = (prior: string) => rows.filter((row) => row.prior === prior && row.rule === "pap").length;
  const priors = [...new Set(rows.map(({ prior }) => String(prior)))].filter((prior) => counts(prior) > 2);
  return priors.map((prior, k) => {
    const own = rows.filter((row) => row.prior === prior);
    // The fee by count has the bids of PAP + phi B.
    const rules = [...new Set(own.map(({ rule }) => String(rule)))].filter((rule) => rule !== "count-fee");
    return {
      name: `bids-${k + 1}`,
      title: `Bids of two players by value, prior ${prior}`,
      x: { label: "value" },
      y: { label: "bid" },
      series: rules.map((rule) => ({
        name: rule,
        mark: "line",
        points: own.filter((row) => row.rule === rule).map((row) => [Number(row.value), Number(row.bid)]),
      })),
    };
  });
}
