import { mechanismText } from "../../../src/mechanism/notation.js";
import type { Front, Point } from "../../front/front.js";
import type { Figure, Series } from "./figure.js";

/** Room around the front and PAP, as a share of their spread, and the least spread that is shown. */
const MARGIN = 0.12;
const SMALLEST_SPREAD = 0.02;
/** The picture reaches this share of the front's spread further to show references; those beyond are named below it. */
const REACH = 1;

type Place = readonly [number, number];

/**
 * The Pareto picture of a front: revenue against fairness, both relative to PAP in weighted means over the scenario,
 * the points of the front by family, the references, and the quadrant that dominates PAP on average.
 */
export function frontPicture(front: Front): Figure {
  const families = [...new Set(front.front.map(({ candidate }) => candidate.family))];
  const found = families.map((family): Series => {
    const points = front.front.filter(({ candidate }) => candidate.family === family);
    return { name: `front: ${family}`, mark: "dots", points: points.map(placeOf) };
  });
  const tullock = front.references
    .filter(({ candidate }) => candidate.family === "tullock")
    .sort((a, b) => alphaOf(a) - alphaOf(b));
  const curve = tullock.map(placeOf);
  const others = front.references.filter(({ candidate }) => candidate.family !== "tullock");
  const pap = placeOf(front.baseline);
  const domains = domainsOf([[1, 1], ...front.front.map(placeOf)], [...curve, ...others.map(placeOf)]);
  const seen = (points: readonly Place[]): Place[] => points.filter((place) => isWithin(place, domains));
  const series: Series[] = [
    { name: "PAP", mark: "dots", points: [pap] },
    ...curves(tullock, domains).map((points): Series => ({ name: "Tullock curve", mark: "line", points })),
    // The curve passes through PAP, which has a dot of its own there.
    {
      name: "Tullock curve",
      mark: "dots",
      points: seen(curve).filter((place) => place.join() !== pap.join()),
    },
    ...others.map((point): Series => {
      const name = mechanismText(point.candidate);
      const inside = seen([placeOf(point)]);
      const [revenue, fairness] = placeOf(point).map((each) => each.toPrecision(3));
      const beyond = inside.length === 0 ? ` (beyond: ${revenue}, ${fairness})` : "";
      return { name: `${name === "wta" ? "WTA" : name}${beyond}`, mark: "dots", points: inside };
    }),
    ...found,
    ...rejectedSeries(front, seen),
  ];
  const { length } = front.front;
  const shown = (front.found ?? length) > length ? `${length} of ${front.found}` : length;
  return {
    name: "front",
    title: `${front.job.name}: ${shown} on the front, over ${front.scenario.name}`,
    x: { label: "revenue relative to PAP, R / R_PAP (weighted mean; PAP = 1)", domain: domains.x },
    y: { label: "fairness relative to PAP (weighted mean; PAP = 1)", domain: domains.y },
    series,
    at: { x: [1], y: [1] },
    shaded: { x: [1, domains.x[1]], y: [1, domains.y[1]], label: "dominates PAP on average" },
  };
}

/** What was rejected, within the frame, by why. */
function rejectedSeries({ rejected = [] }: Front, seen: (places: Place[]) => Place[]): Series[] {
  const statuses = [...new Set(rejected.map(({ status }) => status))];
  return statuses.map((status) => ({
    name: `rejected: ${status}`,
    mark: "faint",
    points: seen(rejected.filter((each) => each.status === status).map(placeOf)),
  }));
}

function placeOf({ scores }: Pick<Point, "scores">): Place {
  return [scores.revenueOverPap, scores.fairnessOverPap];
}

function alphaOf({ candidate }: Point): number {
  return candidate.parameters?.alpha as number;
}

interface Domains {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** What the picture shows: the front and PAP, and of the references what lies not far beyond them; no score is below 0. */
function domainsOf(places: readonly Place[], references: readonly Place[]): Domains {
  const along = (axis: 0 | 1): readonly [number, number] => {
    const core = places.map((place) => place[axis]);
    const [low, high] = [Math.min(...core), Math.max(...core)];
    const spread = Math.max(high - low, SMALLEST_SPREAD);
    const near = references.map((place) => place[axis]).filter((each) => each > low - REACH * spread);
    const shown = [...core, ...near.filter((each) => each < high + REACH * spread)];
    const [from, to] = [Math.min(...shown), Math.max(...shown)];
    const room = MARGIN * Math.max(to - from, SMALLEST_SPREAD);
    return [Math.max(0, from - room), to + room];
  };
  return { x: along(0), y: along(1) };
}

function isWithin([x, y]: Place, domains: Domains): boolean {
  return x >= domains.x[0] && x <= domains.x[1] && y >= domains.y[0] && y <= domains.y[1];
}

/**
 * The parts of a curve that are within sight, up to the frame where it leaves. It is not drawn where the number of
 * equilibria changes, since it may jump there.
 */
function curves(points: readonly Point[], domains: Domains): Place[][] {
  const parts: Place[][] = [];
  for (const [k, to] of points.entries()) {
    const from = points[k - 1];
    if (from === undefined || hasJump(from, to)) continue;
    const piece = clipped(placeOf(from), placeOf(to), domains);
    if (piece === null) continue;
    const last = parts.at(-1);
    if (last?.at(-1)?.join() === piece[0].join()) last.push(piece[1]);
    else parts.push(piece);
  }
  return parts;
}

function hasJump(one: Point, other: Point): boolean {
  return one.perProfile.some((result, k) => result.equilibria !== other.perProfile[k]?.equilibria);
}

/** The part of a segment within the frame (Liang and Barsky 1984); null where there is none. */
function clipped(from: Place, to: Place, { x, y }: Domains): [Place, Place] | null {
  let [start, end] = [0, 1];
  for (const [axis, [low, high]] of [x, y].entries()) {
    const step = to[axis]! - from[axis]!;
    if (step === 0) {
      if (from[axis]! < low || from[axis]! > high) return null;
      continue;
    }
    const [one, other] = [(low - from[axis]!) / step, (high - from[axis]!) / step];
    start = Math.max(start, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  if (start >= end) return null;
  const at = (t: number): Place =>
    t === 0 ? from : t === 1 ? to : [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
  return [at(start), at(end)];
}
