import type { SolveOptions } from "../equilibrium/solve.js";
import { InputError } from "../input-error.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { type BayesFigures, type BayesInput, bayes } from "../setting/bayes/bayes.js";
import type { Prior } from "../setting/bayes/prior.js";
import { type AnswerBesidePap, answerBesidePap } from "../setting/beside-pap.js";
import { BidHistory, type CommitteeFigures, type CommitteeInput, floorOf } from "../setting/committee.js";
import {
  type DiminishingFigures,
  type DiminishingInput,
  diminishing,
} from "../setting/diminishing/diminishing.js";
import { type PartsFigures, type PartsInput, parts } from "../setting/parts.js";
import { type RepeatedFigures, type RepeatedInput, repeated } from "../setting/repeated/repeated.js";
import { type TimingFigures, type TimingInput, timing } from "../setting/timing.js";
import * as check from "./check.js";
import { checkSolveOptions, SOLVE_KEYS } from "./games.js";
import {
  bayesInput,
  committeeInput,
  diminishingInput,
  partsInput,
  repeatedInput,
  timingInput,
} from "./setting-inputs.js";

/**
 * *When* is the slot sold: a mechanism with uncertain values, in the slot, ahead, or at signals between. See
 * `setting/timing.ts`.
 *
 * @returns figures and PAP's in the same setting; null where a game has no equilibrium, with the reason
 * @throws InputError for states of different lengths, probabilities that do not sum to 1, or a resale outside [0, 1]
 */
export function playTiming(
  mechanism: Mechanism,
  input: TimingInput,
  options: SolveOptions = {},
): AnswerBesidePap<TimingFigures> {
  check.mechanism(mechanism);
  checkOptions(options);
  return answerBesidePap(timing, [mechanism], timingInput(input, "input"), options);
}

/**
 * *What* is sold: a block in parts, each by a rule of its own, or whole. See `setting/parts.ts`.
 *
 * @param mechanisms one for the bundle; for parts one a part, or one for all
 * @returns figures, and PAP's on the bundle
 * @throws InputError for a part that nobody wants, a player who wants none, or another number of mechanisms
 */
export function playParts(
  mechanisms: readonly Mechanism[],
  input: PartsInput,
  options: SolveOptions = {},
): AnswerBesidePap<PartsFigures> {
  const rules = check
    .list(mechanisms, "mechanisms")
    .map((each, k) => check.mechanism(each, `mechanisms[${k}]`));
  checkOptions(options);
  const checked = partsInput(input, "input");
  checkRules(rules.length, checked, "mechanisms");
  return answerBesidePap(parts, rules, checked, options);
}

/** Whether as many rules are given as parts are sold apart, or one for all. */
export function checkRules(rules: number, { mode, valuesByPlayerAndPart }: PartsInput, where: string): void {
  const count = valuesByPlayerAndPart[0]!.length;
  if (rules === 1 || (mode === "parts" && rules === count)) return;
  const wanted =
    mode === "bundle" ? "one for the bundle" : `one for each of the ${count} parts, or one for all`;
  throw new InputError(`${where}: has ${rules} rules; give ${wanted}`);
}

/**
 * *Who* can collude: the discount factor from which a cartel is sustained in repeated play, and what an outsider gains.
 * See `setting/repeated/repeated.ts`.
 *
 * @throws InputError for kappas outside [0, 1), shares that do not sum to 1, or an outsider's value that is not positive
 */
export function playRepeated(
  mechanism: Mechanism,
  input: RepeatedInput,
  options: SolveOptions = {},
): AnswerBesidePap<RepeatedFigures> {
  check.mechanism(mechanism);
  checkOptions(options);
  return answerBesidePap(repeated, [mechanism], repeatedInput(input, "input"), options);
}

/**
 * *Where* the MEV oracle comes from: the floor under the winning bid that a committee reports. See `setting/committee.ts`.
 *
 * @throws InputError for a quantile outside (0, 1], negative latencies, or more corrupted members than members
 */
export function committeeFloor(input: CommitteeInput): CommitteeFigures {
  const checked = committeeInput(input, "input");
  return floorOf(new BidHistory(checked.bids), checked);
}

/**
 * *Does a fair rule count the cost of centralisation twice*: a mechanism where winning more is worth less. See
 * `setting/diminishing/diminishing.ts`.
 *
 * @throws InputError for a gamma outside [0, 1]
 */
export function playDiminishing(
  mechanism: Mechanism,
  input: DiminishingInput,
  options: SolveOptions = {},
): AnswerBesidePap<DiminishingFigures> {
  check.mechanism(mechanism);
  checkOptions(options);
  return answerBesidePap(diminishing, [mechanism], diminishingInput(input, "input"), options);
}

/**
 * *What if nobody knows the others' values*: a mechanism played by bidders who know their own value and the priors of the
 * others'. See `setting/bayes/bayes.ts`.
 *
 * @param input one `prior` and a number of `players`, or `priors`, one a player; 2 to 5 players
 * @returns figures at the equilibrium found and PAP's; null where none was found, or the rule is not supported
 * @throws InputError for a prior with low above high, negative values, probabilities that do not sum to 1
 */
export function playBayes(mechanism: Mechanism, input: PrivateValues): AnswerBesidePap<BayesFigures> {
  check.mechanism(mechanism);
  return answerBesidePap(bayes, [mechanism], bayesInput(input, "input"));
}

/** The input of `playBayes`. */
export type PrivateValues =
  | (Omit<BayesInput, "priors"> & { readonly prior: Prior; readonly players: number })
  | Omit<BayesInput, "atValues">;

function checkOptions(given: unknown): void {
  checkSolveOptions(check.object(given, "options", SOLVE_KEYS));
}
