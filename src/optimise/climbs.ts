import { lowDiscrepancyPoint } from "../numeric/low-discrepancy.js";
import { type RandomStream, randomStream } from "../numeric/random.js";
import { type Goal, meritOf, type Programme, type ProgrammeStep } from "../programme/programme.js";
import { achievementAlong, nadirAndRanges, simplexPoint } from "./achievement.js";
import type { ArchiveMember, FrontArchive } from "./front-archive.js";
import type { Place, SearchSpace } from "./optimiser.js";
import { portfolio } from "./portfolio.js";
import type { Strategy } from "./strategy.js";

/** Climbs of a kind that run side by side. */
const SIDE_BY_SIDE = 4;
/** The share of the trials that is divided evenly among the kinds. */
const LEAST_OF_ALL = 0.3;
/** Radii of the steps asked for, in units of the last step's. */
const LADDER = [2, 0.4, 0.08] as const;
const FIRST_RADIUS = 0.02;
const RESTART_RADIUS = 1e-3;
const LARGEST_RADIUS = 0.5;
/** Promised progress at which nothing is left to climb. */
const CONVERGED = 1e-9;
/** Progress, as a share of what was promised, from which a step is taken, and from which the next may be longer. */
const TAKEN = 0.1;
const TRUSTED = 0.7;
/**
 * What a broken row costs in a comparison of standings, in units of what is raised: little at first, so that a climb may cut
 * across rows that bend, and more whenever it has come to rest while rows are broken.
 */
const FIRST_COST = 5;
const COST_RISE = 5;
const LARGEST_COST = 1e5;
/** How far rows may stay from their margins at the end. */
const SHORT = 2e-7;
/** A climb that has risen by less than this in so many steps ends: the rest is for others to polish. */
const SLOW = { steps: 8, rise: 1e-5 } as const;
/** A place evaluated before is asked again so much beside it, since its programme was not asked for. */
const NUDGE = 1e-7;
/** A part whose first places have no programme so often is none that can be climbed. */
const PATIENCE = 3;
/** How far from the best place a climb begins that has begun there before. */
const SPREAD = 0.05;

/** One climb: where it stands, and the steps from there that are still untried. */
interface Climb {
  readonly part: number;
  readonly goal: Goal;
  cost: number;
  base: Base | null;
  ladder: readonly ProgrammeStep[];
  /** The step that is being evaluated; null at the first place, or after a rest. */
  step: ProgrammeStep | null;
  open: Place | null;
  /** Merits of the last places taken. */
  readonly merits: number[];
}

interface Base extends Pick<Programme, "value" | "short"> {
  readonly coordinates: readonly number[];
}

/**
 * Climbs by sequential linear programming: every place of a climb is evaluated together with the best steps from there, the
 * optima of linear programmes within a ladder of radii, over rows that workers make (see `programme.ts`). A step is taken
 * where the rows, worked out anew, bear out what it promised; else the next shorter one is tried.
 *
 * Climbs begin at the benchmark and at members of the archive, in all parts by turns. There are three kinds of what they
 * raise: one objective while the others stay, one whatever becomes of the others, and all in some direction. Each kind gets
 * trials by what it has gained.
 *
 * Source: Fletcher and Sainz de la Maza 1989, Nonlinear programming and nonsmooth optimization by successive linear
 * programming.
 */
export function climbs(space: SearchSpace, seed: number, archive: FrontArchive): Strategy {
  const random = randomStream(seed, 5);
  const objectives = space.reference.map((_, m) => m);
  const kinds = [
    ...objectives.map((m) => besideOthers(m, archive, random)),
    ...objectives.map((m) => whateverOthers(m, archive)),
    inDirections(archive),
  ];
  const floor = LEAST_OF_ALL / kinds.length;
  const parts = space.dimensions.flatMap((d, part) => (d > 0 ? [part] : []));
  const failures = new Map(parts.map((part) => [part, 0]));
  return portfolio(
    kinds.map((aims) => ({ strategy: climbsBy(aims, space, random, archive, failures), floor })),
  );
}

/** What the climbs of a kind raise. */
type Aims = (round: number, members: readonly ArchiveMember[]) => Aimed;

/** What a climb raises, and the member that it begins at; null for the start of its part. */
interface Aimed {
  readonly goal: Goal;
  readonly from: ArchiveMember | null;
}

/** @param failures how often first places of each part had no programme, over all kinds */
function climbsBy(
  aims: Aims,
  space: SearchSpace,
  random: RandomStream,
  archive: FrontArchive,
  failures: Map<number, number>,
): Strategy {
  const running: Climb[] = [];
  const begun = new Set<string>();
  let started = 0;

  const begin = (): Climb | null => {
    const open = [...failures.keys()].filter((part) => failures.get(part)! < PATIENCE);
    if (open.length === 0) return null;
    const turn = started++;
    const part = open[turn % open.length]!;
    const members = archive.members.filter(({ place }) => place.part === part);
    const { goal, from } = aims(Math.floor(turn / open.length), members);
    const start = from?.place ?? space.starts.find((each) => each.part === part) ?? middleOf(space, part);
    const key = `${part}:${start.coordinates.join()}:${goal.weights.join()}`;
    const spread = begun.has(key) ? SPREAD : NUDGE;
    begun.add(key);
    const coordinates = start.coordinates.map((u) => within(u + spread * (2 * random() - 1)));
    const climb: Climb = {
      ...{ part, goal, cost: FIRST_COST, base: null, ladder: [], step: null, merits: [] },
      open: null,
    };
    climb.open = placeOf(climb, coordinates, FIRST_RADIUS);
    return climb;
  };

  return {
    propose(count) {
      const places: Place[] = [];
      for (let lane = 0; places.length < count && lane < SIDE_BY_SIDE; lane++) {
        let climb = running[lane] ?? null;
        if (climb?.open) continue;
        if (climb === null || !advance(climb)) {
          climb = begin();
          if (climb === null) break;
          running[lane] = climb;
        }
        places.push(climb.open!);
      }
      return places;
    },
    learn(outcomes) {
      for (const { place, programme = null } of outcomes) {
        const climb = running.find(({ open }) => open === place);
        if (climb === undefined) continue;
        climb.open = null;
        if (programme !== null) failures.set(climb.part, Number.NEGATIVE_INFINITY);
        else failures.set(climb.part, failures.get(climb.part)! + 1);
        take(climb, place, programme);
      }
    },
  };
}

/** Judges the place that a climb asked for. */
function take(climb: Climb, { coordinates }: Place, programme: Programme | null): void {
  const { step, base, cost } = climb;
  if (programme === null) {
    // Nowhere to go from a first place without a programme; else a shorter step is next.
    if (step === null) climb.ladder = [];
    return;
  }
  const { value, short, steps } = programme;
  const merit = meritOf(programme, cost);
  let ladder = steps;
  if (step !== null && base !== null) {
    if (!(merit > meritAlong(climb, base, step, TAKEN))) return;
    if (!(merit > meritAlong(climb, base, step, TRUSTED))) ladder = steps.slice(1);
  }
  climb.base = { coordinates, value, short };
  climb.ladder = ladder;
  climb.merits.push(merit);
}

/** Opens the next place of a climb. @returns false where it is over */
function advance(climb: Climb): boolean {
  const { base, cost, merits } = climb;
  if (base === null) return false;
  const held = meritOf(base, cost);
  const slow = merits.length > SLOW.steps && held - merits.at(-1 - SLOW.steps)! < SLOW.rise;
  const [next, ...rest] = climb.ladder;
  if (next !== undefined && next.merit - held > CONVERGED && !slow) {
    climb.ladder = rest;
    climb.step = next;
    const above = meritAlong(climb, base, next, TAKEN);
    climb.open = placeOf(climb, next.coordinates, next.radius, above);
    return true;
  }
  if (base.short <= SHORT || cost >= LARGEST_COST) return false;
  climb.cost *= COST_RISE;
  climb.step = null;
  climb.merits.length = 0;
  climb.open = placeOf(climb, base.coordinates.map(nudged), RESTART_RADIUS);
  return true;
}

/** The merit after so much of what a step promised. */
function meritAlong({ cost }: Climb, base: Base, step: ProgrammeStep, part: number): number {
  const held = meritOf(base, cost);
  return held + part * (step.merit - held);
}

/** @param above the merit that a place must have for steps from there to be of use; null for any */
function placeOf(
  { part, goal, cost }: Climb,
  coordinates: readonly number[],
  radius: number,
  above: number | null = null,
): Place {
  const radii = LADDER.map((factor) => Math.min(LARGEST_RADIUS, factor * radius));
  return { part, coordinates, request: { goal, radii, cost, above } };
}

function nudged(u: number): number {
  return within(u + (u > 0.5 ? -NUDGE : NUDGE));
}

function within(u: number): number {
  return Math.min(1, Math.max(0, u));
}

function middleOf({ dimensions }: SearchSpace, part: number): Place {
  return { part, coordinates: new Array<number>(dimensions[part]!).fill(0.5) };
}

/** One objective while the others stay where they are. */
function besideOthers(m: number, { reference }: FrontArchive, random: RandomStream): Aims {
  return (round, members) => {
    const from = round === 0 ? null : (members[Math.floor(random() * members.length)] ?? null);
    const levels = reference.map((level, k) => (k === m ? level : (from?.objectives[k] ?? null)));
    return { goal: { levels, weights: only(m, reference) }, from };
  };
}

/** One objective whatever becomes of the others, from where it is highest. */
function whateverOthers(m: number, { reference }: FrontArchive): Aims {
  return (_, members) => {
    const levels = reference.map((level, k) => (k === m ? level : null));
    return {
      goal: { levels, weights: only(m, reference) },
      from: highestBy(members, ({ objectives }) => objectives[m]!),
    };
  };
}

/** All objectives in directions that fill the simplex evenly, from the member that reaches furthest. */
function inDirections(archive: FrontArchive): Aims {
  const { reference } = archive;
  const shift = new Array<number>(reference.length - 1).fill(0.5);
  return (round, members) => {
    const direction = simplexPoint(lowDiscrepancyPoint(round, reference.length - 1, shift));
    if (archive.members.length === 0) return { goal: { levels: reference, weights: direction }, from: null };
    const { nadir, ranges } = nadirAndRanges(archive.members, reference);
    const achievement = achievementAlong(direction, archive.members, reference);
    return {
      goal: { levels: nadir, weights: direction.map((share, k) => share * ranges[k]!) },
      from: highestBy(members, ({ objectives }) => achievement(objectives)),
    };
  };
}

function only(m: number, reference: readonly number[]): number[] {
  return reference.map((_, k) => (k === m ? 1 : 0));
}

function highestBy(
  members: readonly ArchiveMember[],
  height: (member: ArchiveMember) => number,
): ArchiveMember | null {
  let best: ArchiveMember | null = null;
  for (const each of members) if (best === null || height(each) > height(best)) best = each;
  return best;
}
