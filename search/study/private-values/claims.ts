import type { Domain } from "../../../src/claim/domain.js";
import { interimSybil } from "../../../src/setting/bayes/sybil.js";
import { type Claim, published } from "../study.js";
import { dominates, overPap, type Played } from "./content.js";
import type { PrivateValuesOptions } from "./options.js";

/** What is claimed of the cases played. */
export function privateValuesClaims(played: readonly Played[], options: PrivateValuesOptions): Claim[] {
  return [
    levyLaw(),
    noBetterWithTheseShares(),
    largestLevies(played),
    ...options.rules.map(({ name }) => ruleClaim(name, played)),
    bestOfAll(played),
    sybilClaim(played, options.identities),
  ];
}

function levyLaw(): Claim {
  return {
    name: "PAP + phi B with private values",
    statement:
      "Independent values, all types bidding: PAP + phi B has PAP's bids over 1 + phi, so PAP's share in every realisation " +
      "and PAP's expected fairness. With priors alike, a type earns U_PAP(v) - phi / (1 + phi) (n - 1) E b, and revenue is above " +
      "PAP's by n times what the lowest type loses. The largest phi leaves the lowest type nothing, and gains n U_PAP(v_low).",
    domain: { players: { from: 2 }, values: "any", parameters: { phi: { from: 0 } } },
    grade: "proved-by-argument",
    argument:
      "a bid b' = b / (1 + phi) against rivals' bids over 1 + phi wins what b wins against theirs, and costs " +
      "b' + phi (b' + B' of the rivals) = b + phi / (1 + phi) B of the rivals: PAP's payment and a term that the own bid " +
      "does not move. So best responses are PAP's, scaled, as long as bidding pays more than staying out; U_PAP rises with v, so " +
      "the lowest type stops first. Each of n players pays phi / (1 + phi) (n - 1) E b more in expectation, at most U_PAP(v_low).",
    figures: {},
  };
}

function noBetterWithTheseShares(): Claim {
  return {
    name: "no rule with PAP's shares yields more",
    statement:
      "Independent priors that are alike, on an interval without atoms: an equilibrium with PAP's expected share at every value, " +
      "all types earning at least 0, yields no more revenue than PAP + phi B at its largest phi.",
    domain: { players: { from: 2 }, values: "any" },
    grade: "proved-by-argument",
    argument:
      "by the envelope theorem interim utility is U(v_low) + the integral of the expected share from v_low to v, so that the " +
      "shares fix revenue but for n U(v_low), which is 0 at the largest phi and nowhere below 0 (revenue equivalence, Myerson 1981). " +
      "It fails with atoms: two types leave room between the incentives of the two.",
    figures: {},
  };
}

function largestLevies(played: readonly Played[]): Claim {
  const shown = played.filter(({ rule, play }) => rule === "pap + phi B" && play !== null);
  return {
    name: "the largest phi, solved directly",
    statement:
      "PAP + phi B, solved as a game of its own 1e-9 below the largest phi: expected revenue over PAP's, less 1. Fairness is " +
      "PAP's. At known values phi is set by the least share in any realisation: two players of [1, 2] allow 1/3 and gain 25 %.",
    domain: casesDomain(shown),
    grade: "measured",
    figures: Object.fromEntries(
      shown.map((each) => [`${each.case}, ${each.players} players`, published(overPap(each)!.revenue - 1)]),
    ),
  };
}

function casesDomain(played: readonly Played[]): Domain {
  const counts = played.map(({ players }) => players);
  return {
    players: { from: Math.min(...counts), to: Math.max(...counts) },
    values: "any",
    equilibria: "found",
  };
}

function ruleClaim(rule: string, played: readonly Played[]): Claim {
  const own = played.filter((each) => each.rule === rule);
  const named = (chosen: readonly Played[]) =>
    chosen.length === 0
      ? "none"
      : chosen.map((each) => `${each.case} with ${each.players}${gains(each)}`).join("; ");
  const keeps = own.filter((each) => dominates(each) === true);
  const loses = own.filter((each) => dominates(each) === false);
  const open = own.filter((each) => dominates(each) === null);
  const known = own.filter(({ knownValues }) => knownValues === "dominates");
  return {
    name: `${rule}: private values`,
    statement:
      `Expected revenue above PAP's at no less expected fairness: ${named(keeps)}. Not so: ${named(loses)}. ` +
      `No monotone pure equilibrium found: ${named(open)}. In brackets revenue and fairness relative to PAP's. At known values it ` +
      `dominates PAP throughout the support with two players: ${known.map((each) => each.case).join("; ") || "none"}.`,
    domain: casesDomain(own),
    grade: "measured",
    figures: {
      ...{ cases: own.length, dominates: keeps.length, doesNot: loses.length, noneFound: open.length },
      knownDominator: known.length,
      knownDominatorKept: known.filter((each) => dominates(each) === true).length,
    },
  };
}

function gains(played: Played): string {
  const over = overPap(played);
  if (over === null) return "";
  const percent = (part: number) => `${part >= 1 ? "+" : ""}${((part - 1) * 100).toPrecision(3)} %`;
  return ` (${percent(over.revenue)}, ${percent(over.fairness)})`;
}

function bestOfAll(played: readonly Played[]): Claim {
  const cases = [...new Set(played.map((each) => `${each.case}, ${each.players} players`))];
  const best = cases.map((name) => {
    const here = played.filter(
      (each) => `${each.case}, ${each.players} players` === name && dominates(each) === true,
    );
    return here.reduce(
      (most, each) => (overPap(each)!.revenue > overPap(most)!.revenue ? each : most),
      here[0]!,
    );
  });
  const levied = best.filter(({ rule }) => rule === "pap + phi B" || rule === "count-fee");
  return {
    name: "what gains most",
    statement:
      `Of the rules here that dominate PAP the one of most expected revenue: ` +
      `${best.map((each, k) => `${cases[k]}: ${each.rule}${gains(each)}`).join("; ")}.`,
    domain: casesDomain(played),
    grade: "measured",
    figures: { cases: cases.length, byLevy: levied.length },
  };
}

function sybilClaim(played: readonly Played[], identities: number): Claim {
  const shown = played.filter(({ players, play }) => players === 2 && play !== null);
  const outcomes = shown.map(({ play }) => interimSybil(play!, identities));
  const count = (outcome: string) => outcomes.filter(({ sybilOutcome }) => sybilOutcome === outcome).length;
  return {
    name: "the Sybil notion bayes",
    statement:
      "Two players: at no value is a bid of several identities better than the best single bid against the other's strategy, where " +
      "the table says proved (split-proof at every vector of bids, so in expectation too); not-refuted is what a search over the " +
      "identities' bids found, and no proof.",
    domain: { players: 2, identities, values: "any", equilibria: "found" },
    grade: "searched",
    figures: {
      ...{ proved: count("proved"), notRefuted: count("not-refuted"), refuted: count("refuted") },
      largestGainShare: published(Math.max(...outcomes.map(({ largestGainShare }) => largestGainShare)), 4),
    },
  };
}
