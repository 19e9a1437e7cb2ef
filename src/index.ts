/**
 * The library: solve games, measure and screen mechanisms. Searches and files are the command line's. Every function
 * checks what it is given, and throws `InputError`.
 */
export type { Domain } from "./claim/domain.js";
export { GRADES, type Grade } from "./claim/grade.js";
export type { Equilibrium, Regret, Solution, SolutionStatus } from "./equilibrium/solution.js";
export type { SolveOptions } from "./equilibrium/solve.js";
export type { Constraints } from "./evaluate.js";
export type { Evaluation } from "./evaluation/evaluation.js";
export { InputError } from "./input-error.js";
export { FAMILIES } from "./mechanism/families.js";
export type { Candidate, Mechanism } from "./mechanism/mechanism.js";
export { METRICS } from "./metric/metrics.js";
export { evaluate } from "./public/evaluation.js";
export { hypervolume, paretoFront } from "./public/fronts.js";
export { papBenchmark, solve } from "./public/games.js";
export { buildMechanism, mechanismText, parseMechanismText } from "./public/mechanisms.js";
export { metricsOf } from "./public/metrics.js";
export { namedScenario, scenarioOf, unionOf } from "./public/scenarios.js";
export {
  committeeFloor,
  type PrivateValues,
  playBayes,
  playDiminishing,
  playParts,
  playRepeated,
  playTiming,
} from "./public/settings.js";
export { verify } from "./public/sybil.js";
export {
  fairnessOfGain,
  largestMeanGain,
  largestSmallestGain,
  optimalExponent,
  pureBorder,
  tullockPlay,
} from "./public/two-players.js";
export { SCENARIO_NAMES } from "./scenario/named.js";
export type { Scenario } from "./scenario/scenario.js";
export type { BayesFigures } from "./setting/bayes/bayes.js";
export type { Prior } from "./setting/bayes/prior.js";
export type { AnswerBesidePap } from "./setting/beside-pap.js";
export type { CommitteeFigures, CommitteeInput } from "./setting/committee.js";
export type { DiminishingFigures, DiminishingInput } from "./setting/diminishing/diminishing.js";
export type { PartsFigures, PartsInput } from "./setting/parts.js";
export type { RepeatedFigures, RepeatedInput } from "./setting/repeated/repeated.js";
export type { SettingStatus } from "./setting/setting.js";
export type { TimingFigures, TimingInput } from "./setting/timing.js";
export type { PlayedProfile } from "./sybil/notion/equilibrium.js";
export { DEFAULT_SEARCH, type SearchOptions } from "./sybil/options.js";
export type { Notion, Verdict, Witness } from "./sybil/verdict.js";
