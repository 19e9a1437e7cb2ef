import { mechanismText } from "../../../src/mechanism/notation.js";
import type { ResolvedJob } from "../../job/job.js";
import type { RunTrial } from "../../run/trials.js";
import { csvRow } from "./csv.js";
import { ParameterColumns } from "./parameter-columns.js";

/** What every candidate with equilibria is scored by. */
const SCORES = ["revenueOverPap", "fairnessOverPap", "revenueShare", "fairness", "fairnessActive"] as const;

/** The trials of a run as lines of comma-separated values, a header first, nothing rounded; empty where there is nothing. */
export function* trialsCsv(
  { objectives }: Pick<ResolvedJob, "objectives">,
  trialsAgain: () => Iterable<RunTrial>,
): Generator<string> {
  const parameters = new ParameterColumns(candidatesOf(trialsAgain()));
  const further = objectives.flatMap(({ name }, index) =>
    SCORES.some((score) => score === name) ? [] : [{ name, index }],
  );
  const header = [
    ...["id", "family", "mechanism", ...parameters.header, "status", "reason", "violation", ...SCORES],
    ...[...further.map(({ name }) => name), "margin", "verified", "seconds"],
  ];
  yield csvRow(header);
  for (const trial of trialsAgain()) {
    const { id, candidate, status, reason, violation, scores, verified, margin, took } = trial;
    yield csvRow([
      ...[id, candidate.family, mechanismText(candidate), ...parameters.cells(candidate)],
      ...[status, reason, violation, ...SCORES.map((name) => scores?.[name])],
      ...further.map(({ index }) => trial.objectives?.[index]),
      ...[margin, verified?.status, took],
    ]);
  }
}

function* candidatesOf(trials: Iterable<RunTrial>) {
  for (const { candidate } of trials) yield candidate;
}

/** The trials of a run as a document; null where there is nothing. */
export function trialsDocument({ name, objectives }: ResolvedJob, trials: Iterable<RunTrial>) {
  return {
    ...{ schema: "goldilocks/trials/1", job: name, objectives: objectives.map((each) => each.name) },
    trials: Array.from(trials, ({ verified, took, exit: _, ...trial }) => ({
      ...trial,
      verified: verified?.status ?? null,
      seconds: took ?? null,
    })),
  };
}
