import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import {
  cappedAuction,
  differenceForm,
  fairContestBound,
  fairContestRevenues,
} from "../../../src/study/any-number/fair-contests.js";
import { evenPrior, privateGain } from "../../../src/study/any-number/private-values.js";
import { atLeast, atMost, type Claim, published } from "../study.js";
import type { Guard } from "./guards.js";
import type { AnyNumberOptions } from "./options.js";

/** The limits: what rules of other classes can and cannot do. */
export async function theoremClaims(options: AnyNumberOptions, guards: readonly Guard[]): Promise<Claim[]> {
  const slackOf = (theorem: string) =>
    Object.fromEntries(
      guards
        .filter((guard) => guard.theorem === theorem)
        .map(({ slack }, k) => [k === 0 ? "leastSlack" : `leastSlack ${k + 1}`, atLeast(slack.least, 4)]),
    );
  return [
    ...starClaims(slackOf),
    unequalClaim(slackOf),
    ...entryClaims(guards),
    privateClaim(slackOf),
    copyingClaim(slackOf),
    await necessityClaim(options),
    ...contestClaims(slackOf),
  ];
}

type SlackOf = (theorem: string) => Record<string, number>;

function starClaims(slackOf: SlackOf): Claim[] {
  return [
    {
      name: "a floor of revenue",
      statement:
        "At every pure equilibrium of a star-shaped rule with two or more in, R >= sum v_i x_i (1 - x_i) over these. With two " +
        "players that is R / R_PAP >= (fairness / PAP's)^2: more fairness than PAP's means more revenue.",
      domain: { players: { from: 2 }, rules: "star-shaped", values: "any", equilibria: "pure" },
      grade: "proved-by-argument",
      argument: [
        "Write e_f = q f'/f >= 1 and e_c = q c'/c <= 1 for the elasticities (f and c differentiable at the shares concerned, or one-sided derivatives upwards). A bid b_i moves the shares by b_i dq_i / db_i = q_i (1 - q_i) and b_i dq_j / db_i = -q_i q_j.",
        "So E_x = (b_i / x_i) dx_i / db_i = (1 - q_i)(1 - x_i) e_f(q_i) + q_i sum over j of x_j e_f(q_j), j not i, which is (1 - x_i)(1 - q_i + q_i) = 1 - x_i or more. And E_p = (b_i / p_i) dp_i / db_i = q_i + (1 - q_i) e_c(q_i) <= 1.",
        "No larger bid pays: v_i x_i E_x <= p_i E_p, so p_i >= v_i x_i (1 - x_i). Sum over the players in.",
        "Two players: the sum is (v_1 + v_2) x_1 x_2; R_PAP = v_1 v_2 / (v_1 + v_2), and PAP's squared fairness is v_1 v_2 / (v_1 + v_2)^2.",
      ].join("\n"),
      figures: slackOf("floor"),
    },
    {
      name: "a ceiling of revenue",
      statement:
        "Where c / f does not rise, as under star-shaped rules, revenue is at most the value of the player with the smallest " +
        "share, wherever that player loses nothing. With two players of whom the weaker has the smaller share, R / R_PAP <= 1 + v_2 / v_1.",
      domain: { players: { from: 2 }, rules: "star-shaped", values: "any", equilibria: "all" },
      grade: "proved-by-argument",
      argument: [
        "The price per share p_i / x_i = B c(q_i) / f(q_i) times the sum of weights is largest for the smallest share, k.",
        "R = sum x_i (p_i / x_i) <= p_k / x_k, a mean of prices, and p_k <= v_k x_k as k loses nothing.",
        "Two players: R_PAP = v_1 v_2 / (v_1 + v_2), so v_2 / R_PAP = 1 + v_2 / v_1.",
      ].join("\n"),
      figures: slackOf("ceiling"),
    },
  ];
}

function unequalClaim(slackOf: SlackOf): Claim {
  return {
    name: "very unequal values",
    statement:
      "No split-proof rule of shares that is the same for every count, other than PAP in another unit of bids, dominates PAP at " +
      "all ratios of two values: as v_2 / v_1 falls to 0, lim sup R / R_PAP <= c(1) f'(0) / (c'(0) f(1)) < 1 at pure equilibria " +
      "with both in (0 where c'(0) is infinite). Without these there is none to dominate at. The second slack is of revenue at a small ratio.",
    domain: {
      players: 2,
      rules: "split-proof-shares",
      ratios: { from: 0, to: 1, above: true },
      equilibria: "pure",
    },
    grade: "proved-by-argument",
    argument: [
      "A split of the share s of the bids into a + b = s < 1 leaves B. It wins no more exactly where f(a) + f(b) <= f(s), and pays no less where c(a) + c(b) >= c(s): f is superadditive, c subadditive. So f(t) / t has the limit f'(0) = inf f(q) / q, finite, and c(t) / t the limit c'(0) = sup c(q) / q, in (0, infinity]: n parts of t fill s up to less than t, hence f(t) / t <= f(s) / (n t), and n t approaches s.",
      "Let v_2 = 1, v_1 = 1 / r, q the weaker player's share of bids. It loses nothing: B c(q) <= x_2, so its bid is b_2 = q B <= q / c(q). That is bounded: c(n q) <= n c(q) for the largest n with n q <= 0.9 (n = 1 for larger q), n q is 0.45 or more, and c is positive and continuous on [0.45, 1].",
      "The stronger could have a share 1 - d of the bids for any d, at a cost of b_2 c(1 - d) / d; the weaker would have f(d) / f(1 - d) at most, which is of order d. That is no gain, so x_2 / r <= f(d) / (r f(1 - d)) + b_2 c(1 - d) / d. At d = sqrt(r) this says that x_2 is of order sqrt(r) or less. So x_2 falls to 0, and with it f(q) = x_2 (f(q) + f(1 - q)) and q, as f rises.",
      "Then R = B c(1 - q) + B c(q) <= x_2 c(1 - q) / c(q) + x_2 with x_2 = f(q) / (f(q) + f(1 - q)). The limit of x_2 / c(q) is f'(0) / (c'(0) f(1)), R_PAP tends to v_2 = 1, and x_2 to 0.",
      "f(1) >= f'(0) and c(1) <= c'(0). If both are equalities then f(t) >= f'(0) t and f(1) >= f(t) + f(1 - t) force f(t) = f'(0) t, and c likewise: PAP. If c'(0) is infinite, the limit is 0.",
    ].join("\n"),
    figures: slackOf("very unequal values"),
  };
}

function entryClaims(guards: readonly Guard[]): Claim[] {
  const [proved, beyond] = guards.filter(({ theorem }) => theorem === "entry");
  return [
    {
      name: "entry is never cheaper than the average share",
      statement:
        "At bids of the players S with revenue R(S) a further player's price per share is R(S) or more, at every bid " +
        "whose share is no larger than that of any incumbent; or larger than one incumbent's only, where c does not fall. No such " +
        "bid pays a third of value in (R_PAP, R], whom PAP lets in, where a rule raises two players' revenue R above PAP's total.",
      domain: { players: { from: 3 }, rules: "star-shaped", values: "any", equilibria: "pure" },
      grade: "proved-by-argument",
      argument: [
        "With the entrant at a share y, B' = B / (1 - y), and each incumbent's share is (1 - y) q_i. As c(q) / q does not rise, B' c((1 - y) q_i) >= B c(q_i): incumbents pay together R(S) or more.",
        "If y is the smallest share, its price per share p / x is at least everybody's (c / f does not rise), so it is at least the mean, revenue after entry, which is R(S) + p.",
        "If only incumbent 1 is smaller, p / x = B' (c(y) + sum_i f((1 - y) q_i) c(y) / f(y)). For each other incumbent f c(y) / f(y) >= c at its share; and c(y) >= c((1 - y) q_1) as c does not fall. So p / x > R(S) again.",
        "The entrant earns x (v - p / x) < 0 for v <= R(S).",
      ].join("\n"),
      figures: { leastSlack: atLeast(proved!.slack.least, 4), cases: proved!.slack.cases },
    },
    {
      name: "entry beyond these conditions",
      statement:
        "No bid of an entrant, of whatever share up to 95 % of all bids, was found with a price per share below R(S).",
      domain: { players: { from: 3, to: 5 }, rules: "star-shaped", equilibria: "found" },
      grade: "searched",
      figures: { leastSlack: atLeast(beyond!.slack.least, 4), cases: beyond!.slack.cases },
    },
  ];
}

/** The prior of the example: two players of nine types, evenly spread over [1, 2]. */
const EXAMPLE = { low: 1, high: 2, types: 9 } as const;

function privateClaim(slackOf: SlackOf): Claim {
  const { phi, gain } = privateGain(evenPrior(EXAMPLE.low, EXAMPLE.high, EXAMPLE.types, 0));
  return {
    name: "private values",
    statement:
      "n players with independent values of one prior, all types bidding under PAP: with p_i = b_i + phi B every bid is 1 / (1 + phi) " +
      "of PAP's, shares stay in every draw, and U(v) = U_PAP(v) - phi / (1 + phi) (n - 1) E b. At the largest phi with all types in, " +
      "revenue gains n U_PAP(v_low), a supremum where a bid must earn something; where the prior covers an interval no mechanism with these shares raises more. The example: " +
      "two players of nine values, even over [1, 2].",
    domain: { players: { from: 2 }, values: "any", equilibria: "pure" },
    grade: "proved-by-argument",
    argument: [
      "U = E[v b / (b + S)] - (1 + phi) b - phi E S, S the others' bids. The last term does not depend on b. In units of 1 / (1 + phi) the rest is PAP's problem, so PAP's bids over 1 + phi are best replies to each other among positive bids.",
      "S is n - 1 bids, each E b / (1 + phi) on average, so U falls by phi / (1 + phi) (n - 1) E b for every type. Staying out earns 0; U_PAP rises in v, so all take part up to the phi at which the lowest type is indifferent.",
      "Revenue is n E b (1 + n phi) / (1 + phi): a gain of n times phi / (1 + phi) (n - 1) E b, which is n U_PAP(v_low) there.",
      "In any mechanism a type w may act as v does: U(w) >= U(v) + X(v) (w - v), X the expected share. So U is convex with slope X, and U(v) - U(v_low) is the integral of X over the interval (Myerson 1981). With the same shares utilities differ from PAP's by a constant alone, revenue is PAP's plus n (U_PAP(v_low) - U(v_low)), and U(v_low) >= 0.",
    ].join("\n"),
    figures: { ...slackOf("private values"), examplePhi: atLeast(phi), exampleGain: atLeast(gain) },
  };
}

function copyingClaim(slackOf: SlackOf): Claim {
  return {
    name: "copying",
    statement:
      "Two players, p_i = c(b_i) whatever the others bid, both bids positive, no gain by identities at the equilibrium: " +
      "R <= v_1 / k + x_2 (k v_2 - v_1) for every whole k >= 2. If v_1 / v_2 = k, then R <= v_2, which is R / R_PAP <= 1 + v_2 / v_1.",
    domain: { players: 2, rules: "own-bid-payments", identities: "any", values: "own", equilibria: "pure" },
    grade: "proved-by-argument",
    argument: [
      "Let player 1 bid its rival's bid under k - 1 names. Of k equal bids each gets 1 / k, by anonymity, and pays c(b_2) = p_2: player 1 earns v_1 (k - 1) / k - (k - 1) p_2.",
      "That is no gain: p_1 <= v_1 x_1 - (k - 1) v_1 / k + (k - 1) p_2. With p_2 <= v_2 x_2 and x_1 <= 1 - x_2, R = p_1 + p_2 <= v_1 / k + x_2 (k v_2 - v_1).",
      "R_PAP = v_1 v_2 / (v_1 + v_2), so v_2 / R_PAP = 1 + v_2 / v_1.",
      "The guard adds what copying would gain at equilibria of rules that need not be Sybil-proof; without that term the inequality is the theorem's.",
    ].join("\n"),
    figures: slackOf("copying"),
  };
}

async function necessityClaim({ copied: { candidate, ratio } }: AnyNumberOptions): Promise<Claim> {
  const mechanism = await buildMechanism(candidate);
  const revenues = solvePure(mechanism, [1, ratio]).equilibria.map(({ payments }) =>
    payments.reduce((sum, payment) => sum + payment, 0),
  );
  const gain = Math.min(...revenues) / papBenchmark([1, ratio]).total - 1;
  return {
    name: "payments that depend on the others are necessary",
    statement:
      "The published rule of best-response gains `gain` at the ratio of two values named, where copying allows payments of " +
      "the own bid alone `copyingAllows`. What it gains beyond is due to payments that depend on the others' bids. That the rule is " +
      "Sybil-proof there is searched, not proved (results/best-response).",
    domain: { players: 2, ratios: [ratio], equilibria: "found" },
    grade: "measured",
    argument:
      "copyingAllows is the bound of the claim before, 1 + v_2 / v_1, less 1; the rule's revenue is solved",
    figures: { ratio, gain: atLeast(gain), copyingAllows: atMost(ratio) },
  };
}

/** Bids of the lists on which the two contests that reach the bound are played, and what rounding may leave. */
const [CONTEST_BIDS, ROUNDING] = [41, 1e-9];

function contestClaims(slackOf: SlackOf): Claim[] {
  const [near, far] = [[1, 0.7] as const, [1, 0.3] as const];
  const capped = Math.max(...fairContestRevenues(cappedAuction(near[1], CONTEST_BIDS), near, ROUNDING));
  const difference = Math.max(...fairContestRevenues(differenceForm(far[0], CONTEST_BIDS), far, ROUNDING));
  return [
    {
      name: "fair contests where a bid of 0 takes part",
      statement:
        "In Thomas's model (2021, Optimal Fair Contests) two players share the good whatever they bid, by a rule that is symmetric " +
        "and payments of the own bid, c(0) = 0. There R <= max(v_2, v_1 / 2) at every pure equilibrium. The all-pay auction with " +
        "ties in halves and no bid above v_2 / 2 reaches v_2, and x_1 = 1/2 + (b_1 - b_2) / v_1, p = b, reaches v_1 / 2.",
      domain: { players: 2, rules: "own-bid-payments", values: "any", equilibria: "pure" },
      grade: "proved-by-argument",
      argument: [
        "Each player may bid what the other bids and have half. So v_1 (x_1 - 1/2) >= p_1 - p_2 >= v_2 (1/2 - x_2), with x_1 = 1 - x_2: v_1 (1/2 - x_2) >= v_2 (1/2 - x_2), hence x_2 <= 1/2 where v_1 > v_2; where they are equal, name the players so.",
        "A bid of 0 costs nothing: p_2 <= v_2 x_2. So R = p_1 + p_2 <= v_1 (1/2 - x_2) + 2 p_2 <= v_1 / 2 + x_2 (2 v_2 - v_1), which over x_2 in [0, 1/2] is at most max(v_1 / 2, v_2).",
        "The cap: at (v_2 / 2, v_2 / 2) both have half; less wins nothing, more is not allowed; the weaker earns 0, the stronger (v_1 - v_2) / 2.",
        "The difference: the stronger earns v_1 / 2 - b_2 at any bid up to b_2 + v_1 / 2, and the weaker earns (v_2 / v_1 - 1) b_2 more from b_2 than from 0. So (v_1 / 2, 0) is an equilibrium.",
      ].join("\n"),
      figures: {
        ...slackOf("fair contests"),
        ...{ cappedRevenue: published(capped), cappedBound: fairContestBound(near) },
        ...{ differenceRevenue: published(difference), differenceBound: fairContestBound(far) },
      },
    },
    {
      name: "fair contests where a bid of 0 is out",
      statement:
        "Here a bid of 0 is out and a positive bid must earn something. Where both are in, R < max(v_2, v_1 / 2) still, and v_2 is a " +
        "supremum: a cap just below v_2 / 2 comes as near as one likes. The difference form raises nothing: the weaker player " +
        "stays out, and the stronger then has all for any bid. So it is no mechanism of the catalogue.",
      domain: { players: 2, rules: "own-bid-payments", values: "any", equilibria: "pure" },
      grade: "proved-by-argument",
      argument: [
        "Both bids are positive, so each can copy the other as before; p_2 < v_2 x_2 as the weaker earns something, so R < v_1 / 2 + x_2 (2 v_2 - v_1) <= max(v_2, v_1 / 2).",
        "With a cap L < v_2 / 2 on the all-pay auction (L, L) leaves the weaker v_2 / 2 - L > 0, nobody gains by less, and R = 2 L.",
        "Under the difference form the weaker's utility falls in its bid, at the rate 1 - v_2 / v_1, so that it bids 0; a lone bid has the whole good at any price.",
      ].join("\n"),
      figures: {},
    },
  ];
}
