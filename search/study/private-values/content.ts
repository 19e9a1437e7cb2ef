import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { bayesGame } from "../../../src/setting/bayes/game.js";
import { largestLevy } from "../../../src/setting/bayes/levy.js";
import { type BayesPlay, playBayesGame } from "../../../src/setting/bayes/play.js";
import type { Prior } from "../../../src/setting/bayes/prior.js";
import { interimSybil } from "../../../src/setting/bayes/sybil.js";
import { atLeast, atMost, type Cell, type Content, published, type Table } from "../study.js";
import { privateValuesClaims } from "./claims.js";
import type { KnownDominator, PrivateValuesOptions } from "./options.js";

/** PAP + phi B is solved a little below its largest phi, at which the lowest type is indifferent. */
const BELOW = 1 - 1e-9;
/** Types whose bids are published: Chebyshev's points of the coordinate, ends included. */
const POINTS = 65;

/** How the tables call PAP's levies at its largest phi. */
export const LEVY = "pap + phi B";
export const FEE_BY_COUNT = "count-fee";

/** One rule under one prior, everybody having the same. */
export interface Played {
  readonly rule: string;
  readonly case: string;
  readonly prior: Prior;
  readonly players: number;
  readonly phi: number | null;
  /** What is known of the rule for two players of known values at every ratio of the prior's support. */
  readonly knownValues: "dominates" | null;
  /** Null where no equilibrium was found. */
  readonly play: BayesPlay | null;
  readonly pap: BayesPlay;
}

/** Every case: PAP, PAP + phi B and a fee by count at PAP's largest phi, and the rules. */
export async function privateValuesContent(options: PrivateValuesOptions): Promise<Content> {
  const played: Played[] = [];
  for (const { name, prior, players, leviesFor = [] } of options.cases) {
    for (const count of players) played.push(...(await playCase(options.rules, name, prior, count)));
    for (const count of leviesFor) played.push(...(await playCase([], name, prior, count)));
  }
  return {
    claims: privateValuesClaims(played, options),
    tables: [casesTable(played), bidsTable(played), sybilTable(played, options.identities)],
  };
}

async function playCase(
  rules: readonly KnownDominator[],
  name: string,
  prior: Prior,
  players: number,
): Promise<Played[]> {
  const solve = async (candidate: Candidate) => {
    const mechanism = await buildMechanism(candidate);
    const play = playBayesGame(bayesGame(mechanism, new Array<Prior>(players).fill(prior)));
    return "status" in play ? null : play;
  };
  const pap = await solve({ family: "pap", parameters: {} });
  if (pap === null) throw new Error(`${name}, ${players} players: no equilibrium of PAP`);
  const phi = largestLevy(pap).phiMax! * BELOW;
  const about = { case: name, prior, players, pap };
  const levied = { family: "pap-fee", parameters: { fee: 0, endogenousFee: phi } };
  const counted = { family: "count-fee", parameters: { counts: players, ...feesByCount(players, phi) } };
  const found: Played[] = [
    { ...about, rule: "pap", phi: null, knownValues: null, play: pap },
    { ...about, rule: LEVY, phi, knownValues: null, play: await solve(levied) },
    { ...about, rule: FEE_BY_COUNT, phi, knownValues: null, play: await solve(counted) },
  ];
  const ratio = leastRatio(prior);
  for (const { name: rule, candidate, ratiosFrom } of rules) {
    const knownValues = players === 2 && ratio >= ratiosFrom ? "dominates" : null;
    found.push({ ...about, rule, phi: null, knownValues, play: await solve(candidate) });
  }
  return found;
}

function feesByCount(players: number, phi: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: players - 1 }, (_, k) => [`fee${k + 2}`, phi]));
}

/** The least ratio of two values of the support. */
function leastRatio(prior: Prior): number {
  if (prior.type === "discrete") return prior.values[0]! / prior.values.at(-1)!;
  return prior.low / prior.high;
}

/** R / R_PAP and F / F_PAP; null where there is no equilibrium. */
export function overPap({
  play,
  pap,
}: Played): { readonly revenue: number; readonly fairness: number } | null {
  if (play === null) return null;
  return { revenue: play.revenue / pap.revenue, fairness: play.fairness / pap.fairness };
}

/** Fairness below PAP's by no more than this is no less. */
export const ROUNDING = 1e-7;

/**
 * R / R_PAP with an entry fee that each bidder pays and that leaves the lowest type nothing: it moves no bid while all types
 * bid. Null where some type stays out, or there is no equilibrium.
 */
export function withEntryFee({ play, pap, players }: Played): number | null {
  if (play === null || participationOf(play) < 1) return null;
  const { types } = play.strategies[0]!;
  return (play.revenue + players * play.utilityAt(0, types.from)) / pap.revenue;
}

/** More revenue than PAP at no less fairness; null where there is no equilibrium. */
export function dominates(played: Played): boolean | null {
  const over = overPap(played);
  return over === null ? null : over.revenue > 1 + ROUNDING && over.fairness >= 1 - ROUNDING;
}

function casesTable(played: readonly Played[]): Table {
  return {
    name: "cases",
    title: "Expected revenue and fairness by prior, number of players and rule",
    columns: [
      { name: "prior", unit: "", meaning: "of every player; the options have its parameters" },
      { name: "players", unit: "1", meaning: "their number" },
      { name: "rule", unit: "", meaning: "pap, PAP + phi B, its fee by count, or a rule of results/" },
      { name: "phi", unit: "1", meaning: "the largest at which every type bids", rounded: "down" },
      { name: "status", unit: "", meaning: "solved, or none-found where regret stays above 1e-6" },
      { name: "revenue", unit: "value units", meaning: "expected sum of payments" },
      { name: "fairness", unit: "1", meaning: "expected geometric mean of the shares" },
      { name: "revenueOverPap", unit: "1", meaning: "revenue over PAP's under the same prior" },
      { name: "fairnessOverPap", unit: "1", meaning: "fairness over PAP's under the same prior" },
      { name: "lowestTypeUtility", unit: "value units", meaning: "what the lowest type earns" },
      {
        ...{ name: "withEntryFee", unit: "1" },
        meaning: "revenueOverPap with an entry fee that leaves the lowest type nothing; all types in",
      },
      { name: "participation", unit: "1", meaning: "probability that a player bids" },
      {
        ...{ name: "regret", unit: "largest value", rounded: "up" },
        meaning: "most that a type gains by another bid: searched",
      },
      {
        name: "knownValues",
        unit: "",
        meaning: "dominates: so it does at known values of the support, two players",
      },
      {
        name: "privateValues",
        unit: "",
        meaning: "dominates: more revenue than PAP at no less fairness",
      },
    ],
    rows: played.map((each): Cell[] => {
      const { play, phi, rule, knownValues } = each;
      const head = [each.case, each.players, rule, phi === null ? null : atLeast(phi)];
      if (play === null) return [...head, "none-found", ...new Array<null>(8).fill(null), knownValues, null];
      const over = overPap(each)!;
      const { types } = play.strategies[0]!;
      const entered = withEntryFee(each);
      const verdict = rule === "pap" ? null : dominates(each) ? "dominates" : "does not dominate";
      return [
        ...[...head, "solved", published(play.revenue), published(play.fairness)],
        ...[published(over.revenue), published(over.fairness), published(play.utilityAt(0, types.from), 7)],
        entered === null ? null : published(entered),
        ...[published(participationOf(play)), atMost(play.regret.relative, 1), knownValues, verdict],
      ];
    }),
  };
}

function participationOf({ strategies }: BayesPlay): number {
  const { types, cut } = strategies[0]!;
  return 1 - types.probabilityBelow(cut);
}

function bidsTable(played: readonly Played[]): Table {
  const shown = played.filter(({ players, play }) => players === 2 && play !== null);
  return {
    name: "bids",
    title: "Bids of two players by value",
    columns: [
      { name: "prior", unit: "", meaning: "of both players" },
      { name: "rule", unit: "", meaning: "as in the table of cases" },
      { name: "value", unit: "value units", meaning: "the type" },
      { name: "bid", unit: "value units", meaning: "its bid" },
    ],
    rows: shown.flatMap(({ case: name, rule, play }) => {
      const { types, bidAt } = play!.strategies[0]!;
      return coordinatesOf(types).map((t) => [name, rule, published(types.valueAt(t)), published(bidAt(t))]);
    }),
  };
}

function coordinatesOf(types: BayesPlay["strategies"][number]["types"]): number[] {
  const { from, to, breaks, stepwise } = types;
  if (stepwise) return breaks.slice(1).map((end, k) => 0.5 * (breaks[k]! + end));
  return Array.from(
    { length: POINTS },
    (_, k) => from + 0.5 * (to - from) * (1 - Math.cos((Math.PI * k) / (POINTS - 1))),
  );
}

function sybilTable(played: readonly Played[], identities: number): Table {
  const shown = played.filter(({ players, play }) => players === 2 && play !== null);
  return {
    name: "sybil",
    title: "The Sybil notion bayes, two players",
    columns: [
      { name: "prior", unit: "", meaning: "of both players" },
      { name: "rule", unit: "", meaning: "as in the table of cases" },
      { name: "outcome", unit: "", meaning: "proved, refuted, or not-refuted by a search" },
      {
        ...{ name: "gainShare", unit: "own value", rounded: "up" },
        meaning: "most that identities gain over the best single bid",
      },
      { name: "value", unit: "value units", meaning: "the type that gains most" },
      { name: "identities", unit: "value units", meaning: "bids of its identities" },
    ],
    rows: shown.map(({ case: name, rule, play }) => {
      const { sybilOutcome, largestGainShare, sybilValue, sybilBids } = interimSybil(play!, identities);
      return [
        ...[name, rule, sybilOutcome, atMost(largestGainShare, 5), sybilValue ?? null],
        sybilBids === undefined ? null : sybilBids.map((bid) => published(bid, 3)).join(" "),
      ];
    }),
  };
}
