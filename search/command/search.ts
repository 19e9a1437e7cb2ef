import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { type ExecutorChoice, parseExecutor } from "../executor/choice.js";
import { RunStopped } from "../executor/run-stopped.js";
import { publishedFront } from "../front/detail.js";
import type { Front } from "../front/front.js";
import { readJson } from "../io/json-file.js";
import { refuseUnbuildable, resolveJob } from "../job/job.js";
import { withFilesRead } from "../job/scenario-file.js";
import { parseJob } from "../job/schema.js";
import { runFolder, runSearch } from "../run/run.js";
import { progressReporter } from "../show/progress-reporter.js";
import { renderReport } from "../show/report/report.js";
import { everyFewSeconds } from "../show/text/every-few-seconds.js";
import { byDominance, frontText, listingOf } from "../show/text/front.js";
import { INTERRUPTED, print, printJson } from "./input.js";
import { threadLimitsGiven, withThreadLimits } from "./thread-limits.js";

const EXAMPLE = `
Ctrl-C is safe, and so is any other end: what is done is on disk, and the same command goes on from there. Every point
of the front is verified as it is found, and Ctrl-C writes the front so far. A second Ctrl-C waits for nothing. A worker that takes longer than --patience for one
candidate, or more than --memory, is replaced; a candidate that costs two workers is quarantined.

Example:
  $ goldilocks search search/jobs/quickstart.json
  $ goldilocks search search/jobs/quickstart.json --workers 2 --out /tmp/my-run
  $ goldilocks search search/jobs/evening.json --executor redis://queue.lab:6379/0   (see: goldilocks worker --help)
`;

const RESUME_EXAMPLE = `
Example:
  $ goldilocks resume results/quickstart-1234abcd
  $ goldilocks resume results/quickstart-1234abcd --publish    (of a run that was killed)
`;

interface Options {
  readonly out?: string;
  readonly workers?: number;
  readonly executor?: ExecutorChoice;
  readonly patience: number;
  readonly memory: number;
  readonly json?: true;
  readonly publish?: true;
}

/** `goldilocks search`: runs a job, or goes on with it. */
export function searchCommand(): Command {
  return withRunOptions(new Command("search"))
    .description("run a search job, or continue it")
    .argument("<job>", "a job file, see search/jobs")
    .option("--out <folder>", "the run's folder (default: results/<job>-<hash>)")
    .addHelpText("after", EXAMPLE)
    .action(async (path: string, options: Options, command: Command) => {
      await runAndShow(path, options.out, options, command);
    });
}

/** `goldilocks resume`: goes on with a run by its folder. */
export function resumeCommand(): Command {
  return withRunOptions(new Command("resume"))
    .description("continue a run that was stopped")
    .argument("<folder>", "the folder of a run that was stopped")
    .option("--publish", "only write front.json and report.html from what the journal holds")
    .addHelpText("after", RESUME_EXAMPLE)
    .action(async (folder: string, options: Options, command: Command) => {
      await runAndShow(`${folder}/job.json`, folder, options, command);
    });
}

function withRunOptions(command: Command): Command {
  return withThreadLimits(command)
    .option(
      "--executor <kind>",
      "threads, in-process, or redis://host:port/db for workers elsewhere",
      (text) => parseExecutor(text, "--executor"),
    )
    .option("--json", "print front.json on standard output");
}

async function runAndShow(
  path: string,
  out: string | undefined,
  options: Options,
  command: Command,
): Promise<void> {
  const jobFile = withFilesRead(readJson(path), path);
  const job = resolveJob(jobFile, path);
  await refuseUnbuildable(job, path);
  const folder = out ?? runFolder(job);
  const executor = options.executor ?? parseExecutor(parseJob(jobFile, path).executor, `${path}: executor`);
  const again = typeof executor === "string" ? "" : ` --executor ${executor.name}`;
  const resume = `Go on with: goldilocks resume ${folder}${again}`;
  let interrupted = false;
  const onInterrupt = () => {
    if (interrupted) {
      process.stderr.write(`left; everything before is in ${folder}. ${resume}\n`);
      process.exit(INTERRUPTED);
    }
    interrupted = true;
    process.stderr.write(
      "interrupted; waiting for candidates being evaluated (interrupt again to stop now)\n",
    );
  };
  process.on("SIGINT", onInterrupt).on("SIGTERM", onInterrupt);
  const progress = progressReporter(job);
  const idle = executor === "threads" ? [] : threadLimitsGiven(command);
  if (idle.length > 0)
    progress.note(`${idle.join(", ")}: for worker threads of this machine, which this run has not`);
  try {
    const front = await runSearch(job, {
      folder,
      workers: options.workers ?? availableParallelism(),
      executor,
      patience: options.patience,
      memory: options.memory,
      jobFile,
      onProgress: progress.report,
      onNote: progress.note,
      onPublishing: everyFewSeconds((done, of) =>
        progress.note(`writing the front: ${done} of ${of} points and rejected candidates are worked out`),
      ),
      page: renderReport,
      interrupted: () => interrupted || (options.publish ?? false),
    });
    progress.end();
    if (front !== null) return await show(front, folder, options.json ?? false);
    const written = existsSync(join(folder, "front.json"));
    const kept = written ? "front.json, report.html and everything else so far are" : "everything so far is";
    process.stderr.write(`${options.publish ? "at rest" : "interrupted"}; ${kept} in ${folder}. ${resume}\n`);
    process.exitCode = options.publish && written ? 0 : INTERRUPTED;
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    progress.end();
    process.stderr.write(`goldilocks: ${error.message}; everything before is in ${folder}. ${resume}\n`);
    process.exitCode = INTERRUPTED;
  } finally {
    process.off("SIGINT", onInterrupt).off("SIGTERM", onInterrupt);
    progress.end();
  }
}

async function show(front: Front, folder: string, json: boolean): Promise<void> {
  if (json) {
    printJson(publishedFront(front));
    return;
  }
  const listed = { ...front, front: front.front.toSorted(byDominance) };
  print(
    `${frontText(await listingOf(listed))}\n\nwritten: ${folder}/front.json, ${folder}/report.html, ${folder}/journal.jsonl`,
  );
}
