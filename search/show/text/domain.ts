import type {
  Domain,
  EquilibriaMeant,
  Numbers,
  Rivals,
  Rules,
  Span,
  Values,
} from "../../../src/claim/domain.js";

/** What a claim covers, in words: the one place that renders a domain, for texts, pages and documents. */
export function domainText(domain: Domain): string {
  const { players, rules, ratios, shares, parameters = {}, identities, rivals, values } = domain;
  const { priors, equilibria } = domain;
  const anyPlay = identities === "any" && rivals === "any" && values === "any";
  const parts = [
    players === undefined ? null : playersText(players),
    rules === undefined ? null : rulesText(rules),
    ratios === undefined ? null : `ratios v_2 / v_1: ${numbersText(ratios)}`,
    shares === undefined ? null : `smallest share of PAP's bids: ${numbersText(shares)}`,
    ...Object.entries(parameters).map(([name, range]) => `${name}: ${numbersText(range)}`),
    anyPlay ? "any identities, rivals and values" : null,
    anyPlay || identities === undefined ? null : identitiesText(identities),
    anyPlay || rivals === undefined ? null : `rivals: ${rivalsText(rivals)}`,
    anyPlay || values === undefined ? null : `values: ${valuesText(values)}`,
    priors === undefined
      ? null
      : `private values: ${priors === "independent" ? "any independent priors" : priors.join(", ")}`,
    equilibria === undefined ? null : equilibriaText(equilibria),
  ];
  return parts.filter((part) => part !== null).join("; ");
}

/** Whom the identities meet, in words. */
export function rivalsText(rivals: Rivals): string {
  if (rivals === "any") return "any";
  if ("equilibria" in rivals) {
    const { equilibria, mixed, leftAside } = rivals;
    const kinds = mixed ? ", mixed ones included" : "";
    const left = leftAside ? ` (${leftAside} players against mixtures too large to play out left aside)` : "";
    return `those of ${equilibria === 1 ? "1 equilibrium" : `${equilibria} equilibria`}${kinds}${left}`;
  }
  if ("bids" in rivals) {
    return rivals.bids.map((bids) => (bids.length === 0 ? "nobody" : `(${bids.join(", ")})`)).join(", ");
  }
  const { fewest, most, also, spread, largest } = rivals;
  return [
    fewest === most ? `${most}` : `${fewest} ${most === fewest + 1 ? "or" : "to"} ${most}`,
    ...(also === undefined ? [] : [`and ${also}`]),
    ...(spread === undefined ? [] : [`spread up to ${power(spread)}`]),
    ...(largest === undefined
      ? []
      : [`the largest bid from ${power(largest.from)} to ${power(largest.to!)}`]),
  ].join(", ");
}

/** The players' values, in words. */
export function valuesText(values: Values): string {
  if (values === "any") return "any";
  if (values === "own") return "the players' own";
  if ("scenarios" in values) return `all profiles of ${values.scenarios.join(", ")}`;
  if ("profiles" in values) {
    const { profiles } = values;
    if (typeof profiles === "number") return `${profiles} profiles, in the tables`;
    return profiles.map((profile) => `(${profile.join(", ")})`).join(", ");
  }
  const { from, to } = values.overRivals;
  return `${from === 0 ? "up to" : `${from} to`} ${to} times the rivals' total`;
}

function playersText(players: number | Span): string {
  if (typeof players === "number") return `${players} players`;
  const { from, to } = players;
  return to === undefined ? `${from} players or more` : `${from} to ${to} players`;
}

function identitiesText(identities: number | "any"): string {
  if (identities === "any") return "any identities";
  return identities === 2 ? "2 identities" : `2 to ${identities} identities`;
}

function numbersText(numbers: Numbers | readonly Span[]): string {
  if (!isList(numbers)) return spanText(numbers);
  return numbers.map((each) => (typeof each === "number" ? String(each) : spanText(each))).join(", ");
}

function isList(numbers: Numbers | readonly Span[]): numbers is readonly number[] | readonly Span[] {
  return Array.isArray(numbers);
}

function spanText({ from, to, above, count, spacing }: Span): string {
  if (to === undefined) return above ? `above ${from}` : `from ${from} up`;
  const many = count === undefined ? "" : `${count} in `;
  const spread = spacing === undefined ? "" : ", even in their logarithm";
  return `${many}${above ? "(" : "["}${from}, ${to}]${spread}`;
}

/** What sets of rules that have a name are. */
const RULES: Readonly<Record<Extract<Rules, string>, string>> = {
  "smooth-all-pay":
    "scale-free all-pay rules, differentiable at the shares of bids concerned, with a pure equilibrium of both " +
    "players at every ratio of the range",
  straight: "all-pay rules that are straight in the share of bids",
  "proportional-by-count":
    "proportional shares for every number of bids, a fixed price of a bid from three bids on, no gain by a split",
  "count-fees": "count fees, x_i = q_i and p_i = b_i + phi_n B with n bids",
  "star-shaped":
    "star-shaped rules, x_i proportional to f(q_i) and p_i = B c(q_i) for every count, f(q) / q not falling, c(q) / q not rising",
  "split-proof-shares":
    "split-proof rules of shares, x_i proportional to f(q_i) and p_i = B c(q_i) for every count, f and c positive and continuous",
  "own-bid-payments": "anonymous rules whose payments depend on the own bid alone",
};

function rulesText(rules: Rules): string {
  if (typeof rules === "string") return RULES[rules];
  if ("catalogue" in rules) return `${rules.catalogue} rules of the catalogue`;
  return `small tilts of PAP by natural splines on ${rules.tiltsOfPap} graded knots in both exponents`;
}

function equilibriaText(equilibria: EquilibriaMeant): string {
  if (typeof equilibria === "object") {
    return `equilibria of entry games, each set of players as a game of its own, and of ${equilibria.starts} random starts`;
  }
  return {
    all: "all equilibria",
    pure: "pure equilibria",
    found: "every pure equilibrium that the solver finds, those that leave a player out included",
    "found-else-mixed": "every pure equilibrium that the solver finds, or where there is none a mixed one",
  }[equilibria];
}

/** A power of ten as it is written in code: 1e6, 1e-4. */
function power(number: number): string {
  return number.toExponential().replace("e+", "e");
}
