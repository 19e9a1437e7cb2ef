import { Command } from "commander";
import type { ResolvedJob } from "../job/job.js";
import { type RunStatus, statusOf } from "../run/status.js";
import { constraintText } from "../show/text/constraint.js";
import { figure } from "../show/text/format.js";
import {
  bestGainText,
  countsText,
  duration,
  feasibleText,
  leftText,
  rateText,
  riseText,
  timeLeft,
  verificationText,
  workersText,
} from "../show/text/progress.js";
import { print, printJson } from "./input.js";
import { jobOf } from "./run-input.js";

/** `goldilocks status`: how far a run has come; the run may be alive in another terminal. */
export function statusCommand(): Command {
  return new Command("status")
    .description("the progress of a run, while it runs or after")
    .argument("<folder>", "the folder of a run")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", "\nExample:\n  $ goldilocks status results/quickstart-1234abcd\n")
    .action((folder: string, options: { json?: true }) => {
      const job = jobOf(folder);
      const status = statusOf(folder, job);
      const { state, writer, progress, history, open, crew, stopped, written } = status;
      const { evaluations, counts, frontSize, hypervolume, bestGain, seconds, recent, verification } =
        progress;
      const left = state === "running" ? timeLeft(progress, job.budget) : null;
      if (options.json) {
        printJson({
          ...{
            schema: "goldilocks/status/1",
            job: job.name,
            state,
            writer,
            open,
            crew,
            stopped,
            written,
            seconds,
          },
          ...{ budget: job.budget, evaluations, counts, front: frontSize, hypervolume, history },
          ...{ verification, recent, bestGain, left },
        });
      } else print(statusText(folder, job, status));
    });
}

function statusText(
  folder: string,
  { name, budget, constraints }: ResolvedJob,
  { state, writer, progress, open, crew, stopped, written }: RunStatus,
): string {
  const { evaluations, counts, frontSize, hypervolume, stagnant, seconds } = progress;
  const limits = [
    budget.evaluations === undefined ? [] : `${budget.evaluations} evaluations`,
    budget.minutes === undefined ? [] : `${budget.minutes} minutes`,
    budget.stagnation === undefined ? [] : `${budget.stagnation} evaluations without a notable rise`,
  ].flat();
  const left = state === "running" ? leftText(progress, budget) : null;
  const rise = riseText(progress);
  const inspect =
    written === null ? "" : `; see the front of ${written} evaluations: goldilocks inspect ${folder}`;
  const next = {
    running: `process ${writer?.pid} on ${writer?.host}`,
    stopped: `go on with: goldilocks resume ${folder}${inspect}`,
    finished: `see it with: goldilocks inspect ${folder}`,
  }[state];
  return [
    `${name}: ${state} (${next})`,
    `evaluations  ${evaluations} in ${duration(seconds)}, lately ${rateText(progress)}`,
    ...(crew === null ? [] : [`workers      ${workersText(crew)} at the end of the last batch`]),
    `limit        ${limits.join(", ")}${left === null ? "" : `; about ${left}`}`,
    `constraint   ${constraintText(constraints)}`,
    `ended        ${evaluations === 0 ? "none yet" : `${feasibleText(progress)}: ${countsText(counts)}`}`,
    ...(open === null ? [] : [`this batch   ${open.evaluated} evaluated, ${open.verified} verified`]),
    `front        ${frontSize} points, all verified in full`,
    `verified     ${verificationText(progress)}`,
    `hypervolume  ${figure(hypervolume, 7)}${rise === null ? "" : `, ${rise}`}; last notable rise ${stagnant} evaluations ago`,
    `over PAP     ${bestGainText(progress)} at best, in revenue and fairness both (the smaller of the two means)`,
    ...(stopped === null ? [] : [`stopped      ${stopped}`]),
  ].join("\n");
}
