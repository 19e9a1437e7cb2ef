import { InputError } from "../input-error.js";
import type { BayesInput } from "../setting/bayes/bayes.js";
import { lognormalMass, type Prior } from "../setting/bayes/prior.js";
import type { CommitteeInput } from "../setting/committee.js";
import type { DiminishingInput } from "../setting/diminishing/diminishing.js";
import { lognormalStates } from "../setting/lognormal-states.js";
import type { PartsInput } from "../setting/parts.js";
import type { ProposalsInput } from "../setting/proposals.js";
import type { RepeatedInput } from "../setting/repeated/repeated.js";
import type { State, TimingInput } from "../setting/timing.js";
import * as check from "./check.js";

/** Checks of the inputs of settings, for the library and for files. All throw `InputError`; `where` names the place. */

/** Probabilities that sum to 1 but for rounding. */
const PROBABILITY_ROUNDING = 1e-9;
/** At most so many states, members and points of a curve. */
const MOST = 10_000;
const LARGEST_SEED = 0xffffffff;

/** Lognormal shocks above this have values that no double holds. */
const LARGEST_SHOCK = 20;

/** The input of `timing`; states may be given, or drawn by lognormal shocks. */
export function timingInput(given: unknown, where: string): TimingInput {
  const input = check.object(given, where, ["mode", "states", "draws", "resale"]);
  const mode = check.oneOf(input.mode, `${where}.mode`, ["in-slot", "ahead", "ahead-resale", "signal"]);
  const resale = resaleOf(input.resale, mode, `${where}.resale`);
  if ((input.states === undefined) === (input.draws === undefined)) {
    throw new InputError(`${where}: give states or draws, one of them`);
  }
  const states =
    input.draws === undefined
      ? statesOf(input.states, mode, `${where}.states`)
      : drawsOf(input.draws, mode, `${where}.draws`);
  return { mode, states, ...(resale === undefined ? {} : { resale }) };
}

function resaleOf(given: unknown, mode: TimingInput["mode"], where: string): number | undefined {
  if (given === undefined) {
    if (mode !== "ahead-resale") return undefined;
    throw new InputError(
      `${where}: is missing; give the probability of a resale, from 0 to 1, or mode "ahead"`,
    );
  }
  const resale = check.number(given, where, { from: 0, to: 1 });
  if (mode === "in-slot" && resale > 0) {
    throw new InputError(
      `${where}: is ${resale} in the slot, after which nothing is sold on; leave it out, or sell ahead`,
    );
  }
  return resale;
}

function statesOf(given: unknown, mode: TimingInput["mode"], where: string): State[] {
  const states = atMost(given, where).map((each, k) => stateOf(each, mode, `${where}[${k}]`));
  if (states.length === 0) throw new InputError(`${where}: is empty; give at least one state`);
  const players = states[0]!.values.length;
  const other = states.findIndex(({ values }) => values.length !== players);
  if (other >= 0) {
    throw new InputError(
      `${where}[${other}].values: has ${states[other]!.values.length} values, and ${where}[0] has ${players}; ` +
        "give one for each player in every state",
    );
  }
  if (players < 2) throw new InputError(`${where}[0].values: has one player; give two or more`);
  checkProbabilities(states, where);
  return states;
}

function stateOf(given: unknown, mode: TimingInput["mode"], where: string): State {
  const { probability, values, signal } = check.object(given, where, ["probability", "values", "signal"]);
  if (mode === "signal" && signal === undefined) {
    throw new InputError(`${where}.signal: is missing; name the signal that players get in this state`);
  }
  return {
    probability: probabilityOf(probability, `${where}.probability`),
    values: check.gameValues(values, `${where}.values`),
    ...(signal === undefined ? {} : { signal: check.text(signal, `${where}.signal`) }),
  };
}

function drawsOf(given: unknown, mode: TimingInput["mode"], where: string): State[] {
  const { values, common, own, count, seed } = check.object(given, where, [
    "values",
    "common",
    "own",
    "count",
    "seed",
  ]);
  if (mode === "signal") throw new InputError(`${where}: have no signals; give states, or another mode`);
  const medians = severalValues(values, `${where}.values`);
  const shock = { from: 0, to: LARGEST_SHOCK };
  const isList = typeof own === "object";
  return lognormalStates({
    values: medians,
    common: check.number(common, `${where}.common`, shock),
    own: isList
      ? check
          .listOf(medians.length, own, `${where}.own`)
          .map((each, i) => check.number(each, `${where}.own[${i}]`, shock))
      : check.number(own, `${where}.own`, shock),
    count: check.number(count, `${where}.count`, { from: 1, to: MOST, whole: true }),
    seed: check.number(seed, `${where}.seed`, { from: 0, to: LARGEST_SEED, whole: true }),
  }).map((state, k) => ({ ...state, values: check.gameValues(state.values, `${where}: state ${k + 1}`) }));
}

/** Values of a game of two players or more. */
function severalValues(given: unknown, where: string): number[] {
  const values = check.gameValues(given, where);
  if (values.length < 2) throw new InputError(`${where}: has one player; give two or more`);
  return values;
}

function atMost(given: unknown, where: string): readonly unknown[] {
  const found = check.list(given, where);
  if (found.length <= MOST) return found;
  throw new InputError(`${where}: has ${found.length} entries; give at most ${MOST}`);
}

/** The input of `parts`. */
export function partsInput(given: unknown, where: string): PartsInput {
  const { mode, valuesByPlayerAndPart } = check.object(given, where, ["mode", "valuesByPlayerAndPart"]);
  return {
    mode: check.oneOf(mode, `${where}.mode`, ["bundle", "parts"]),
    valuesByPlayerAndPart: valuesByPart(valuesByPlayerAndPart, `${where}.valuesByPlayerAndPart`),
  };
}

/** Values of two players or more for two parts or more. */
function valuesByPart(given: unknown, where: string): number[][] {
  const rows = atMost(given, where).map((row, i) =>
    atMost(row, `${where}[${i}]`).map((value, k) =>
      check.number(value, `${where}[${i}][${k}]`, check.NOT_NEGATIVE),
    ),
  );
  if (rows.length < 2) throw new InputError(`${where}: has fewer than two players; give a row for each`);
  checkParts(rows, where);
  return rows;
}

function checkParts(rows: readonly (readonly number[])[], where: string): void {
  const count = rows[0]!.length;
  const other = rows.findIndex((row) => row.length !== count);
  if (other >= 0) {
    throw new InputError(
      `${where}[${other}]: has ${rows[other]!.length} parts, and ${where}[0] has ${count}; give a value for each part`,
    );
  }
  if (count < 2) throw new InputError(`${where}[0]: has fewer than two parts; give a value for each part`);
  for (let k = 0; k < count; k++) {
    const wanting = rows.map((row) => row[k]!).filter((value) => value > 0);
    if (wanting.length === 0) {
      throw new InputError(
        `${where}: part ${k + 1} is wanted by nobody; leave it out, or give it a value above 0`,
      );
    }
    check.gameValues(wanting, `${where}: part ${k + 1}`);
  }
  const idle = rows.findIndex((row) => !row.some((value) => value > 0));
  if (idle >= 0) throw new InputError(`${where}[${idle}]: this player wants no part; leave it out`);
  check.gameValues(
    rows.map((row) => row.reduce((sum, value) => sum + value, 0)),
    `${where}: sums over parts`,
  );
}

const REPEATED_KEYS = ["values", "cartel", "kappas", "kappa", "lottery", "shares", "outsider"];
/** What goes with the one kind of cartel alone. */
const OF_CARTEL = {
  "scaled-bids": ["kappas", "outsider"],
  "shares-of-its-choice": ["kappa", "lottery", "shares"],
} as const;

/** The input of `repeated`; `shares` is short for the cartel `shares-of-its-choice`. */
export function repeatedInput(given: unknown, where: string): RepeatedInput {
  const input = check.object(given, where, REPEATED_KEYS);
  const values = severalValues(input.values, `${where}.values`);
  const named = check.oneOf(input.cartel, `${where}.cartel`, [
    "scaled-bids",
    "shares-of-its-choice",
    "shares",
  ]);
  const cartel = named === "shares" ? "shares-of-its-choice" : named;
  const others = cartel === "scaled-bids" ? "shares-of-its-choice" : "scaled-bids";
  for (const key of OF_CARTEL[others]) {
    if (input[key] === undefined) continue;
    throw new InputError(
      `${where}.${key}: goes with the cartel "${others}" alone; change that, or leave it out`,
    );
  }
  const { kappas, kappa, lottery, shares, outsider } = input;
  if (kappa !== undefined && kappa !== 0) {
    throw new InputError(
      `${where}.kappa: must be 0, as a cartel of shares bids next to nothing; or leave it out`,
    );
  }
  const lotteryOf = (each: unknown, at: string) => check.oneOf(each, at, ["after-bids", "before-bids"]);
  return {
    ...{ values, cartel },
    ...optional("kappas", check.optional(kappas, `${where}.kappas`, kappasOf)),
    ...optional("lottery", check.optional(lottery, `${where}.lottery`, lotteryOf)),
    ...optional(
      "shares",
      check.optional(shares, `${where}.shares`, (each, at) => sharesOf(each, values.length, at)),
    ),
    ...optional(
      "outsider",
      check.optional(outsider, `${where}.outsider`, (each, at) => outsiderOf(each, values, at)),
    ),
  };
}

function optional<K extends string, T>(key: K, value: T | undefined): { [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: T });
}

function kappasOf(given: unknown, where: string): number[] {
  const kappas = atMost(given, where).map((kappa, k) => {
    const found = check.number(kappa, `${where}[${k}]`, { from: 0, to: 1 });
    if (found < 1) return found;
    throw new InputError(`${where}[${k}]: is 1, which is no cartel; give numbers from 0 to below 1`);
  });
  if (kappas.length === 0)
    throw new InputError(`${where}: is empty; give at least one number from 0 to below 1`);
  return kappas;
}

function sharesOf(given: unknown, players: number, where: string): number[] {
  const shares = check
    .listOf(players, given, where)
    .map((share, i) => check.number(share, `${where}[${i}]`, { from: 0, to: 1 }));
  const total = shares.reduce((sum, share) => sum + share, 0);
  if (Math.abs(total - 1) <= PROBABILITY_ROUNDING) return shares;
  throw new InputError(`${where}: sum to ${total}; they must sum to 1`);
}

function outsiderOf(given: unknown, values: readonly number[], where: string): number {
  const value = check.number(given, where, check.POSITIVE);
  check.gameValues([...values, value], `${where}, after the values`);
  return value;
}

const COMMITTEE_KEYS = ["bids", "T", "D", "timeUnit", "latencies", "quantile", "corrupted"];
const WHICH = "last listed; low before high";

/** The input of `committee`. */
export function committeeInput(given: unknown, where: string): CommitteeInput {
  const input = check.object(given, where, COMMITTEE_KEYS);
  check.optional(input.timeUnit, `${where}.timeUnit`, check.text);
  const bids = check.list(input.bids, `${where}.bids`).map((bid, k) => {
    const { t, value } = check.object(bid, `${where}.bids[${k}]`, ["t", "value"]);
    return {
      t: check.number(t, `${where}.bids[${k}].t`, check.FINITE),
      value: check.number(value, `${where}.bids[${k}].value`, check.NOT_NEGATIVE),
    };
  });
  if (bids.length === 0) throw new InputError(`${where}.bids: is empty; give at least one bid`);
  const latencies = atMost(input.latencies, `${where}.latencies`).map((latency, j) =>
    check.number(latency, `${where}.latencies[${j}]`, check.NOT_NEGATIVE),
  );
  if (latencies.length === 0) throw new InputError(`${where}.latencies: is empty; give one for each member`);
  const corrupted = check.optional(input.corrupted, `${where}.corrupted`, (each, at) =>
    corruptedOf(each, latencies.length, at),
  );
  return {
    bids,
    T: check.number(input.T, `${where}.T`, check.FINITE),
    D: check.number(input.D, `${where}.D`, check.NOT_NEGATIVE),
    latencies,
    quantile: check.number(input.quantile, `${where}.quantile`, { from: 0, above: true, to: 1 }),
    ...optional("corrupted", corrupted),
  };
}

function corruptedOf(given: unknown, members: number, where: string) {
  const { low = 0, high = 0, which } = check.object(given, where, ["low", "high", "which"]);
  if (which !== undefined) check.oneOf(which, `${where}.which`, [WHICH]);
  const count = { from: 0, to: members, whole: true } as const;
  const corrupted = {
    low: check.number(low, `${where}.low`, count),
    high: check.number(high, `${where}.high`, count),
  };
  if (corrupted.low + corrupted.high <= members) return corrupted;
  throw new InputError(
    `${where}: ${corrupted.low} low and ${corrupted.high} high are more than the ${members} members; give fewer`,
  );
}

/** The input of `diminishing`. */
export function diminishingInput(given: unknown, where: string): DiminishingInput {
  const { values, gamma } = check.object(given, where, ["values", "gamma"]);
  return {
    values: severalValues(values, `${where}.values`),
    gamma: check.number(gamma, `${where}.gamma`, { from: 0, to: 1 }),
  };
}

const PRIOR_KEYS = {
  uniform: ["type", "low", "high"],
  lognormal: ["type", "median", "sigma", "low", "high"],
  discrete: ["type", "values", "probabilities"],
} as const;
/** Players of a game with private values. */
const FEWEST_PRIVATE = 2;
const MOST_PRIVATE = 5;
/** Types of a discrete prior, and identities of a player. */
const MOST_TYPES = 20;
const MOST_IDENTITIES = 8;
/** Least probability of the interval that a lognormal prior is cut to; below it rounding shows. */
const LEAST_MASS = 1e-6;
/** How files name the question for the largest phi of PAP + phi B. */
const LARGEST_PHI = ["largest", "largest that keeps the lowest type in, PAP + phi B"] as const;

/** The input of `bayes`: one `prior` for a number of `players`, or `priors`, one a player. */
export function bayesInput(given: unknown, where: string): BayesInput {
  const input = check.object(given, where, ["players", "prior", "priors", "atValues", "phi", "identities"]);
  const priors = priorsOf(input, where);
  const listed = check.optional(input.atValues, `${where}.atValues`, (each, at) => {
    if (input.prior === undefined) {
      throw new InputError(`${at}: goes with one prior for all players; leave it out, or give prior`);
    }
    return atMost(each, at).map((value, k) => valueWithin(value, priors[0]!, `${at}[${k}]`));
  });
  const identities = check.optional(input.identities, `${where}.identities`, (each, at) =>
    check.number(each, at, { from: 2, to: MOST_IDENTITIES, whole: true }),
  );
  if (input.phi !== undefined) check.oneOf(input.phi, `${where}.phi`, LARGEST_PHI);
  return {
    priors,
    ...optional("atValues", listed),
    ...(input.phi === undefined ? {} : { phi: "largest" }),
    ...optional("identities", identities),
  };
}

function priorsOf({ players, prior, priors }: Record<string, unknown>, where: string): Prior[] {
  if ((prior === undefined) === (priors === undefined)) {
    throw new InputError(`${where}: give prior and players, or priors with one a player`);
  }
  if (priors === undefined) {
    const bounds = { from: FEWEST_PRIVATE, to: MOST_PRIVATE, whole: true } as const;
    const count = check.number(players, `${where}.players`, bounds);
    return new Array<Prior>(count).fill(priorOf(prior, `${where}.prior`));
  }
  if (players !== undefined) throw new InputError(`${where}.players: goes with one prior; leave it out`);
  const found = check.list(priors, `${where}.priors`);
  if (found.length < FEWEST_PRIVATE || found.length > MOST_PRIVATE) {
    throw new InputError(
      `${where}.priors: has ${found.length} players; give ${FEWEST_PRIVATE} to ${MOST_PRIVATE}`,
    );
  }
  return found.map((each, i) => priorOf(each, `${where}.priors[${i}]`));
}

function priorOf(given: unknown, where: string): Prior {
  const type = check.oneOf(check.object(given, where).type, `${where}.type`, [
    "uniform",
    "lognormal",
    "discrete",
  ]);
  const found = check.object(given, where, PRIOR_KEYS[type]);
  if (type === "discrete") return discretePrior(found, where);
  const low = check.number(
    found.low,
    `${where}.low`,
    type === "uniform" ? check.NOT_NEGATIVE : check.POSITIVE,
  );
  const high = check.number(found.high, `${where}.high`, check.POSITIVE);
  if (low > high) {
    throw new InputError(`${where}: low is ${low}, above high, which is ${high}; swap them`);
  }
  if (type === "uniform") return { type, low, high };
  check.gameValues([low, high], `${where}: low and high`);
  const prior = {
    ...{ type, low, high, median: check.number(found.median, `${where}.median`, check.POSITIVE) },
    sigma: check.number(found.sigma, `${where}.sigma`, { from: 0, above: true, to: LARGEST_SHOCK }),
  };
  if (low === high || lognormalMass(prior) >= LEAST_MASS) return prior;
  throw new InputError(`${where}: has next to no probability from ${low} to ${high}; widen them, or sigma`);
}

/** Rising values with their probabilities. */
function discretePrior(found: Record<string, unknown>, where: string): Prior {
  const values = check
    .list(found.values, `${where}.values`)
    .map((value, k) => check.number(value, `${where}.values[${k}]`, check.POSITIVE));
  if (values.length === 0 || values.length > MOST_TYPES) {
    throw new InputError(`${where}.values: has ${values.length} values; give 1 to ${MOST_TYPES}`);
  }
  if (new Set(values).size < values.length) {
    throw new InputError(
      `${where}.values: a value is there twice; give it once, with the sum of the probabilities`,
    );
  }
  const probabilities = check
    .list(found.probabilities, `${where}.probabilities`)
    .map((each, k) => probabilityOf(each, `${where}.probabilities[${k}]`));
  if (probabilities.length !== values.length) {
    throw new InputError(
      `${where}.probabilities: has ${probabilities.length} entries for ${values.length} values; give one for each`,
    );
  }
  checkProbabilities(
    probabilities.map((probability) => ({ probability })),
    `${where}.probabilities`,
  );
  check.gameValues(values, `${where}.values`);
  const rising = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  return {
    type: "discrete",
    values: rising.map((k) => values[k]!),
    probabilities: rising.map((k) => probabilities[k]!),
  };
}

function valueWithin(given: unknown, prior: Prior, where: string): number {
  const value = check.number(given, where, check.NOT_NEGATIVE);
  if (prior.type === "discrete") {
    if (prior.values.includes(value)) return value;
    throw new InputError(
      `${where}: is ${value}, which is no value of the prior; give one of ${prior.values.join(", ")}`,
    );
  }
  if (value >= prior.low && value <= prior.high) return value;
  throw new InputError(
    `${where}: is ${value}, outside the prior, which is from ${prior.low} to ${prior.high}`,
  );
}

/** The input of a comparison of proposals; `source` says where its figures come from. */
export function proposalsInput(given: unknown, where: string): ProposalsInput {
  const { states, committee, resale, source } = check.object(given, where, [
    ...["states", "committee", "resale", "source"],
  ]);
  check.optional(source, `${where}.source`, check.text);
  const found = atMost(states, `${where}.states`).map((each, k) => slotState(each, `${where}.states[${k}]`));
  if (found.length === 0) throw new InputError(`${where}.states: is empty; give at least one state`);
  const [players, count] = sizeOf(found[0]!);
  const other = found.findIndex((state) => sizeOf(state)[0] !== players || sizeOf(state)[1] !== count);
  if (other >= 0) {
    throw new InputError(
      `${where}.states[${other}]: has other players or parts than ${where}.states[0], ${players} and ${count}; ` +
        "give the same in every state",
    );
  }
  checkProbabilities(found, `${where}.states`);
  const resold = check.optional(resale, `${where}.resale`, (each, at) =>
    check.number(each, at, { from: 0, to: 1 }),
  );
  return {
    states: found,
    committee: committeeInput(committee, `${where}.committee`),
    ...optional("resale", resold),
  };
}

function sizeOf({ valuesByPlayerAndPart }: ProposalsInput["states"][number]): [number, number] {
  return [valuesByPlayerAndPart.length, valuesByPlayerAndPart[0]!.length];
}

function slotState(given: unknown, where: string): ProposalsInput["states"][number] {
  const { probability, valuesByPlayerAndPart } = check.object(given, where, [
    "probability",
    "valuesByPlayerAndPart",
  ]);
  return {
    probability: probabilityOf(probability, `${where}.probability`),
    valuesByPlayerAndPart: valuesByPart(valuesByPlayerAndPart, `${where}.valuesByPlayerAndPart`),
  };
}

function probabilityOf(given: unknown, where: string): number {
  return check.number(given, where, { from: 0, above: true, to: 1 });
}

function checkProbabilities(states: readonly { readonly probability: number }[], where: string): void {
  const total = states.reduce((sum, { probability }) => sum + probability, 0);
  if (Math.abs(total - 1) <= PROBABILITY_ROUNDING) return;
  throw new InputError(`${where}: probabilities sum to ${total}; they must sum to 1`);
}
