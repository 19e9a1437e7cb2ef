/** The library: solve games, measure and screen mechanisms. Searches and files are the command line's. */
export type { Equilibrium, Regret, Solution, SolutionStatus } from "./equilibrium/solution.js";
export { type SolveOptions, solve } from "./equilibrium/solve.js";
export { type Constraints, evaluate } from "./evaluate.js";
export type { Evaluation } from "./evaluation/evaluation.js";
export { InputError } from "./input-error.js";
export { buildMechanism } from "./mechanism/build.js";
export { FAMILIES } from "./mechanism/families.js";
export type { Candidate, Mechanism } from "./mechanism/mechanism.js";
export { mechanismText, parseMechanismText } from "./mechanism/notation.js";
export { METRICS, metricsOf } from "./metric/metrics.js";
export { namedScenario, SCENARIO_NAMES } from "./scenario/named.js";
export { papBenchmark } from "./scenario/pap-benchmark.js";
export { type Scenario, scenarioOf, unionOf } from "./scenario/scenario.js";
export type { PlayedProfile } from "./sybil/notion/equilibrium.js";
export { DEFAULT_SEARCH, type SearchOptions } from "./sybil/options.js";
export type { Notion, Verdict, Witness } from "./sybil/verdict.js";
export { verify } from "./sybil/verify.js";
