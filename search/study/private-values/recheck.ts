import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../src/mechanism/mechanism.js";
import type { Prior } from "../../../src/setting/bayes/prior.js";
import { type CheckedClaim, faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf } from "../study.js";
import { FEE_BY_COUNT, LEVY } from "./content.js";
import type { PrivateValuesOptions } from "./options.js";

type Row = Record<string, Cell>;

/** Steps of Simpson's rule over a rival's types, and bids tried. */
const STEPS = 400;
const BIDS = 300;
/** What published digits, interpolation and the quadrature may shift a figure by. */
const SLACK = 1e-5;

/**
 * Holds two players' published bids to the rules themselves: interpolated anew, no bid of a grid gains at any value listed,
 * and revenue and fairness are what they lead to; PAP + phi B to PAP's figures for any number of players; and PAP with two
 * types at even odds to its closed form. No solver takes part.
 */
export async function recheckPrivateValues(
  content: Content,
  options: PrivateValuesOptions,
): Promise<CheckedClaim[]> {
  const cases = recordsOf(content, "cases");
  const bids = recordsOf(content, "bids");
  const faults: (string | null)[] = [];
  for (const row of cases.filter(({ players, status }) => players === 2 && status === "solved")) {
    const { prior } = options.cases.find(({ name }) => name === row.prior)!;
    const own = bids.filter((each) => each.prior === row.prior && each.rule === row.rule);
    const mechanism = await buildMechanism(candidateOf(row, options));
    faults.push(...bidFaults(row, mechanism, prior, own));
  }
  const sybil: (string | null)[] = [];
  for (const row of recordsOf(content, "sybil").filter(({ outcome }) => outcome === "refuted")) {
    const { prior } = options.cases.find(({ name }) => name === row.prior)!;
    const stated = cases.find(
      ({ prior: name, rule, players }) => name === row.prior && rule === row.rule && players === 2,
    )!;
    const own = bids.filter((each) => each.prior === row.prior && each.rule === row.rule);
    sybil.push(identitiesFault(row, await buildMechanism(candidateOf(stated, options)), prior, own));
  }
  return [
    judged("two players' bids: no bid of a grid gains, and the figures follow", faults),
    judged(
      "PAP + phi B: PAP's fairness, and what the lowest type earned is revenue",
      cases.flatMap(levyFaults(cases)),
    ),
    judged("PAP with two types at even odds: the closed form", twoTypeFaults(options, bids)),
  ];
}

function candidateOf({ rule, phi }: Row, { rules }: PrivateValuesOptions): Candidate {
  if (rule === "pap") return { family: "pap", parameters: {} };
  if (rule === LEVY) {
    return { family: "pap-fee", parameters: { fee: 0, endogenousFee: Number(phi) } };
  }
  if (rule === FEE_BY_COUNT) return { family: "count-fee", parameters: { counts: 2, fee2: Number(phi) } };
  return rules.find(({ name }) => name === rule)!.candidate;
}

/** A rival's types as a quadrature, with the bid of each. */
interface Types {
  readonly values: readonly number[];
  readonly weights: readonly number[];
  readonly bids: readonly number[];
}

function bidFaults(row: Row, mechanism: Mechanism, prior: Prior, own: readonly Row[]): (string | null)[] {
  const name = `${row.prior}, ${row.rule}`;
  const listed = own.map(({ value, bid }) => [Number(value), Number(bid)] as const);
  const types = typesOf(prior, listed);
  const top = Math.max(...types.values);
  const played = [new Float64Array(2), new Float64Array(2), new Float64Array(2)] as const;
  const outcome = (mine: number, other: number) => {
    played[0].set([mine, other]);
    mechanism.outcome(...played);
    return played;
  };
  const expected = (bid: number) => {
    let [won, paid] = [0, 0];
    for (const [k, weight] of types.weights.entries()) {
      const [, allocations, payments] = outcome(bid, types.bids[k]!);
      won += weight * allocations[0]!;
      paid += weight * payments[0]!;
    }
    return { won, paid };
  };
  const tried = Array.from({ length: BIDS }, (_, k) => expected(top * 1e-4 ** (1 - k / (BIDS - 1))));
  const gains = listed.map(([value, bid]) => {
    const { won, paid } = expected(bid);
    return Math.max(0, ...tried.map((each) => value * each.won - each.paid)) - (value * won - paid);
  });
  let [revenue, fairness] = [0, 0];
  for (const [j, mine] of types.bids.entries()) {
    for (const [k, other] of types.bids.entries()) {
      const weight = types.weights[j]! * types.weights[k]!;
      const [, allocations, payments] = outcome(mine, other);
      revenue += weight * (payments[0]! + payments[1]!);
      fairness += weight * Math.sqrt(allocations[0]! * allocations[1]!);
    }
  }
  return [
    faultUnless(Math.max(...gains) <= SLACK * top, `${name}: a bid gains ${Math.max(...gains)}`),
    faultUnless(near(revenue, row.revenue), `${name}: revenue ${revenue}`),
    faultUnless(near(fairness, row.fairness), `${name}: fairness ${fairness}`),
  ];
}

/** Published bids of identities have three digits, which cost little of a gain. */
const OF_GAIN = 0.02;

/** The gain of the published identities over the best of a grid of single bids, at their type. */
function identitiesFault(row: Row, mechanism: Mechanism, prior: Prior, own: readonly Row[]): string | null {
  const types = typesOf(
    prior,
    own.map(({ value, bid }) => [Number(value), Number(bid)] as const),
  );
  const [value, top] = [Number(row.value), Math.max(...types.values)];
  const utility = (mine: readonly number[]) => {
    const count = mine.length + 1;
    const [allocations, payments] = [new Float64Array(count), new Float64Array(count)];
    let expected = 0;
    for (const [k, weight] of types.weights.entries()) {
      mechanism.outcome(Float64Array.from([...mine, types.bids[k]!]), allocations, payments);
      for (const i of mine.keys()) expected += weight * (value * allocations[i]! - payments[i]!);
    }
    return expected;
  };
  const single = Math.max(
    ...Array.from({ length: BIDS }, (_, k) => utility([top * 1e-4 ** (1 - k / (BIDS - 1))])),
  );
  const gain = (utility(String(row.identities).split(" ").map(Number)) - single) / value;
  const holds = gain > 0 && Math.abs(gain - Number(row.gainShare)) <= OF_GAIN * gain + SLACK;
  return faultUnless(holds, `${row.prior}, ${row.rule}: the identities gain ${gain} of the value`);
}

function near(found: number, stated: Cell | undefined): boolean {
  return Math.abs(found - Number(stated)) <= SLACK * Math.max(1, Math.abs(found));
}

/** Atoms as they are; else Simpson's rule in the coordinate that the listed values are Chebyshev's points of. */
function typesOf(prior: Prior, listed: readonly (readonly [number, number])[]): Types {
  if (prior.type === "discrete") {
    const bids = listed.map(([, bid]) => bid);
    return { values: prior.values, weights: prior.probabilities, bids };
  }
  const isLog = prior.type === "lognormal";
  const [low, high] = isLog ? [Math.log(prior.low), Math.log(prior.high)] : [prior.low, prior.high];
  const density = (t: number) =>
    isLog ? Math.exp(-0.5 * ((t - Math.log(prior.median)) / prior.sigma) ** 2) : 1;
  const [values, raw, bids]: [number[], number[], number[]] = [[], [], []];
  for (let k = 0; k <= STEPS; k++) {
    const t = low + ((high - low) * k) / STEPS;
    values.push(isLog ? Math.exp(t) : t);
    raw.push((k === 0 || k === STEPS ? 1 : k % 2 === 1 ? 4 : 2) * density(t));
    bids.push(interpolated(listed, (2 * t - low - high) / (high - low)));
  }
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return { values, weights: raw.map((weight) => weight / total), bids };
}

/** The polynomial through Chebyshev's points of the second kind, -1 first, at x in [-1, 1]. */
function interpolated(listed: readonly (readonly [number, number])[], x: number): number {
  const last = listed.length - 1;
  let [above, below] = [0, 0];
  for (const [k, [, bid]] of listed.entries()) {
    const away = x + Math.cos((Math.PI * k) / last);
    if (Math.abs(away) < 1e-14) return bid;
    const weight = ((k % 2 === 0 ? 1 : -1) * (k === 0 || k === last ? 0.5 : 1)) / away;
    above += weight * bid;
    below += weight;
  }
  return above / below;
}

function levyFaults(cases: readonly Row[]) {
  return (row: Row): (string | null)[] => {
    if (row.rule !== LEVY && row.rule !== FEE_BY_COUNT) return [];
    const pap = cases.find(
      ({ prior, players, rule }) => rule === "pap" && prior === row.prior && players === row.players,
    )!;
    const revenue = Number(pap.revenue) + Number(row.players) * Number(pap.lowestTypeUtility);
    const name = `${row.prior}, ${row.players} players, ${row.rule}`;
    return [
      faultUnless(near(revenue, row.revenue), `${name}: revenue ${revenue}`),
      faultUnless(near(Number(pap.fairness), row.fairness), `${name}: fairness ${pap.fairness}`),
    ];
  };
}

/** v / 8 + v L H / (2 (L + H)^2) bids type v of L and H at even odds. Source: Malueg and Yates 2004. */
function twoTypeFaults({ cases }: PrivateValuesOptions, bids: readonly Row[]): (string | null)[] {
  return cases.flatMap(({ name, prior, players }) => {
    if (prior.type !== "discrete" || prior.values.length !== 2 || prior.probabilities[0] !== 0.5) return [];
    if (!players.includes(2)) return [];
    const [low, high] = prior.values as [number, number];
    return bids
      .filter((row) => row.prior === name && row.rule === "pap")
      .map((row) => {
        const bid = Number(row.value) * (1 / 8 + (low * high) / (2 * (low + high) ** 2));
        return faultUnless(
          Math.abs(bid - Number(row.bid)) <= 1e-8 * high,
          `${name}: value ${row.value} bids ${bid}`,
        );
      });
  });
}
