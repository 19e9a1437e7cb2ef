import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Command, Option } from "commander";
import { InputError } from "../../src/input-error.js";
import { familyOf } from "../../src/mechanism/build.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import { publishedFront } from "../front/detail.js";
import { digestOf } from "../front/digest.js";
import type { Front, FrontPoint, PublishedFront } from "../front/front.js";
import { MEANS, measureNamed } from "../front/measures.js";
import { pointWithId } from "../front/read.js";
import { readJson } from "../io/json-file.js";
import { trialsOf } from "../run/trials.js";
import { frontPicture } from "../show/figure/front.js";
import { figureText } from "../show/figure/text.js";
import type { Layout } from "../show/text/columns.js";
import { byDominance, frontCsv, frontText, type Listing, listingOf, pointText } from "../show/text/front.js";
import { trialsCsv, trialsDocument } from "../show/text/trials.js";
import { STUDY_FILE } from "../study/document.js";
import { parseStudy } from "../study/schema.js";
import { STUDY_SCHEMA, type StudyDocument } from "../study/study.js";
import { studyText } from "../study/text.js";
import { numberIn, print, printJson } from "./input.js";
import { detailedAt, jobOf, readNotingChanges } from "./run-input.js";

const OUTCOMES: readonly Verdict["outcome"][] = ["proved", "refuted", "not-refuted"];

const EXAMPLE = `
A <figure> is one of ${MEANS.map(({ name }) => name).join(", ")}
(means over the profiles, the margin the smallest; the larger the better), or an objective of the search, such as fairnessOverPap-minimum.

Example:
  $ goldilocks inspect results/quickstart-1234abcd
  $ goldilocks inspect front.json --dominating --sort fairnessOverPap
  $ goldilocks inspect front.json --min fairnessOverPap=0.95 --min revenueShare=0.5 --top 5
  $ goldilocks inspect front.json --notion split=proved --best entropyOverPap
  $ goldilocks inspect front.json --id 17
  $ goldilocks inspect front.json --plot
  $ goldilocks inspect front.json --csv > front.csv
  $ goldilocks inspect results/quickstart-1234abcd --trials --csv > trials.csv
`;

interface Options extends Layout {
  readonly sort: string;
  readonly best?: string;
  readonly dominating?: true;
  readonly family?: string;
  readonly notion: readonly Asked[];
  readonly min: readonly Bound[];
  readonly top?: number;
  readonly id?: string;
  readonly json?: true;
  readonly csv?: true;
  readonly plot?: true;
  readonly trials?: true;
}

/** The least that a figure may be. */
interface Bound {
  readonly figure: string;
  readonly least: number;
}

/** What a verdict has to be. */
interface Asked {
  readonly notion: string;
  readonly outcome: Verdict["outcome"];
}

const BY_DOMINANCE = "dominance";

/** `goldilocks inspect`: the front as a table, a plot or CSV; sort, filter, one point in full. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .description("a front as a table, a plot or CSV, or the claims of a study")
    .argument("<front>", "front.json, the folder of a run, or a study")
    .option("--sort <figure>", "falling by a figure, by id, or by dominance over PAP", BY_DOMINANCE)
    .option("--dominating", "only points that dominate PAP")
    .option("--family <name>", "only points of a family")
    .option("--notion <notion=outcome>", "only points of that verdict; may be given again", verdictAsked, [])
    .option("--min <figure=number>", "only points of at least so much; may be given again", bounds, [])
    .option("--top <number>", "only so many, after sorting", numberIn("--top", 1, 1e6, true))
    .addOption(
      new Option("--id <number>", "one point in full").conflicts([
        "dominating",
        "family",
        "notion",
        "min",
        "top",
      ]),
    )
    .addOption(
      new Option("--best <figure>", "of those left, the one that is best by a figure, in full").conflicts([
        "id",
        "top",
      ]),
    )
    .addOption(
      new Option("--plot", "revenue against fairness, in plain characters").conflicts(["csv", "json"]),
    )
    .addOption(new Option("--csv", "comma-separated values, nothing rounded").conflicts("json"))
    .addOption(
      new Option("--trials", "every candidate that the run evaluated, with --csv or --json").conflicts([
        ...["sort", "dominating", "family", "notion", "min", "top", "id", "best", "plot"],
      ]),
    )
    .option("--columns <list>", "columns of the table, separated by commas, such as id,mechanism,fairness")
    .option("--wide", "all columns, however wide the terminal is")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (path: string, options: Options) => {
      if (options.trials) return printTrials(path, options);
      const study = studyAt(path, !options.json && !options.csv);
      if (study !== null) return options.json ? printJson(study) : print(studyText(path, study));
      const published = readNotingChanges(path);
      const front = await detailedAt(path, published);
      const listing = await chosen(front, options);
      const points = listing.front.front;
      if (options.json) printJson(sealed(listing.front, published));
      else if (options.csv) process.stdout.write(frontCsv(listing));
      else if (options.plot) print(figureText(frontPicture(listing.front)));
      else if (options.id === undefined && options.best === undefined) print(frontText(listing, options));
      else print(await pointText(front, points[0]!));
    });
}

/** The study of a file, or of a folder that holds no front; null where there is none. */
function studyAt(path: string, forPeople: boolean): StudyDocument | null {
  const inFolder = join(path, STUDY_FILE);
  if (!existsSync(path)) return null;
  if (statSync(path).isDirectory()) {
    if (!existsSync(inFolder)) return null;
    if (!existsSync(join(path, "front.json"))) return parseStudy(readJson(inFolder), inFolder);
    if (forPeople)
      process.stderr.write(`goldilocks: ${path} is a study too: goldilocks inspect ${inFolder}\n`);
    return null;
  }
  const content = readJson(path) as { schema?: unknown } | null;
  return content?.schema === STUDY_SCHEMA ? parseStudy(content, path) : null;
}

/** Prints every candidate of a run, and says on standard error of how many an older journal does not hold the margin. */
function printTrials(folder: string, { csv, json }: Options): void {
  if (!csv && !json) throw new InputError("--trials: add --csv or --json");
  const job = jobOf(folder);
  const trials = trialsOf(folder);
  if (json) printJson(trialsDocument(job, trials()));
  else for (const line of trialsCsv(job, trials)) process.stdout.write(line);
  let without = 0;
  for (const { status, margin } of trials()) if (status === "feasible" && margin === null) without++;
  if (without === 0) return;
  process.stderr.write(
    `goldilocks: ${folder}: the journal, of an older version, does not hold the margin of ${without} feasible candidates\n`,
  );
}

/**
 * A front, in another order or in part, under a digest of its own; that of a changed front stays one that does not fit.
 * A part is no even choice of what was found, and does not say of how much it is one.
 */
function sealed(part: Front, whole: PublishedFront): PublishedFront {
  const { found, ...rest } = publishedFront(part);
  const kept = found === undefined || part.front.length < whole.front.length ? rest : { ...rest, found };
  return digestOf(whole) === whole.sha256 ? { ...kept, sha256: digestOf(kept) } : kept;
}

/** The part of a front that is asked for, with what it is asked for by. */
async function chosen(front: Front, options: Options): Promise<Listing> {
  const { best, min, id } = options;
  const sort =
    best === undefined && ["id", BY_DOMINANCE].includes(options.sort)
      ? null
      : measureNamed(front, best ?? options.sort, best === undefined ? "--sort" : "--best");
  const least = min.map((bound) => ({ ...bound, measure: measureNamed(front, bound.figure, "--min") }));
  const listing = await listingOf(front, [
    ...(sort === null ? [] : [sort]),
    ...least.map(({ measure }) => measure),
  ]);
  const { measured } = listing;
  const part = (points: readonly FrontPoint[]) => ({ ...listing, front: { ...front, front: points } });
  if (id !== undefined) return part([pointWithId(front, id, "--id")]);
  const inOrder = (a: FrontPoint, b: FrontPoint) => {
    if (sort !== null) return measured(b, sort) - measured(a, sort);
    return options.sort === "id" ? a.id - b.id : byDominance(a, b);
  };
  const points = filtered(front, options)
    .filter((point) => least.every((bound) => measured(point, bound.measure) >= bound.least))
    .sort(inOrder);
  if (best !== undefined && points.length === 0) {
    throw new InputError("--best: no point of this front is left; ask for less");
  }
  return part(points.slice(0, best === undefined ? options.top : 1));
}

/** The points of a family and of verdicts, dominance among them. */
function filtered(front: Front, { dominating, family, notion: asked }: Options): FrontPoint[] {
  if (family !== undefined) familyOf(family, "--family");
  for (const { notion } of asked) refuseUnjudged(front, notion);
  return front.front
    .filter((point) => !dominating || point.dominatesPap.kind !== "none")
    .filter((point) => family === undefined || point.candidate.family === family)
    .filter(({ sybil }) =>
      asked.every(({ notion, outcome }) =>
        sybil.some((verdict) => verdict.notion === notion && verdict.outcome === outcome),
      ),
    );
}

function refuseUnjudged({ front }: Front, notion: string): void {
  const judged = [...new Set(front.flatMap(({ sybil }) => sybil.map((verdict) => String(verdict.notion))))];
  if (front.length === 0 || judged.includes(notion)) return;
  throw new InputError(
    `--notion: this front has no verdicts of "${notion}"; it has ${judged.join(", ") || "none"}`,
  );
}

function verdictAsked(text: string, before: readonly Asked[]): readonly Asked[] {
  const [notion = "", word] = text.split("=");
  const outcome = OUTCOMES.find((each) => each === word);
  if (outcome !== undefined) return [...before, { notion, outcome }];
  throw new InputError(`--notion: "${text}" should read notion=outcome, with one of ${OUTCOMES.join(", ")}`);
}

function bounds(text: string, before: readonly Bound[]): readonly Bound[] {
  const [figure = "", number = ""] = text.split("=");
  const least = number.trim() === "" ? Number.NaN : Number(number);
  if (!Number.isNaN(least)) return [...before, { figure, least }];
  throw new InputError(`--min: "${text}" should read figure=number, as in fairnessOverPap=0.95`);
}
