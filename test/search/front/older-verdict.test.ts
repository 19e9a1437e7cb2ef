import { describe, expect, it } from "vitest";
import { currentVerdict, type OlderVerdict, translatedDomain } from "../../../search/front/older-verdict.js";
import { FULL_EFFORT, searchFor } from "../../../src/sybil/options.js";
import { rivalsSearched } from "../../../src/sybil/play/rivals.js";

const optionsFor = (rivals: number) => ({
  ...searchFor({ identities: 4, tolerance: 1e-9, seed: 1 }, FULL_EFFORT),
  rivals,
});

describe("a domain of an older file", () => {
  it.each([
    ["0 or 1", rivalsSearched(0, optionsFor(1), true)],
    ["1", rivalsSearched(1, optionsFor(1), true)],
    ["1, the largest bid from 1e-4 to 1e4", rivalsSearched(1, optionsFor(1), false)],
    ["0 to 4, and 16, spread up to 1e6", rivalsSearched(0, optionsFor(4), true)],
    [
      "1 to 2, and 16, spread up to 1e6, the largest bid from 1e-4 to 1e4",
      rivalsSearched(1, optionsFor(2), false),
    ],
    ["those of 1 equilibria", { equilibria: 1 }],
    ["those of 61 equilibria, mixed ones included", { equilibria: 61, mixed: true }],
    [
      "those of 3 equilibria, mixed ones included; 2 players against mixtures too large to play out left aside",
      { equilibria: 3, mixed: true, leftAside: 2 },
    ],
    ["those of the equilibrium given", { equilibria: 1 }],
    ["those of the 5 equilibria given", { equilibria: 5 }],
    ["any", "any"],
  ])("has rivals in the sentence %s", (rivals, data) => {
    expect(translatedDomain({ identities: 4, rivals, values: "any" })).toEqual({
      ...{ identities: 4, rivals: data, values: "any" },
    });
  });

  it.each([
    ["the players' own", "own"],
    ["0.001 to 1000 times the rivals' total", { overRivals: { from: 0.001, to: 1000 } }],
    ["up to 100 times the rival's bid", { overRivals: { from: 0, to: 100 } }],
  ])("has values in the sentence %s", (values, data) => {
    expect(translatedDomain({ identities: "any", rivals: "any", values })!.values).toEqual(data);
  });

  it("is none where no version wrote its sentence", () => {
    expect(translatedDomain({ identities: 4, rivals: "some", values: "any" })).toBeNull();
    expect(translatedDomain({ identities: 4, rivals: "1", values: "large ones" })).toBeNull();
  });
});

describe("a verdict of an older file", () => {
  const domain = { identities: 4, rivals: "1", values: "any" };
  const older = (change: object): OlderVerdict =>
    ({ ...{ notion: "split", domain, tolerance: 0, largestGainShare: 0 }, ...change }) as OlderVerdict;

  it.each([
    [{ outcome: "refuted" }, "proved-by-certificate"],
    [{ outcome: "not-refuted" }, "searched"],
    [{ outcome: "proved", argument: "own-bid rule" }, "proved-by-argument"],
    [{ outcome: "proved", argument: "c subadditive (enclosed), B unchanged" }, "proved-by-certificate"],
    [{ outcome: "proved", argument: "interval branch and bound over 9 boxes" }, "proved-by-certificate"],
  ])("%j has the grade %s", (change, grade) => {
    expect(currentVerdict(older(change)).grade).toBe(grade);
  });

  it("has its bound's domain translated too, and one of now is left as it is", () => {
    const current = currentVerdict(older({ outcome: "not-refuted", bound: { gainShare: 0.1, domain } }));
    expect(current.bound!.domain).toEqual({ ...domain, rivals: { fewest: 1, most: 1 } });
    expect(currentVerdict(current)).toEqual(current);
  });
});
