import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../src/mechanism/mechanism.js";
import {
  type RepeatedInput,
  repeated,
  type ScaledBidsFigures,
  type SharesFigures,
} from "../../../src/setting/repeated/repeated.js";
import { PAP, WTA } from "../../../src/setting/rules.js";
import { answer } from "../../../src/setting/setting.js";
import { type Cell, type Claim, type Content, published, type Table, type Tools } from "../study.js";

export interface CollusionOptions {
  readonly rules: readonly { readonly name: string; readonly candidate: Candidate }[];
  /** The first is that of the figure and of the claims about the article's example. */
  readonly profiles: readonly (readonly number[])[];
  /** Points of the curve at the first profile; others are taken at its smallest. */
  readonly kappas: readonly number[];
  /** Value of an outsider, as a share of the least value. */
  readonly outsider: number;
}

const fee = (endogenousFee: number) => ({ family: "pap-fee", parameters: { fee: 0, endogenousFee } });

export const COLLUSION_OPTIONS: CollusionOptions = {
  rules: [
    { name: "pap", candidate: { family: "pap" } },
    { name: "wta", candidate: { family: "wta" } },
    { name: "second-price", candidate: { family: "second-price" } },
    { name: "winner-pays", candidate: { family: "winner-pays" } },
    { name: "tullock 0.5", candidate: { family: "tullock", parameters: { alpha: 0.5 } } },
    { name: "tullock 1.2", candidate: { family: "tullock", parameters: { alpha: 1.2 } } },
    { name: "pap-fee 0.1", candidate: fee(0.1) },
    { name: "serial", candidate: { family: "serial", parameters: { alpha: 1 } } },
    { name: "all-pay auction", candidate: { family: "all-pay-auction" } },
    { name: "uniform lottery", candidate: { family: "uniform-lottery" } },
  ],
  profiles: [
    [4, 2],
    [1, 1],
    [5, 4, 3],
  ],
  kappas: [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95],
  outsider: 0.5,
};

export async function collusionContent(options: CollusionOptions, tools: Tools): Promise<Content> {
  const rules: [string, Mechanism][] = [];
  for (const { name, candidate } of options.rules) rules.push([name, await buildMechanism(candidate)]);
  return { claims: claims(options), tables: [byRule(rules, options, tools), curves(rules, options, tools)] };
}

function play(rule: Mechanism, input: RepeatedInput, tools?: Tools) {
  return answer(repeated, [rule], input, tools);
}

function byRule(rules: readonly [string, Mechanism][], options: CollusionOptions, tools: Tools): Table {
  const rows = rules.flatMap(([name, rule]) =>
    options.profiles.map((values): Cell[] => {
      const outsider = options.outsider * Math.min(...values);
      const shares = play(rule, { values, cartel: "shares-of-its-choice" }, tools);
      const withOutsider = play(rule, { values, cartel: "scaled-bids", kappas: [0], outsider }, tools);
      const scaled = withOutsider.figures
        ? withOutsider
        : play(rule, { values, cartel: "scaled-bids", kappas: [0] }, tools);
      const own = shares.figures as SharesFigures | null;
      const limit = scaled.figures as ScaledBidsFigures | null;
      const number = (figure: number | null | undefined) =>
        typeof figure === "number" ? published(figure) : null;
      return [
        ...[name, values.join(" "), scaled.status],
        ...[number(limit?.stageRevenue), number(limit?.deltaStar), number(limit?.outsiderEntersBelow)],
        ...[own?.lottery ?? null, number(own?.deltaStar), number(own?.coalitionGain)],
        own === null ? null : own.shares.map((share) => published(share)).join(" "),
      ];
    }),
  );
  return {
    name: "by-rule",
    title: "The patience that a cartel needs, by rule",
    columns: [
      { name: "rule", unit: "", meaning: "of the catalogue" },
      { name: "values", unit: "value units", meaning: "the profile" },
      { name: "status", unit: "", meaning: "solved, or why there are no figures" },
      { name: "revenue", unit: "value units", meaning: "of a slot without a cartel" },
      {
        name: "scaledDelta",
        unit: "1",
        meaning: "delta* where all bid next to nothing and keep their shares; 1: never",
      },
      {
        ...{ name: "outsiderEntersBelow", unit: "1" },
        meaning:
          "an outsider of half the least value enters where bids are scaled to less; empty where the stage is mixed",
      },
      { name: "lottery", unit: "", meaning: "when a cartel that chooses its shares draws who has the slot" },
      { name: "sharesDelta", unit: "1", meaning: "delta* at the shares that are easiest to sustain" },
      { name: "coalitionGain", unit: "value units", meaning: "what its members gain together in a slot" },
      { name: "shares", unit: "1", meaning: "those shares" },
    ],
    rows,
  };
}

function curves(
  rules: readonly [string, Mechanism][],
  { profiles, kappas }: CollusionOptions,
  tools: Tools,
): Table {
  const rows = rules.flatMap(([name, rule]): Cell[][] => {
    const { figures } = play(rule, { values: profiles[0]!, cartel: "scaled-bids", kappas }, tools);
    const points = (figures as ScaledBidsFigures | null)?.curve ?? [];
    return points.map(({ kappa, deltaStar, revenueLost }) => [
      name,
      kappa,
      published(deltaStar),
      published(revenueLost),
    ]);
  });
  return {
    name: "curves",
    title: `delta* as bids are scaled down, values ${profiles[0]!.join(" ")}`,
    columns: [
      { name: "rule", unit: "", meaning: "of the catalogue" },
      { name: "kappa", unit: "1", meaning: "bids over equilibrium bids" },
      { name: "deltaStar", unit: "1", meaning: "least discount factor that sustains it; 1: never" },
      { name: "revenueLost", unit: "value units", meaning: "what the protocol loses in a slot" },
    ],
    rows,
  };
}

/** The first reply's example: shares of one half each. */
const EQUAL = [0.5, 0.5];

function claims({ profiles }: CollusionOptions): Claim[] {
  const values = profiles[0]!;
  const scaled = play(PAP, { values, cartel: "scaled-bids", kappas: [0] }).figures as ScaledBidsFigures;
  const shares = (rule: Mechanism, further: Partial<RepeatedInput> = {}) =>
    play(rule, { values, cartel: "shares-of-its-choice", ...further }).figures as SharesFigures;
  const pair = [4, 2];
  const equal = play(WTA, {
    values: pair,
    cartel: "shares-of-its-choice",
    lottery: "after-bids",
    shares: EQUAL,
  });
  const here = { values: { profiles: [values] }, equilibria: "pure" } as const;
  return [
    {
      name: "PAP, bids scaled down",
      statement:
        "Under PAP, where everybody is active, a cartel that keeps PAP's shares and bids next to nothing is sustained by grim " +
        "trigger from delta* = 1 / (1 + x_min) up, x_min the least share: between n / (n + 1) at equal values and 1. The " +
        "figure is that of the first profile.",
      domain: { players: { from: 2 }, values: "any", equilibria: "all" },
      grade: "proved-by-argument",
      argument:
        "in the limit a member has v x in the cartel, takes v by a bid far above the others' (the supremum), and v x^2 in the " +
        "stage game, since p = B x and B = v (1 - x). So (v - v x) / (v - v x^2) = 1 / (1 + x), largest for the least share; " +
        "x_min <= 1 / n",
      figures: { deltaStar: published(scaled.deltaStar) },
    },
    {
      name: "a cartel that chooses its shares",
      statement:
        "With S = sum U_i / v_i over the stage game, a cartel that bids next to nothing and draws who has the slot after the " +
        "bids, as PAP's own tickets do, needs delta* = (n - 1) / (n - S) at the shares that are easiest to sustain. Where the " +
        "highest bid wins and the draw is before the bids, it needs n / (n + 1 - S), which is more wherever S < 1.",
      domain: { players: { from: 2 }, values: "any", equilibria: "all" },
      grade: "proved-by-argument",
      argument:
        "after the bids member i is tempted unless (1 - delta) 1 + delta u_i <= s_i with u_i = U_i / v_i, so that the least shares " +
        "sum to 1 at n (1 - delta) + delta S = 1. Before the bids whoever is not drawn takes v_i now: (1 - delta) + delta u_i <= " +
        "delta s_i, and the least shares sum to 1 at n (1 - delta) + delta S = delta. Raising one member's share above its least " +
        "lowers another's below. n (n - S) - (n - 1)(n + 1 - S) = 1 - S",
      figures: {
        pap: published(shares(PAP).deltaStar),
        wtaBefore: published(shares(WTA).deltaStar),
        wtaAfterWithTransfers: published(shares(WTA, { lottery: "after-bids" }).deltaStar),
      },
    },
    {
      name: "the first reply's example",
      statement:
        "At values 4 and 2 under winner-take-all the split in halves that the first reply proposes pays the stronger player " +
        "what it has without a cartel, 2, so that no patience sustains it: it would deviate for 4. The members gain 1 " +
        "together, all of it the weaker player's.",
      domain: { values: { profiles: [pair] }, equilibria: "pure" },
      grade: "proved-by-argument",
      argument:
        "winner-take-all: the stronger player wins and pays 2, so that U = (2, 0); halves at no price are worth 2 and 1",
      figures: {
        deltaStar: published((equal.figures as SharesFigures).deltaStar),
        coalitionGain: published((equal.figures as SharesFigures).coalitionGain),
      },
    },
    {
      name: "the secondary market",
      statement:
        "Where the slot is surely sold on, all values in the ticket game are equal, and a cartel needs n / (n + 1) under PAP, " +
        "by scaled bids and by shares alike, and n / (n + 1) under winner-take-all with the draw before the bids.",
      domain: { players: { from: 2 }, values: "any", equilibria: "all" },
      grade: "proved-by-argument",
      argument:
        "equal values v: PAP has x = 1 / n and U / v = 1 / n^2, so S = 1 / n and (n - 1) / (n - 1 / n) = n / (n + 1) = " +
        "1 / (1 + 1 / n); winner-take-all has U = 0 and S = 0",
      figures: {},
    },
    {
      name: "scaled bids under winner-take-all",
      statement:
        "Under winner-take-all no cartel of scaled bids is sustained: a loser has nothing in the cartel and in the stage game, " +
        "and gains by outbidding.",
      domain: { ...here, players: { from: 2 }, values: "any" },
      grade: "proved-by-argument",
      argument:
        "the second player's value v_2 exceeds the price kappa v_2 for kappa < 1, and its utility without deviating is 0 for ever",
      figures: {},
    },
  ];
}
