import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { randomStream } from "../../../src/numeric/random.js";
import { copyingGuard } from "../../../src/study/any-number/copying.js";
import { fairContestGuard } from "../../../src/study/any-number/fair-contests.js";
import { countFeeEquilibria } from "../../../src/study/any-number/fees.js";
import { evenPrior, privateGain } from "../../../src/study/any-number/private-values.js";
import { caseText, type Slack, Slacks } from "../../../src/study/any-number/slack.js";
import { starGuards } from "../../../src/study/any-number/star-guards.js";
import { unequalGuard } from "../../../src/study/any-number/unequal-guard.js";
import { atLeast, type Cell, type Table } from "../study.js";
import type { AnyNumberOptions } from "./options.js";

/** A theorem's inequality over random cases of its class. */
export interface Guard {
  readonly theorem: string;
  readonly inequality: string;
  /** Whether the theorem says that it holds; else it is only looked at. */
  readonly proved: boolean;
  readonly slack: Slack;
}

type Effort = Pick<AnyNumberOptions, "rules" | "contests" | "smallRatio" | "seed">;

/** Every guard, from the seed. */
export async function guardsOf({ rules, contests, smallRatio, seed }: Effort): Promise<Guard[]> {
  const star = await starGuards({ rules, seed });
  const unequal = await unequalGuard(smallRatio, { rules, seed });
  const guard = (theorem: string, inequality: string, slack: Slack, proved = true): Guard => ({
    ...{ theorem, inequality, proved, slack },
  });
  return [
    guard(
      "count fee",
      "1e-9 - |R - closed form| / R, and as many equilibria",
      await countFeeGuard(rules, seed),
    ),
    guard("floor", "(R - sum v x (1 - x)) / R", star.floor),
    guard("ceiling", "(v_k - R) / R, k of the smallest share", star.ceiling),
    guard("very unequal values", "1 - c(1) f'(0) / (c'(0) f(1))", unequal.limit),
    guard("very unequal values", `1 - R / R_PAP at v_2 / v_1 = ${smallRatio}`, unequal.revenue),
    guard("entry", "(price per share - R) / R, share above one incumbent's at most", star.entry),
    guard("entry", "the same, any share", star.entryBeyond, false),
    guard("private values", "1e-9 - regret and |gain - n U_low / R|", privateGuard(rules, seed)),
    guard("copying", "(bound + gain of copying - R) / v_1", await copyingGuard({ rules, seed })),
    guard("fair contests", "(max(v_2, v_1 / 2) - R) / v_1", fairContestGuard({ rules: contests, seed })),
  ];
}

/** What solver and closed form may differ by, relative to revenue, and what a type may gain, relative to its value. */
const CLOSE = 1e-9;
/** Games nearer to indifference than this are left to the tolerance of the solver. */
const DECIDED = 1e-6;

/** Random fees at random profiles: the solver's pure equilibria are those of the closed form. */
async function countFeeGuard(rules: number, seed: number): Promise<Slack> {
  const slacks = new Slacks();
  for (let k = 0; k < rules; k++) {
    const random = randomStream(seed, k);
    const fees = Array.from({ length: 4 }, () => 0.06 * random() ** 2);
    const parameters = { counts: 5, ...Object.fromEntries(fees.map((fee, j) => [`fee${j + 2}`, fee])) };
    const mechanism = await buildMechanism({ family: "count-fee", parameters });
    const values = [1, ...Array.from({ length: 1 + (k % 4) }, () => 0.3 + 0.7 * random())];
    const where = () => caseText(`fees ${fees.map((fee) => fee.toPrecision(3)).join(" ")}`, values);
    const stated = countFeeEquilibria(values, fees);
    if (stated.some(({ margin }) => margin < DECIDED)) continue;
    const found = solvePure(mechanism, values).equilibria;
    if (found.length !== stated.length) slacks.add(-1, where);
    const revenues = found.map(({ payments }) => payments.reduce((sum, payment) => sum + payment, 0));
    const order = (list: readonly number[]) => [...list].sort((a, b) => a - b);
    const known = order(stated.map(({ revenue }) => revenue));
    order(revenues).forEach((revenue, j) => {
      slacks.add(CLOSE - Math.abs(revenue / known[j]! - 1), where);
    });
  }
  return slacks.of(rules);
}

/** Types of a prior, and how many priors are drawn for so many rules. */
const TYPES = 9;
const RULES_A_PRIOR = 20;

/** Random priors of two players: at the largest fee nobody deviates, and the gain is what the lowest type earned. */
function privateGuard(rules: number, seed: number): Slack {
  const slacks = new Slacks();
  const priors = Math.max(1, Math.floor(rules / RULES_A_PRIOR));
  for (let k = 0; k < priors; k++) {
    const random = randomStream(seed, k);
    const [spread, bend] = [0.1 + 1.4 * random(), 2 * random()];
    const { gain, stated, regret } = privateGain(evenPrior(1, 1 + spread, TYPES, bend));
    slacks.add(
      CLOSE - Math.max(regret, Math.abs(gain - stated)),
      () => `values 1 to ${(1 + spread).toPrecision(4)}, weights rising by the power ${bend.toPrecision(3)}`,
    );
  }
  return slacks.of(priors);
}

/** The guards as a table. */
export function guardsTable(guards: readonly Guard[]): Table {
  return {
    name: "guards",
    title: "The theorems on random cases: the least slack",
    columns: [
      { name: "theorem", unit: "", meaning: "what it tests" },
      { name: "inequality", unit: "", meaning: "whose left side must be 0 or more" },
      { name: "proved", unit: "", meaning: "no: outside the theorem's conditions, only looked at" },
      { name: "rules", unit: "", meaning: "drawn rules, contests or priors within the conditions" },
      { name: "cases", unit: "", meaning: "instances of the inequality" },
      { name: "leastSlack", unit: "", meaning: "the least left side", rounded: "down" },
      { name: "where", unit: "", meaning: "the case of the least slack" },
    ],
    rows: guards.map(({ theorem, inequality, proved, slack }): Cell[] => [
      ...[theorem, inequality, proved ? "yes" : "no", slack.rules, slack.cases],
      ...[atLeast(slack.least, 4), slack.where],
    ]),
  };
}
