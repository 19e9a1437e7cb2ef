import { leastShareOf } from "../../../src/study/atlas/domain-profiles.js";
import type { Figure, Series } from "../../show/figure/figure.js";
import { type Content, recordsOf } from "../study.js";

const SHARES = Array.from({ length: 61 }, (_, k) => 0.34 * (k / 60));

/** The gain against the smallest share of the domain, with the floor of count fees and the ceiling of star-shaped rules. */
export function atlasFigures(content: Content): Figure[] {
  const cells = recordsOf(content, "cells").filter(({ gain }) => gain !== null);
  const series = (name: string, notion: string, kind: string, ofTwo: boolean): Series => ({
    name,
    mark: "dots",
    points: cells
      .filter((cell) => cell.notion === notion && cell.kind === kind)
      .flatMap((cell): [number, number][] => {
        const share = shareOf(String(cell.domain));
        const isOfTwo = String(cell.domain).startsWith("two");
        return share === null || isOfTwo !== ofTwo ? [] : [[share, 100 * Number(cell.gain)]];
      }),
  });
  const drawn = [
    series("two players, split, one rule", "split", "one rule", true),
    series("two players, best-response, one rival", "best-response, one rival", "one rule", true),
    series("D(q), split, by count", "split", "by count", false),
    series("D(q), split, one rule", "split", "one rule", false),
  ].filter(({ points }) => points.length > 0);
  return [
    {
      name: "gain-by-share",
      title: "The best gain known against the smallest share of the domain",
      x: { label: "smallest PAP share of an active player", domain: [0, 0.34] },
      y: { label: "R / R_PAP - 1, %", domain: [0, 55] },
      series: [
        ...drawn,
        {
          name: "floor q^2 / (1 - q)^2",
          mark: "line",
          points: SHARES.map((q) => [q, 100 * (q / (1 - q)) ** 2]),
        },
        {
          name: "ceiling q / (1 - q), star-shaped",
          mark: "line",
          points: SHARES.map((q) => [q, (100 * q) / (1 - q)]),
        },
      ],
    },
  ];
}

/** From the name of a domain, which the cells have. */
function shareOf(name: string): number | null {
  const from = /^two players, v_2\/v_1 >= (.+)$/.exec(name);
  if (from !== null) return leastShareOf({ kind: "ratios", from: Number(from[1]) });
  const least = /^D\((.+)\)$/.exec(name);
  return least === null ? null : Number(least[1]);
}
