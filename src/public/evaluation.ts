import type { EvaluateOptions } from "../evaluate.js";
import { type Constraints, evaluate as evaluated } from "../evaluate.js";
import type { Evaluation } from "../evaluation/evaluation.js";
import { FIGURES } from "../evaluation/figure.js";
import { aggregateFixedBy } from "../evaluation/objective.js";
import { InputError } from "../input-error.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import type { Scenario } from "../scenario/scenario.js";
import { SYBIL_NOTIONS } from "../sybil/options.js";
import * as check from "./check.js";
import { checkSolveOptions, SOLVE_KEYS } from "./games.js";
import { checkScenario } from "./scenarios.js";
import { checkNotions, checkScreen } from "./sybil.js";

/**
 * Scores a mechanism over a scenario: validity, the value-free Sybil screens, the equilibria of every profile with
 * their metrics, then the screen at those equilibria. It stops at the first constraint that fails, and says which
 * and by how much. See `evaluate.ts`.
 *
 * @throws InputError for what is no mechanism or no scenario, unknown notions and figures, or options out of bounds
 */
export function evaluate(
  mechanism: Mechanism,
  scenario: Scenario,
  constraints: Constraints,
  options: EvaluateOptions = {},
): Evaluation {
  check.mechanism(mechanism);
  checkScenario(scenario);
  checkConstraints(constraints);
  checkOptions(options);
  return evaluated(mechanism, scenario, constraints, options);
}

const CONSTRAINTS = [
  ...["notions", "identities", "tolerance", "seed", "rivals", "withholding", "regret"],
  ...["figures", "participation"],
];

function checkConstraints(given: unknown): void {
  const constraints = check.object(given, "constraints", CONSTRAINTS);
  const { notions, withholding, regret, figures, participation } = constraints;
  checkNotions(notions, "constraints.notions", SYBIL_NOTIONS);
  checkScreen(constraints, "constraints");
  check.optional(withholding, "constraints.withholding", check.truth);
  if (regret !== undefined) check.number(regret, "constraints.regret", check.NOT_NEGATIVE);
  if (participation !== undefined) {
    check.oneOf(participation, "constraints.participation", ["as-pap", "any"]);
  }
  if (figures === undefined) return;
  for (const [k, figure] of check.list(figures, "constraints.figures").entries()) {
    checkFigureConstraint(figure, `constraints.figures[${k}]`);
  }
}

function checkOptions(given: unknown): void {
  const options = check.object(given, "options", [
    "objectives",
    "selection",
    "equilibria",
    "brief",
    ...SOLVE_KEYS,
  ]);
  const { objectives, selection, equilibria, brief } = options;
  checkSolveOptions(options);
  check.optional(brief, "options.brief", check.truth);
  if (selection !== undefined) {
    check.oneOf(selection, "options.selection", ["every-equilibrium", "lowest-value-exit"]);
  }
  if (equilibria !== undefined) check.oneOf(equilibria, "options.equilibria", ["any", "pure"]);
  if (objectives === undefined) return;
  for (const [k, objective] of check.list(objectives, "options.objectives").entries()) {
    checkObjective(objective, `options.objectives[${k}]`);
  }
}

const TAKEN = ["name", "figure", "by", "quantile"];

function checkFigureConstraint(given: unknown, where: string): void {
  const { atLeast, atMost, ...taken } = check.object(given, where, [...TAKEN, "atLeast", "atMost"]);
  checkObjective(taken, where);
  if ((atLeast === undefined) === (atMost === undefined)) {
    throw new InputError(`${where}: must have one of atLeast and atMost`);
  }
  const key = atLeast === undefined ? "atMost" : "atLeast";
  check.number(atLeast ?? atMost, `${where}.${key}`, { from: -Number.MAX_VALUE });
}

function checkObjective(given: unknown, where: string): void {
  const { name, figure, by, quantile } = check.object(given, where, TAKEN);
  check.text(name, `${where}.name`);
  check.oneOf(
    figure,
    `${where}.figure`,
    FIGURES.map((known) => known.name),
  );
  check.oneOf(by, `${where}.by`, ["mean", "minimum", "quantile"]);
  const fixed = aggregateFixedBy(figure as string);
  if (fixed !== undefined) check.oneOf(by, `${where}.by`, [fixed]);
  if (by === "quantile") {
    check.number(quantile, `${where}.quantile`, { from: 0, above: true, to: 1 });
  } else if (quantile !== undefined) {
    throw new InputError(`${where}.quantile: goes with "by": "quantile" alone; change that, or leave it out`);
  }
}
