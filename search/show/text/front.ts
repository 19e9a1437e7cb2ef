import { gradeName } from "../../../src/claim/grade.js";
import { figureOf, type Objective } from "../../../src/evaluation/objective.js";
import { familyOf } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { mechanismText } from "../../../src/mechanism/notation.js";
import { SYBIL_NOTIONS } from "../../../src/sybil/options.js";
import type { Front, FrontPoint, Point } from "../../front/front.js";
import { type Measured, measured, measuresOf } from "../../front/measures.js";
import { mechanismOf } from "../../front/mechanisms.js";
import { shareOfVerification } from "../../front/work.js";
import { constraintText } from "./constraint.js";
import { csv } from "./csv.js";
import { figure, margin, mechanismCell } from "./format.js";
import { plainFormula } from "./formula.js";
import { ParameterColumns } from "./parameter-columns.js";
import { countsText, verificationText } from "./progress.js";
import { table } from "./table.js";

/** Headings of what every front holds, in the order of the columns. */
const HEADINGS: Readonly<Record<string, string>> = {
  revenueOverPap: "R/R_PAP",
  fairnessOverPap: "F/F_PAP",
  revenueShare: "R/top value",
  fairness: "fairness",
  fairnessActive: "of active",
};

/** A front, or a part of it, with what its points are listed by. */
export interface Listing {
  readonly front: Front;
  /** How many points the file holds. */
  readonly held: number;
  readonly columns: readonly Objective[];
  readonly measured: Measured;
}

/**
 * A front to be listed by what every front holds, by what its job maximised, and by what was asked for besides.
 *
 * @throws InputError where what was asked for has to be worked out and the file holds too little for it
 */
export async function listingOf(front: Front, asked: readonly Objective[] = []): Promise<Listing> {
  const names = [...Object.keys(HEADINGS), ...[...front.job.objectives, ...asked].map(({ name }) => name)];
  const known = measuresOf(front);
  const columns = [...new Set(names)].map((name) => known.find((each) => each.name === name)!);
  return { front, held: front.front.length, columns, measured: await measured(front, columns) };
}

/** A front for people: what was asked, what came out, the points. */
export function frontText({ front, held, columns, measured }: Listing): string {
  const { job, scenario, baseline, hypervolume, stopped } = front;
  const cells = (point: Point) =>
    columns.map((measure) => figure(measured(point, measure), measure.name.endsWith("OverPap") ? 6 : 5));
  const rows = front.front.map((point) => [
    String(point.id),
    mechanismCell(point.candidate),
    ...cells(point),
    point.dominatesPap.kind,
    point.sybil.map((verdict) => `${verdict.notion} ${verdict.outcome}`).join("; "),
  ]);
  rows.push(["", "(pap)", ...cells(baseline), "", "the benchmark"]);
  const headings = columns.map(({ name }) => HEADINGS[name] ?? name);
  return [
    `${job.name}: scenario ${scenario.name} (${scenario.profiles.length} profiles), ${countsText(front.counts)}`,
    `constraint: ${constraintText(job.constraints)}`,
    `front: ${frontSizeText(front, held)}`,
    ...verifiedLine(front),
    `stopped: ${stopped.reason}; hypervolume ${figure(hypervolume.value, 7)} against (${hypervolume.reference.join(", ")})`,
    "",
    table(["id", "mechanism", ...headings, "dominates PAP", "Sybil notions"], rows, {
      align: ["right", "left", ...columns.map(() => "right" as const), "left", "left"],
    }),
    "",
    "R/R_PAP, F/F_PAP: weighted means over the profiles of revenue and fairness relative to PAP (fairness over",
    "PAP's active players). R/top value: revenue as a share of the largest value. fairness, of active: geometric",
    "mean of the shares of all players, and of PAP's active ones.",
    ...columns.filter(({ name }) => !(name in HEADINGS)).map((each) => `${each.name}: ${meaningOf(each)}.`),
    "dominates PAP: uniform at every profile, average in the means. not-refuted: no counterexample was found,",
    "which is no proof.",
  ].join("\n");
}

/** How many candidates were verified in full, where the file says so. */
function verifiedLine({ verification, made: { work } }: Front): string[] {
  if (verification === undefined) return [];
  const share = work === undefined ? null : shareOfVerification(work);
  return [`verified: ${verificationText({ verification: { ...verification, share } })}`];
}

/** How many points are listed, of how many in the file, and whether those are all that was found. */
function frontSizeText({ front, found, job }: Front, held: number): string {
  const listed = front.length < held ? `${front.length} of the ${held} points here` : `${held} points`;
  if (found === undefined) return held < job.frontSize ? listed : `${listed}; more may have been found`;
  return found > held ? `${listed}, an even choice of ${found}` : listed;
}

/** The points of a front as comma-separated values under a header, nothing rounded. */
export function frontCsv({ front, columns, measured }: Listing): string {
  const parameters = new ParameterColumns(front.front.map(({ candidate }) => candidate));
  const header = [
    ...["id", "family", "mechanism", ...parameters.header, ...columns.map(({ name }) => name)],
    ...["dominatesPap", "smallestRevenueMargin", "smallestFairnessMargin", "meanRevenueMargin"],
    ...["meanFairnessMargin", ...SYBIL_NOTIONS.flatMap((notion) => [notion, `${notion}LargestGainShare`])],
  ];
  const rows = front.front.map((point) => {
    const { kind, margins } = point.dominatesPap;
    const { smallest, mean } = margins;
    const verdicts = SYBIL_NOTIONS.map((notion) => point.sybil.find((verdict) => verdict.notion === notion));
    return [
      ...[point.id, point.candidate.family, mechanismText(point.candidate)],
      ...parameters.cells(point.candidate),
      ...columns.map((measure) => measured(point, measure)),
      ...[kind, smallest.revenue, smallest.fairness, mean.revenue, mean.fairness],
      ...verdicts.flatMap((verdict) => [verdict?.outcome ?? "", verdict?.largestGainShare ?? ""]),
    ];
  });
  return csv(header, rows);
}

function meaningOf(measure: Objective): string {
  const { meaning, unit } = figureOf(measure);
  const { by, quantile } = measure;
  const over = by === "mean" ? "weighted mean" : by === "minimum" ? "least" : `quantile ${quantile}`;
  return `${meaning}, ${over} over the profiles (${unit})`;
}

/**
 * One point in full: every figure beside PAP's, every profile, every verdict.
 *
 * @throws InputError where the file holds too little of the point to work its figures out
 */
export async function pointText(front: Front, point: FrontPoint): Promise<string> {
  const measures = measuresOf(front);
  const worth = await measured({ ...front, front: [point] }, measures);
  const figures = measures.map((measure) => [
    measure.name,
    figure(worth(point, measure), 6),
    figure(worth(front.baseline, measure), 6),
    figureOf(measure).unit,
  ]);
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
    gradeName(verdict.grade),
    figure(verdict.largestGainShare),
    verdict.witness
      ? `bids ${verdict.witness.identities.map((bid) => figure(bid, 4)).join(" + ")} instead of ` +
        `${figure(verdict.witness.single.bid, 4)} against ${verdict.witness.others.map((bid) => figure(bid, 4)).join(", ") || "nobody"}`
      : (verdict.argument ?? `${verdict.effort?.evaluations ?? 0} evaluations`),
  ]);
  const { kind, margins } = point.dominatesPap;
  const { card } = familyOf(point.candidate.family);
  return [
    `point ${point.id}: ${JSON.stringify(point.candidate)}`,
    `x: ${plainFormula(card.allocation)}`,
    `p: ${plainFormula(card.payment)}`,
    ...ownFormulaLines(point.candidate),
    ...((await mechanismOf(point.candidate)).claims.scaleFree
      ? []
      : [
          "not scale-free: its amounts are in units of each profile's top value, to which bids and payments are scaled",
        ]),
    `dominates PAP: ${kind}; smallest margins: revenue ${margin(margins.smallest.revenue)}, fairness ` +
      `${margin(margins.smallest.fairness)}; means: ${margin(margins.mean.revenue)}, ${margin(margins.mean.fairness)}`,
    "",
    table(["figure", "point", "PAP", "unit"], figures, { align: ["left", "right", "right", "left"] }),
    "",
    table(["profile", "equilibrium", "R/R_PAP", "F/F_PAP", "revenue", "unit", "regret/top"], profiles, {
      align: ["left", "left", "right", "right", "right", "left", "right"],
    }),
    "",
    table(
      ["player", "value/top", "bid/top", "allocation", "payment/top", "utility/top"],
      playersOf(front, point),
      {
        align: ["left", "right", "right", "right", "right", "right"],
      },
    ),
    "",
    table(["Sybil notion", "outcome", "grade", "largest gain share", "witness or effort"], verdicts, {
      align: ["left", "left", "left", "right", "left"],
    }),
  ].join("\n");
}

/** The formulas that a user wrote, where a mechanism has such. */
function ownFormulaLines({ weight, payment }: Candidate): string[] {
  return Object.entries({ weight, payment }).flatMap(([name, text]) =>
    text === undefined ? [] : [`${name}: ${text}`],
  );
}

/** The players of every profile at the equilibrium shown; amounts in units of the profile's top value. */
function playersOf({ scenario }: Front, { perProfile }: FrontPoint): string[][] {
  return scenario.profiles.flatMap(({ name, values }, k) => {
    const { bids, allocations, payments, utilities } = perProfile[k]!;
    return values.map((value, i) => [
      `${name}, ${i + 1}`,
      ...[value, bids[i], allocations[i], payments[i], utilities[i]].map((amount) => figure(amount)),
    ]);
  });
}
