import { Command } from "commander";
import { solve } from "../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { metricsOf } from "../../src/metric/metrics.js";
import type { LinearProgrammeSolver } from "../../src/numeric/linear-programme.js";
import { dominanceAt } from "../../src/pareto/dominance.js";
import { papBenchmark } from "../../src/scenario/pap-benchmark.js";
import { pointWithId } from "../front/read.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { figure, figures, mechanismCell } from "../show/text/format.js";
import { table } from "../show/text/table.js";
import { print, printJson, readMechanisms, readNotingChanges, readValues } from "./input.js";
import { runProposals } from "./proposals.js";
import { type SolutionDocument, solutionDocument } from "./solution-document.js";

const CATALOGUE =
  "pap;wta;second-price;all-pay-auction;winner-pays;tullock:alpha=0.5;tullock:alpha=1.2;pap-fee:endogenousFee=0.1;" +
  "serial;uniform-lottery";
const NO_VALUES =
  "required option '--values <list>' not specified; give values, or --proposals for the article's proposals";
/** What points of a front are compared with. */
const BENCHMARK = "pap";

const EXAMPLE = `
Example:
  $ goldilocks compare --values 4,2
  $ goldilocks compare --values 5,4,3 --mechanisms "pap,tullock:alpha=1.2,serial" --json
  $ goldilocks compare --values 4,2 --front results/quickstart-1234abcd --ids 3,17
  $ goldilocks compare --proposals
  $ goldilocks compare --proposals --input search/settings/slot.json --json
`;

/** A row of the comparison: a solution, and whether it dominates PAP at every equilibrium scored. */
interface Row extends SolutionDocument {
  /** The id of a mechanism that a front gave. */
  readonly point?: number;
  readonly dominatesPap: boolean;
}

/** What is compared: a mechanism, and the id of the point of a front that it is. */
interface Compared {
  readonly mechanism: Mechanism;
  readonly point?: number;
}

interface Options {
  readonly values?: string;
  readonly proposals?: true;
  readonly input?: string;
  readonly mechanisms?: string;
  readonly front?: string;
  readonly ids?: string;
  readonly json?: true;
}

/** `goldilocks compare`: the article's table, for any mechanisms and points of a front. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("the article's table, for any mechanisms and points of a front")
    .option("--values <list>", "numbers separated by commas, or @file.json")
    .option(
      "--mechanisms <list>",
      `mechanisms separated by commas or semicolons (default: "${CATALOGUE}"; with --front: "${BENCHMARK}")`,
    )
    .option("--front <front>", "front.json, or the folder of a run, for --ids")
    .option("--ids <list>", "points of --front by id, separated by commas")
    .option("--proposals", "the article's six proposals as games, in place of mechanisms on one profile")
    .option("--input <file>", "JSON: states and parts of a slot and a committee, for --proposals")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => {
      if (options.proposals) return runProposals(options);
      if (options.values === undefined) throw new InputError(NO_VALUES);
      if (options.input !== undefined)
        throw new InputError("--input: goes with --proposals; give that, or leave it out");
      const values = readValues(options.values);
      const compared = await readCompared(options);
      const solveProgramme = await loadLinearProgrammeSolver();
      const rows = compared.map((each) => compareOne(each, values, solveProgramme));
      if (options.json) printJson({ schema: "goldilocks/comparison/1", values, rows });
      else print(comparisonText(values, rows));
    });
}

/** The mechanisms of the options, then the points of a front. */
async function readCompared({ mechanisms, front: path, ids }: Options): Promise<Compared[]> {
  if (path === undefined && ids !== undefined) {
    throw new InputError("--ids: there is no front that they are of; give it with --front");
  }
  if (path !== undefined && ids === undefined) {
    throw new InputError("--front: which of its points? name them with --ids, as in --ids 3,17");
  }
  const text = mechanisms ?? (path === undefined ? CATALOGUE : BENCHMARK);
  const named = (await readMechanisms(text, "--mechanisms")).map((mechanism) => ({ mechanism }));
  if (path === undefined || ids === undefined) return named;
  const front = readNotingChanges(path);
  const points = ids.split(",").map((id) => pointWithId(front, id.trim(), "--ids"));
  const built = points.map(async ({ id, candidate }) => ({
    mechanism: await buildMechanism(candidate, `${path}: point ${id}`),
    point: id,
  }));
  return [...named, ...(await Promise.all(built))];
}

function compareOne(
  { mechanism, point }: Compared,
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
  return {
    ...(point === undefined ? {} : { point }),
    ...solutionDocument(mechanism.candidate, values, solution),
    dominatesPap,
  };
}

/** A row's name: the short form, and of a front's point, whose formula may be long, its id and as much as fits. */
function nameOf({ mechanism, point }: Row): string {
  return point === undefined ? mechanismText(mechanism) : `${point}: ${mechanismCell(mechanism)}`;
}

function comparisonText(values: readonly number[], rows: readonly Row[]): string {
  const { total } = papBenchmark(values);
  const cells = rows.flatMap((row) => {
    const name = nameOf(row);
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
    ...failed.map((row) => `${nameOf(row)}: ${row.reason}`),
  ];
}
