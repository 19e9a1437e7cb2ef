import type { Domain } from "../../../src/claim/domain.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { mechanismText } from "../../../src/mechanism/notation.js";
import {
  fairnessOfGain,
  largestMeanGain,
  largestSmallestGain,
  straightRule,
} from "../../../src/study/conservation/frontier.js";
import { allocationOfShare, interiorPlays, lawAt } from "../../../src/study/conservation/law.js";
import { LAW_RULES } from "../../../src/study/conservation/rules.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
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

export interface TradeOffOptions {
  /** Ratios v_2 / v_1 down to which the law is integrated. */
  readonly lawRatios: readonly number[];
  /** Lowest ratios r of the ranges [r, 1] of the frontier. */
  readonly ranges: readonly number[];
  /** Lowest ratios r of the table of limits: k / limits, k = 1 .. limits - 1. */
  readonly limits: number;
  /** Points of each frontier, from PAP to its end. */
  readonly points: number;
  /** Ratios of each range at which rules are solved. */
  readonly solved: number;
  /** Lowest ratio of the table of rules. */
  readonly rulesFrom: number;
}

export const TRADE_OFF_OPTIONS: TradeOffOptions = {
  ...{ lawRatios: [0.2, 0.35, 0.5, 0.75], ranges: [0.05, 0.1, 0.2, 0.3, 0.4, 0.5], limits: 20 },
  ...{ points: 9, solved: 12, rulesFrom: 0.2 },
};

/** A hair within the end of the frontier, where taking part is worth exactly nothing. */
const WITHIN = 1 - 1e-6;

export async function tradeOffContent(options: TradeOffOptions): Promise<Content> {
  const law = await lawTable(options);
  const [limits, frontier] = [limitsTable(options), await frontierTable(options)];
  const rules = await rulesTable(options);
  const claims = await claimsOf(options, law, frontier);
  return { claims, tables: [law, limits, frontier, rules] };
}

async function lawTable({ lawRatios }: TradeOffOptions): Promise<Table> {
  const rows: Cell[][] = [];
  for (const { name, candidate } of LAW_RULES) {
    const mechanism = await buildMechanism(candidate);
    for (const ratio of lawRatios) {
      const sides = lawAt(mechanism, ratio);
      if (sides === null) {
        rows.push([name, mechanismText(candidate), ratio, published(1 / (1 + ratio)), null, null, null]);
        continue;
      }
      const { share, integral, difference, regret } = sides;
      // Rounding to so many decimals keeps what the solvers' tolerance leaves open out of the file.
      const [left, right] = [decimals(integral), decimals(difference)];
      rows.push([
        name,
        mechanismText(candidate),
        ratio,
        published(share),
        left,
        right,
        regret <= 1e-8 ? "yes" : "no",
      ]);
    }
  }
  return {
    name: "law",
    title: "Both sides of the conservation law",
    columns: [
      column("rule", "", "a scale-free all-pay rule"),
      column("mechanism", "", "as the command line takes it"),
      column("ratio", "1", "v_2 / v_1 down to which the integral runs, from 1"),
      column("share", "1", "q = v_1 / (v_1 + v_2) there"),
      column(
        "integral",
        "R_PAP",
        "of R / R_PAP - 1 over shares from 1/2 to q, equilibria solved; empty: no pure one",
      ),
      column("difference", "1", "h(q) - q, from the rule alone"),
      column("certified", "", "whether every equilibrium used has a relative regret of 1e-8 or less"),
    ],
    rows,
  };
}

const DECIMALS = 9;

function decimals(figure: number): number {
  const rounded = Number(figure.toFixed(DECIMALS));
  return rounded === 0 ? 0 : rounded;
}

function limitsTable({ limits }: TradeOffOptions): Table {
  const rows = Array.from({ length: limits - 1 }, (_, k) => {
    const ratio = (k + 1) / limits;
    const [smallest, mean] = [largestSmallestGain(ratio), largestMeanGain(ratio)];
    return [
      ...[published(ratio), atMost(smallest), atMost(fairnessOfGain(smallest, ratio))],
      ...[atMost(mean), published(fairnessOfGain(mean, ratio)), atLeast(ratio * ratio)],
    ];
  });
  return {
    name: "limits",
    title: "The most that smooth scale-free all-pay rules can gain over ratios in [r, 1]",
    columns: [
      column("r", "1", "lowest ratio"),
      column("largestSmallestGain", "R_PAP", "2 r^2 / (1 + 2 r - r^2): R / R_PAP - 1 at every ratio", "up"),
      column("fairnessThere", "PAP's", "the largest smallest fairness over PAP's that goes with it", "up"),
      column("largestMeanGain", "R_PAP", "r: mean of R / R_PAP - 1, even in the top share", "up"),
      column("fairnessAtIt", "PAP's", "fairness over PAP's at ratio r that goes with it"),
      column("feeFloor", "R_PAP", "r^2: PAP plus the endogenous fee, not all-pay, at PAP's fairness", "down"),
    ],
    rows,
  };
}

async function frontierTable({ ranges, points, solved }: TradeOffOptions): Promise<Table> {
  const rows: Cell[][] = [];
  for (const r of ranges) {
    for (let k = 0; k < points; k++) {
      const gain = published((largestSmallestGain(r) * WITHIN * k) / (points - 1));
      const found = margins(await buildMechanism(straightRule(gain)), r, solved);
      const measured = found === null ? [null, null] : [atLeast(found.smallest), atLeast(found.fairness)];
      rows.push([r, gain, atMost(fairnessOfGain(gain, r)), ...measured]);
    }
  }
  return {
    name: "frontier",
    title: "The frontier over ratios in [r, 1], and the straight rule on it",
    columns: [
      column("r", "1", "lowest ratio"),
      column("gain", "R_PAP", "smallest R / R_PAP - 1 over the range"),
      column(
        "fairnessOverPap",
        "PAP's",
        "largest smallest fairness that any smooth scale-free all-pay rule has with it",
        "up",
      ),
      column(
        "straightGain",
        "R_PAP",
        `the straight rule's smallest gain, at ${solved} ratios solved`,
        "down",
      ),
      column("straightFairnessOverPap", "PAP's", "its smallest fairness there", "down"),
    ],
    rows,
  };
}

/** The smallest gain and the smallest fairness over PAP's of a rule over evenly spaced ratios in [r, 1]. */
function margins(
  mechanism: Mechanism,
  r: number,
  count: number,
): { smallest: number; fairness: number } | null {
  let [smallest, fairness] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let k = 0; k < count; k++) {
    const ratio = r + ((1 - r) * k) / (count - 1);
    const plays = interiorPlays(mechanism, ratio);
    if (plays.length !== 1) return null;
    const share = 1 / (1 + ratio);
    const { allocation, revenueOverPap } = plays[0]!;
    smallest = Math.min(smallest, revenueOverPap - 1);
    fairness = Math.min(fairness, Math.sqrt((allocation * (1 - allocation)) / (share * (1 - share))));
  }
  return { smallest, fairness };
}

async function rulesTable({ rulesFrom, solved }: TradeOffOptions): Promise<Table> {
  const rows: Cell[][] = [];
  const share = 1 / (1 + rulesFrom);
  for (const { name, candidate } of LAW_RULES) {
    const mechanism = await buildMechanism(candidate);
    const found = margins(mechanism, rulesFrom, solved);
    if (found === null) continue;
    const mean = (allocationOfShare(mechanism, share) - share) / (share - 0.5);
    const bound = fairnessOfGain(Math.max(found.smallest, 0), rulesFrom);
    rows.push([name, atLeast(found.smallest), published(mean), atLeast(found.fairness), atMost(bound)]);
  }
  return {
    name: "rules",
    title: `Rules of the catalogue over ratios in [${rulesFrom}, 1]`,
    columns: [
      column("rule", "", "as in the table of the law"),
      column("smallestGain", "R_PAP", `smallest R / R_PAP - 1, at ${solved} ratios solved`, "down"),
      column("meanGain", "R_PAP", "mean of R / R_PAP - 1, even in the top share: (h(Q) - Q) / (Q - 1/2)"),
      column("smallestFairness", "PAP's", "smallest fairness over PAP's", "down"),
      column(
        "bound",
        "PAP's",
        "the frontier's fairness at that smallest gain (at 0 where it is negative)",
        "up",
      ),
    ],
    rows,
  };
}

/** What the law is about. */
const SMOOTH: Domain = { players: 2, rules: "smooth-all-pay", ratios: { from: 0, to: 1, above: true } };

async function claimsOf(options: TradeOffOptions, law: Table, frontier: Table): Promise<Claim[]> {
  const measured = law.rows.filter((row) => row[4] !== null);
  const gap = Math.max(...measured.map((row) => Math.abs(Number(row[4]) - Number(row[5]))));
  const held = frontier.rows.filter((row) => row[3] !== null);
  const shortfall = Math.max(...held.map((row) => Number(row[1]) - Number(row[3])));
  const example = options.rulesFrom;
  const gain = published(largestSmallestGain(example) * WITHIN);
  const [split] = await verify(await buildMechanism(straightRule(gain)), ["split"], DEFAULT_SEARCH);
  return [
    {
      name: "the conservation law",
      statement:
        "Where everybody pays the own bid and player 1's allocation is h(q) of the share q of the bids, equilibrium has " +
        "q = v_1 / (v_1 + v_2) and R / R_PAP = h'(q). So the integral of R / R_PAP - 1 over q from 1/2 is h(q) - q: " +
        "revenue above PAP's at some ratios is fairness below PAP's from there down, or revenue below PAP's at others.",
      domain: SMOOTH,
      grade: "proved-by-argument",
      argument:
        "at an equilibrium of both, first-order conditions are v_1 h'(q)(1 - q) = B = v_2 h'(1 - q) q, and h(1 - q) = " +
        "1 - h(q) makes h'(1 - q) = h'(q) > 0: dividing gives q = v_1 / (v_1 + v_2), and R = B = h'(q) v_1 v_2 / " +
        "(v_1 + v_2) = h'(q) R_PAP. A function with a derivative above 0 everywhere on an interval is its integral, and " +
        "h(1/2) = 1/2. Nothing is said of ratios without such an equilibrium",
      figures: {},
    },
    {
      name: "the law, measured",
      statement:
        "Both sides agree to `largestGap` (sides rounded to 9 decimals) where the equilibria are solved numerically.",
      domain: { players: 2, rules: { catalogue: LAW_RULES.length }, ratios: options.lawRatios },
      grade: "measured",
      figures: {
        largestGap: decimals(gap),
        pairs: measured.length,
        withoutPureEquilibrium: law.rows.length - measured.length,
      },
    },
    {
      name: "no dominance down from equal values",
      statement:
        "A rule with neither revenue nor fairness below PAP's at every ratio of a range [r, 1], r < 1, is PAP there. " +
        "At every ratio r, fairness over PAP's is exactly phi(g) = sqrt((1 - (1 + g)^2 d^2) / (1 - d^2)), with " +
        "d = (1 - r) / (1 + r) and g the mean of R / R_PAP - 1 over ratios in [r, 1], even in the top share; phi(g) < 1 " +
        "where g > 0.",
      domain: SMOOTH,
      grade: "proved-by-argument",
      argument:
        "by the law h(q) = 1/2 + (1 + g)(q - 1/2) at q = 1 / (1 + r), where 2 q - 1 = d, so that x_1 x_2 = h (1 - h) is " +
        "(1 - (1 + g)^2 d^2) / 4, and (1 - d^2) / 4 under PAP. It falls in h above 1/2: fairness asks for h(q) <= q at every " +
        "q of the range, revenue for h' >= 1 and so for h(q) >= q; h(q) = q is PAP",
      figures: {},
    },
    {
      name: "dominance elsewhere is paid for",
      statement:
        "On a range [a, b] with b < 1 it is not excluded: with a gain of g or more and PAP's fairness at a, the mean of " +
        "R / R_PAP - 1 over ratios in [b, 1] is at most -g (q_a - q_b) / (q_b - 1/2), q = 1 / (1 + ratio).",
      domain: SMOOTH,
      grade: "proved-by-argument",
      argument:
        "h(q_a) - h(q_b) >= (1 + g)(q_a - q_b) by the law, and PAP's fairness at a asks for h(q_a) <= q_a, so that " +
        "h(q_b) - q_b <= -g (q_a - q_b); the mean is (h(q_b) - q_b) / (q_b - 1/2)",
      figures: {},
    },
    {
      name: "the largest mean gain",
      statement:
        "The mean of R / R_PAP - 1 over ratios in [r, 1], even in the top share, is at most r. The serial contest of " +
        "exponent 1 attains it at every r.",
      domain: SMOOTH,
      grade: "proved-by-argument",
      argument:
        "the weaker player, who pays (1 - q) B = v_2 h' q (1 - q), stays out unless 1 - h >= h' q (1 - q), which is that " +
        "(1 - h) q / (1 - q) does not fall in q, from 1/2; so 1 - h >= (1 - q) / (2 q), and the mean (h - q) / (q - 1/2) is " +
        "at most (1 - q) / q = r. The serial contest has x_2 = b_2 / (2 b_1), b_2 <= b_1, which is equality. There " +
        "b_1 = v_2 / 2, b_2 = v_2^2 / (2 v_1) is an equilibrium: against b_1 player 2's utility is 0 up to b_1 and falls " +
        "from there on; against b_2 player 1's rises up to b_2, and is concave beyond, with its top at the root of " +
        "v_1 b_2 / 2, which is b_1",
      figures: {},
    },
    {
      name: "the frontier",
      statement:
        "The pairs (smallest R / R_PAP - 1, smallest fairness over PAP's) over ratios in [r, 1] that no such rule exceeds " +
        "are (g, phi(g)), 0 <= g <= 2 r^2 / (1 + 2 r - r^2). Each is attained by x_1 = 1/2 + (1 + g)(q - 1/2), held within " +
        "[0, 1], whose revenue is (1 + g) R_PAP at every ratio; beyond the last g the weaker player would rather stay out at ratio r.",
      domain: SMOOTH,
      grade: "proved-by-argument",
      argument:
        "bound: h(q) >= 1/2 + (1 + g)(q - 1/2) by the law, so that fairness at r is phi(g) or less; taking part at ratio r " +
        "needs 1 - h(Q) >= h'(Q) Q (1 - Q), Q = 1 / (1 + r), and so 1/2 >= (1 + g)(2 Q - Q^2 - 1/2), which is the last g. " +
        "Attained: the straight rule has h' = 1 + g and, by the claim above, fairness phi(g) at each ratio of the range, " +
        "smallest at r, as (1 - (1 + g)^2 d^2) / (1 - d^2) falls in d. Of its players utility is at most the larger of 0 and " +
        "a concave function, which it equals where 0 <= x_1 <= 1, so that the first-order point is a best response where " +
        "taking part pays. It pays the weaker player where 1/2 >= (1 + g)(2 q - q^2 - 1/2), which rises in q up to Q, and " +
        "the other, whose share x_1 is no smaller, for the same payment over value",
      figures: { [`largestGainFrom${example}`]: atMost(largestSmallestGain(example)) },
    },
    {
      name: "the frontier, measured",
      statement:
        "The straight rule, solved and certified at a relative regret of 1e-8, falls short of the frontier's gain by at most `largestShortfall`. " +
        `Each range has ${options.points} points, the last one part in a million within its end.`,
      domain: {
        ...{ players: 2, rules: "straight" },
        ratios: options.ranges.map((from) => ({ from, to: 1, count: options.solved })),
      },
      grade: "measured",
      figures: { largestShortfall: atMost(Math.max(shortfall, 0), 2), solved: held.length },
    },
    {
      name: "Sybil-proofness costs nothing here",
      statement:
        "The frontier's rules are split-proof: the weight max(0, q + g (q - 1/2)) is superadditive, and a split leaves the " +
        "sum of bids as it is. They are rules for fewer than 2 + 2 / g bids; with more, all weights can be 0.",
      domain: {
        ...{ rules: "straight", parameters: { g: { from: 0 } } },
        ...{ identities: "any", rivals: "any", values: "any" },
      },
      grade: "proved-by-argument",
      argument:
        "a line below 0 at q = 0, cut off at 0, is convex and 0 at 0, and so superadditive: the parts of a bid weigh no more " +
        "than the whole, and pay as much. At the g of the figure the verdict is " +
        `${split!.outcome}: ${split!.argument ?? "no argument"}`,
      figures: { g: gain },
    },
  ];
}
