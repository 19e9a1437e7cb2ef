import { solve } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { excludedBy } from "../../../src/metric/metrics.js";
import { decimalBelow } from "../../../src/numeric/decimal.js";
import { namedScenario } from "../../../src/scenario/named.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import {
  constantFee,
  feeOf,
  gainOf,
  leastPapShare,
  limitFees,
  stayShare,
} from "../../../src/study/any-number/fees.js";
import { feesCharged, floorDraws, floorRule } from "../../../src/study/any-number/floor-games.js";
import { standingOf } from "../../../src/study/dominance/standing.js";
import { atLeast, atMost, type Cell, published, type Table, type Tools } from "../study.js";
import type { AnyNumberOptions } from "./options.js";

/** Players that a floor of q has room for: n q <= 1. */
export function roomFor(leastShare: number): number {
  return Math.floor(1 / leastShare + 1e-9);
}

/** The fees, and what they raise, for every number of players that a floor has room for. */
export async function feesTable({ leastShares }: AnyNumberOptions): Promise<Table> {
  const rows: Cell[][] = [];
  for (const q of leastShares) {
    const most = roomFor(q);
    const [fees, limits] = [await feesCharged(floorRule(q), most), limitFees(q, most)];
    for (let n = 2; n <= most; n++) {
      const [fee, limit] = [feeOf(fees, n), feeOf(limits, n)];
      rows.push([
        ...[q, n, published(fee), atMost(stayShare(fee))],
        ...[atLeast(gainOf(fee, n)), published(gainOf(limit, n))],
      ]);
    }
  }
  return {
    name: "fees",
    title: "The fees and the gains, by least share and number of players",
    columns: [
      { name: "leastShare", unit: "1", meaning: "q: the least PAP share of an active player" },
      { name: "players", unit: "players", meaning: "n, as many as take part" },
      { name: "fee", unit: "sum of bids", meaning: "phi_n, charged for each identity" },
      {
        ...{ name: "stayShare", unit: "1", rounded: "up" },
        meaning: "t_n: the share from which the fee leaves something",
      },
      { name: "gain", unit: "1", meaning: "R / R_PAP - 1", rounded: "down" },
      {
        name: "limit",
        unit: "1",
        meaning: "the same at the fees of the formula, of which each is 1e-4 lower here",
      },
    ],
    rows,
  };
}

/** Every equilibrium of the examples. */
export async function examplesTable({ examples }: AnyNumberOptions): Promise<Table> {
  const rows: Cell[][] = [];
  for (const { leastShare, values } of examples) {
    const mechanism = await buildMechanism(floorRule(leastShare));
    const { total } = papBenchmark(values);
    for (const { bids, allocations, payments, utilities } of solve(mechanism, values).equilibria) {
      const revenue = payments.reduce((sum, payment) => sum + payment, 0);
      rows.push([
        ...[leastShare, values.join(" "), atLeast(leastPapShare(values))],
        ...[bids, allocations, payments, utilities].map(listed),
        ...[published(revenue), published(revenue / total), excludedBy(values, bids).join(" ") || "nobody"],
      ]);
    }
  }
  return {
    name: "examples",
    title: "Worked examples: every equilibrium",
    columns: [
      { name: "leastShare", unit: "1", meaning: "q of the rule" },
      { name: "values", unit: "value units", meaning: "the profile" },
      {
        ...{ name: "leastPapShare", unit: "1", rounded: "down" },
        meaning: "least share of an active player under PAP",
      },
      { name: "bids", unit: "value units", meaning: "tickets bought" },
      { name: "allocations", unit: "1", meaning: "shares" },
      { name: "payments", unit: "value units", meaning: "tickets and fees" },
      { name: "utilities", unit: "value units", meaning: "v x - p" },
      { name: "revenue", unit: "value units", meaning: "R" },
      { name: "revenueOverPap", unit: "1", meaning: "R / R_PAP" },
      { name: "excluded", unit: "", meaning: "players, from 1, whom PAP keeps in and who stay out here" },
    ],
    rows,
  };
}

function listed(numbers: readonly number[]): string {
  return numbers.map((each) => published(each)).join(" ");
}

/** Profiles in and outside of D(q), those of mainnet also by the floor that they have themselves. */
export async function profilesTable(options: AnyNumberOptions, tools: Tools): Promise<Table> {
  const { leastShares, profiles, scenarios } = options;
  const named = scenarios.flatMap((scenario) =>
    namedScenario(scenario, "any-number").profiles.map(({ values }) => ({ name: scenario, values })),
  );
  const plain = profiles.map((values) => ({ name: values.join(" "), values }));
  const rows: Cell[][] = [];
  for (const { name, values } of [...plain, ...named]) {
    const own = decimalBelow(leastPapShare(values), FLOOR_DIGITS);
    const floors = plain.some((each) => each.name === name) || own < LEAST_FLOOR ? [] : [own];
    for (const q of [...leastShares, ...floors]) rows.push(await profileRow(name, values, q, tools));
  }
  return {
    name: "profiles",
    title: "Inside the domain and outside of it",
    columns: [
      { name: "profile", unit: "", meaning: "the values, or a scenario" },
      {
        name: "leastShare",
        unit: "1",
        meaning: "q of the rule; of scenarios also the least PAP share, rounded down",
      },
      { name: "players", unit: "players", meaning: "in the profile" },
      { name: "papActive", unit: "players", meaning: "whom PAP keeps in" },
      { name: "leastPapShare", unit: "1", meaning: "least share of these under PAP", rounded: "down" },
      { name: "status", unit: "", meaning: "of the solution: pure, mixed, none-found" },
      { name: "equilibria", unit: "", meaning: "that were found" },
      {
        name: "fewestIn",
        unit: "players",
        meaning: "with an allocation, at the equilibrium that has fewest",
      },
      { name: "mostIn", unit: "players", meaning: "at the one that has most" },
      {
        ...{ name: "leastRevenueOverPap", unit: "1", rounded: "down" },
        meaning: "R / R_PAP at the worst equilibrium",
      },
      {
        ...{ name: "leastFairnessOverPap", unit: "1", rounded: "down" },
        meaning: "fairness over PAP's at the worst; 0: somebody is out",
      },
      { name: "dominates", unit: "", meaning: "yes: no less of either at any equilibrium, more of one" },
    ],
    rows,
  };
}

/** Scenarios of smaller least shares get no floor of their own: the gain would not show. */
const LEAST_FLOOR = 0.001;

/** Digits of a scenario's own floor, which lies below its least share. */
const FLOOR_DIGITS = 2;

/** Larger games have pure equilibria, or none is looked for in mixed bids. */
const MOST_MIXING = 3;
/** Digits of what a mixture on a grid of bids comes to. */
const MIXED_DIGITS = 7;

async function profileRow(
  name: string,
  values: readonly number[],
  leastShare: number,
  { solveProgramme }: Tools,
): Promise<Cell[]> {
  const mechanism = await buildMechanism(floorRule(leastShare));
  const solution = solve(mechanism, values, values.length <= MOST_MIXING ? { solveProgramme } : {});
  const at = standingOf(values, solution);
  const digits = at.status === "mixed" ? MIXED_DIGITS : undefined;
  const over = (margin: number | null) => (margin === null ? null : atLeast(1 + margin, digits));
  return [
    ...[name, leastShare, values.length, at.papActive, atLeast(leastPapShare(values))],
    ...[at.status, at.equilibria, at.active?.least ?? null, at.active?.most ?? null],
    ...[over(at.revenueMargin), over(at.fairnessMargin), at.dominates ? "yes" : "no"],
  ];
}

/** Random profiles of D(q), by number of players. */
export async function drawsTable(options: AnyNumberOptions): Promise<Table> {
  const rows: Cell[][] = [];
  for (const q of options.leastShares) {
    for (let n = 2; n <= Math.min(options.players, roomFor(q)); n++) {
      const { profiles, asClaimed, leastGain, leastMargin } = await floorDraws(q, n, options);
      rows.push([q, n, profiles, asClaimed, atLeast(leastGain), atLeast(leastMargin, 4)]);
    }
  }
  return {
    name: "draws",
    title: "Random profiles of the domain, with inactive players beside",
    columns: [
      { name: "leastShare", unit: "1", meaning: "q" },
      { name: "players", unit: "players", meaning: "active ones" },
      {
        name: "profiles",
        unit: "",
        meaning: "drawn: corners of the domain, then points spread evenly over it",
      },
      { name: "asClaimed", unit: "", meaning: "with one pure equilibrium, PAP's players and shares in it" },
      { name: "leastGain", unit: "1", meaning: "least R / R_PAP - 1", rounded: "down" },
      {
        ...{ name: "leastMargin", unit: "1", rounded: "down" },
        meaning: "least margin by which somebody is in or out, by the closed form",
      },
    ],
    rows,
  };
}

/** The largest fee that may be the same for all numbers of bids. */
export function constantTable({ leastShares }: AnyNumberOptions): Table {
  const rows = leastShares.flatMap((q) =>
    Array.from({ length: roomFor(q) - 1 }, (_, k): Cell[] => {
      const [players, fee] = [k + 2, constantFee(q, k + 2)];
      return [q, players, ...[fee, gainOf(fee, 2), gainOf(fee, players)].map((each) => atMost(each))];
    }),
  );
  return {
    name: "constant-fees",
    title: "One fee for all numbers of bids",
    columns: [
      { name: "leastShare", unit: "1", meaning: "q" },
      { name: "upTo", unit: "players", meaning: "m: serves 2 to m active players of D(q)" },
      { name: "fee", unit: "sum of bids", meaning: "phi, not reached", rounded: "up" },
      { name: "gainOfTwo", unit: "1", meaning: "R / R_PAP - 1 with two players at that phi", rounded: "up" },
      { name: "gainOfMost", unit: "1", meaning: "the same with m", rounded: "up" },
    ],
    rows,
  };
}
