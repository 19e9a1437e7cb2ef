import { gradeName } from "../../../src/claim/grade.js";
import { figureOf, type Objective } from "../../../src/evaluation/objective.js";
import { familyOf } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { mechanismText } from "../../../src/mechanism/notation.js";
import { SYBIL_NOTIONS } from "../../../src/sybil/options.js";
import type { Verdict } from "../../../src/sybil/verdict.js";
import type { Front, FrontPoint } from "../../front/front.js";
import { type Measured, measured, measuresOf } from "../../front/measures.js";
import { mechanismOf } from "../../front/mechanisms.js";
import { shareOfVerification } from "../../front/work.js";
import { type Column, columnsText, type Layout, terminalWidth, wrapped } from "./columns.js";
import { constraintText } from "./constraint.js";
import { csv } from "./csv.js";
import { figure, leastMargin, margin, mechanismCell, mostFigure } from "./format.js";
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

/** The figures shown however narrow the terminal is. */
const DECIDING = ["revenueOverPap", "fairnessOverPap"];

/** A front, or a part of it, with what its points are listed by. */
export interface Listing {
  readonly front: Front;
  /** How many points the file holds. */
  readonly held: number;
  readonly columns: readonly Objective[];
  /** The names of those asked for, which are shown however narrow the terminal is. */
  readonly asked: readonly string[];
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
  return {
    ...{ front, held: front.front.length, columns, asked: asked.map(({ name }) => name) },
    measured: await measured(front, columns),
  };
}

const DOMINANCE = ["uniform", "average", "none"] as const;

/**
 * The order in which points are listed: those that dominate PAP at every profile by their smallest gain in revenue, then those
 * that do so on average, then the others, both by mean revenue; what is larger comes first.
 */
export function byDominance(a: FrontPoint, b: FrontPoint): number {
  const [first, second] = [a, b].map(({ dominatesPap }) => DOMINANCE.indexOf(dominatesPap.kind));
  const gain = ({ dominatesPap: { kind, margins } }: FrontPoint) =>
    kind === "uniform" ? margins.smallest.revenue : margins.mean.revenue;
  return first! - second! || gain(b) - gain(a) || a.id - b.id;
}

/** A front for people: what was asked, what came out, the points. */
export function frontText(listing: Listing, layout: Layout = {}): string {
  const { front, held, columns } = listing;
  const { job, scenario, hypervolume, stopped } = front;
  return [
    `${job.name}: scenario ${scenario.name} (${scenario.profiles.length} profiles), ${countsText(front.counts)}`,
    `constraint: ${constraintText(job.constraints)}`,
    `front: ${frontSizeText(front, held)}`,
    ...verifiedLine(front),
    `stopped: ${stopped.reason}; hypervolume ${figure(hypervolume.value, 7)} against (${hypervolume.reference.join(", ")})`,
    "",
    columnsText(tableOf(listing), layout),
    "",
    ...[
      "R/R_PAP, F/F_PAP: weighted means over the profiles of revenue and fairness divided by PAP's (fairness of the " +
        "players active under PAP). dominates PAP: uniform at every profile, average in the means. Sybil: the notions " +
        "split, best-response, equilibrium; P proved, R refuted, - not refuted: no counterexample was found, which is " +
        "not a proof. --wide shows all columns, --id one point in full.",
      ...columns.filter(({ name }) => !(name in HEADINGS)).map((each) => `${each.name}: ${meaningOf(each)}.`),
    ].map((note) => wrapped(note, terminalWidth())),
  ].join("\n");
}

const SHORT_OUTCOMES = { proved: "P", refuted: "R", "not-refuted": "-" } as const;

/** The columns of the table of a front; its last row is PAP. */
function tableOf({ front, columns, asked, measured }: Listing): Column[] {
  const points: readonly FrontPoint[] = front.front;
  const decides = true;
  const figureColumns = columns.map((measure): Column => {
    const digits = measure.name.endsWith("OverPap") ? 6 : 5;
    return {
      ...{ name: measure.name, heading: HEADINGS[measure.name] ?? measure.name, align: "right" },
      ...([...DECIDING, ...asked].includes(measure.name) ? { decides } : {}),
      cells: [...points, front.baseline].map((point) => figure(measured(point, measure), digits)),
    };
  });
  const verdicts = (of: (verdict: Verdict) => string, joint: string) =>
    points.map(({ sybil }) => sybil.map(of).join(joint));
  return [
    {
      name: "id",
      heading: "id",
      align: "right",
      decides,
      cells: [...points.map(({ id }) => String(id)), ""],
    },
    {
      ...{ name: "mechanism", heading: "mechanism", decides, shortens: true },
      cells: [...points.map(({ candidate }) => mechanismCell(candidate)), "(pap)"],
    },
    ...figureColumns,
    {
      ...{ name: "dominatesPap", heading: "dominates PAP", decides },
      cells: [...points.map(({ dominatesPap }) => dominatesPap.kind), "the benchmark"],
    },
    {
      ...{ name: "sybil", heading: "Sybil", decides },
      cells: [...verdicts(({ outcome }) => SHORT_OUTCOMES[outcome], " "), ""],
    },
    {
      ...{ name: "sybilNotions", heading: "Sybil notions" },
      cells: [...verdicts(({ notion, outcome }) => `${notion} ${outcome}`, "; "), ""],
    },
  ];
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
  return found > held ? `${listed} (sampled evenly from ${found})` : listed;
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
  const over = by === "mean" ? "weighted mean" : by === "minimum" ? "minimum" : `quantile ${quantile}`;
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
    mostFigure(result.regret?.relative),
  ]);
  const verdicts = point.sybil.map((verdict) => [
    verdict.notion,
    verdict.outcome,
    gradeName(verdict.grade),
    mostFigure(verdict.largestGainShare),
  ]);
  const { kind, margins } = point.dominatesPap;
  const { card } = familyOf(point.candidate.family);
  return [
    `point ${point.id}: ${JSON.stringify(point.candidate)}`,
    `dominates PAP: ${kind}; smallest margins: revenue ${leastMargin(margins.smallest.revenue)}, fairness ` +
      `${leastMargin(margins.smallest.fairness)}; means: ${margin(margins.mean.revenue)}, ${margin(margins.mean.fairness)}`,
    "",
    table(["Sybil notion", "outcome", "grade", "largest gain share"], verdicts, {
      align: ["left", "left", "left", "right"],
    }),
    ...point.sybil.map((verdict) => wrapped(`${verdict.notion}: ${groundsText(verdict)}`, terminalWidth())),
    "",
    `x: ${plainFormula(card.allocation)}`,
    `p: ${plainFormula(card.payment)}`,
    ...ownFormulaLines(point.candidate),
    ...((await mechanismOf(point.candidate)).claims.scaleFree
      ? []
      : [
          "not scale-free: its amounts are in units of each profile's top value, to which bids and payments are scaled",
        ]),
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
  ].join("\n");
}

/** What a verdict rests on: its witness, its argument or its effort. */
function groundsText({ witness, argument, effort }: Verdict): string {
  if (witness === undefined) return argument ?? `${effort?.evaluations ?? 0} evaluations`;
  const bids = (list: readonly number[], joint: string) => list.map((bid) => figure(bid, 4)).join(joint);
  return (
    `bids ${bids(witness.identities, " + ")} instead of ${figure(witness.single.bid, 4)} ` +
    `against ${bids(witness.others, ", ") || "nobody"}`
  );
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
