import { proveTwoPlayers } from "../../../src/certificate/prove.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import {
  type AtlasDomain,
  domainName,
  leastShareOf,
  profilesOf,
} from "../../../src/study/atlas/domain-profiles.js";
import { type AtDomain, ruleAtDomain } from "../../../src/study/atlas/rule-at-domain.js";
import { trialSearch } from "../../../src/study/dominance/verdicts.js";
import { argumentFor } from "../../../src/sybil/proof/lemma.js";
import { verify } from "../../../src/sybil/verify.js";
import { atLeast, atMost, type Cell, type Content, published, type Table } from "../study.js";
import type { AtlasOptions, AtlasRule } from "./options.js";

/** The notions of the columns, the strongest first. */
export const ATLAS_NOTIONS = [
  "split",
  "best-response, many rivals",
  "best-response, one rival",
  "equilibrium",
] as const;
type AtlasNotion = (typeof ATLAS_NOTIONS)[number];
/** What a notion's verdict on a rule rests on; `none` where it was refuted or not settled. */
type Standing = "proved by argument" | "searched" | "none";

/** A rule, and what is known of it. */
interface Known {
  readonly rule: AtlasRule;
  readonly mechanism: Mechanism;
  readonly byCount: boolean;
  readonly notions: Readonly<Record<AtlasNotion, Standing>>;
  /** One a domain. */
  readonly at: readonly AtDomain[];
}

export async function atlasContent(options: AtlasOptions): Promise<Content> {
  const profiles = options.domains.map((domain) => profilesOf(domain, options));
  const known: Known[] = [];
  for (const rule of options.rules) {
    const mechanism = await buildMechanism(rule.candidate, rule.name);
    known.push({
      ...{ rule, mechanism },
      byCount: mechanism.seat?.byCount ?? false,
      notions: await standings(mechanism, rule, options),
      at: profiles.map((each) => ruleAtDomain(mechanism, each)),
    });
  }
  const cells = cellsTable(options, known, profiles);
  return { claims: claims(options, cells), tables: [cells, rulesTable(options, known)] };
}

/** Split-proofness implies the rest; a rule made for best-response is searched against one rival and against many. */
async function standings(
  mechanism: Mechanism,
  { notion }: AtlasRule,
  options: AtlasOptions,
): Promise<Known["notions"]> {
  if (argumentFor(mechanism, "split") !== null) {
    return Object.fromEntries(ATLAS_NOTIONS.map((each) => [each, "proved by argument"])) as Known["notions"];
  }
  const against = async (rivals: number): Promise<Standing> => {
    const given = { ...options, rivals };
    const [verdict] = await verify(mechanism, ["best-response"], trialSearch(given, rivals), []);
    return verdict!.outcome === "not-refuted" && notion === "best-response" ? "searched" : "none";
  };
  const one = await against(1);
  const many = one === "none" ? "none" : await against(options.manyRivals);
  return {
    ...{ split: "none", "best-response, one rival": one, "best-response, many rivals": many },
    equilibrium: one,
  };
}

const KINDS = ["one rule", "by count"] as const;

function cellsTable(
  options: AtlasOptions,
  known: readonly Known[],
  profiles: readonly (readonly (readonly number[])[])[],
): Table {
  const standing = overDomains();
  const rows = options.domains.flatMap((domain, d) =>
    ATLAS_NOTIONS.flatMap((notion) =>
      KINDS.map((kind): Cell[] => {
        const able = known.filter(
          (each) => each.notions[notion] !== "none" && (kind === "by count" || !each.byCount),
        );
        // One rival is all that a rule meets with two players alone.
        const fits =
          notion === "best-response, one rival" || notion === "equilibrium" ? fewPlayers(domain, able) : able;
        const best = fits
          .filter(({ at, rule }) => at[d]!.dominates && rule.candidate.family !== "pap")
          .sort((a, b) => b.at[d]!.gain - a.at[d]!.gain)[0];
        const head = [domainName(domain), notion, kind, profiles[d]!.length, fits.length];
        const ceiling = ceilingOf(domain, notion, kind);
        const tail = [ceiling === null ? null : atMost(ceiling[0]), ceiling?.[1] ?? null];
        if (best === undefined) return [...head, null, null, null, null, null, null, null, null, ...tail];
        const over = standing(best, domain);
        return [
          ...head,
          ...[atLeast(best.at[d]!.gain), best.notions[notion], over.grade, over.gain],
          ...[
            best.rule.name,
            best.rule.formula,
            "yes",
            best.at[d]!.at.map((value) => published(value, 12)).join(" "),
          ],
          ...tail,
        ];
      }),
    ),
  );
  return {
    name: "cells",
    title: "The best gain known, by domain, notion and kind of rule",
    columns: [
      {
        name: "domain",
        unit: "",
        meaning: "two players down to a ratio, D(q) with two to five players, or mainnet",
      },
      { name: "notion", unit: "", meaning: "which Sybil notion" },
      { name: "kind", unit: "", meaning: "one rule for every count, or rules that may depend on it" },
      { name: "profiles", unit: "", meaning: "at which every rule was played" },
      { name: "tried", unit: "rules", meaning: "that the notion and the kind allow" },
      {
        ...{ name: "gain", unit: "1", rounded: "down" },
        meaning: "least R / R_PAP - 1; empty: no rule tried dominates at every profile",
      },
      { name: "notionGrade", unit: "", meaning: "what the notion rests on" },
      { name: "dominanceGrade", unit: "", meaning: "what dominance over the domain rests on" },
      {
        ...{ name: "provedGain", unit: "1", rounded: "down" },
        meaning:
          "gain that is proved at every ratio, with one pure equilibrium and no less fairness; empty: not so proved",
      },
      { name: "rule", unit: "", meaning: "its name in the options" },
      { name: "formula", unit: "", meaning: "in short" },
      {
        name: "participation",
        unit: "",
        meaning: "yes: everybody whom PAP keeps in is in at every equilibrium found",
      },
      { name: "worst", unit: "value units", meaning: "the profile of the least gain" },
      { name: "ceiling", unit: "1", meaning: "no gain above it", rounded: "up" },
      { name: "ceilingOf", unit: "", meaning: "the class of rules, and why (results/any-number)" },
    ],
    rows,
  };
}

/** Rules of which no more is known than against one rival count with two players alone. */
function fewPlayers(domain: AtlasDomain, rules: readonly Known[]): readonly Known[] {
  if (domain.kind === "ratios") return rules;
  return rules.filter(({ notions }) => notions["best-response, many rivals"] !== "none");
}

/** What a rule's dominance over a domain rests on, and the gain that a certificate proves there. */
interface OverDomain {
  readonly grade: string;
  readonly gain: number | null;
}

/** The same for any rule and domain, each worked out once. */
function overDomains(): (known: Known, domain: AtlasDomain) => OverDomain {
  const kept = new Map<string, OverDomain>();
  return (known, domain) => {
    const key = `${known.rule.name} ${domainName(domain)}`;
    const over = kept.get(key) ?? overDomain(known, domain);
    kept.set(key, over);
    return over;
  };
}

/**
 * Two players at every ratio are proved by boxes of shares; results/any-number proves the floors' dominance where the
 * domain has the floor; the rest is measured.
 */
function overDomain({ rule: { candidate }, mechanism }: Known, domain: AtlasDomain): OverDomain {
  if (domain.kind === "ratios") {
    // What holds at every ratio of (0, 1] holds here too.
    for (const from of [domain.from, 0]) {
      const proof = proveTwoPlayers(mechanism, from);
      const statement = "certificate" in proof ? proof.certificate.statement : null;
      if (statement?.kind === "two-players" && statement.gain > 0) {
        return { grade: "proved by certificate", gain: statement.gain };
      }
    }
  }
  const [least, floor] = [leastShareOf(domain), candidate.parameters?.leastShare];
  const isProved = candidate.family === "share-floor-fee" && least !== null && Number(floor) <= least;
  return { grade: isProved ? "proved by argument" : "measured", gain: null };
}

/** A bound on the gain that an argument gives, with its class of rules. */
function ceilingOf(domain: AtlasDomain, notion: AtlasNotion, kind: string): readonly [number, string] | null {
  if (notion !== "split" || kind !== "one rule") return null;
  const least = leastShareOf(domain);
  if (least === null) return null;
  return [
    domain.kind === "ratios" ? domain.from : least / (1 - least),
    "star-shaped rules whose weaker player has the smaller share: a ceiling of revenue, at the least ratio of two values",
  ];
}

function rulesTable({ domains }: AtlasOptions, known: readonly Known[]): Table {
  const rows = known.flatMap(({ rule, byCount, notions, at }) =>
    domains.map((domain, d): Cell[] => {
      const { dominates, gain, at: values } = at[d]!;
      return [
        ...[rule.name, domainName(domain), byCount ? "by count" : "one rule"],
        ...[notions.split, notions["best-response, one rival"], notions["best-response, many rivals"]],
        ...[dominates ? "yes" : "no", Number.isNaN(gain) ? null : atLeast(gain)],
        dominates ? null : values.map((value) => published(value, 6)).join(" "),
      ];
    }),
  );
  return {
    name: "rules",
    title: "Every rule at every domain: what was tried",
    columns: [
      { name: "rule", unit: "", meaning: "its name in the options, where its parameters and command are" },
      { name: "domain", unit: "", meaning: "as above" },
      { name: "kind", unit: "", meaning: "whether it depends on the number of bids" },
      { name: "split", unit: "", meaning: "what its split-proofness rests on; none: not proved" },
      { name: "oneRival", unit: "", meaning: "the same at best response against one rival" },
      { name: "manyRivals", unit: "", meaning: "the same against many" },
      { name: "dominates", unit: "", meaning: "at every profile" },
      {
        ...{ name: "gain", unit: "1", rounded: "down" },
        meaning: "least gain, or that of the first profile at which it does not dominate",
      },
      { name: "failsAt", unit: "value units", meaning: "that profile" },
    ],
    rows,
  };
}

function claims({ rules, domains, identities, manyRivals }: AtlasOptions, { rows, columns }: Table) {
  const gain = columns.findIndex(({ name }) => name === "gain");
  const filled = rows.filter((row) => row[gain] !== null).length;
  return [
    {
      name: "the cells",
      statement:
        `Of ${rows.length} cells ${filled} have a rule that dominates PAP at every profile looked at, all equilibria found included; ` +
        "the others name how many rules were tried. A cell is no bound unless it has a ceiling. Searches at best response took " +
        `up to ${identities} identities, against one rival and against up to ${manyRivals}.`,
      domain: { rules: { catalogue: rules.length }, equilibria: "found" } as const,
      grade: "measured" as const,
      figures: { cells: rows.length, filled, rules: rules.length, domains: domains.length },
    },
  ];
}
