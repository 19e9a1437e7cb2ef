import { statSync } from "node:fs";
import { dirname } from "node:path";
import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import type { OptimiserChoice } from "../../src/optimise/named.js";
import { benchEquilibrium } from "../bench/equilibrium.js";
import { benchEvaluate } from "../bench/evaluate.js";
import { benchFront } from "../bench/front.js";
import {
  parseEquilibriumWork,
  parseEvaluationWork,
  parseFrontWork,
  parseOptimiserName,
  parseSolveWork,
  parseVerificationWork,
} from "../bench/schema.js";
import { benchSearch, type SearchReport } from "../bench/search.js";
import { benchSolve, type SolveReport } from "../bench/solve.js";
import type { BenchReport } from "../bench/timing.js";
import { benchVerify } from "../bench/verify.js";
import { readJson } from "../io/json-file.js";
import { writeWhole } from "../io/whole-file.js";
import { numberIn, print, printJson } from "./input.js";

const LONGEST_SECONDS = 3600;

const EXAMPLE = `
Kinds of work:
  equilibrium   solves and certifies every Tullock contest {id, a, v} of a file
  evaluate      scores every candidate [alpha, fee, kappa] of power-fee-quadratic over the profiles of a file:
                revenue, fairness, what Sybils gain at the equilibrium (s3), and its regret (eps)
  front         ranks the points of a file by non-dominated sorting and measures their hypervolume against its
                ref, all objectives minimised
  solve         finds and certifies all equilibria of every mechanism of a file at every profile of it
  verify        verifies every rule {mechanism, notion, identities, rivals} of a file in full; rivals are bids, or
                how many
  search        searches alpha in [0.5, 0.99], fee in [0, 0.12], kappa in [0, 2] over the profiles of such a file for
                the front of revenue and fairness where s3 <= 0.01 and eps <= 1e-6, and compares its hypervolume
                with the largest known for w2_small.json

Example:
  $ goldilocks bench equilibrium --in w1_n5.json --out timed.json
  $ goldilocks bench search --in w2_small.json --out searched.json --optimiser nsga2 --seeds 1,2 --evaluations 2000
`;

interface Options {
  readonly in: string;
  readonly out: string;
  readonly minSeconds: number;
  readonly workers: number;
  readonly optimiser: OptimiserChoice;
  readonly seeds: readonly number[];
  readonly evaluations: readonly number[];
  readonly json?: true;
}

/** Each kind of work: checks the content of a file of it, then does and times it. */
type Bench = (content: unknown, path: string, options: Options) => Promise<BenchReport>;

const KINDS: Readonly<Record<string, Bench>> = {
  equilibrium: (content, path, { minSeconds }) =>
    benchEquilibrium(parseEquilibriumWork(content, path), minSeconds, path),
  evaluate: (content, path, { minSeconds, workers }) =>
    benchEvaluate(parseEvaluationWork(content, path), minSeconds, path, workers),
  front: async (content, path, { minSeconds }) => benchFront(parseFrontWork(content, path), minSeconds),
  solve: (content, path, { minSeconds }) => benchSolve(parseSolveWork(content, path), minSeconds, path),
  verify: (content, path, { minSeconds }) =>
    benchVerify(parseVerificationWork(content, path), minSeconds, path),
  search: (content, path, { optimiser, seeds, evaluations }) =>
    benchSearch(parseEvaluationWork(content, path), { optimiser, seeds, evaluations }, path),
};

/** `goldilocks bench`: times one of the fixed kinds of work on a file of it. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("time a fixed kind of work on a file of it")
    .argument("<kind>", Object.keys(KINDS).join(", "))
    .requiredOption("--in <file>", "the work")
    .requiredOption("--out <file>", "where to write the seconds of each pass, and the solutions")
    .option("--min-seconds <seconds>", "how long to go on for, at least (not for search)", seconds, 2)
    .option("--workers <number>", "evaluate: worker threads", numberIn("--workers", 1, 256, true), 1)
    .option(
      "--optimiser <name>",
      "search: what proposes the candidates (portfolio)",
      (name) => parseOptimiserName(name, "--optimiser"),
      parseOptimiserName("portfolio", "--optimiser"),
    )
    .option(
      "--seeds <n,n,..>",
      "search: the seeds to search with (1,2,3,4,5)",
      (text) => integers(text, "--seeds", 0xffffffff),
      [1, 2, 3, 4, 5],
    )
    .option(
      "--evaluations <n,n,..>",
      "search: after how many evaluations the front is measured (2000,20000)",
      (text) => rising(integers(text, "--evaluations", 1e9), "--evaluations"),
      [2000, 20_000],
    )
    .option("--json", "also print what is written on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (kind: string, options: Options) => {
      const bench = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
      if (bench === undefined) {
        throw new InputError(`bench: no kind "${kind}"; known: ${Object.keys(KINDS).join(", ")}`);
      }
      const content = readJson(options.in);
      refuseFolders(options.out);
      const report = await bench(content, options.in, options);
      writeWhole(options.out, `${JSON.stringify(report)}\n`);
      if (options.json) printJson(report);
      else print(summary(kind, report));
    });
}

function summary(kind: string, report: BenchReport): string {
  const { units_per_pass, pass_seconds } = report;
  const sorted = [...pass_seconds].sort((a, b) => a - b);
  const rate = units_per_pass / sorted[Math.floor(sorted.length / 2)]!;
  const passes = `${kind}: ${sorted.length} passes over ${units_per_pass}, ${Number(rate.toPrecision(4))} a second in the median pass`;
  if (isSearch(report)) return `${passes}\n${qualities(report)}`;
  return isSolve(report) ? `${passes}\n${byPlayers(report)}` : passes;
}

function isSolve(report: BenchReport): report is SolveReport {
  return "by_players" in report;
}

function byPlayers({ by_players }: SolveReport): string {
  const parts = Object.entries(by_players).map(([players, ms]) => `${players}: ${ms.toFixed(3)}`);
  return `milliseconds a game by number of players: ${parts.join(", ")}`;
}

function isSearch(report: BenchReport): report is SearchReport {
  return "median_ratio" in report;
}

function qualities({ evaluations, median_ratio, worst_ratio }: SearchReport): string {
  const lines = evaluations.map(
    (count, k) =>
      `after ${count} evaluations: ${median_ratio[k]!.toFixed(5)} of the best-known hypervolume in the median, ${worst_ratio[k]!.toFixed(5)} at worst`,
  );
  return lines.join("\n");
}

/** Before seconds of work: a file can be written only where its folder is. */
function refuseFolders(path: string): void {
  const isFolder = (place: string) => statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder(path)) throw new InputError(`--out ${path}: is a folder; give a file`);
  if (!isFolder(dirname(path))) throw new InputError(`--out ${path}: there is no such folder`);
}

/** Integers from 0, separated by commas. */
function integers(text: string, option: string, most: number): number[] {
  return text.split(",").map((each) => {
    if (/^\d+$/.test(each.trim()) && Number(each) <= most) return Number(each);
    throw new InputError(`${option}: ${JSON.stringify(each)} is not a whole number from 0 to ${most}`);
  });
}

function rising(numbers: number[], option: string): number[] {
  if (numbers.every((each, k) => each > (numbers[k - 1] ?? 0))) return numbers;
  throw new InputError(`${option}: ${numbers.join(",")} must rise, from above 0`);
}

function seconds(text: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number > 0 && number <= LONGEST_SECONDS) return number;
  throw new InputError(
    `--min-seconds: ${JSON.stringify(text)} is not a number of seconds above 0 and up to ${LONGEST_SECONDS}`,
  );
}
