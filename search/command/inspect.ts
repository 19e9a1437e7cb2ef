import { Command, Option } from "commander";
import { InputError } from "../../src/input-error.js";
import { familyOf } from "../../src/mechanism/build.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import type { Front, FrontPoint } from "../front/front.js";
import { readFront } from "../front/read.js";
import { countsText } from "../run/progress.js";
import { constraintText } from "../text/constraint.js";
import { figure, margin } from "../text/format.js";
import { table } from "../text/table.js";
import { numberIn, print, printJson } from "./input.js";

const SORTS = [
  "revenueOverPap",
  "fairnessOverPap",
  "revenueShare",
  "fairness",
  "fairnessActive",
  "id",
] as const;

const EXAMPLE = `
Example:
  $ goldilocks inspect results/quickstart-1234abcd
  $ goldilocks inspect front.json --dominating --sort fairnessOverPap
  $ goldilocks inspect front.json --min fairnessOverPap=0.95 --min revenueShare=0.5 --top 5
  $ goldilocks inspect front.json --id 17
`;

interface Options {
  readonly sort: (typeof SORTS)[number];
  readonly dominating?: true;
  readonly family?: string;
  readonly min: readonly Bound[];
  readonly top?: number;
  readonly id?: string;
  readonly json?: true;
}

/** The least that a figure may be. */
interface Bound {
  readonly figure: Exclude<(typeof SORTS)[number], "id">;
  readonly least: number;
}

/** `goldilocks inspect`: the front as a table; sort, filter, one point in full. */
export function inspectCommand(): Command {
  return new Command("inspect")
    .description("a front as a table; sort, filter, or one point in full")
    .argument("<front>", "front.json, or the folder of a run")
    .addOption(new Option("--sort <figure>", "falling by").choices(SORTS).default("revenueOverPap"))
    .option("--dominating", "only points that dominate PAP")
    .option("--family <name>", "only points of a family")
    .option("--min <figure=number>", "only points of at least so much; may be given again", bounds, [])
    .option("--top <number>", "only so many, after sorting", numberIn("--top", 1, 1e6, true))
    .option("--id <number>", "one point in full")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action((path: string, options: Options) => {
      const front = readFront(path);
      const points = chosen(front, options);
      if (options.json) printJson({ ...front, front: points });
      else if (options.id !== undefined) print(pointText(front, points[0]!));
      else print(frontText({ ...front, front: points }));
    });
}

function chosen(front: Front, options: Options): readonly FrontPoint[] {
  const { sort, dominating, family, min, top, id } = options;
  if (id !== undefined) {
    const point = front.front.find((each) => String(each.id) === id);
    if (point !== undefined) return [point];
    const known = front.front.map((each) => each.id).join(", ");
    throw new InputError(`--id: no point ${id} on this front; it has ${known === "" ? "none" : known}`);
  }
  const figureOf = (point: FrontPoint) => (sort === "id" ? -point.id : point.scores[sort]);
  if (family !== undefined) familyOf(family, "--family");
  return front.front
    .filter((point) => !dominating || point.dominatesPap.kind !== "none")
    .filter((point) => family === undefined || point.candidate.family === family)
    .filter((point) => min.every(({ figure, least }) => point.scores[figure] >= least))
    .sort((a, b) => figureOf(b) - figureOf(a))
    .slice(0, top);
}

function bounds(text: string, before: readonly Bound[]): readonly Bound[] {
  const [name = "", number = ""] = text.split("=");
  const figure = SORTS.find((each) => each === name && each !== "id") as Bound["figure"] | undefined;
  const least = number.trim() === "" ? Number.NaN : Number(number);
  if (figure !== undefined && !Number.isNaN(least)) return [...before, { figure, least }];
  const known = SORTS.filter((each) => each !== "id").join(", ");
  throw new InputError(`--min: "${text}" should read figure=number, with one of ${known}`);
}

/** A front for people: what was asked, what came out, the points. */
export function frontText(front: Front): string {
  const { job, scenario, baseline, hypervolume, stopped } = front;
  const rows = front.front.map((point) => [
    String(point.id),
    mechanismText(rounded(point).candidate),
    figure(point.scores.revenueOverPap, 6),
    figure(point.scores.fairnessOverPap, 6),
    figure(point.scores.revenueShare),
    figure(point.scores.fairnessActive),
    point.dominatesPap.kind,
    point.sybil.map((verdict) => `${verdict.notion} ${verdict.outcome}`).join("; "),
  ]);
  const pap = baseline.scores;
  rows.push([
    "",
    "(pap)",
    "1",
    "1",
    figure(pap.revenueShare),
    figure(pap.fairnessActive),
    "",
    "the benchmark",
  ]);
  return [
    `${job.name}: scenario ${scenario.name} (${scenario.profiles.length} profiles), ${countsText(front.counts)}`,
    `constraint: ${constraintText(job.constraints)}`,
    `stopped: ${stopped.reason}; hypervolume ${figure(hypervolume.value, 7)} against (${hypervolume.reference.join(", ")})`,
    "",
    table(
      ["id", "mechanism", "R/R_PAP", "F/F_PAP", "R/top value", "fairness", "dominates PAP", "Sybil notions"],
      rows,
      { align: ["right", "left", "right", "right", "right", "right", "left", "left"] },
    ),
    "",
    "R/R_PAP, F/F_PAP: weighted means over the profiles of revenue and fairness relative to PAP (fairness over",
    "PAP's active players). dominates PAP: uniform at every profile, average in the means. not-refuted: no",
    "counterexample was found, which is no proof.",
  ].join("\n");
}

/** Parameters to six digits, for display only. */
function rounded(point: FrontPoint): FrontPoint {
  const text = JSON.stringify(point.candidate, (_, value) =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value,
  );
  return { ...point, candidate: JSON.parse(text) };
}

/** One point in full. */
function pointText(front: Front, point: FrontPoint): string {
  const profiles = point.perProfile.map((result, k) => [
    result.profile,
    result.status,
    figure(result.revenueOverPap, 6),
    figure(result.fairnessOverPap, 6),
    figure((result.revenue ?? 0) * front.scenario.profiles[k]!.scale),
    front.scenario.profiles[k]!.unit,
    figure(result.regret?.relative),
  ]);
  const verdicts = point.sybil.map((verdict) => [
    verdict.notion,
    verdict.outcome,
    figure(verdict.largestGainShare),
    verdict.witness
      ? `bids ${verdict.witness.identities.map((bid) => figure(bid, 4)).join(" + ")} instead of ` +
        `${figure(verdict.witness.single.bid, 4)} against ${verdict.witness.others.map((bid) => figure(bid, 4)).join(", ") || "nobody"}`
      : (verdict.argument ?? `${verdict.effort?.evaluations ?? 0} evaluations`),
  ]);
  const { kind, margins } = point.dominatesPap;
  return [
    `point ${point.id}: ${JSON.stringify(point.candidate)}`,
    `dominates PAP: ${kind}; smallest margins: revenue ${margin(margins.smallest.revenue)}, fairness ` +
      `${margin(margins.smallest.fairness)}; means: ${margin(margins.mean.revenue)}, ${margin(margins.mean.fairness)}`,
    "",
    table(["profile", "equilibrium", "R/R_PAP", "F/F_PAP", "revenue", "unit", "regret/top"], profiles, {
      align: ["left", "left", "right", "right", "right", "left", "right"],
    }),
    "",
    table(["Sybil notion", "outcome", "largest gain share", "witness or effort"], verdicts, {
      align: ["left", "left", "right", "left"],
    }),
  ].join("\n");
}
