import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/input-error.js";
import { MAINNET_PROFILES } from "../../../src/scenario/mainnet.js";
import { namedScenario, SCENARIO_NAMES } from "../../../src/scenario/named.js";
import { scenarioOf, unionOf } from "../../../src/scenario/scenario.js";
import { PLAYER_LIMIT, playableValues } from "../../../src/scenario/value-profile.js";

const profile = (name: string, ...values: number[]) => ({ name, unit: "ETH", values });
const totalWeight = (scenario: { profiles: readonly { weight: number }[] }) =>
  scenario.profiles.reduce((total, { weight }) => total + weight, 0);

describe("a scenario", () => {
  it("scales each profile to top value 1, largest first, and keeps the unit beside it", () => {
    const scenario = scenarioOf("mine", [{ profile: profile("three", 2, 8, 4), weight: 5 }]);
    expect(scenario).toEqual({
      name: "mine",
      profiles: [{ name: "three", values: [1, 0.5, 0.25], scale: 8, unit: "ETH", weight: 1 }],
    });
  });

  it("has weights that sum to 1, in the ratio given", () => {
    const scenario = scenarioOf("mine", [
      { profile: profile("a", 1, 1), weight: 3 },
      { profile: profile("b", 2, 1), weight: 1 },
    ]);
    expect(scenario.profiles.map(({ weight }) => weight)).toEqual([0.75, 0.25]);
  });

  it("does not change the values that it was given", () => {
    const given = profile("a", 1, 2);
    scenarioOf("mine", [{ profile: given, weight: 1 }]);
    expect(given.values).toEqual([1, 2]);
  });

  it.each([
    ["no profiles", [], /^scenario mine: has no profiles/],
    ["a profile without values", [{ profile: profile("a"), weight: 1 }], /profile a: no values/],
    ["one player", [{ profile: profile("a", 1), weight: 1 }], /profile a: has one player/],
    ["weight 0", [{ profile: profile("a", 1, 2), weight: 0 }], /profile a: weight 0 must be above 0/],
    ["weight below 0", [{ profile: profile("a", 1, 2), weight: -1 }], /weight -1 must be above 0/],
    ["no number for a weight", [{ profile: profile("a", 1, 2), weight: Number.NaN }], /weight NaN must be/],
    ["a value of 0", [{ profile: profile("a", 1, 0), weight: 1 }], /value 2 is 0/],
  ])("is refused with %s", (_, parts, message) => {
    expect(() => scenarioOf("mine", parts)).toThrow(InputError);
    expect(() => scenarioOf("mine", parts)).toThrow(message);
  });
});

describe("a union of scenarios", () => {
  it("gives each scenario the same weight, however many profiles it has", () => {
    const two = scenarioOf("two", [
      { profile: profile("a", 2, 1), weight: 1 },
      { profile: profile("b", 4, 1), weight: 3 },
    ]);
    const one = scenarioOf("one", [{ profile: profile("c", 3, 1), weight: 9 }]);
    const union = unionOf("both", [two, one], [1, 1]);
    expect(union.name).toBe("both");
    expect(union.profiles.map(({ name, weight }) => [name, weight])).toEqual([
      ["a", 0.125],
      ["b", 0.375],
      ["c", 0.5],
    ]);
  });
});

describe("the named scenarios", () => {
  it.each(SCENARIO_NAMES.map((name) => [name]))("%s is one", (name) => {
    const scenario = namedScenario(name, "scenario");
    expect(scenario.name).toBe(name);
    expect(totalWeight(scenario)).toBeCloseTo(1, 12);
    for (const { values } of scenario.profiles) {
      expect(values.length).toBeGreaterThanOrEqual(2);
      expect(values[0]).toBe(1);
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      expect(values.at(-1)).toBeGreaterThan(0);
    }
  });

  it("are those that jobs and documents name", () => {
    expect(SCENARIO_NAMES).toEqual(
      expect.arrayContaining(["article", "two-player-ratios", "mainnet-slot-6214255", "mainnet-2024-03"]),
    );
    expect(namedScenario("article", "scenario").profiles[0]).toMatchObject({ values: [1, 0.5], scale: 4 });
    const ratios = namedScenario("two-player-ratios", "scenario").profiles.map(({ values }) => values[1]);
    expect(ratios).toEqual([1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]);
  });

  it("of mainnet say where they come from", () => {
    for (const { name, source, method, unit, values, players } of MAINNET_PROFILES) {
      expect(unit).toBe("ETH");
      expect([name, source, method].every(Boolean)).toBe(true);
      expect(players).toHaveLength(values.length);
      expect(namedScenario(name, "scenario").profiles[0]!.scale).toBe(values[0]);
    }
  });

  it("are refused by another name, with the nearest", () => {
    expect(() => namedScenario("articel", "job.json: scenario")).toThrow(
      /^job\.json: scenario: no scenario "articel"; nearest is "article"/,
    );
  });
});

describe("values", () => {
  it.each([
    ["none", [], /^--values: no values; give at least one/],
    ["a negative one", [4, -2], /^--values: value 2 is -2; values must be positive and finite/],
    ["zero", [0], /value 1 is 0/],
    ["negative zero", [-0], /value 1 is 0/],
    ["NaN", [1, Number.NaN], /value 2 is NaN/],
    ["an infinite one", [Number.POSITIVE_INFINITY], /value 1 is Infinity/],
    ["text", ["4"], /value 1 is 4/],
    ["nothing", [null], /value 1 is null/],
    [
      "one beside which another is nothing",
      [1e-13, 4, 2],
      /value 1 is 1e-13, below 1e-12 of the largest, 4; leave/,
    ],
    ["too many", new Array(PLAYER_LIMIT + 1).fill(1), /10001 values; at most 10000 players/],
  ])("are refused with %s", (_, values, message) => {
    expect(() => playableValues(values, "--values")).toThrow(InputError);
    expect(() => playableValues(values, "--values")).toThrow(message);
  });

  it("may be of any positive size, and as many as the limit", () => {
    for (const value of [Number.MIN_VALUE, Number.MAX_VALUE]) {
      expect(playableValues([value, value], "--values")).toEqual([value, value]);
    }
    expect(playableValues([1, 1e-12], "--values")).toHaveLength(2);
    expect(playableValues(new Array(PLAYER_LIMIT).fill(1), "--values")).toHaveLength(PLAYER_LIMIT);
  });

  it("refuses weights whose sum no number holds", () => {
    const heavy = { profile: { name: "p", unit: "ETH", values: [4, 2] }, weight: 1e308 };
    expect(() => scenarioOf("heavy", [heavy, heavy])).toThrow(/scenario heavy: weights sum to more/);
  });
});
