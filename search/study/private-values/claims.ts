import type { Domain } from "../../../src/claim/domain.js";
import { decimalAbove } from "../../../src/numeric/decimal.js";
import { interimSybil } from "../../../src/setting/bayes/sybil.js";
import { atLeast, atMost, type Claim } from "../study.js";
import { dominates, FEE_BY_COUNT, LEVY, overPap, type Played, ROUNDING, withEntryFee } from "./content.js";
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
    domain: { players: { from: 2 }, priors: "independent", parameters: { phi: { from: 0 } } },
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
    domain: { players: { from: 2 }, priors: "independent" },
    grade: "proved-by-argument",
    argument:
      "by the envelope theorem interim utility is U(v_low) + the integral of the expected share from v_low to v, so that the " +
      "shares fix revenue but for n U(v_low), which is 0 at the largest phi and nowhere below 0 (revenue equivalence, Myerson 1981). " +
      "It fails with atoms: two types leave room between the incentives of the two.",
    figures: {},
  };
}

function largestLevies(played: readonly Played[]): Claim {
  const shown = played.filter(({ rule, play }) => rule === LEVY && play !== null);
  return {
    name: "the largest phi, solved directly",
    statement:
      "PAP + phi B, solved as a game of its own 1e-9 below the largest phi: expected revenue over PAP's, less 1. Fairness is " +
      "PAP's. At known values phi is set by the least share in any realisation: two players of [1, 2] allow 1/3 and gain 25 %.",
    domain: casesDomain(shown),
    grade: "measured",
    figures: Object.fromEntries(
      shown.map((each) => [`${each.case}, ${each.players} players`, atLeast(overPap(each)!.revenue - 1)]),
    ),
  };
}

function casesDomain(played: readonly Played[]): Domain {
  const counts = played.map(({ players }) => players);
  return {
    players: { from: Math.min(...counts), to: Math.max(...counts) },
    priors: [...new Set(played.map((each) => each.case))],
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
  const percent = (part: number) =>
    Math.abs(part - 1) < ROUNDING ? "0 %" : `${part >= 1 ? "+" : ""}${((part - 1) * 100).toPrecision(3)} %`;
  return ` (${percent(over.revenue)}, ${percent(over.fairness)})`;
}

function bestOfAll(played: readonly Played[]): Claim {
  const nameOf = (each: Played) => `${each.case}, ${each.players} players`;
  const cases = [...new Set(played.map(nameOf))];
  const best = cases.map((name) =>
    played
      .filter((each) => nameOf(each) === name && dominates(each) === true)
      .reduce((most, each) => (overPap(each)!.revenue > overPap(most)!.revenue ? each : most)),
  );
  const byShares = played.filter((each) => {
    const levy = played.find((other) => nameOf(other) === nameOf(each) && other.rule === LEVY)!;
    return (
      isRuleOfShares(each) && noLessFair(each) && withEntryFee(each)! > overPap(levy)!.revenue + ROUNDING
    );
  });
  const fairer = played.filter(
    (each) => isRuleOfShares(each) && noLessFair(each) && overPap(each)!.fairness > 1 + ROUNDING,
  );
  const listed = (chosen: readonly Played[]) =>
    chosen
      .map((each) => `${each.rule}, ${nameOf(each)} (${(100 * (withEntryFee(each)! - 1)).toPrecision(3)} %)`)
      .join("; ") || "none";
  return {
    name: "what gains most",
    statement:
      `Of the rules here that dominate PAP the one of most expected revenue: ` +
      `${best.map((each) => `${nameOf(each)}: ${each.rule}${gains(each)}`).join("; ")}. Other shares, with an entry fee that ` +
      "leaves the lowest type nothing as the largest phi does (in brackets revenue above PAP's): more revenue than PAP + phi B at no " +
      `less fairness than PAP's: ${listed(byShares)}. More fairness than PAP's, at the revenue in brackets: ${listed(fairer)}.`,
    domain: casesDomain(played),
    grade: "measured",
    figures: {
      ...{ cases: cases.length, byLevy: best.filter((each) => !isRuleOfShares(each)).length },
      byOtherShares: byShares.length,
    },
  };
}

/** Whether it is one of the rules of results/, and not PAP or PAP with a levy. */
function isRuleOfShares({ rule }: Played): boolean {
  return rule !== "pap" && rule !== LEVY && rule !== FEE_BY_COUNT;
}

function noLessFair(each: Played): boolean {
  return withEntryFee(each) !== null && overPap(each)!.fairness >= 1 - ROUNDING;
}

function sybilClaim(played: readonly Played[], identities: number): Claim {
  const shown = played.filter(({ players, play }) => players === 2 && play !== null);
  const outcomes = shown.map(({ play }) => interimSybil(play!, identities));
  const refuted = shown.flatMap(({ rule, case: prior }, k) =>
    outcomes[k]!.sybilOutcome === "refuted"
      ? [`${rule} under ${prior} (${decimalAbove(outcomes[k]!.largestGainShare, 3, 2)} % of the value)`]
      : [],
  );
  const count = (outcome: string) => outcomes.filter(({ sybilOutcome }) => sybilOutcome === outcome).length;
  return {
    name: "the Sybil notion bayes",
    statement:
      "Two players: whether at some value bids of several identities are better than the best single bid against the other's " +
      "strategy. Proved where no split gains at any vector of bids, so in expectation too. " +
      `Refuted: ${refuted.join("; ") || "none"}. A rule that no search refutes at best response, where the rival's bid is ` +
      "known, can be refuted here: its best single bid has to meet bids that are not known.",
    domain: { ...casesDomain(shown), identities },
    grade: "searched",
    figures: {
      ...{ proved: count("proved"), notRefuted: count("not-refuted"), refuted: count("refuted") },
      largestGainShare: atMost(Math.max(...outcomes.map(({ largestGainShare }) => largestGainShare)), 4),
    },
  };
}
