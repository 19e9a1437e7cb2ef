import {
  constantFee,
  entryLevel,
  feeOf,
  gainOf,
  leastLevel,
  stayShare,
} from "../../../src/study/any-number/fees.js";
import { feesCharged, floorRule } from "../../../src/study/any-number/floor-games.js";
import { atLeast, atMost, type Claim, published } from "../study.js";
import type { AnyNumberOptions } from "./options.js";
import { roomFor } from "./tables.js";

/** Counts up to which the ratio of a splitter's fees is looked at: beyond the last fee all fees are equal. */
const IDENTITIES = 64;

/** What is claimed of the count fee and of its floors. */
export async function feeClaims({ leastShares }: AnyNumberOptions): Promise<Claim[]> {
  const floors = await Promise.all(leastShares.map(floorFigures));
  return [
    {
      name: "the headline",
      statement:
        "x_i = b_i / B, p_i = b_i + phi_n B, B the sum of the n bids, phi_n = t_n^2 / (1 - 2 t_n) with t_2 = q and " +
        "1 - 2 t_(n+1) = (n - 1)(1 - q) / ((n - 1 + q)(1 + phi_n)), each fee less by 1e-4 of itself. Where every active player " +
        "has a PAP share of q or more, whoever else is there, the game has exactly one pure equilibrium: PAP's players, " +
        "PAP's shares, and (n - 1) phi_n / (1 + phi_n) more revenue.",
      domain: {
        ...{ players: { from: 2 }, rules: "count-fees", values: "any", equilibria: "pure" },
        parameters: { "q, which no active player's PAP share is below": leastShares },
      },
      grade: "proved-by-argument",
      argument: UNIQUE,
      figures: Object.assign(
        {},
        ...floors.map(({ q, leastGain, limit, enter, inactive, mixed }) => ({
          [`leastGain q=${q}`]: atLeast(leastGain),
          [`limit q=${q}`]: published(limit),
          [`enterMargin q=${q}`]: atLeast(enter, 4),
          [`inactiveMargin q=${q}`]: atLeast(inactive, 4),
          [`mixedSetMargin q=${q}`]: atLeast(mixed, 4),
        })),
      ) as Record<string, number>,
    },
    {
      name: "no split gains",
      statement:
        "A count fee is split-proof exactly where k phi_(n+k-1) >= phi_n for all n >= 2 and k >= 2; the fees above are. " +
        "`feesRatio` is the least k phi_(n+k-1) / phi_n, which must be 1 or more. Pairs, k = 2, do not suffice: fees of .06, " +
        ".031, .0156, .01 for two to five bids pass every pair, and three identities pay less than one.",
      domain: {
        ...{ identities: "any", rivals: "any", values: "any", rules: "count-fees" },
        parameters: { q: leastShares },
      },
      grade: "proved-by-argument",
      argument:
        "parts of a bid have the same sum of tickets, so B stays and so do the parts' joint share and their payment for " +
        "tickets; only the fees change. One identity pays phi_n B, k identities pay k phi_(n+k-1) B. Beyond the last fee all " +
        `fees are equal and k is 2 or more, so the ratio is looked at up to the last fee and ${IDENTITIES} identities. A rule that ` +
        "has a fee for every n is safe as soon as n phi_n does not fall: then k phi_(n+k-1) >= k n / (n + k - 1) phi_n >= " +
        "phi_n, as k n - (n + k - 1) = (k - 1)(n - 1) >= 0",
      figures: Object.fromEntries(
        floors.map(({ q, feesRatio }) => [`feesRatio q=${q}`, atLeast(feesRatio, 6)]),
      ),
    },
    {
      name: "without a floor no count fee dominates",
      statement:
        "If phi_n > 0 for some n, then at every profile of n active players whose least PAP share is below t_n every pure " +
        "equilibrium, if there is one, leaves out somebody whom PAP keeps in; if all phi_n are 0 the rule is PAP. With two " +
        "such players there is no pure equilibrium.",
      domain: { players: { from: 2 }, rules: "count-fees", values: "any", equilibria: "pure" },
      grade: "proved-by-argument",
      argument:
        "a set that contains all whom PAP keeps in is either that set A itself or has an inactive member. A is no " +
        "equilibrium, since its smallest member has a share below t_n and earns less than 0. A set with all of A and inactive " +
        "players is none by step 6 of the headline. With two players the other sets have one bid, and half of a lone bid wins as much",
      figures: {},
    },
    {
      name: "one fee for all counts",
      statement:
        "One phi serves every number of players from 2 to m in D(q) exactly where phi / (1 + phi) < " +
        "(sqrt((m - 2 + q) / ((m - 2)(1 - q))) - 1)^2 and phi <= q^2 / (1 - 2q) (the second alone where m = 2), and gains " +
        "(n - 1) phi / (1 + phi) with n. For any number of players that leaves (1 / sqrt(1 - q) - 1)^2 for two.",
      domain: {
        ...{ players: { from: 2 }, rules: "count-fees", values: "any", equilibria: "pure" },
        parameters: { "q, which no active player's PAP share is below": leastShares },
      },
      grade: "proved-by-argument",
      argument:
        "with one t, 1 + phi = (1 - t)^2 / (1 - 2t), so a set of s keeps j out up to v_j / B_S = 1 / (1 - t)^2, and D(q) has " +
        "v_j / B_S down to (s - 1 + q) / ((s - 1)(1 - q)), which falls in s: the largest set that can lack an active player " +
        "has m - 1 members. phi / (1 + phi) = (1 / (1 - t) - 1)^2. Where the first bound fails, m players of whom one has " +
        "the share q show it: the others are an equilibrium without it",
      figures: Object.fromEntries(
        leastShares.map((q) => [`gainOfTwo q=${q}`, atMost(gainOf(constantFee(q, roomFor(q)), 2))]),
      ),
    },
  ];
}

/** The steps of the proof; the margins are those of the fees as charged. */
const UNIQUE = [
  "Against the others' bids R, the share y costs R (y + phi_s) / (1 - y), convex in y. So utility is concave in the own share, and the first-order condition v_i (1 - q_i) = (1 + phi_s) B decides. Summed over the s players in, S, it gives q_i = 1 - B_S / v_i with B_S = (s - 1) / sum_S 1/v, which is PAP's total of S: PAP's shares of S, B = B_S / (1 + phi_s), R = B (1 + s phi_s). A lone bid is no equilibrium: half of it wins as much.",
  "There the utility is v_i (q_i^2 - phi_s (1 - 2 q_i)) / (1 + phi_s). It is 0 or more exactly where q_i >= t_s.",
  "One more player pays at least B min over y of (y + phi) / (y (1 - y)), phi = phi_(s+1). The minimum is at y = t_(s+1) and is 1 / (1 - 2 t_(s+1)). So it stays out exactly where v <= B_S / ((1 + phi_s)(1 - 2 t_(s+1))), and S is an equilibrium exactly where all members have t_s or more and nobody else enters.",
  "PAP's active set A is one. Its shares are q or more, and t_n <= q for all n: t_2 = q, and t_s <= q gives 1 + phi_s <= (1 - q)^2 / (1 - 2q), so 1 - 2 t_(s+1) >= (1 - 2q)(s - 1) / ((s - 1 + q)(1 - q)) >= 1 - 2q. An inactive player has v <= B_A, and enters only from inactiveMargin above it, since (1 + phi_n)(1 - 2 t_(n+1)) = (n - 1)(1 - q) / (n - 1 + q) < 1.",
  "No set S without an active j, all members active, is one. Adding a player of v above a set's total raises the total, so B_(S+j) <= B_A and j's share of S + j is q or more: 1 - s / ((s - 1) u + 1) >= q for u = v_j / B_S, which is u >= (s - 1 + q) / ((s - 1)(1 - q)). The formula of t_(s+1) makes this the price of entry, and the fees as charged leave enterMargin: j enters.",
  "No set S with all of A and an inactive player is one. Let k be its member of least value, v_k <= B_A. Then (s - 1) / B_S = (n - 1) / B_A + sum of 1/v over the inactive members <= (s - 1) / v_k, so v_k <= B_S, and k's share is 0 or less.",
  "No set S with an inactive k but without an active j is one. Its member k has v_k >= B_S / (1 - t_s) and v_k <= B_A, and j has v_j >= B_A / (1 - q), so v_j / B_S >= 1 / ((1 - t_s)(1 - q)). That exceeds the price of entry by mixedSetMargin or more: this needs t_s >= q / (s - 1 + q), and the formula has t_2 = q and, for s >= 3, t_s >= (s - 1) q / (2 (s - 2 + q)). Beyond the last fee the price is 1 / (1 - t_s)^2, less since t_s < q.",
  "The gain R / R_PAP - 1 = (n - 1) phi_n / (1 + phi_n) is q^2 / (1 - q)^2 with two players (the limit), and more with each other number that q has room for (the table of fees); leastGain is that of the fees as charged. Mixed equilibria are left aside.",
].join("\n");

/** The comparisons that the proof needs, for the fees as charged, at every number of players that q has room for. */
async function floorFigures(q: number) {
  const most = roomFor(q);
  const fees = await feesCharged(floorRule(q), most + 3);
  const counts = Array.from({ length: most - 1 }, (_, k) => k + 2);
  const stay = (count: number) => stayShare(feeOf(fees, count));
  const least = (of: (count: number) => number) => Math.min(...counts.map(of));
  const ratios = counts.flatMap((n) =>
    Array.from({ length: IDENTITIES - 1 }, (_, j) => ((j + 2) * feeOf(fees, n + j + 1)) / feeOf(fees, n)),
  );
  return {
    q,
    leastGain: least((n) => gainOf(feeOf(fees, n), n)),
    limit: (q / (1 - q)) ** 2,
    enter: Math.min(
      least((s) => leastLevel(q, s) / entryLevel(fees, s) - 1),
      least((n) => q / stay(n) - 1),
    ),
    inactive: least((n) => entryLevel(fees, n) - 1),
    mixed: Math.min(
      ...[...counts, most + 1, most + 2].map((s) => 1 / ((1 - stay(s)) * (1 - q)) / entryLevel(fees, s) - 1),
    ),
    feesRatio: Math.min(...ratios),
  };
}
