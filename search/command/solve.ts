import { Command } from "commander";
import { gradeName } from "../../src/claim/grade.js";
import { solve } from "../../src/equilibrium/solve.js";
import type { Stability } from "../../src/equilibrium/stability.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { METRICS } from "../../src/metric/metrics.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { figure } from "../show/text/format.js";
import { table } from "../show/text/table.js";
import { print, printJson, readMechanism, readValues } from "./input.js";
import { type SolutionDocument, solutionDocument } from "./solution-document.js";

const PLAYERS_SHOWN = 40;

const EXAMPLE = `
Example:
  $ goldilocks solve --mechanism pap --values 4,2
  $ goldilocks solve --mechanism tullock:alpha=1.2 --values 4,2 --json
`;

/** `goldilocks solve`: one game's equilibria. */
export function solveCommand(): Command {
  return new Command("solve")
    .description("one game's equilibria")
    .requiredOption("--mechanism <M>", "a catalogue name, name:key=number, a JSON object, or @file.json")
    .requiredOption("--values <list>", "numbers separated by commas, or @file.json")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: { mechanism: string; values: string; json?: true }) => {
      const values = readValues(options.values);
      const mechanism = await readMechanism(options.mechanism, "--mechanism");
      const solveProgramme = await loadLinearProgrammeSolver();
      const document = solutionDocument(
        mechanism.candidate,
        values,
        solve(mechanism, values, { solveProgramme }),
      );
      if (options.json) printJson(document);
      else print(solutionText(document));
    });
}

function stabilityText(stability: Stability | undefined): string {
  if (!stability) return "";
  const verdict = stability.stable ? "stable" : "unstable";
  return `; ${verdict} under best responses (spectral radius ${figure(stability.spectralRadius, 3)})`;
}

/** A solution for people. */
export function solutionText(document: SolutionDocument): string {
  const { mechanism, values, status, reason, equilibria } = document;
  const head = `${mechanismText(mechanism)}, ${values.length} players: ${status}${reason ? `, ${reason}` : ""}`;
  const scope = document.complete ? `the list is taken to be complete (${document.completeness})` : null;
  const parts = equilibria.map((each, k) => {
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
      `equilibrium ${k + 1}: ${each.kind}${each.dominated ? ", in weakly dominated bids (not scored)" : ""}; ` +
        `regret ${figure(each.regret.relative)} of the top value (${gradeName(each.regret.grade)}); ` +
        `by ${each.solver.name}, ${each.solver.outcome}${stabilityText(each.stability)}`,
      ...excludedText(each.excludes ?? []),
      "",
      table(["player", "value", "bid", "allocation", "payment", "utility"], rows, {
        align: ["right", "right", "right", "right", "right", "right"],
      }),
      ...(hidden > 0 ? [`… and ${hidden} more players`] : []),
      "",
      table(["metric", "", "unit"], metrics, { align: ["left", "right", "left"] }),
    ].join("\n");
  });
  return [head, ...parts, ...(scope ? [scope] : [])].join("\n\n");
}

function excludedText(players: readonly number[]): string[] {
  if (players.length === 0) return [];
  const shown = players.slice(0, PLAYERS_SHOWN).join(", ");
  return [`excludes ${players.length === 1 ? "player" : "players"} ${shown}, whom PAP keeps in`];
}
