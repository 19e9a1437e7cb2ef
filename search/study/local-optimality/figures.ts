import type { Figure, Series } from "../../show/figure/figure.js";
import { type Content, recordsOf } from "../study.js";

/** The first-order gain against the least share, one figure for each set of player counts. */
export function localOptimalityFigures(content: Content): Figure[] {
  const cases = recordsOf(content, "cases").filter(({ status }) => status !== "unsolved");
  const counts = [...new Set(cases.map(({ players }) => String(players)))];
  return counts.map((players) => {
    const own = cases.filter((row) => row.players === players);
    const notions = [...new Set(own.map(({ notion }) => String(notion)))];
    return {
      name: `players-${players.replaceAll(", ", "-")}`,
      title: `What small tilts of PAP can gain, to first order, for ${players} players`,
      x: { label: "smallest share of a player under PAP, log10" },
      y: { label: "smallest gain in revenue over the profiles, %" },
      series: notions.map(
        (notion): Series => ({
          name: notion === "none" ? "no Sybil notion" : notion,
          mark: "line",
          points: own
            .filter((row) => row.notion === notion)
            .map((row): [number, number] => [Math.log10(Number(row.leastShare)), Number(row.gain)]),
        }),
      ),
      at: { y: [0] },
    };
  });
}
