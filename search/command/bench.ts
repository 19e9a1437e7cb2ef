import { statSync } from "node:fs";
import { dirname } from "node:path";
import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import { benchEquilibrium } from "../bench/equilibrium.js";
import { benchEvaluate } from "../bench/evaluate.js";
import { benchFront } from "../bench/front.js";
import type { BenchReport } from "../bench/timing.js";
import { readJson } from "../json-file.js";
import { parseEquilibriumWork, parseEvaluationWork, parseFrontWork } from "../schema/bench.js";
import { writeWhole } from "../whole-file.js";
import { print, printJson } from "./input.js";

const LONGEST_SECONDS = 3600;

const EXAMPLE = `
Kinds of work:
  equilibrium   solves and certifies every Tullock contest {id, a, v} of a file
  evaluate      scores every candidate [alpha, fee, kappa] of power-fee-quadratic over the profiles of a file:
                revenue, fairness, what Sybils gain at the equilibrium (s3), and its regret (eps)
  front         ranks the points of a file by non-dominated sorting and measures their hypervolume against its
                ref, all objectives minimised

Example:
  $ goldilocks bench equilibrium --in w1_n5.json --out timed.json
`;

interface Options {
  readonly in: string;
  readonly out: string;
  readonly minSeconds: number;
  readonly json?: true;
}

/** Each kind of work: checks the content of a file of it, then times whole passes over it. */
type Bench = (content: unknown, path: string, minimum: number) => Promise<BenchReport>;

const KINDS: Readonly<Record<string, Bench>> = {
  equilibrium: (content, path, minimum) =>
    benchEquilibrium(parseEquilibriumWork(content, path), minimum, path),
  evaluate: (content, path, minimum) => benchEvaluate(parseEvaluationWork(content, path), minimum, path),
  front: async (content, path, minimum) => benchFront(parseFrontWork(content, path), minimum),
};

/** `goldilocks bench`: times one of the fixed kinds of work on a file of it. */
export function benchCommand(): Command {
  return new Command("bench")
    .description("time a fixed kind of work on a file of it")
    .argument("<kind>", Object.keys(KINDS).join(", "))
    .requiredOption("--in <file>", "the work")
    .requiredOption("--out <file>", "where to write the seconds of each pass, and the solutions")
    .option("--min-seconds <seconds>", "how long to go on for, at least", seconds, 2)
    .option("--json", "also print what is written on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (kind: string, options: Options) => {
      const bench = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
      if (bench === undefined) {
        throw new InputError(`bench: no kind "${kind}"; known: ${Object.keys(KINDS).join(", ")}`);
      }
      const content = readJson(options.in);
      refuseFolders(options.out);
      const report = await bench(content, options.in, options.minSeconds);
      writeWhole(options.out, `${JSON.stringify(report)}\n`);
      if (options.json) printJson(report);
      else print(summary(kind, report));
    });
}

function summary(kind: string, { units_per_pass, pass_seconds }: BenchReport): string {
  const rising = [...pass_seconds].sort((a, b) => a - b);
  const rate = units_per_pass / rising[Math.floor(rising.length / 2)]!;
  return `${kind}: ${rising.length} passes over ${units_per_pass}, ${Number(rate.toPrecision(4))} a second in the median pass`;
}

/** Before seconds of work: a file can be written only where its folder is. */
function refuseFolders(path: string): void {
  const isFolder = (place: string) => statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder(path)) throw new InputError(`--out ${path}: is a folder; give a file`);
  if (!isFolder(dirname(path))) throw new InputError(`--out ${path}: there is no such folder`);
}

function seconds(text: string): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  if (number > 0 && number <= LONGEST_SECONDS) return number;
  throw new InputError(
    `--min-seconds: ${JSON.stringify(text)} is not a number of seconds above 0 and up to ${LONGEST_SECONDS}`,
  );
}
