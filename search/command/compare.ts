import { Command, Option } from "commander";
import { solve } from "../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { metricsOf } from "../../src/metric/metrics.js";
import type { LinearProgrammeSolver } from "../../src/numeric/linear-programme.js";
import { dominanceAt } from "../../src/pareto/dominance.js";
import { pointWithId } from "../front/read.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { type Comparison, comparisonCsv, comparisonText, papAt, type Row } from "./comparison-text.js";
import { print, printJson, readMechanisms, readValues } from "./input.js";
import { runProposals } from "./proposals.js";
import { readNotingChanges } from "./run-input.js";
import { solutionDocument } from "./solution-document.js";

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

/** What is compared: a mechanism, and the id of the point of a front that it is. */
interface Compared {
  readonly mechanism: Mechanism;
  readonly point?: number;
}

interface Options {
  readonly values?: readonly string[];
  readonly proposals?: true;
  readonly input?: string;
  readonly mechanisms?: string;
  readonly front?: string;
  readonly ids?: string;
  readonly columns?: string;
  readonly wide?: true;
  readonly csv?: true;
  readonly json?: true;
}

/** `goldilocks compare`: the article's table, for any mechanisms and points of a front. */
export function compareCommand(): Command {
  return new Command("compare")
    .description("the article's table, for any mechanisms and points of a front")
    .option(
      "--values <list>",
      "numbers separated by commas, or @file.json; repeat the option to compare at several value profiles",
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .option(
      "--mechanisms <list>",
      `mechanisms separated by commas or semicolons (default: "${CATALOGUE}"; with --front: "${BENCHMARK}")`,
    )
    .option("--front <front>", "front.json, or the folder of a run, for --ids")
    .option("--ids <list>", "points of --front by id, separated by commas")
    .option("--proposals", "the article's six proposals as games, in place of mechanisms on one profile")
    .option("--input <file>", "JSON: states and parts of a slot and a committee, for --proposals")
    .option("--columns <list>", "columns of the table, separated by commas, such as mechanism,bids,payments")
    .option("--wide", "all columns, however wide the terminal is")
    .addOption(new Option("--csv", "comma-separated values, nothing rounded").conflicts("json"))
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => {
      if (options.proposals) return runProposals(options);
      if (options.values === undefined) throw new InputError(NO_VALUES);
      if (options.input !== undefined)
        throw new InputError("--input: goes with --proposals; give that, or leave it out");
      const profiles = options.values.map((text) => readValues(text));
      const compared = await readCompared(options);
      const solveProgramme = await loadLinearProgrammeSolver();
      const comparisons = profiles.map((values) => ({
        values,
        rows: compared.map((each) => compareOne(each, values, solveProgramme)),
      }));
      if (options.json) printJson(documentOf(comparisons));
      else if (options.csv) process.stdout.write(comparisonCsv(comparisons));
      else print(comparisons.map((each) => comparisonText(each, options)).join("\n\n"));
    });
}

/** One comparison by itself, several as a list. */
function documentOf(comparisons: readonly Comparison[]) {
  const [only, ...more] = comparisons;
  if (more.length === 0) return { schema: "goldilocks/comparison/1", ...only };
  return { schema: "goldilocks/comparisons/1", comparisons };
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
  const pap = papAt(values);
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
