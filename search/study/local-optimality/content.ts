import type { ClimbProblem } from "../../../src/improve/climb.js";
import { firstOrder } from "../../../src/improve/first-order.js";
import { type NamedProfile, shareProfiles } from "../../../src/improve/profiles.js";
import { decimalBelow } from "../../../src/numeric/decimal.js";
import type { Binding } from "../../../src/programme/binding.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
import { type Cell, type Claim, type Content, column, published, type Table, type Tools } from "../study.js";

type Notion = ClimbProblem["notion"];

export interface LocalOptimalityOptions {
  /** Smallest share of any player under PAP, falling. */
  readonly leastShares: readonly number[];
  /** Numbers of players that a rule must do well for at once. */
  readonly players: readonly (readonly number[])[];
  readonly notions: readonly Notion[];
  /** Shares that profiles are made of, by number of players; those below the least share are left out. */
  readonly levels: Readonly<Record<string, readonly number[]>>;
  readonly knots: number;
  /** Largest coordinate of a tilt. */
  readonly radius: number;
}

const FEW = [0.001, 0.01, 0.03, 0.05, 0.15];

export const LOCAL_OPTIMALITY_OPTIONS: LocalOptimalityOptions = {
  leastShares: [0.15, 0.05, 0.03, 0.01, 0.001],
  players: [[2], [3], [4], [2, 3, 4]],
  notions: ["none", "equilibrium", "best-response", "split"],
  levels: {
    2: [...FEW, 0.003, 0.02, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5].sort((a, b) => a - b),
    3: [...FEW, 0.25, 0.35, 0.45],
    4: FEW,
  },
  ...{ knots: 12, radius: 0.01 },
};

/** Below this a first-order gain is none: the linear programmes are solved to 1e-10. */
export const NONE = 1e-8;
/** Digits that do not hang on which of several optimal tilts a programme ends at. */
const DIGITS = 5;
const IDENTITIES = 3;
const TOTALS = 61;
const REACH = 0.003;
const NAMED = 3;

/** The profiles of one case: all lists of levels from the least share up, for each number of players. */
export function caseProfiles(
  { levels }: LocalOptimalityOptions,
  players: readonly number[],
  leastShare: number,
): NamedProfile[] {
  return players.flatMap((n) =>
    shareProfiles(
      n,
      levels[n]!.filter((share) => share >= leastShare),
    ),
  );
}

/**
 * The linear programme of one case. For S2 one rival is enough to first order: at PAP a gain depends on the shares of
 * the identities alone, and against one rival these reach every sum from 0 to 1.
 */
export function caseProblem(
  options: LocalOptimalityOptions,
  players: readonly number[],
  leastShare: number,
  notion: Notion,
): ClimbProblem {
  const { valueRatio } = DEFAULT_SEARCH;
  return {
    ...{ base: { family: "pap" }, knots: options.knots, notion, proved: false, cost: 1, cuts: [] },
    profiles: caseProfiles(options, players, leastShare),
    domain: { rivals: 1, identities: IDENTITIES, valueRatio, reach: REACH, totals: TOTALS, block: 1 },
  };
}

export async function localOptimalityContent(
  options: LocalOptimalityOptions,
  { solveProgramme }: Tools,
): Promise<Content> {
  const rows: Cell[][] = [];
  const tilts: Cell[][] = [];
  for (const notion of options.notions) {
    for (const players of options.players) {
      for (const leastShare of options.leastShares) {
        const problem = caseProblem(options, players, leastShare, notion);
        const key = [notion, players.join(", "), leastShare];
        const found = await firstOrder(problem, options.radius, solveProgramme);
        if (found === null) {
          rows.push([...key, problem.profiles.length, "unsolved", null, "", ""]);
          continue;
        }
        const { gain, direction, binding } = found;
        const possible = gain > NONE;
        rows.push([
          ...[...key, problem.profiles.length, possible ? "possible" : "dies"],
          possible ? decimalBelow(gain, DIGITS, 2) : 0,
          ...[inWords(binding.revenue), inWords(binding.others)],
        ]);
        if (possible) tilts.push([...key, ...Array.from(direction, (each) => published(each))]);
      }
    }
  }
  return { claims: claimsOf(options, rows), tables: [casesTable(rows), tiltsTable(options, tilts)] };
}

/** The dearest rows, the dearest first. */
function inWords(bindings: readonly Binding[]): string {
  return bindings
    .slice(0, NAMED)
    .map(({ kind, place, price }) => `${kind} at ${place} (price ${Number(price.toPrecision(2))})`)
    .join("; ");
}

function casesTable(rows: readonly (readonly Cell[])[]): Table {
  return {
    name: "cases",
    title: "Where small tilts of PAP beat it in revenue at every profile, fairness nowhere below PAP's",
    columns: [
      column("notion", "", "Sybil notion that the tilted rule must keep"),
      column("players", "", "numbers of players at once"),
      column("leastShare", "share of PAP's bids", "smallest share of any player"),
      column("profiles", "", "how many"),
      column("status", "", "possible, dies, or unsolved where the solver finds no equilibrium with all in"),
      column(
        "gain",
        "% of PAP's revenue",
        "smallest gain to first order, no coordinate of the tilt above 0.01",
        "down",
      ),
      column("heldDown", "", "profiles whose revenue is smallest, with dual prices"),
      column("forbids", "", "rows that keep it from rising, with dual prices"),
    ],
    rows,
  };
}

function tiltsTable({ knots }: LocalOptimalityOptions, rows: readonly (readonly Cell[])[]): Table {
  const coordinate = (name: string, k: number) => ({
    name: `${name}${k + 1}`,
    unit: "logarithm",
    meaning: `parameter ${name}${k + 1} of share-tilt`,
  });
  const range = Array.from({ length: knots }, (_, k) => k);
  return {
    name: "tilts",
    title: "The improving directions",
    columns: [
      { name: "notion", unit: "", meaning: "as above" },
      { name: "players", unit: "", meaning: "as above" },
      { name: "leastShare", unit: "share of PAP's bids", meaning: "as above" },
      ...range.map((k) => coordinate("z", k)),
      ...range.map((k) => coordinate("e", k)),
    ],
    rows,
  };
}

function claimsOf(
  { notions, players, knots, leastShares }: LocalOptimalityOptions,
  rows: readonly Cell[][],
): Claim[] {
  return notions.map((notion) => {
    const own = rows.filter(([each]) => each === notion);
    const profiles = own.reduce((sum, row) => sum + Number(row[3]), 0);
    const lowest = players.flatMap((counts) => {
      const shares = own
        .filter(([, named, , , status]) => named === counts.join(", ") && status === "possible")
        .map(([, , share]) => Number(share));
      return shares.length > 0 ? [[`players ${counts.join(", ")}`, Math.min(...shares)] as const] : [];
    });
    return {
      name: notion === "none" ? "without a Sybil notion" : `under ${notion}`,
      statement:
        `Small tilts of PAP that keep ${notion === "none" ? "no Sybil notion" : notion} raise revenue at every profile ` +
        "at no less fairness, to first order, down to the smallest shares given; below them the table says dies, or unsolved where the solver is not sure who takes part. " +
        "Rows are taken on grids of shares, totals and divisions.",
      domain: {
        players: { from: Math.min(...players.flat()), to: Math.max(...players.flat()) },
        ...{ rules: { tiltsOfPap: knots }, shares: leastShares, values: { profiles } },
        ...(notion === "none" ? {} : { identities: IDENTITIES }),
      },
      grade: "measured",
      figures: Object.fromEntries(lowest),
    };
  });
}
