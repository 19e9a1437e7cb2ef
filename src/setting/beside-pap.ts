import type { SolveOptions } from "../equilibrium/solve.js";
import { pap } from "../mechanism/family/pap.js";
import type { Mechanism, Rule } from "../mechanism/mechanism.js";
import { type Answer, answer, type Setting } from "./setting.js";

/** A setting's figures, and PAP's in the same setting. */
export interface AnswerBesidePap<Figures> extends Answer<Figures> {
  readonly pap: Figures | null;
}

/** Proportional-all-pay, at once: nothing of it waits for a parser. */
const PAP: Mechanism = {
  ...(pap.build({ parameters: {}, of: [], weight: "", payment: "" }) as Rule),
  candidate: { family: "pap", parameters: {} },
};

/** The figures of a setting, with PAP's beside them. */
export function answerBesidePap<Input, Figures extends object>(
  setting: Setting<Input, Figures>,
  rules: readonly Mechanism[],
  input: Input,
  options: SolveOptions = {},
): AnswerBesidePap<Figures> {
  const benchmark = setting.benchmark?.(input) ?? input;
  return {
    ...answer(setting, rules, input, options),
    pap: answer(setting, [PAP], benchmark, options).figures,
  };
}
