import type { SolveOptions } from "../equilibrium/solve.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { PAP } from "./rules.js";
import { type Answer, answer, type Setting } from "./setting.js";

/** A setting's figures, and PAP's in the same setting. */
export interface AnswerBesidePap<Figures> extends Answer<Figures> {
  readonly pap: Figures | null;
}

/** The figures of a setting, with PAP's beside them. */
export function answerBesidePap<Input, Figures extends object>(
  setting: Setting<Input, Figures>,
  rules: readonly Mechanism[],
  input: Input,
  options: SolveOptions = {},
): AnswerBesidePap<Figures> {
  const benchmark = setting.benchmark?.(input) ?? input;
  const own = answer(setting, rules, input, options);
  // PAP beside itself is not solved twice.
  const isPap =
    benchmark === input && rules.length === 1 && rules[0]!.candidate.family === PAP.candidate.family;
  const pap = isPap ? own.figures : answer(setting, [PAP], benchmark, options).figures;
  const related = own.figures !== null && pap !== null ? setting.beside?.(own.figures, pap) : undefined;
  return { ...own, figures: related ?? own.figures, pap };
}
