import type { BayesFigures } from "../../../src/setting/bayes/bayes.js";
import type { Figure, Series } from "./figure.js";

/** Bids against values at an equilibrium of private values, with PAP's under the same priors. */
export function strategiesFigure(rule: string, { strategies }: Pick<BayesFigures, "strategies">): Figure {
  const groups = [...new Set(strategies.map(({ players }) => players))];
  const series = groups.flatMap((players): Series[] => {
    const rows = strategies.filter((row) => row.players === players);
    const who = groups.length > 1 ? `, players ${players}` : "";
    const papPoints = rows.flatMap(({ value, papBid }): [number, number][] =>
      papBid === undefined ? [] : [[value, papBid]],
    );
    const own: Series = {
      name: `${rule}${who}`,
      mark: "line",
      points: rows.map(({ value, bid }) => [value, bid]),
    };
    return papPoints.length === 0 || rule === "pap"
      ? [own]
      : [own, { name: `PAP${who}`, mark: "line", points: papPoints }];
  });
  return {
    ...{ name: "strategies", title: `Bids by value: ${rule}` },
    ...{ x: { label: "value" }, y: { label: "bid" }, series },
  };
}
