import { firstOrderPoints } from "../../../src/equilibrium/first-order.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { type EntryEquilibrium, judgedAt, responsesFrom } from "../../../src/study/dominance/entry-games.js";
import { type Standing, standingOf } from "../../../src/study/dominance/standing.js";
import { trialSearch } from "../../../src/study/dominance/verdicts.js";
import type { Notion } from "../../../src/sybil/verdict.js";
import { verify } from "../../../src/sybil/verify.js";
import type { CheckedClaim, Fault } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf } from "../study.js";
import type { DominanceOptions, FoundMechanism } from "./options.js";
import { splitConditionFaults } from "./split-recheck.js";
import { witnessFaults } from "./witness.js";

type Row = Record<string, Cell>;

/** What equilibria found by best responses and Newton's method may differ by, relative to PAP. */
const SOLVED = 1e-6;
/** Newton's method starts from PAP's shares, in a unit in which so many times R_PAP is paid. */
const SCALES = [1, 1.3, 0.7, 2, 0.5];
/** ... and from these powers of PAP's shares. */
const POWERS = [1, 0.5, 1.5, 0.25, 0.75];
const STARTS = 4;
/** Shares at which what is proved of every ratio is looked at again, by differences in so much of a bid. */
const SHARES = 5000;
const DIFFERENCE = 1e-5;
const ROUNDED = 1e-7;

/**
 * Holds the tables to best responses, Newton's method on the bids and the certifier, which share nothing with the
 * solver in shares; witnesses to outcomes evaluated directly; and verdicts to a search with another seed.
 */
export async function recheckDominance(content: Content, options: DominanceOptions): Promise<CheckedClaim[]> {
  const again: CheckedClaim[] = [];
  for (const found of options.mechanisms) {
    const mechanism = await buildMechanism(found.candidate, found.name);
    const rowsOf = (table: string) => recordsOf(content, table).filter((row) => row.mechanism === found.name);
    const pairs = [...rowsOf("ratios"), ...rowsOf("outside").filter((row) => row.status === "pure")];
    again.push(
      judged(
        `solved anew: ${found.name}, two players by Newton's method`,
        pairs.map((row) => pairFault(mechanism, row, options.seed)),
      ),
      judged(
        `solved anew: ${found.name}, no worse equilibrium at a profile`,
        rowsOf("players").flatMap((row) => profileFaults(mechanism, row, options.seed)),
      ),
      judged(
        `played anew: ${found.name}, witnesses`,
        rowsOf("sybil").flatMap((row) => witnessFaults(mechanism, row)),
      ),
      ...everyRatioAnew(content, mechanism, found),
      ...splitAnew(content, mechanism, found),
      judged(
        `searched anew: ${found.name}, the ${found.notion} notion with another seed`,
        await verdictFaults(mechanism, found, rowsOf("sybil"), options),
      ),
    );
  }
  return again;
}

/** The conditions of an argument that no split gains, at many shares; nothing where it rests on something else. */
function splitAnew(
  { claims }: Content,
  mechanism: Mechanism,
  { name, notion }: FoundMechanism,
): CheckedClaim[] {
  const claim = claims.find((each) => each.name === `${name}: ${notion} notion`);
  if (notion !== "split" || claim?.grade !== "proved-by-argument") return [];
  return [
    judged(
      `differenced anew: ${name}, the conditions by which no split gains`,
      splitConditionFaults(mechanism),
    ),
  ];
}

/** What is proved of every ratio, by differences of outcomes at equilibrium shares; nothing where nothing is. */
function everyRatioAnew({ claims }: Content, mechanism: Mechanism, { name }: FoundMechanism): CheckedClaim[] {
  const claim = claims.find((each) => each.name === `${name}: every ratio`);
  if (claim === undefined) return [];
  const { gain, leastShare } = claim.figures;
  const shares = Array.from(
    { length: SHARES },
    (_, k) => leastShare! + ((0.5 - leastShare!) * (k + 1)) / SHARES,
  );
  const faults = shares.map((q) => shareFault(mechanism, q, gain!));
  return [judged(`differenced anew: ${name}, every ratio`, faults)];
}

/**
 * Against revenue and fairness where the lower share is q: bids q and 1 - q are an equilibrium of the values at which
 * both are worth their price at the margin, v_i d x_i / d b_i = d p_i / d b_i.
 */
function shareFault(mechanism: Mechanism, q: number, gain: number): Fault {
  const bids = [q, 1 - q];
  const values = bids.map((bid, i) => {
    const at = (own: number) => playedAt(mechanism, i === 0 ? [own, bids[1]!] : [bids[0]!, own], i);
    const step = DIFFERENCE * bid;
    const [more, less] = [at(bid + step), at(bid - step)];
    return (more.payment - less.payment) / (more.allocation - less.allocation);
  });
  const [low, high] = [values[0]!, values[1]!];
  const [own, other] = [playedAt(mechanism, bids, 0), playedAt(mechanism, bids, 1)];
  const over = ((own.payment + other.payment) * (low + high)) / (low * high);
  const holds =
    low > 0 &&
    low <= high * (1 + ROUNDED) &&
    over >= 1 + gain - ROUNDED &&
    own.allocation >= low / (low + high) - ROUNDED;
  return faultUnless(holds, `lower share ${q}: values ${low} and ${high}, R/R_PAP ${over}`);
}

function playedAt(mechanism: Mechanism, bids: readonly number[], player: number) {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return { allocation: allocations[player]!, payment: payments[player]! };
}

/** The faults of a ratio's row against an equilibrium found from PAP's bids, or by best responses. */
function pairFault(mechanism: Mechanism, row: Row, seed: number): Fault {
  const values = [1, Number(row.ratio)];
  const found = pointsFor(mechanism, values, seed);
  const where = `ratio ${row.ratio}`;
  if (Number(row.equilibria) === 0) {
    return faultUnless(found.length === 0, `${where}: an equilibrium, where the file has none`);
  }
  if (found.length === 0) return `${where}: no equilibrium found again`;
  return worstFault(
    where,
    row,
    standingOf(values, { status: "pure", equilibria: found }),
    row.equilibria === 1,
  );
}

function profileFaults(mechanism: Mechanism, row: Row, seed: number): Fault[] {
  const values = String(row.values).split(" ").map(Number);
  const found = pointsFor(mechanism, values, seed);
  if (found.length === 0) return [];
  const where = `values ${row.values}`;
  if (Number(row.equilibria) === 0) return [`${where}: an equilibrium, where the file has none`];
  return [
    worstFault(where, row, standingOf(values, { status: "pure", equilibria: found }), row.equilibria === 1),
  ];
}

/** Whether what was found again is worse than the worst of the file, or other than its only equilibrium. */
function worstFault(where: string, row: Row, again: Standing, only: boolean): Fault {
  const figures = [
    ["revenueOverPap", 1 + again.revenueMargin!],
    ["fairnessOverPap", 1 + again.fairnessMargin!],
  ] as const;
  const wrong = figures.find(([name, solved]) => {
    const change = solved - Number(row[name]);
    return only ? !(Math.abs(change) <= SOLVED) : change < -SOLVED;
  });
  return faultUnless(
    wrong === undefined,
    `${where}: ${wrong?.[0]} is ${row[wrong?.[0] ?? ""]} in the file and ${wrong?.[1]} solved anew`,
  );
}

/** Equilibria by Newton's method on the bids, and by best responses from random starts; judged by the certifier. */
function pointsFor(mechanism: Mechanism, values: readonly number[], seed: number): EntryEquilibrium[] {
  const { total, allocations } = papBenchmark(values);
  const list = Float64Array.from(values);
  const paid = paidAt(
    mechanism,
    Float64Array.from(allocations, (share) => share * total),
  );
  const points: EntryEquilibrium[] = [];
  const keep = (point: EntryEquilibrium | null) => {
    if (point !== null) points.push(point);
  };
  for (const [scale, power] of SCALES.flatMap((s) => POWERS.map((p) => [s, p] as const))) {
    const start = Float64Array.from(allocations, (share) => (scale * share ** power * total * total) / paid);
    for (const bids of firstOrderPoints(mechanism, list, start).slice(0, 1)) {
      keep(judgedAt(mechanism, values, bids));
    }
    if (points.length > 0 && values.length === 2) return points;
  }
  for (const bids of responsesFrom(mechanism, values, STARTS, seed + 1)) {
    keep(judgedAt(mechanism, values, bids));
  }
  return points;
}

function paidAt(mechanism: Mechanism, bids: Float64Array): number {
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, new Float64Array(bids.length), payments);
  return payments.reduce((sum, payment) => sum + payment, 0);
}

/** A refutation stands by its witness, which is played anew; what is not refuted must stand another search. */
async function verdictFaults(
  mechanism: Mechanism,
  { notion, rivals, identities }: FoundMechanism,
  rows: readonly Row[],
  { seed, search }: DominanceOptions,
): Promise<Fault[]> {
  const given = { ...trialSearch({ rivals, identities, search, seed: seed + 1 }, rivals) };
  const effort = { ...given.effort, boxes: 0 };
  const [verdict] = await verify(mechanism, [notion as Notion], { ...given, effort });
  const stated = rows.find((row) => row.notion === notion);
  return [
    faultUnless(
      stated?.outcome === verdict!.outcome ||
        (stated?.outcome === "refuted" && verdict!.outcome !== "proved"),
      `${notion}: ${stated?.outcome} in the file and ${verdict!.outcome} found again`,
    ),
  ];
}
