import type { Span } from "../../../src/claim/domain.js";
import { tullockContest } from "../../../src/study/exponent/contest.js";
import { manyPlayersOptimum } from "../../../src/study/exponent/many-players.js";
import {
  optimalExponent,
  pureBorder,
  RATIO_OF_BORDER,
  RATIO_OF_PAP,
  tullockPlay,
} from "../../../src/study/exponent/two-players.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
import type { Notion } from "../../../src/sybil/verdict.js";
import { verify } from "../../../src/sybil/verify.js";
import {
  atLeast,
  atMost,
  type Cell,
  type Claim,
  type Content,
  column,
  published,
  type Table,
} from "../study.js";

export interface ExponentOptions {
  /** Ratios v_2 / v_1 of the table of optima: k / ratios, k = 1 .. ratios. */
  readonly ratios: number;
  /** Ratios and exponents of the frontier. */
  readonly frontierRatios: readonly number[];
  readonly frontierAlphas: readonly number[];
  /** Profiles of three players or more, all active under PAP. */
  readonly profiles: readonly (readonly number[])[];
  /** Exponents whose Sybil verdicts are asked, and the seed of the search. */
  readonly verdictAlphas: readonly number[];
  readonly seed: number;
}

export const EXPONENT_OPTIONS: ExponentOptions = {
  ratios: 50,
  frontierRatios: [0.1, 0.2, 0.3, 0.5, 0.8, 1],
  frontierAlphas: Array.from({ length: 50 }, (_, k) => (k + 1) / 20),
  profiles: [
    ...[3, 4, 5, 10].map((n) => new Array<number>(n).fill(1)),
    ...[
      [1, 0.9, 0.8],
      [1, 0.8, 0.6],
      [1, 0.7, 0.5],
      [1, 1, 0.6],
      [1, 0.3, 0.25],
      [1, 0.95, 0.9, 0.85],
    ],
  ],
  verdictAlphas: [0.5, 0.9, 0.99, 1, 1.1, 1.383332, 2, 3],
  seed: 1,
};

export const NOTIONS: readonly Notion[] = ["split", "best-response"];

export async function exponentContent(options: ExponentOptions): Promise<Content> {
  const tables = [optima(options), frontier(options), manyPlayers(options), await verdicts(options)];
  return { claims: claims(options, tables), tables };
}

/** Revenue and fairness at values 1 and rho, relative to PAP's. */
function relative(alpha: number, ratio: number) {
  const play = tullockPlay(alpha, ratio);
  const pap = tullockPlay(1, ratio);
  return {
    ...play,
    revenueOverPap: play.revenue / pap.revenue,
    fairnessOverPap: play.fairness / pap.fairness,
  };
}

function optima({ ratios }: ExponentOptions): Table {
  const rows = Array.from({ length: ratios }, (_, k) => {
    const ratio = (k + 1) / ratios;
    const { alpha, at } = optimalExponent(ratio);
    const best = relative(alpha, ratio);
    const kept = Math.max(alpha, 1);
    const proof = relative(kept, ratio);
    const figures = [best.revenue, best.revenueOverPap, best.fairness, best.fairnessOverPap];
    const splitProof = [kept, proof.revenueOverPap, proof.fairnessOverPap];
    return [ratio, alpha, at, pureBorder(ratio), ...figures, ...splitProof].map(cell);
  });
  return {
    name: "two-players",
    title: "The revenue-optimal exponent for two players",
    columns: [
      column("ratio", "1", "v_2 / v_1"),
      column("alpha", "1", "exponent of largest revenue over all alpha > 0"),
      column(
        "at",
        "",
        "interior: a stationary point of the pure regime; border: its end, alpha = 1 + ratio^alpha",
      ),
      column("pureBorder", "1", "largest alpha with a pure equilibrium"),
      column("revenue", "top value", "R at alpha"),
      column("revenueOverPap", "R_PAP", "R at alpha"),
      column("fairness", "1", "geometric mean of the allocations at alpha"),
      column("fairnessOverPap", "PAP's", "fairness at alpha"),
      column("splitProofAlpha", "1", "exponent of largest revenue among alpha >= 1, where no split gains"),
      column("splitProofRevenueOverPap", "R_PAP", "R there"),
      column("splitProofFairnessOverPap", "PAP's", "fairness there"),
    ],
    rows,
  };
}

function frontier({ frontierRatios, frontierAlphas }: ExponentOptions): Table {
  const rows = frontierRatios.flatMap((ratio) =>
    frontierAlphas.map((alpha) => {
      const { regime, revenueOverPap, fairnessOverPap } = relative(alpha, ratio);
      return [ratio, alpha, regime, revenueOverPap, fairnessOverPap, alpha >= 1 ? "yes" : "no"].map(cell);
    }),
  );
  return {
    name: "frontier",
    title: "Revenue and fairness over PAP's as alpha moves, two players",
    columns: [
      column("ratio", "1", "v_2 / v_1"),
      column("alpha", "1", "exponent"),
      column("regime", "", "pure, semi-mixed (the weaker player mixes with staying out), all-pay (both mix)"),
      column("revenueOverPap", "R_PAP", "revenue, expected where somebody mixes"),
      column("fairnessOverPap", "PAP's", "geometric mean of the (expected) allocations"),
      column("splitProof", "", "whether no split gains: alpha >= 1"),
    ],
    rows,
  };
}

function manyPlayers({ profiles }: ExponentOptions): Table {
  const rows = profiles.map((values) => {
    const best = manyPlayersOptimum(values);
    const least = [best.leastRevenueOverPap, best.leastFairnessOverPap, best.aloneBorder];
    // A border is bisected; what a maximiser finds inside is known to its flatness only.
    const digits = best.at === "border" ? 9 : ARGUMENT_DIGITS;
    const near = (figure: number) => published(figure, digits);
    return [
      ...[values.join(" "), values.length, near(best.alpha), best.at, near(best.allActiveBorder)],
      ...[best.revenueOverPap, best.fairnessOverPap].map(near),
      ...least.map((figure) => atLeast(figure, digits)),
      near(best.aloneRevenueOverPap),
    ];
  });
  return {
    name: "many-players",
    title: "The revenue-optimal exponent with everybody active, three players or more",
    columns: [
      column("values", "value units", "the profile; all are active under PAP"),
      column("players", "1", "n"),
      column("alpha", "1", "exponent of largest revenue among pure equilibria in which everybody is active"),
      column("at", "", "interior, or the border past which somebody stays out"),
      column("allActiveBorder", "1", "that border"),
      column("revenueOverPap", "R_PAP", "R at alpha, everybody active"),
      column("fairnessOverPap", "PAP's", "fairness at alpha, everybody active"),
      column("leastRevenueOverPap", "R_PAP", "the least over all equilibria found at alpha", "down"),
      column(
        ...(["leastFairnessOverPap", "PAP's"] as const),
        "the least over all equilibria found at alpha; 0: somebody stays out",
        "down",
      ),
      column(
        ...(["aloneBorder", "1"] as const),
        "largest alpha up to which no equilibrium with somebody out was found",
        "down",
      ),
      column("aloneRevenueOverPap", "R_PAP", "R at that alpha"),
    ],
    rows,
  };
}

/** A maximiser tells an argument to about the root of the machine epsilon. */
const ARGUMENT_DIGITS = 6;

async function verdicts({ verdictAlphas, seed }: ExponentOptions): Promise<Table> {
  const rows: Cell[][] = [];
  for (const alpha of verdictAlphas) {
    const mechanism = tullockContest(alpha);
    for (const { notion, outcome, largestGainShare } of await verify(mechanism, NOTIONS, {
      ...DEFAULT_SEARCH,
      seed,
    })) {
      rows.push([alpha, notion, outcome, atMost(largestGainShare, 4)]);
    }
  }
  return {
    name: "sybil",
    title: "Sybil verdicts by exponent",
    columns: [
      column("alpha", "1", "exponent"),
      column("notion", "", "split, best-response"),
      column("outcome", "", "proved, refuted, not-refuted"),
      column("largestGainShare", "value", "largest gain seen; for split, allocation won", "up"),
    ],
    rows,
  };
}

const POSITIVE: Span = { from: 0, above: true };
const RATIOS: Span = { from: 0, to: 1, above: true };

function claims({ profiles }: ExponentOptions, tables: readonly Table[]): Claim[] {
  const counts = profiles.map(({ length }) => length);
  const article = optimalExponent(0.5);
  const at42 = tullockPlay(article.alpha, 0.5);
  const content = { claims: [], tables };
  const all = rowsOf(content, 0);
  const costliest = all.reduce((least, row) => (Number(row[7]) < Number(least[7]) ? row : least));
  const atRatio = Number(costliest[0]);
  const fairnessCost = relative(optimalExponent(atRatio).alpha, atRatio).fairnessOverPap;
  const many = rowsOf(content, 2);
  const refuted = rowsOf(content, 3).filter((row) => row[2] === "refuted").length;
  const overlapping = many.filter((row) => Number(row[8]) === 0).length;
  return [
    {
      name: "optimum at (4, 2)",
      statement:
        "At values 4 and 2 revenue is largest at the border of the pure regime, alpha = 1 + (1/2)^alpha.",
      domain: {
        players: 2,
        values: { profiles: [[4, 2]] },
        parameters: { alpha: POSITIVE },
        equilibria: "all",
      },
      grade: "argued",
      argument:
        "the two-player optimum below at rho = 1/2, with the references that it rests on; the border by bisection to a double",
      figures: {
        alpha: published(article.alpha),
        revenue: published(4 * at42.revenue),
        fairness: published(at42.fairness),
      },
    },
    {
      name: "two-player optimum",
      statement:
        "With t = 1.5434 the root of t tanh(t / 2) = 1 and L = log(v_1 / v_2), revenue is largest at alpha = t / L " +
        "where that is below the border of the pure regime, alpha = 1 + rho^alpha, and at that border elsewhere: " +
        "below PAP's exponent 1 for ratios rho under ratioOfPap, inside the pure regime under ratioOfBorder, at the " +
        "border from there to rho = 1, where it is 2 and everything is bid away.",
      domain: { players: 2, ratios: RATIOS, parameters: { alpha: POSITIVE }, equilibria: "all" },
      grade: "argued",
      argument:
        "pure regime: d log R / d alpha = 1 / alpha - L tanh(alpha L / 2) falls strictly; semi-mixed: " +
        "d log R / d alpha = log(alpha - 1) / alpha^2 < 0; above 2 every equilibrium has the all-pay auction's revenue, " +
        "which is R at 2. Three steps rest on references: that the equilibria are unique on Feng and Lu (2017), " +
        "and the revenue above 2 on Alcalde and Dahm (2010) and Ewerhart (2017)",
      figures: { ratioOfPap: published(RATIO_OF_PAP), ratioOfBorder: published(RATIO_OF_BORDER) },
    },
    {
      name: "the price in fairness",
      statement:
        "Where v_1 > v_2, fairness at the pure equilibrium falls strictly as alpha rises. So no exponent above 1 has PAP's " +
        "fairness there, and one below 1 exceeds PAP in both exactly where the ratio is under ratioOfPap. At equal values " +
        "every alpha in (1, 2] has PAP's fairness and alpha times its revenue. The figure is the smallest fairness over " +
        "PAP's at the revenue-optimal exponents of the table.",
      domain: {
        ...{ players: 2, ratios: RATIOS, parameters: { alpha: { from: 0, to: 2, above: true } } },
        equilibria: "pure",
      },
      grade: "proved-by-argument",
      argument:
        "both are in, since a lone bid is better lowered; d x_i / d b_i = alpha x_1 x_2 / b_i gives b_i = alpha v_i x_1 x_2 at an equilibrium, so that " +
        "b_1 / b_2 = v_1 / v_2 and x_1 / x_2 = exp(alpha L), L = log(v_1 / v_2). So fairness, the root of x_1 x_2, is " +
        "1 / (2 cosh(alpha L / 2)), which falls in alpha where L > 0, and R = alpha (v_1 + v_2) x_1 x_2 has " +
        "d log R / d alpha = 1 / alpha - L tanh(alpha L / 2), which falls from infinity through 0 at alpha = t / L, " +
        "t tanh(t / 2) = 1. An alpha below 1 earns more than 1 just where t / L < 1, which is rho < exp(-t) = ratioOfPap; " +
        "below 1 utilities are concave, so that the first-order point is an equilibrium. At equal values x_1 = 1/2 and " +
        "R = alpha v / 2. There a share is convex, then concave in the bid from x = (alpha - 1) / (2 alpha) < 1/2 on, so " +
        "that the best response is that point or staying out, and v / 2 - alpha v / 4 >= 0 up to alpha = 2",
      figures: { leastFairnessOverPap: atLeast(fairnessCost), atRatio },
    },
    {
      name: "Sybil-proofness",
      statement:
        "No split gains for alpha >= 1, and so no identities at best response or at any equilibrium; for alpha < 1 a " +
        "bid split in equal halves weighs 2^(1 - alpha) times as much for the same payment. So the exponents that " +
        "exceed PAP in both at a pure equilibrium of two players are not Sybil-proof, and no Sybil-proof exponent does so " +
        "at a ratio below 1. Of the verdicts in the table refutedVerdicts are refuted.",
      domain: {
        ...{ identities: "any", rivals: "any", values: "any" },
        parameters: { alpha: POSITIVE },
      },
      grade: "proved-by-argument",
      argument:
        "b^alpha / b does not fall for alpha >= 1, so that b^alpha is superadditive: parts weigh no more than the whole, win " +
        "no more against the same rivals, and pay as much, since payments add up. Below 1 halves weigh 2 (b / 2)^alpha. " +
        "What exceeds PAP in both at a ratio below 1 has alpha < 1 by the price in fairness",
      figures: { refutedVerdicts: refuted },
    },
    {
      name: "many players",
      statement:
        "n players of equal value bid everything away at alpha = n / (n - 1) in the equilibrium where all are active. " +
        "At the optimal exponent of `overlapping` of the profiles another pure equilibrium leaves somebody out, so that " +
        "revenue is lower and fairness 0 there; the column aloneBorder says up to which alpha, bisected, none was found.",
      domain: {
        players: { from: Math.min(...counts), to: Math.max(...counts) },
        values: { profiles },
        parameters: { alpha: { from: 0.1, to: 2, count: 191 } },
        equilibria: "found",
      },
      grade: "searched",
      figures: { profiles: profiles.length, overlapping },
    },
  ];
}

function rowsOf({ tables }: Content, table: number): readonly (readonly Cell[])[] {
  return tables[table]!.rows;
}

function cell(value: number | string): Cell {
  return typeof value === "number" ? published(value) : value;
}
