import type { Domain } from "../../../src/claim/domain.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { bisect } from "../../../src/numeric/bisect.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { type DiminishingFigures, diminishing } from "../../../src/setting/diminishing/diminishing.js";
import { efficientShares } from "../../../src/setting/diminishing/efficient.js";
import { PAP, WTA } from "../../../src/setting/rules.js";
import { answer } from "../../../src/setting/setting.js";
import { atMost, type Cell, type Claim, type Content, published, type Table, type Tools } from "../study.js";

export interface DoubleCountingOptions {
  /** The first is the one of the figure and of the claims. */
  readonly profiles: readonly (readonly number[])[];
  readonly gammas: readonly number[];
  /** Exponents of Tullock contests; 1 is PAP. Winner-take-all is always there. */
  readonly alphas: readonly number[];
}

export const DOUBLE_COUNTING_OPTIONS: DoubleCountingOptions = {
  profiles: [
    [4, 2],
    [1, 0.9],
    [5, 4, 3],
    [1, 0.95, 0.9, 0.85],
  ],
  gammas: Array.from({ length: 11 }, (_, k) => k / 10),
  alphas: [0.5, 1, 1.2],
};

/** The tables and the claims; `tools` solve the few games without a pure equilibrium. */
export async function doubleCountingContent(options: DoubleCountingOptions, tools: Tools): Promise<Content> {
  const rules: [string, Mechanism][] = [["wta", WTA]];
  for (const alpha of options.alphas) {
    const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha } });
    rules.push([ruleName(alpha), alpha === 1 ? PAP : mechanism]);
  }
  const rows = rules.flatMap(([name, rule]) =>
    options.profiles.flatMap((values) =>
      options.gammas.map((gamma) => rowOf(name, values, gamma, figuresAt(rule, values, gamma, tools))),
    ),
  );
  return { claims: claims(options, tools), tables: [tableOf(rows)] };
}

/** How the tables call a Tullock contest. */
export function ruleName(alpha: number): string {
  return alpha === 1 ? "pap" : `tullock ${alpha}`;
}

function figuresAt(
  rule: Mechanism,
  values: readonly number[],
  gamma: number,
  tools: Tools,
): DiminishingFigures | null {
  return answer(diminishing, [rule], { values, gamma }, tools).figures;
}

function rowOf(
  name: string,
  values: readonly number[],
  gamma: number,
  figures: DiminishingFigures | null,
): Cell[] {
  const head = [name, values.join(" "), gamma];
  if (figures === null) return [...head, null, null, null, null, null];
  const { allocations, revenueShare, fairness, welfareLost, efficientFairness } = figures;
  const shares = allocations.map((share) => published(share)).join(" ");
  return [
    ...head,
    shares,
    ...[revenueShare, fairness, efficientFairness, welfareLost].map((each) => published(each)),
  ];
}

function tableOf(rows: readonly Cell[][]): Table {
  return {
    name: "by-gamma",
    title: "Shares, revenue and welfare as winning more is worth less",
    columns: [
      { name: "rule", unit: "", meaning: "pap, wta (the highest bid wins and pays its bid), tullock alpha" },
      { name: "values", unit: "value units", meaning: "the profile" },
      { name: "gamma", unit: "1", meaning: "how fast the worth of a share falls: v (x - gamma x^2 / 2)" },
      { name: "allocations", unit: "1", meaning: "shares x_i at equilibrium; empty where none was found" },
      { name: "revenueShare", unit: "top value", meaning: "revenue" },
      { name: "fairness", unit: "1", meaning: "geometric mean of the shares" },
      { name: "efficientFairness", unit: "1", meaning: "the same of the split of largest welfare" },
      { name: "welfareLost", unit: "1", meaning: "1 - welfare / largest welfare" },
    ],
    rows,
  };
}

function claims({ profiles, gammas }: DoubleCountingOptions, tools: Tools): Claim[] {
  const values = profiles[0]!;
  const any: Domain = {
    players: { from: 2 },
    values: "any",
    parameters: { gamma: { from: 0, to: 1 } },
    equilibria: "all",
  };
  const here: Domain = { values: { profiles: [values] }, parameters: { gamma: gammas }, equilibria: "pure" };
  const lost = (rule: Mechanism, gamma: number) => figuresAt(rule, values, gamma, tools)!.welfareLost;
  const crossing = bisect({ at: (gamma) => lost(PAP, gamma) - lost(WTA, gamma) }, 0, 1);
  const gap = efficientShares(values, 1).map((share, i) =>
    Math.abs(share - papBenchmark(values).allocations[i]!),
  );
  return [
    {
      name: "PAP counts the cost twice",
      statement:
        "In every equilibrium of PAP a player with a larger share has the larger marginal worth v_i (1 - gamma x_i), so that " +
        "moving share from any active player to one with a larger share would raise welfare, whatever gamma: the split is " +
        "more even than the one that is best once bidders bear the cost of centralisation themselves.",
      domain: any,
      grade: "proved-by-argument",
      argument:
        "utility v (x - gamma x^2 / 2) - b with x = b / B is concave in b, and its first-order condition at a positive bid is " +
        "v_i (1 - gamma x_i) (1 - x_i) = B, B the sum of bids, as dx_i / db_i = (1 - x_i) / B. So v_i (1 - gamma x_i) = " +
        "B / (1 - x_i), which rises with x_i; and welfare sum v_i (x_i - gamma x_i^2 / 2) has the derivative v_i (1 - gamma x_i)",
      figures: {},
    },
    {
      name: "the efficient split at gamma = 1",
      statement:
        "At gamma = 1 the split of largest welfare is PAP's split at gamma = 0. So PAP gives the efficient split to bidders " +
        "who do not bear the cost, just where they would have to bear all of it.",
      domain: { players: { from: 2 }, values: "any" },
      grade: "proved-by-argument",
      argument:
        "at gamma = 1 the welfare-best split has v_i (1 - x_i) equal to one lambda for the players in, and v_i <= lambda for the " +
        "others, sum x_i = 1; these are PAP's first-order conditions v_i (1 - x_i) = B at gamma = 0 with B = lambda, which have " +
        "one solution. The figure is the largest difference of a share at the first profile",
      figures: { largestDifference: atMost(Math.max(...gap), 3) },
    },
    {
      name: "what it costs",
      statement:
        "At the first profile PAP's loss of welfare falls as bidders bear more of the cost themselves: the even split that " +
        "is wrong where nobody bears it is nearly right where they do.",
      domain: here,
      grade: "measured",
      figures: Object.fromEntries(
        [gammas[0]!, gammas.at(-1)!].map((gamma) => [`welfareLost at ${gamma}`, published(lost(PAP, gamma))]),
      ),
    },
    {
      name: "PAP against winner-take-all",
      statement:
        "At the first profile winner-take-all loses less welfare than PAP below this gamma, and more above it (bisected).",
      domain: { ...here, parameters: { gamma: { from: 0, to: 1 } } },
      grade: "measured",
      figures: {
        gamma: published(crossing),
        lost: published(lost(PAP, crossing)),
        wtaAtOne: published(lost(WTA, 1)),
      },
    },
  ];
}
