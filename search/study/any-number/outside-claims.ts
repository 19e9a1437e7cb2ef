import type { Claim, Table } from "../study.js";
import { atLeast, rowsOf } from "../study.js";

interface Tables {
  readonly examples: Table;
  readonly profiles: Table;
  readonly draws: Table;
}

/** What was measured inside the domain, and what happens outside of it. */
export function outsideClaims({ profiles, draws }: Tables): Claim[] {
  const drawn = rowsOf(draws);
  const tried = rowsOf(profiles);
  const isInside = (row: (typeof tried)[number]) => Number(row.leastPapShare) >= Number(row.leastShare);
  const [inside, outside] = [tried.filter(isInside), tried.filter((row) => !isInside(row))];
  const solved = outside.filter(({ status }) => status === "pure");
  const least = (rows: typeof tried, column: string) => Math.min(...rows.map((row) => Number(row[column])));
  const sum = (column: string) => drawn.reduce((all, row) => all + Number(row[column]), 0);
  return [
    {
      name: "random profiles of the domain",
      statement:
        "At profiles drawn from D(q), corners and inactive players included, the solver finds one pure equilibrium, PAP's " +
        "players and shares in it; asClaimed of profiles.",
      domain: {
        players: { from: 2 },
        rules: "count-fees",
        values: { profiles: sum("profiles") },
        equilibria: "found",
      },
      grade: "measured",
      figures: {
        profiles: sum("profiles"),
        asClaimed: sum("asClaimed"),
        leastGain: least(drawn, "leastGain"),
      },
    },
    {
      name: "inside and outside of the domain",
      statement:
        "Of the profiles in the tables, `inside` have the floor of the rule, and it dominates at `insideDominating` of these; " +
        "`outside` have not, and it dominates at `outsideDominating`. What goes wrong there: with two players, one below the " +
        "floor, there is no pure equilibrium; with more, the weakest players whom PAP keeps in are out at one equilibrium at " +
        "least, and so fairness is 0. The least figures are those of the worst pure equilibrium outside.",
      domain: { values: { profiles: tried.length }, rules: "count-fees", equilibria: "found-else-mixed" },
      grade: "measured",
      figures: {
        ...{ inside: inside.length, insideDominating: count(inside) },
        ...{ outside: outside.length, outsideDominating: count(outside) },
        ...(solved.length === 0
          ? {}
          : {
              withoutPure: outside.length - solved.length,
              leastRevenueOverPap: atLeast(least(solved, "leastRevenueOverPap"), 6),
              mostOut: Math.max(...solved.map((row) => Number(row.papActive) - Number(row.fewestIn))),
            }),
      },
    },
  ];
}

function count(rows: readonly Record<string, unknown>[]): number {
  return rows.filter(({ dominates }) => dominates === "yes").length;
}
