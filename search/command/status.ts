import { Command } from "commander";
import { type ResolvedJob, resolveJob } from "../job.js";
import { readJson } from "../json-file.js";
import { countsText } from "../run/progress.js";
import { type RunStatus, statusOf } from "../run/status.js";
import { constraintText } from "../text/constraint.js";
import { figure } from "../text/format.js";
import { print, printJson } from "./input.js";

/** `goldilocks status`: how far a run has come; the run may be alive in another terminal. */
export function statusCommand(): Command {
  return new Command("status")
    .description("how far a run has come, while it runs or after")
    .argument("<folder>", "the folder of a run")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", "\nExample:\n  $ goldilocks status results/quickstart-1234abcd\n")
    .action((folder: string, options: { json?: true }) => {
      const path = `${folder}/job.json`;
      const job = resolveJob(readJson(path), path);
      const status = statusOf(folder, job);
      const { archive, seconds, ...rest } = status;
      const budget = job.budget;
      if (options.json) {
        printJson({
          schema: "goldilocks/status/1",
          job: job.name,
          ...rest,
          seconds,
          budget,
          evaluations: archive.evaluations,
          counts: archive.counts,
          front: archive.front.length,
          hypervolume: archive.hypervolume,
          history: archive.history,
        });
      } else print(statusText(folder, job, status));
    });
}

function statusText(
  folder: string,
  { name, budget, constraints }: ResolvedJob,
  { state, writer, archive, seconds, verified, stopped }: RunStatus,
): string {
  const { evaluations, counts, front, hypervolume, stagnant } = archive;
  const rate = evaluations / Math.max(seconds, 1e-3);
  const limits = [
    budget.evaluations === undefined ? [] : `${budget.evaluations} evaluations`,
    budget.minutes === undefined ? [] : `${budget.minutes} minutes`,
    budget.stagnation === undefined ? [] : `${budget.stagnation} evaluations without a notable rise`,
  ].flat();
  const left =
    budget.evaluations !== undefined && state === "running" && evaluations > 0
      ? `; about ${duration((budget.evaluations - evaluations) / rate)} left`
      : "";
  const next = {
    running: `process ${writer?.pid} on ${writer?.host}`,
    stopped: `go on with: goldilocks resume ${folder}`,
    finished: `see it with: goldilocks inspect ${folder}`,
  }[state];
  return [
    `${name}: ${state} (${next})`,
    `evaluations  ${evaluations} in ${duration(seconds)}, ${figure(rate, 3)}/s; limit: ${limits.join(", ")}${left}`,
    `constraint   ${constraintText(constraints)}`,
    `ended        ${countsText(counts) || "none yet"}`,
    `front        ${front.length} points, ${verified} verified in full`,
    `hypervolume  ${figure(hypervolume, 7)}; last notable rise ${stagnant} evaluations ago`,
    ...(stopped === null ? [] : [`stopped      ${stopped}`]),
  ].join("\n");
}

/** Seconds as people say them. */
function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
