import { availableParallelism } from "node:os";
import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import type { Front } from "../front/front.js";
import { refuseUnbuildable, resolveJob } from "../job.js";
import { readJson } from "../json-file.js";
import { progressReporter } from "../progress.js";
import { runFolder, runSearch } from "../run.js";
import { parseJob } from "../schema/job.js";
import { print, printJson } from "./input.js";
import { frontText } from "./inspect.js";

const EXAMPLE = `
Ctrl-C is safe: what is done is on disk, and the same command goes on from there.

Example:
  $ goldilocks search search/jobs/quickstart.json
  $ goldilocks search search/jobs/quickstart.json --workers 2 --out /tmp/my-run
`;

interface Options {
  readonly out?: string;
  readonly workers?: number;
  readonly executor?: "threads" | "in-process";
  readonly json?: true;
}

/** `goldilocks search`: runs a job, or goes on with it. */
export function searchCommand(): Command {
  return new Command("search")
    .description("run a search job, or go on with it")
    .argument("<job>", "a job file, see search/jobs")
    .option("--out <folder>", "the run's folder (default: results/<job>-<hash>)")
    .option("--workers <number>", "worker threads (default: one a core)", wholeNumber)
    .option("--executor <kind>", "threads or in-process", executorKind)
    .option("--json", "print front.json on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (path: string, options: Options) => {
      await runAndShow(path, options.out, options);
    });
}

/** `goldilocks resume`: goes on with a run by its folder. */
export function resumeCommand(): Command {
  return new Command("resume")
    .description("go on with a run by its folder")
    .argument("<folder>", "the folder of a run that was stopped")
    .option("--workers <number>", "worker threads (default: one a core)", wholeNumber)
    .option("--executor <kind>", "threads or in-process", executorKind)
    .option("--json", "print front.json on standard output")
    .addHelpText("after", "\nExample:\n  $ goldilocks resume results/quickstart-1234abcd\n")
    .action(async (folder: string, options: Options) => {
      await runAndShow(`${folder}/job.json`, folder, options);
    });
}

async function runAndShow(path: string, out: string | undefined, options: Options): Promise<void> {
  const jobFile = readJson(path);
  const job = resolveJob(jobFile, path);
  await refuseUnbuildable(job, path);
  const folder = out ?? runFolder(job);
  let interrupted = false;
  const onInterrupt = () => {
    interrupted = true;
  };
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  const progress = progressReporter(job);
  try {
    const front = await runSearch(job, {
      folder,
      workers: options.workers ?? availableParallelism(),
      executor: options.executor ?? parseJob(jobFile, path).executor,
      jobFile,
      onProgress: progress.report,
      interrupted: () => interrupted,
    });
    progress.end();
    if (front === null) {
      process.stderr.write(
        `interrupted; everything so far is in ${folder}. Go on with: goldilocks resume ${folder}\n`,
      );
      process.exitCode = 130;
      return;
    }
    show(front, folder, options.json ?? false);
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
    progress.end();
  }
}

function show(front: Front, folder: string, json: boolean): void {
  if (json) {
    printJson(front);
    return;
  }
  print(
    `${frontText(front)}\n\nwritten: ${folder}/front.json, ${folder}/report.html, ${folder}/journal.jsonl`,
  );
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 256) return number;
  throw new InputError(`--workers: ${JSON.stringify(text)} is not a whole number from 1 to 256`);
}

function executorKind(text: string): "threads" | "in-process" {
  if (text === "threads" || text === "in-process") return text;
  throw new InputError(`--executor: ${JSON.stringify(text)} is not known; choose threads or in-process`);
}
