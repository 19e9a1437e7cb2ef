import { describe, expect, it } from "vitest";
import { domainSchema } from "../../../../search/io/claim-schema.js";
import { pageData } from "../../../../search/show/report/page-data.js";
import { domainText } from "../../../../search/show/text/domain.js";
import { verdictsText } from "../../../../search/show/text/verdicts.js";
import { studyPage } from "../../../../search/study/page.js";
import type { StudyDocument } from "../../../../search/study/study.js";
import type { Domain } from "../../../../src/claim/domain.js";
import type { Verdict } from "../../../../src/sybil/verdict.js";
import { front, refuted } from "../report/fixture.js";

const ANY = { identities: "any", rivals: "any", values: "any" } as const;
const SEARCHED: Domain = {
  identities: 8,
  rivals: { fewest: 1, most: 4, also: 16, spread: 1e6, largest: { from: 1e-4, to: 1e4 } },
  values: { overRivals: { from: 0.001, to: 1000 } },
};
const RATIOS = { from: 0.2, to: 1, count: 400, spacing: "logarithmic" } as const;

const WORDS: readonly (readonly [Domain, string])[] = [
  [ANY, "any identities, rivals and values"],
  [
    SEARCHED,
    "2 to 8 identities; rivals: 1 to 4, and 16, spread up to 1e6, the largest bid from 1e-4 to 1e4; " +
      "values: 0.001 to 1000 times the rivals' total",
  ],
  [
    { identities: 2, rivals: { fewest: 1, most: 1 }, values: { overRivals: { from: 0, to: 1000 } } },
    "2 identities; rivals: 1; values: up to 1000 times the rivals' total",
  ],
  [
    { identities: 3, rivals: { equilibria: 7, mixed: true, leftAside: 2 }, values: "own" },
    "2 to 3 identities; rivals: those of 7 equilibria, mixed ones included (2 players against mixtures too large to " +
      "play out left aside); values: the players' own",
  ],
  [
    { players: 2, ratios: RATIOS, equilibria: "found" },
    "2 players; ratios v_2 / v_1: 400 in [0.2, 1], even in their logarithm; every pure equilibrium that the solver " +
      "finds, those that leave a player out included",
  ],
  [
    { players: { from: 2, to: 5 }, values: { profiles: 15 }, equilibria: { entryGames: true, starts: 6 } },
    "2 to 5 players; values: 15 profiles, in the tables; equilibria of entry games, each set of players as a game of " +
      "its own, and of 6 random starts",
  ],
  [
    { values: { profiles: [[4, 2]] }, parameters: { alpha: { from: 0, above: true } }, equilibria: "all" },
    "alpha: above 0; values: (4, 2); all equilibria",
  ],
  [
    { rules: "straight", ratios: [{ from: 0.1, to: 1 }, RATIOS], shares: [0.1, 0.05] },
    "all-pay rules that are straight in the share of bids; ratios v_2 / v_1: [0.1, 1], 400 in [0.2, 1], even in their " +
      "logarithm; smallest share of PAP's bids: 0.1, 0.05",
  ],
  [
    { rules: "count-fees", shares: { from: 0.1 }, values: "any" },
    "count fees, x_i = q_i and p_i = b_i + phi_n B with n bids; smallest share of PAP's bids: from 0.1 up; values: any",
  ],
  [
    { players: { from: 2 }, rules: "star-shaped" },
    "2 players or more; star-shaped rules, x_i proportional to f(q_i) and p_i = B c(q_i) for every count, f(q) / q not " +
      "falling, c(q) / q not rising",
  ],
  [
    { players: 2, rules: "own-bid-payments" },
    "2 players; anonymous rules whose payments depend on the own bid alone",
  ],
  [
    { rules: { catalogue: 12 }, ratios: [0.2, 0.5], values: { scenarios: ["article", "mainnet-2024-03"] } },
    "12 rules of the catalogue; ratios v_2 / v_1: 0.2, 0.5; values: all profiles of article, mainnet-2024-03",
  ],
];

describe("a domain", () => {
  it.each(WORDS)("%j reads: %s", (domain, words) => {
    expect(domainText(domain)).toBe(words);
    expect(domainSchema.parse(domain)).toEqual(domain);
  });

  it.each([
    { identities: 8, rivals: "1 to 4", values: "any" },
    { players: "two" },
    { ratios: { from: 0, to: 1, step: 0.1 } },
    { equilibria: "some" },
  ])("%j is none", (domain) => {
    expect(domainSchema.safeParse(domain).success).toBe(false);
  });

  it("reads the same of a verdict, on a page and in a study", async () => {
    const words = domainText(SEARCHED);
    const verdict: Verdict = { ...refuted, domain: SEARCHED };
    expect(verdictsText({ family: "pap" }, [verdict]).replace(/\s+/g, " ")).toContain(words);
    const { domains, points } = await pageData({
      ...front,
      front: [{ ...front.front[0]!, sybil: [verdict] }],
    });
    expect(points[0]!.domains!.map((place) => domains[place])).toEqual([words]);
    const claim = {
      ...{ name: "c", statement: "S.", domain: SEARCHED, figures: {} },
      grade: "searched" as const,
    };
    const document: StudyDocument = {
      ...{
        schema: "goldilocks/study/2",
        question: "q",
        title: "t",
        options: {},
        claims: [claim],
        tables: [],
      },
      made: { version: "0", command: "none" },
    };
    expect(studyPage({ summary: "s" }, document, [])).toContain(`| C | searched | ${words} |`);
  });
});
