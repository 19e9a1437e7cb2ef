import { Command } from "commander";
import { solve } from "../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../src/evaluation/profile-result.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { metricsOf } from "../../src/metric/metrics.js";
import type { LinearProgrammeSolver } from "../../src/numeric/linear-programme.js";
import { dominanceAt } from "../../src/pareto/dominance.js";
import { papBenchmark } from "../../src/scenario/pap-benchmark.js";
import { loadLinearProgrammeSolver } from "../linear-programme.js";
import { type SolutionDocument, solutionDocument } from "../solution-json.js";
import { figure, figures } from "../text/format.js";
import { table } from "../text/table.js";
import { print, printJson, readMechanisms, readValues } from "./input.js";

const CATALOGUE =
  "pap;wta;second-price;all-pay-auction;winner-pays;tullock:alpha=0.5;tullock:alpha=1.2;pap-fee:endogenousFee=0.1;" +
  "serial;uniform-lottery";

const EXAMPLE = `
Example:
  $ goldilocks compare --values 4,2
  $ goldilocks compare --values 5,4,3 --mechanisms "pap,tullock:alpha=1.2,serial" --json
`;

/** A row of the comparison: a solution, and whether it dominates PAP at every equilibrium scored. */
interface Row extends SolutionDocument {
  readonly dominatesPap: boolean;
}

/** `goldilocks compare`: the article's table, for any mechanisms. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("the article's table, for any mechanisms")
    .requiredOption("--values <list>", "numbers separated by commas, or @file.json")
    .option("--mechanisms <list>", "mechanisms separated by commas or semicolons", CATALOGUE)
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: { values: string; mechanisms: string; json?: true }) => {
      const values = readValues(options.values);
      const mechanisms = await readMechanisms(options.mechanisms, "--mechanisms");
      const solveProgramme = await loadLinearProgrammeSolver();
      const rows = mechanisms.map((mechanism) => compareOne(mechanism, values, solveProgramme));
      if (options.json) printJson({ schema: "goldilocks/comparison/1", values, rows });
      else print(comparisonText(values, rows));
    });
}

function compareOne(
  mechanism: Mechanism,
  values: readonly number[],
  solveProgramme: LinearProgrammeSolver,
): Row {
  const solution = solve(mechanism, values, { solveProgramme });
  const { total, allocations } = papBenchmark(values);
  const pap = { revenue: total, fairness: metricsOf(values, { allocations, payments: [] }).fairnessActive };
  const scored = scoredEquilibria(solution).map((each) => metricsOf(values, each));
  const dominatesPap =
    values.length > 1 &&
    scored.length > 0 &&
    scored.every(
      ({ revenue, fairnessActive }) => dominanceAt({ revenue, fairness: fairnessActive }, pap).dominates,
    );
  return { ...solutionDocument(mechanism.candidate, values, solution), dominatesPap };
}

function comparisonText(values: readonly number[], rows: readonly Row[]): string {
  const { total } = papBenchmark(values);
  const cells = rows.flatMap((row) => {
    const name = mechanismText(row.mechanism);
    const shown = row.equilibria.filter((each) => !each.dominated);
    if (shown.length === 0) return [[name, row.status, "", "", "", "", "", "", "", ""]];
    return shown.map((each) => [
      name,
      each.kind,
      figures(each.bids),
      figures(each.allocations),
      figures(each.payments),
      figure(each.metrics.revenue),
      figure(each.metrics.revenueShare, 4),
      total > 0 ? figure(each.metrics.revenue / total, 4) : "-",
      figure(each.metrics.fairness, 4),
      row.dominatesPap ? "yes" : "no",
    ]);
  });
  const header = ["mechanism", "equilibrium", "bids", "allocations", "payments"];
  const scores = ["revenue R", "R/top value", "R/R_PAP", "fairness", "beats PAP"];
  const text = ["left", "left", "left", "left", "left"] as const;
  const numbers = ["right", "right", "right", "right", "left"] as const;
  return [
    `values ${figures(values, 8)}`,
    "",
    table([...header, ...scores], cells, { align: [...text, ...numbers] }),
    "",
    ...notes(rows),
  ].join("\n");
}

function notes(rows: readonly Row[]): string[] {
  const failed = rows.filter((row) => row.equilibria.length === 0);
  return [
    "fairness: geometric mean of all allocations. beats PAP: neither revenue nor fairness (over PAP's active",
    "players) below PAP's, one above, at this profile only. Equilibria in weakly dominated bids are left out.",
    ...failed.map((row) => `${mechanismText(row.mechanism)}: ${row.reason}`),
  ];
}
