import { Command } from "commander";
import { gradeName } from "../../src/claim/grade.js";
import { solveLoading } from "../../src/equilibrium/solve.js";
import type { Stability } from "../../src/equilibrium/stability.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { METRICS } from "../../src/metric/metrics.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import {
  type Column,
  columnsText,
  type Layout,
  shortenedApart,
  terminalWidth,
  wrapped,
} from "../show/text/columns.js";
import { figure, figures, mostFigure } from "../show/text/format.js";
import { table } from "../show/text/table.js";
import { papAt, ratio } from "./comparison-text.js";
import { MECHANISM_FORMS, once, print, printJson, readMechanism, readValues } from "./input.js";
import { type EquilibriumDocument, type SolutionDocument, solutionDocument } from "./solution-document.js";

const PLAYERS_SHOWN = 40;

const EXAMPLE = `
Example:
  $ goldilocks solve --mechanism pap --values 4,2
  $ goldilocks solve --mechanism tullock:alpha=1.2 --values 4,2 --json
`;

/** How several equilibria are shown: every one in full, or as a table. */
interface Shown extends Layout {
  readonly all?: true;
}

interface Options extends Shown {
  readonly mechanism: string;
  readonly values: string;
  readonly json?: true;
}

/** `goldilocks solve`: one game's equilibria. */
export function solveCommand(): Command {
  return new Command("solve")
    .description("one game's equilibria")
    .requiredOption("--mechanism <M>", MECHANISM_FORMS)
    .requiredOption(
      "--values <list>",
      "numbers separated by commas, or @file.json",
      once("--values", "goldilocks compare"),
    )
    .option("--all", "every equilibrium in full, where there are several")
    .option("--columns <list>", "columns of the table of several, separated by commas, such as number,bids")
    .option("--wide", "all columns, however wide the terminal is")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => {
      const values = readValues(options.values);
      const mechanism = await readMechanism(options.mechanism, "--mechanism");
      const solution = await solveLoading(mechanism, values, loadLinearProgrammeSolver);
      const document = solutionDocument(mechanism.candidate, values, solution);
      if (options.json) printJson(document);
      else print(solutionText(document, options));
    });
}

function stabilityText(stability: Stability | undefined): string {
  if (!stability) return "";
  const verdict = stability.stable ? "stable" : "unstable";
  return `; ${verdict} under best responses (spectral radius ${figure(stability.spectralRadius, 3)})`;
}

/** A solution for people: one equilibrium in full; several, unless all are asked for, as a table. */
export function solutionText(document: SolutionDocument, { all, ...layout }: Shown = {}): string {
  const { mechanism, values, status, reason, equilibria } = document;
  const [name] = shortenedApart([mechanismText(mechanism)], 2 * terminalWidth());
  const head = wrapped(
    `${name}, ${values.length} players: ${status}${reason ? `, ${reason}` : ""}`,
    terminalWidth(),
  );
  const scope = document.complete
    ? [wrapped(`the list is taken to be complete (${document.completeness})`, terminalWidth())]
    : [];
  const parts =
    all || equilibria.length < 2
      ? equilibria.map((each, k) => equilibriumText(each, k, values))
      : [severalText(document), columnsText(severalColumns(document), layout), ALL_HINT];
  return [head, ...parts, ...scope].join("\n\n");
}

const ALL_HINT = "--all prints each of them in full.";

/** How many there are, the worst of them by revenue and by fairness, and how many exclude somebody. */
function severalText({ values, equilibria }: SolutionDocument): string {
  const scored = equilibria.filter(({ dominated }) => !dominated);
  const worst = (name: string, of: (each: EquilibriumDocument) => number | null) => {
    const figures = scored.map((each) => of(each) ?? Number.POSITIVE_INFINITY);
    const least = Math.min(...figures);
    const k = equilibria.indexOf(scored[figures.indexOf(least)]!) + 1;
    return Number.isFinite(least) ? [`lowest ${name} ${figure(least, 4)} (number ${k})`] : [];
  };
  const pap = papAt(values);
  const excluding = scored.filter(({ excludes = [] }) => excludes.length > 0).length;
  const facts = [
    ...worst("R/R_PAP", ({ metrics }) => ratio(metrics.revenue, pap.revenue)),
    ...worst("F/F_PAP", ({ metrics }) => ratio(metrics.fairnessActive, pap.fairness)),
    `${excluding === 0 ? "none excludes" : `${excluding} exclude`} a player whom PAP keeps in`,
  ];
  return wrapped(`${equilibria.length} equilibria: ${facts.join("; ")}`, terminalWidth());
}

function severalColumns({ values, equilibria }: SolutionDocument): Column[] {
  const pap = papAt(values);
  const column = (
    name: string,
    heading: string,
    of: (each: EquilibriumDocument, k: number) => string,
    more: Partial<Column> = {},
  ): Column => ({ ...{ name, heading, cells: equilibria.map(of) }, ...more });
  const deciding = { decides: true, align: "right" } as const;
  return [
    column("number", "#", (_, k) => `${k + 1}`, deciding),
    column("kind", "kind", ({ kind, dominated }) => (dominated ? `${kind}, dominated` : kind), {
      decides: true,
    }),
    column(
      "revenueOverPap",
      "R/R_PAP",
      ({ metrics }) => figure(ratio(metrics.revenue, pap.revenue), 4),
      deciding,
    ),
    column(
      ...(["fairnessOverPap", "F/F_PAP"] as const),
      ({ metrics }) => figure(ratio(metrics.fairnessActive, pap.fairness), 4),
      deciding,
    ),
    column("excludes", "excludes (PAP keeps in)", ({ excludes = [] }) => playersText(excludes) || "nobody", {
      decides: true,
    }),
    column("bids", "bids", ({ bids }) => figures(bids, 5)),
    column("regret", "regret/top", ({ regret }) => mostFigure(regret.relative, 3), { align: "right" }),
    column("allocations", "allocations", ({ allocations }) => figures(allocations, 5)),
  ];
}

function equilibriumText(each: EquilibriumDocument, k: number, values: readonly number[]): string {
  const rows = values
    .slice(0, PLAYERS_SHOWN)
    .map((value, i) => [
      `${i + 1}`,
      figure(value),
      figure(each.bids[i]),
      figure(each.allocations[i]),
      figure(each.payments[i]),
      figure(each.utilities[i]),
    ]);
  const hidden = values.length - rows.length;
  const metrics = METRICS.map(({ name, unit }) => [name, figure(each.metrics[name]), unit]);
  return [
    wrapped(
      `equilibrium ${k + 1}: ${each.kind}${each.dominated ? ", in weakly dominated bids (not scored)" : ""}; ` +
        `regret ${mostFigure(each.regret.relative)} of the top value (${gradeName(each.regret.grade)}); ` +
        `by ${each.solver.name}, ${each.solver.outcome}${stabilityText(each.stability)}`,
      terminalWidth(),
    ),
    ...excludedText(each.excludes ?? []),
    "",
    table(["player", "value", "bid", "allocation", "payment", "utility"], rows, {
      align: ["right", "right", "right", "right", "right", "right"],
    }),
    ...(hidden > 0 ? [`… and ${hidden} more players`] : []),
    "",
    table(["metric", "", "unit"], metrics, { align: ["left", "right", "left"] }),
  ].join("\n");
}

function excludedText(players: readonly number[]): string[] {
  if (players.length === 0) return [];
  return [
    `excludes ${players.length === 1 ? "player" : "players"} ${playersText(players)}, whom PAP keeps in`,
  ];
}

function playersText(players: readonly number[]): string {
  return players.slice(0, PLAYERS_SHOWN).join(", ");
}
