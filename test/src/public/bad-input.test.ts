import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as goldilocks from "../../../src/index.js";
import { law } from "../../law.js";

const FILE = "test/src/public/bad-input.test.ts";

const { buildMechanism, DEFAULT_SEARCH, InputError, METRICS, namedScenario, scenarioOf } = goldilocks;
const pap = await buildMechanism({ family: "pap" });
const article = namedScenario("article");
const constraints = { notions: ["split"], identities: 8, tolerance: 1e-9, seed: 1 };
const outcome = { allocations: [0.5, 0.5], payments: [1, 1] };
const profile = { name: "a", unit: "ETH", values: [2, 1] };
const search = (changed: object) => [pap, ["split"], { ...DEFAULT_SEARCH, ...changed }];
const effort = (changed: object) => search({ effort: { ...DEFAULT_SEARCH.effort, ...changed } });
const played = (...each: unknown[]) => [pap, ["equilibrium"], DEFAULT_SEARCH, each];
const judged = (changed: object, options = {}) => [pap, article, { ...constraints, ...changed }, options];
const objectives = (objective: object) => judged({}, { objectives: [objective] });

const state = (probability: number, values: readonly number[]) => ({ probability, values });
const timed = (changed: object) => ({
  mode: "in-slot",
  states: [state(0.5, [2, 1]), state(0.5, [1, 2])],
  ...changed,
});
const partsOf = (...valuesByPlayerAndPart: readonly (readonly number[])[]) => ({
  mode: "parts",
  valuesByPlayerAndPart,
});
const twoParts = (changed: object) => ({ ...partsOf([3, 1], [1, 2]), ...changed });
const cartelOf = (changed: object) => ({
  ...{ values: [2, 1], cartel: "scaled-bids", kappas: [0, 0.5] },
  ...changed,
});
const watched = (changed: object) => ({
  bids: [
    { t: 0, value: 1 },
    { t: 1, value: 2 },
  ],
  ...{ T: 1, D: 0.5, latencies: [0], quantile: 0.5, corrupted: { low: 0, high: 0 } },
  ...changed,
});

const privately = (changed: object) => ({
  ...{ players: 2, prior: { type: "uniform", low: 1, high: 2 } },
  ...changed,
});
const atoms = (values: readonly number[], probabilities: readonly number[]) =>
  privately({ prior: { type: "discrete", values, probabilities } });

type Case = readonly [why: string, given: readonly unknown[], message: RegExp];

/** Values that no game has, as the arguments of each function that takes some. */
const badValues = (argumentsFor: (values: unknown) => readonly unknown[]): Case[] => [
  ["a negative value", argumentsFor([1, -2]), /value 2 is -2; values must be positive and finite$/],
  ["a value of 0", argumentsFor([1, 0]), /value 2 is 0/],
  ["NaN for a value", argumentsFor([Number.NaN, 1]), /value 1 is NaN/],
  ["an infinite value", argumentsFor([Number.POSITIVE_INFINITY]), /value 1 is Infinity/],
  ["text for a value", argumentsFor(["4", 2]), /value 1 is 4/],
  // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
  ["a hole among the values", argumentsFor([1, , 2]), /value 2 is undefined/],
  ["an object for a value", argumentsFor([Object.create(null)]), /value 1 is an object/],
  ["no values", argumentsFor([]), /no values; give at least one/],
  ["text for the values", argumentsFor("4,2"), /is "4,2"; it must be a list/],
  ["nothing for the values", argumentsFor(undefined), /is undefined; it must be a list/],
];

const badMechanism = (argumentsFor: (mechanism: unknown) => readonly unknown[]): Case[] => [
  [
    "a candidate for a mechanism",
    argumentsFor({ family: "pap" }),
    /^mechanism: is an object; give what build/,
  ],
  ["a promise of a mechanism", argumentsFor(Promise.resolve(pap)), /^mechanism: is a promise; write await/],
  ["no mechanism", argumentsFor(undefined), /^mechanism: is undefined/],
];

const badSolveOptions = (argumentsFor: (options: unknown) => readonly unknown[]): Case[] => [
  ["a budget of 0", argumentsFor({ budget: 0 }), /^options.budget: is 0; it must be a finite number above 0/],
  ["NaN for the budget", argumentsFor({ budget: Number.NaN }), /^options.budget: is NaN/],
  ["half a start", argumentsFor({ starts: 1.5 }), /^options.starts: is 1.5; .* a whole number from 0 up/],
  ["no solver", argumentsFor({ solveProgramme: 1 }), /^options.solveProgramme: is 1; it must be a function/],
  [
    "an option spelt wrong",
    argumentsFor({ budgte: 1 }),
    /^options: unknown key "budgte"; nearest is "budget"/,
  ],
  ["text for the options", argumentsFor("fast"), /^options: is "fast"; it must be an object/],
];

const badScreen = (argumentsFor: (changed: object) => readonly unknown[]): Case[] => [
  [
    "one identity",
    argumentsFor({ identities: 1 }),
    /identities: is 1; .* a whole number from 2 to 64, or Inf/,
  ],
  [
    "a negative tolerance",
    argumentsFor({ tolerance: -1e-9 }),
    /tolerance: is -1e-9; .* number from 0 to 0.1$/,
  ],
  ["no tolerance", argumentsFor({ tolerance: undefined }), /tolerance: is undefined/],
  ["half a seed", argumentsFor({ seed: 0.5 }), /seed: is 0.5/],
  ["no rivals", argumentsFor({ rivals: 0 }), /rivals: is 0; it must be a whole number from 1 to 8$/],
  ["an unknown key", argumentsFor({ rival: 2 }), /unknown key "rival"; nearest is "rivals"/],
];

const badRatio = (argumentsFor: (ratio: unknown) => readonly unknown[]): Case[] => [
  ["a ratio of 0", argumentsFor(0), /^ratio: is 0; it must be a finite number above 0 and up to 1$/],
  ["a ratio above 1", argumentsFor(1.5), /^ratio: is 1.5/],
  ["NaN for the ratio", argumentsFor(Number.NaN), /^ratio: is NaN/],
  ["text for the ratio", argumentsFor("0.5"), /^ratio: is "0.5"/],
];

/** Bad input of every function that the package exports. A new export needs a row. */
const BAD: Readonly<Record<string, readonly Case[]>> = {
  buildMechanism: [
    ["an unknown family", [{ family: "tulock" }], /^mechanism: no family "tulock"; nearest is "tullock"/],
    ["no object", ["pap"], /^mechanism: must be an object/],
    [
      "a parameter out of bounds",
      [{ family: "tullock", parameters: { alpha: -1 } }, "here"],
      /^here.parameters.alpha: -1 is/,
    ],
    ["a number for a place", [{ family: "pap" }, 7], /^where: is 7; it must be a text$/],
  ],
  parseMechanismText: [
    ["no assignment", ["tullock:alpha"], /^mechanism: "alpha" should read name=number/],
    ["no text", [{ family: "pap" }, "--mechanism"], /^--mechanism: is an object; it must be a text$/],
  ],
  mechanismText: [
    ["a name", ["pap"], /^candidate: is "pap"; it must be an object$/],
    ["no family", [{}], /^candidate.family: is undefined/],
    ["text for a parameter", [{ family: "pap-fee", parameters: { fee: "1" } }], /parameters.fee: is "1"/],
    ["an unknown key", [{ family: "pap", wieght: "b" }], /^candidate: unknown key "wieght"/],
    ["a bad part", [{ family: "mixture", parameters: { of: [{ family: 3 }] } }], /of\[0\].family: is 3/],
  ],
  solve: [
    ...badMechanism((mechanism) => [mechanism, [2, 1]]),
    ...badValues((values) => [pap, values]),
    [
      "a value next to nothing",
      [pap, [1, 1e-13]],
      /^values: value 2 is 1e-13, below 1e-12 of the largest, 1/,
    ],
    ...badSolveOptions((options) => [pap, [2, 1], options]),
  ],
  papBenchmark: badValues((values) => [values]),
  metricsOf: [
    ...badValues((values) => [values, outcome]),
    ["no outcome", [[2, 1]], /^outcome: is undefined; it must be an object/],
    [
      "an allocation missing",
      [[2, 1], { ...outcome, allocations: [1] }],
      /^outcome.allocations: has 1 entries; give 2, one for each value$/,
    ],
    [
      "two goods",
      [[2, 1], { ...outcome, allocations: [1, 1] }],
      /^outcome.allocations: sum to 2; give shares/,
    ],
    ["a share above 1", [[2, 1], { ...outcome, allocations: [2, 0] }], /^outcome.allocations\[0\]: is 2/],
    ["money paid out", [[2, 1], { ...outcome, payments: [1, -1] }], /^outcome.payments\[1\]: is -1/],
    ["no flag", [[2, 1], outcome, [true, 1]], /^papActive\[1\]: is 1; it must be true or false$/],
    [
      "a name for a metric",
      [[2, 1], outcome, undefined, ["hhi"]],
      /^metrics\[0\]: is no metric; choose from M/,
    ],
  ],
  paretoFront: [
    ["points of other dimensions", [[[1, 2], [1]]], /^points\[1\]: has 1 objectives, others 2; give all the/],
    ["NaN", [[[1, Number.NaN]]], /^points\[0\]\[1\]: is NaN; it must be a finite number$/],
    ["an infinite objective", [[[Number.POSITIVE_INFINITY, 1]]], /^points\[0\]\[0\]: is Infinity/],
    ["numbers for points", [[1, 2]], /^points\[0\]: is 1; it must be a list$/],
    ["a point without objectives", [[[]]], /^points\[0\]: has no objectives; give at least one$/],
    ["nothing", [], /^points: is undefined; it must be a list$/],
  ],
  hypervolume: [
    [
      "a point too short",
      [
        [[1, 2], [1]],
        [0, 0],
      ],
      /^points\[1\]: has 1 objectives, others 2/,
    ],
    ["NaN", [[[1, Number.NaN]], [0, 0]], /^points\[0\]\[1\]: is NaN/],
    ["no reference", [[[1, 2]]], /^reference: is undefined; it must be a list$/],
    ["an empty reference", [[], []], /^reference: has no objectives/],
    ["an infinite reference", [[[1, 2]], [0, Number.NEGATIVE_INFINITY]], /^reference\[1\]: is -Infinity/],
  ],
  scenarioOf: [
    ...badValues((values) => ["s", [{ profile: { ...profile, values }, weight: 1 }]]),
    ["no parts", ["s", []], /^scenario s: has no profiles; give at least one$/],
    ["no name", [undefined, []], /^name: is undefined; it must be a text$/],
    ["a profile without its weight", ["s", [profile]], /^scenario s, part 1: unknown key "name"/],
    ["text for a weight", ["s", [{ profile, weight: "1" }]], /^scenario s, part 1: weight: is "1"/],
    ["no unit", ["s", [{ profile: { name: "a", values: [2, 1] }, weight: 1 }]], /profile.unit: is undefined/],
  ],
  unionOf: [
    ["no scenarios", ["s", [], []], /^scenario s: has no scenarios; give at least one$/],
    ["a weight too few", ["s", [article, article], [1]], /^scenario s: has 1 weights for 2 scenarios/],
    ["a weight of 0", ["s", [article], [0]], /^scenario s: weights\[0\]: is 0/],
    [
      "a name for a scenario",
      ["s", ["article"], [1]],
      /^scenario s, scenario 1: is "article"; .* an object$/,
    ],
  ],
  namedScenario: [
    ["an unknown name", ["artikel"], /^scenario: no scenario "artikel"; nearest is "article"/],
    ["no name", [], /^name: is undefined/],
  ],
  verify: [
    ...badMechanism((mechanism) => [mechanism, ["split"], DEFAULT_SEARCH]),
    ["no options", [pap, ["split"]], /^options: are missing; give DEFAULT_SEARCH/],
    [
      "an unknown notion",
      [pap, ["splitt"], DEFAULT_SEARCH],
      /^notions\[0\]: is "splitt"; nearest is "split"/,
    ],
    ["a notion for a list", [pap, "split", DEFAULT_SEARCH], /^notions: is "split"; it must be a list$/],
    ...badScreen(search),
    ["no number of rivals", search({ rivals: undefined }), /^options.rivals: is undefined/],
    ["too many rivals", search({ bestResponseRivals: 9 }), /^options.bestResponseRivals: is 9/],
    ["values below the rivals' bids", search({ valueRatio: 0.5 }), /^options.valueRatio: is 0.5/],
    ["no rivals' bids", search({ against: [] }), /^options.against: is empty/],
    ["nobody's bids", search({ against: [[]] }), /^options.against\[0\]: is empty/],
    ["a rival's bid of 0", search({ against: [[1, 0]] }), /^options.against\[0\]\[1\]: is 0/],
    ["no effort", search({ effort: undefined }), /^options.effort: is undefined/],
    ["half a climb", effort({ climbs: 0.5 }), /^options.effort.climbs: is 0.5/],
    ["some divisions", effort({ divisions: "some" }), /^options.effort.divisions: is "some"/],
    ["a bid too few", played({ values: [2, 1], bids: [1] }), /^played\[0\].bids: has 1 entries; give 2/],
    ["a bid below 0", played({ values: [2, 1], bids: [1, -1] }), /^played\[0\].bids\[1\]: is -1/],
    ...badValues((values) => played({ values, bids: [1, 1] })),
    [
      "probabilities that sum to 1/2",
      played({ values: [1], bids: [1], strategies: [{ support: [1], probabilities: [0.5] }] }),
      /^played\[0\].strategies\[0\]: probabilities sum to 0.5; they must sum to 1$/,
    ],
  ],
  evaluate: [
    ...badMechanism((mechanism) => [mechanism, article, constraints]),
    [
      "a name for a scenario",
      [pap, "article", constraints],
      /^scenario: is "article"; it must be an object$/,
    ],
    ["no profiles", [pap, { name: "s", profiles: [] }, constraints], /^scenario: has no profiles/],
    [
      "a profile that is not scaled",
      [pap, { name: "s", profiles: [{ ...profile, scale: 1, weight: 1 }] }, constraints],
      /^scenario.profiles\[0\].values: must be two or more, largest first, the largest 1; make the scenario by/,
    ],
    [
      "weights that sum to 2",
      [pap, { name: "s", profiles: [{ ...article.profiles[0]!, weight: 2 }] }, constraints],
      /^scenario: weights sum to 2, not to 1/,
    ],
    ["no constraints", [pap, article], /^constraints: is undefined; it must be an object$/],
    [
      "a bound on an unknown figure",
      judged({ figures: [{ name: "a", figure: "margn", by: "minimum", atLeast: 0 }] }),
      /^constraints.figures\[0\].figure: is "margn"; near/,
    ],
    [
      "a margin in the mean",
      judged({ figures: [{ name: "margin", figure: "margin", by: "mean", atLeast: 0 }] }),
      /^constraints.figures\[0\].by: is "mean"/,
    ],
    [
      "a figure of two bounds",
      judged({ figures: [{ name: "margin", figure: "margin", by: "minimum", atLeast: 0, atMost: 1 }] }),
      /^constraints.figures\[0\]: must have one of atLeast and atMost$/,
    ],
    ["an unknown participation", judged({ participation: "all" }), /^constraints.participation: is "all"/],
    [
      "merge for a Sybil notion",
      judged({ notions: ["merge"] }),
      /^constraints.notions\[0\]: is "merge"; near/,
    ],
    ["no notions", judged({ notions: undefined }), /^constraints.notions: is undefined; it must be a list$/],
    ["a regret below 0", judged({ regret: -1 }), /^constraints.regret: is -1/],
    ["perhaps withholding", judged({ withholding: "perhaps" }), /^constraints.withholding: is "perhaps"/],
    ...badScreen(judged),
    ...badSolveOptions((options) => [pap, article, constraints, options]),
    ["an unknown selection", judged({}, { selection: "best" }), /^options.selection: is "best"/],
    ["a number for brief", judged({}, { brief: 1 }), /^options.brief: is 1/],
    [
      "an unknown figure",
      objectives({ name: "a", figure: "revenu", by: "mean" }),
      /figure: is "revenu"; near/,
    ],
    ["an unknown aggregate", objectives({ name: "a", figure: "revenue", by: "max" }), /by: is "max"/],
    ["no quantile", objectives({ name: "a", figure: "revenue", by: "quantile" }), /quantile: is undefined/],
    [
      "a quantile of a mean",
      objectives({ name: "a", figure: "revenue", by: "mean", quantile: 0.1 }),
      /^options.objectives\[0\].quantile: goes with/,
    ],
  ],
  tullockPlay: [
    ...badRatio((ratio) => [1, ratio]),
    ["an exponent of 0", [0, 0.5], /^alpha: is 0; it must be a finite number above 0$/],
    ["an infinite exponent", [Number.POSITIVE_INFINITY, 0.5], /^alpha: is Infinity/],
  ],
  pureBorder: badRatio((ratio) => [ratio]),
  optimalExponent: badRatio((ratio) => [ratio]),
  fairnessOfGain: [
    ...badRatio((ratio) => [0.1, ratio]),
    ["a gain below -1", [-2, 0.5], /^gain: is -2; it must be a finite number from -1 up$/],
  ],
  largestSmallestGain: badRatio((ratio) => [ratio]),
  largestMeanGain: badRatio((ratio) => [ratio]),
  playTiming: [
    ...badMechanism((mechanism) => [mechanism, timed({})]),
    ...badValues((values) => [pap, timed({ states: [{ probability: 1, values }] })]),
    ...badSolveOptions((options) => [pap, timed({}), options]),
    ["no input", [pap], /^input: is undefined; it must be an object$/],
    [
      "probabilities that do not sum to 1",
      [pap, timed({ states: [state(0.5, [2, 1]), state(0.4, [1, 2])] })],
      /^input.states: probabilities sum to 0.9; they must sum to 1$/,
    ],
    [
      "states of different lengths",
      [pap, timed({ states: [state(0.5, [2, 1]), state(0.5, [1, 2, 3])] })],
      /^input.states\[1\].values: has 3 values, and input.states\[0\] has 2; give one for each player/,
    ],
    ["one player", [pap, timed({ states: [state(1, [2])] })], /^input.states\[0\].values: has one player/],
    ["no states", [pap, timed({ states: [] })], /^input.states: is empty/],
    ["neither states nor draws", [pap, { mode: "ahead" }], /^input: give states or draws, one of them$/],
    [
      "a probability of 0",
      [pap, timed({ states: [state(0, [2, 1])] })],
      /^input.states\[0\].probability: is 0/,
    ],
    ["an unknown mode", [pap, timed({ mode: "later" })], /^input.mode: is "later"/],
    ["no resale", [pap, timed({ mode: "ahead-resale" })], /^input.resale: is missing; give the probability/],
    [
      "a resale above 1",
      [pap, timed({ mode: "ahead", resale: 1.1 })],
      /^input.resale: is 1.1; .* from 0 to 1$/,
    ],
    ["a resale in the slot", [pap, timed({ resale: 0.5 })], /^input.resale: is 0.5 in the slot/],
    ["no signal", [pap, timed({ mode: "signal" })], /^input.states\[0\].signal: is missing; name the signal/],
    [
      "a shock below 0",
      [pap, { mode: "ahead", draws: { values: [2, 1], common: -1, own: 0, count: 2, seed: 1 } }],
      /^input.draws.common: is -1/,
    ],
    [
      "shocks for other players",
      [pap, { mode: "ahead", draws: { values: [2, 1], common: 1, own: [0], count: 2, seed: 1 } }],
      /^input.draws.own: has 1 entries; give 2/,
    ],
  ],
  playParts: [
    ["a rule for a list", [pap, twoParts({})], /^mechanisms: is an object; it must be a list$/],
    ...badMechanism((mechanism) => [[mechanism], twoParts({})]).map(
      ([why, given]): Case => [why, given, /^mechanisms\[0\]: is /],
    ),
    [
      "a rule too many",
      [[pap, pap, pap], twoParts({})],
      /^mechanisms: has 3 rules; give one for each of the 2/,
    ],
    ["two rules for the bundle", [[pap, pap], twoParts({ mode: "bundle" })], /give one for the bundle$/],
    ...badSolveOptions((options) => [[pap], twoParts({}), options]),
    [
      "a part that nobody wants",
      [[pap], partsOf([3, 0], [1, 0])],
      /^input.valuesByPlayerAndPart: part 2 is wanted by nobody; leave it out/,
    ],
    [
      "a player who wants nothing",
      [[pap], partsOf([3, 1], [0, 0])],
      /AndPart\[1\]: this player wants no part/,
    ],
    ["rows of different lengths", [[pap], partsOf([3, 1], [1])], /AndPart\[1\]: has 1 parts, and .* has 2/],
    ["one part", [[pap], partsOf([3], [1])], /AndPart\[0\]: has fewer than two parts/],
    ["one player", [[pap], partsOf([3, 1])], /AndPart: has fewer than two players/],
    ["a value below 0", [[pap], partsOf([3, -1], [1, 1])], /AndPart\[0\]\[1\]: is -1/],
    ["an unknown mode", [[pap], twoParts({ mode: "whole" })], /^input.mode: is "whole"/],
  ],
  playRepeated: [
    ...badMechanism((mechanism) => [mechanism, cartelOf({})]),
    ...badValues((values) => [pap, cartelOf({ values })]),
    ...badSolveOptions((options) => [pap, cartelOf({}), options]),
    ["one player", [pap, cartelOf({ values: [2] })], /^input.values: has one player/],
    ["no cartel", [pap, { values: [2, 1] }], /^input.cartel: is undefined; it must be one of/],
    ["a kappa of 1", [pap, cartelOf({ kappas: [1] })], /^input.kappas\[0\]: is 1, which is no cartel/],
    ["a kappa below 0", [pap, cartelOf({ kappas: [-0.1] })], /^input.kappas\[0\]: is -0.1/],
    ["no kappas", [pap, cartelOf({ kappas: [] })], /^input.kappas: is empty/],
    ["an outsider of value 0", [pap, cartelOf({ outsider: 0 })], /^input.outsider: is 0/],
    [
      "a lottery where shares stay",
      [pap, cartelOf({ lottery: "after-bids" })],
      /^input.lottery: goes with the cartel "shares-of-its-choice" alone/,
    ],
    [
      "shares that sum to 2",
      [pap, cartelOf({ cartel: "shares-of-its-choice", kappas: undefined, shares: [1, 1] })],
      /^input.shares: sum to 2; they must sum to 1$/,
    ],
    [
      "bids for a cartel of shares",
      [pap, cartelOf({ cartel: "shares", kappas: undefined, kappa: 0.5 })],
      /^input.kappa: must be 0/,
    ],
  ],
  committeeFloor: [
    ["no input", [], /^input: is undefined; it must be an object$/],
    ["no bids", [watched({ bids: [] })], /^input.bids: is empty/],
    ["a bid without its time", [watched({ bids: [{ value: 1 }] })], /^input.bids\[0\].t: is undefined/],
    ["a bid below 0", [watched({ bids: [{ t: 0, value: -1 }] })], /^input.bids\[0\].value: is -1/],
    ["no members", [watched({ latencies: [] })], /^input.latencies: is empty; give one for each member$/],
    ["a latency below 0", [watched({ latencies: [-1] })], /^input.latencies\[0\]: is -1/],
    ["a quantile of 0", [watched({ quantile: 0 })], /^input.quantile: is 0/],
    ["a lookback below 0", [watched({ D: -1 })], /^input.D: is -1/],
    ["no deadline", [watched({ T: undefined })], /^input.T: is undefined/],
    [
      "more corrupted members than members",
      [watched({ corrupted: { low: 1, high: 1 } })],
      /^input.corrupted: 1 low and 1 high are more than the 1 members; give fewer$/,
    ],
    [
      "other corrupted members",
      [watched({ corrupted: { low: 0, high: 0, which: "first" } })],
      /which: is "first"/,
    ],
  ],
  playDiminishing: [
    ...badMechanism((mechanism) => [mechanism, { values: [2, 1], gamma: 0.5 }]),
    ...badValues((values) => [pap, { values, gamma: 0.5 }]),
    ...badSolveOptions((options) => [pap, { values: [2, 1], gamma: 0.5 }, options]),
    ["a gamma above 1", [pap, { values: [2, 1], gamma: 1.1 }], /^input.gamma: is 1.1; .* from 0 to 1$/],
    ["a gamma below 0", [pap, { values: [2, 1], gamma: -0.1 }], /^input.gamma: is -0.1/],
    ["no gamma", [pap, { values: [2, 1] }], /^input.gamma: is undefined/],
  ],
  playBayes: [
    ...badMechanism((mechanism) => [mechanism, privately({})]),
    [
      "low above high",
      [pap, privately({ prior: { type: "uniform", low: 3, high: 2 } })],
      /^input.prior: low is 3, above high, which is 2; swap them$/,
    ],
    [
      "a negative bound",
      [pap, privately({ prior: { type: "uniform", low: -1, high: 2 } })],
      /^input.prior.low: is -1/,
    ],
    [
      "a lognormal prior down to 0",
      [pap, privately({ prior: { type: "lognormal", median: 1, sigma: 1, low: 0, high: 2 } })],
      /^input.prior.low: is 0; it must be a finite number above 0/,
    ],
    [
      "a lognormal prior far from its median",
      [pap, privately({ prior: { type: "lognormal", median: 1, sigma: 0.1, low: 100, high: 200 } })],
      /^input.prior: has next to no probability from 100 to 200; widen them, or sigma$/,
    ],
    [
      "an unknown prior",
      [pap, privately({ prior: { type: "uniforn", low: 1, high: 2 } })],
      /^input.prior.type: is "uniforn"; .*"uniform"/,
    ],
    ["a negative type", [pap, atoms([-1, 3], [0.5, 0.5])], /^input.prior.values\[0\]: is -1/],
    ["a type twice", [pap, atoms([1, 1], [0.5, 0.5])], /^input.prior.values: a value is there twice/],
    [
      "probabilities that do not sum to 1",
      [pap, atoms([1, 3], [0.5, 0.4])],
      /^input.prior.probabilities: probabilities sum to 0.9; they must sum to 1$/,
    ],
    ["a probability too few", [pap, atoms([1, 3], [1])], /has 1 entries for 2 values; give one for each$/],
    ["six players", [pap, privately({ players: 6 })], /^input.players: is 6; .* from 2 to 5$/],
    [
      "six priors",
      [pap, { priors: new Array(6).fill({ type: "uniform", low: 1, high: 2 }) }],
      /^input.priors: has 6 players; give 2 to 5$/,
    ],
    ["neither prior nor priors", [pap, { players: 2 }], /^input: give prior and players, or priors/],
    ["a value outside the prior", [pap, privately({ atValues: [3] })], /^input.atValues\[0\]: is 3, outside/],
    ["one identity", [pap, privately({ identities: 1 })], /^input.identities: is 1; .* from 2 to 8$/],
    ["another phi", [pap, privately({ phi: 0.5 })], /^input.phi: is 0.5/],
  ],
};

type Exported = (...given: readonly unknown[]) => unknown;

/** What the package exports to be called: all functions but the class of errors. */
const EXPORTED = Object.entries(goldilocks).filter(
  (each): each is [string, Exported] => typeof each[1] === "function" && each[1] !== InputError,
);

/** What a call throws at once or later; null where it throws nothing. */
async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return null;
  } catch (error) {
    return error;
  }
}

describe("everything exported checks what it is given", () => {
  it("has a row of bad input for each function", () => {
    expect(Object.keys(BAD).sort()).toEqual(EXPORTED.map(([name]) => name).sort());
  });

  describe.each(EXPORTED)("%s", (name, call) => {
    it.each(BAD[name] ?? [])("refuses %s", async (_, given, message) => {
      const error = await thrownBy(() => call(...given));
      expect(error).toBeInstanceOf(InputError);
      expect((error as Error).message).toMatch(message);
      expect((error as Error).message).not.toMatch(/\n/);
    });

    it("answers or throws InputError, whatever it is given", () =>
      law(
        FILE,
        fc.asyncProperty(fc.array(fc.anything(), { maxLength: 4 }), async (given) => {
          const error = await thrownBy(() => call(...given));
          if (error !== null) expect(error).toBeInstanceOf(InputError);
        }),
      ));
  });
});

/** A good call of each, to be spoilt at one place. */
const GOOD: Readonly<Record<string, readonly unknown[]>> = {
  buildMechanism: [{ family: "tullock", parameters: { alpha: 1.1 } }, "here"],
  parseMechanismText: ["tullock:alpha=1.1", "here"],
  mechanismText: [
    { family: "mixture", parameters: { weight: 0.5, of: [{ family: "pap" }, { family: "wta" }] } },
  ],
  solve: [pap, [2, 1], { budget: Number.POSITIVE_INFINITY, starts: 2 }],
  papBenchmark: [[2, 1]],
  metricsOf: [[2, 1], outcome, [true, false], METRICS.slice(0, 1)],
  paretoFront: [
    [
      [1, 2],
      [2, 1],
    ],
  ],
  hypervolume: [
    [
      [1, 2],
      [2, 1],
    ],
    [0, 0],
  ],
  scenarioOf: ["s", [{ profile, weight: 2 }]],
  unionOf: ["both", [article, scenarioOf("s", [{ profile, weight: 2 }])], [1, 3]],
  namedScenario: ["article", "here"],
  verify: [
    pap,
    ["split"],
    { ...DEFAULT_SEARCH, identities: Number.POSITIVE_INFINITY, bestResponseRivals: 2, against: [[1]] },
    [{ values: [2], bids: [1], strategies: [{ support: [1], probabilities: [1], uniform: [] }] }],
  ],
  evaluate: [
    pap,
    article,
    {
      ...{ ...constraints, rivals: 1, withholding: false, regret: 0.1, participation: "as-pap" },
      figures: [{ name: "a", figure: "revenue", by: "minimum", atLeast: 0.1 }],
    },
    { objectives: [{ name: "a", figure: "revenue", by: "quantile", quantile: 0.1 }], brief: true },
  ],
  tullockPlay: [1, 1],
  pureBorder: [0.5],
  optimalExponent: [1],
  fairnessOfGain: [0, 1],
  playTiming: [pap, timed({}), { starts: 1 }],
  playParts: [[pap, pap], twoParts({}), { starts: 1 }],
  playRepeated: [pap, cartelOf({ outsider: 1.5 }), { starts: 1 }],
  playDiminishing: [pap, { values: [2, 1], gamma: 0.5 }, { starts: 1 }],
  playBayes: [pap, privately({ atValues: [1, 2] })],
  committeeFloor: [watched({})],
  largestSmallestGain: [1],
  largestMeanGain: [1],
};

/** The same with what lies at a random place in it replaced; mechanisms are replaced whole. */
function spoilt(given: unknown, turns: readonly number[], junk: unknown): unknown {
  const [turn, ...rest] = turns;
  const isLeaf = typeof given !== "object" || given === null || given === pap || turn === undefined;
  const keys = isLeaf ? [] : Object.keys(given);
  if (keys.length === 0) return junk;
  const key = keys[turn! % keys.length]!;
  const inner = spoilt((given as Record<string, unknown>)[key], rest, junk);
  return Array.isArray(given) ? given.with(Number(key), inner) : { ...(given as object), [key]: inner };
}

const JUNK = fc.oneof(
  fc.constantFrom<unknown>(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1,
    0,
    0.5,
    2,
    "",
    "pap",
    null,
    undefined,
    [],
  ),
  fc.anything(),
);

describe("everything exported", () => {
  it.each(EXPORTED)("takes good input: %s", async (name, call) => {
    expect(await thrownBy(() => call(...GOOD[name]!))).toBeNull();
  });

  it.each(EXPORTED)(
    "answers or throws InputError where a good call is spoilt at one place: %s",
    (name, call) =>
      law(
        FILE,
        fc.asyncProperty(fc.array(fc.nat(99), { minLength: 1, maxLength: 6 }), JUNK, async (turns, junk) => {
          const given = spoilt(GOOD[name], turns, junk) as unknown[];
          const error = await thrownBy(() => call(...given));
          if (error !== null) expect(error).toBeInstanceOf(InputError);
        }),
      ),
  );
});
