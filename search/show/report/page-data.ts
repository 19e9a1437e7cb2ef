import { GRADES } from "../../../src/claim/grade.js";
import { objectiveOf } from "../../../src/evaluation/objective.js";
import type { ProfileResult } from "../../../src/evaluation/profile-result.js";
import { mechanismText } from "../../../src/mechanism/notation.js";
import { evenlySpread } from "../../../src/pareto/spread.js";
import type { Front, FrontPoint, Point } from "../../front/front.js";
import { measured } from "../../front/measures.js";
import { mechanismOf } from "../../front/mechanisms.js";
import { constraintText } from "../text/constraint.js";
import { domainText } from "../text/domain.js";
import { type Curves, curvesOf, OWN_BIDS } from "./curves.js";
import { type Formulas, formulasOf } from "./formulas.js";

/** What a page leaves out of a large front; it says so. */
export type Omitted = "nothing" | "players" | "profiles" | "curves" | "arguments";

/** All that a page knows. */
export interface PageData {
  readonly front: Front;
  /** How many points the front has, of which a page may hold a choice. */
  readonly size: number;
  readonly omitted: Omitted;
  readonly constraint: string;
  /** The formulas that points refer to by their place. */
  readonly formulas: readonly Formulas[];
  /** The domains in words that verdicts refer to by their place. */
  readonly domains: readonly string[];
  /** The meaning of each grade. */
  readonly grades: typeof GRADES;
  /** What `measures` of a point holds, by name. */
  readonly measures: readonly string[];
  /** The own bids of the curves, in units of the rival's. */
  readonly ownBids: readonly number[];
  readonly baseline: About;
  readonly references: readonly About[];
  readonly points: readonly About[];
  /** The names of what was rejected, in the front's order. */
  readonly rejected: readonly string[];
}

/** What a page says of a point beside what the front does. */
export interface About {
  /** The mechanism in its short form, so that the page need not know the notation. */
  readonly name: string;
  readonly formula: number;
  /** The domain of each verdict, in their order; of the front's points alone. */
  readonly domains?: readonly number[];
  /** Weighted means of the figures that fairness can be read by, beside those among the scores. */
  readonly measures: readonly number[];
  /** Most revenue that leaves nobody worse off than staying out, sum v x, in weighted means; null where unknown. */
  readonly ceiling: { readonly share: number; readonly overPap: number } | null;
  readonly curves: Curves | null;
  readonly scaleFree: boolean;
}

/** Figures of fairness that are not among the scores. */
const MEASURES = ["entropy", "effectivePlayers", "hhi", "largestShare", "gini", "nakamoto"].map((metric) =>
  objectiveOf(`${metric}OverPap`),
);
const DIGITS = 9;

/** Bytes of data above which detail is left out, so that a page stays under 3 MB. */
const DATA_LIMIT = 2_350_000;
/** The share of the points that stays at each attempt to make room. */
const KEPT = 0.8;

/** Everything about a front that a page shows, with as much detail as a page has room for. */
export async function pageData(front: Front): Promise<PageData> {
  const formulas = new Places<Formulas>();
  const domains = new Places<string>();
  const measure = await measured(front, MEASURES);
  const about = async (point: Point): Promise<About> => {
    const mechanism = await mechanismOf(point.candidate);
    return {
      name: mechanismText(point.candidate),
      formula: formulas.placeOf(await formulasOf(point.candidate)),
      measures: MEASURES.map((each) => Number(measure(point, each).toPrecision(DIGITS))),
      ceiling: ceilingOf(point, front),
      curves: curvesOf(mechanism, point.perProfile),
      scaleFree: mechanism.claims.scaleFree,
    };
  };
  return fitted({
    ...{
      front,
      size: front.front.length,
      omitted: "nothing",
      constraint: constraintText(front.job.constraints),
    },
    ...{ measures: MEASURES.map(({ name }) => name), ownBids: OWN_BIDS },
    baseline: await about(front.baseline),
    references: await Promise.all(front.references.map(about)),
    points: await Promise.all(
      front.front.map(async (point) => ({
        ...(await about(point)),
        domains: point.sybil.map(({ domain }) => domains.placeOf(domainText(domain))),
      })),
    ),
    rejected: (front.rejected ?? []).map(({ candidate }) => mechanismText(candidate)),
    ...{ formulas: formulas.all, domains: domains.all, grades: GRADES },
  });
}

/** Things, each once: points of one family mostly share their formulas, and all of a front their domains. */
class Places<T> {
  readonly all: T[] = [];
  private readonly places = new Map<string, number>();

  placeOf(each: T): number {
    const key = JSON.stringify(each);
    if (!this.places.has(key)) this.places.set(key, this.all.push(each) - 1);
    return this.places.get(key)!;
  }
}

/** Weighted means of sum v x at the equilibria shown, over the top value and over PAP's revenue. */
function ceilingOf({ perProfile }: Point, { scenario, baseline }: Front): About["ceiling"] {
  const welfare = scenario.profiles.map(({ values }, k) =>
    values.reduce((sum, value, i) => sum + value * (perProfile[k]?.allocations[i] ?? Number.NaN), 0),
  );
  const mean = (of: (k: number) => number): number =>
    scenario.profiles.reduce((sum, { weight }, k) => sum + weight * of(k), 0);
  const share = mean((k) => welfare[k]!);
  const overPap = mean((k) => welfare[k]! / (baseline.perProfile[k]?.revenue ?? Number.NaN));
  return Number.isFinite(share) && Number.isFinite(overPap) ? { share, overPap } : null;
}

/** The data with less and less detail, until a page has room for it. */
function fitted(whole: PageData): PageData {
  const lighter = (
    omitted: Omitted,
    results: (all: readonly ProfileResult[]) => ProfileResult[],
  ): PageData => {
    const light = <P extends Point>(point: P): P => ({
      ...point,
      perProfile: results(point.perProfile),
    });
    const { front } = whole;
    const [references, points] = [front.references.map(light), front.front.map(light)];
    return { ...whole, omitted, front: { ...front, references, front: points } };
  };
  const withoutCurves = (about: About): About => ({ ...about, curves: null });
  const curveless = (omitted: Omitted): PageData => {
    const { references, points, ...rest } = lighter(omitted, () => []);
    return { ...rest, references: references.map(withoutCurves), points: points.map(withoutCurves) };
  };
  const steps: readonly (() => PageData)[] = [
    () => whole,
    () => lighter("players", (all) => all.map((result) => ({ ...result, ...NO_PLAYERS }))),
    () => lighter("profiles", () => []),
    () => curveless("curves"),
    () => {
      const data = curveless("arguments");
      return { ...data, front: { ...data.front, front: data.front.front.map(withoutArguments) } };
    },
  ];
  for (const step of steps) {
    const data = step();
    if (fits(data)) return data;
  }
  let data = steps.at(-1)!();
  while (!fits(data) && data.points.length > 1) data = thinned(data, Math.ceil(data.points.length * KEPT));
  return data;
}

function fits(data: PageData): boolean {
  return Buffer.byteLength(JSON.stringify(data)) <= DATA_LIMIT;
}

/** The data with a choice of the front's points, evenly spread over it. */
function thinned(data: PageData, size: number): PageData {
  const { front } = data.front;
  const kept = evenlySpread(
    front.map(({ objectives }) => [...objectives]),
    size,
  );
  const points = kept.map((k) => data.points[k]!);
  return { ...data, front: { ...data.front, front: kept.map((k) => front[k]!) }, points };
}

function withoutArguments(point: FrontPoint): FrontPoint {
  const sybil = point.sybil.map(({ argument: _, witness: __, ...rest }) => rest);
  return { ...point, sybil };
}

const NO_PLAYERS = { metrics: null, bids: [], allocations: [], payments: [], utilities: [] } as const;
