import { AggregativeSolver } from "../../src/equilibrium/aggregative.js";
import { LargestEntry } from "../../src/equilibrium/largest-entry.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { OwnBidRule } from "../../src/mechanism/shape/own-bid.js";
import { SplitGainSearch } from "../../src/sybil/proof/equal-split-gain.js";
import type { EvaluationWork } from "../schema/bench.js";
import { type BenchReport, timedPasses } from "./timing.js";

/** A candidate's [revenue, fairness, s3, eps]; null where the first-order conditions have no solution. */
export type Scores = readonly [revenue: number, fairness: number, s3: number, eps: number] | null;

/**
 * Work unit W2, candidates of one family scored over the same profiles: evaluates all again and again.
 *
 * @param minimum seconds to go on for, at least
 * @param where   how messages call the work
 * @throws InputError where a parameter is out of bounds
 */
export async function benchEvaluate(
  work: EvaluationWork,
  minimum: number,
  where: string,
): Promise<BenchReport> {
  const evaluation = await ProfileEvaluation.of(work, where);
  const seconds = timedPasses(() => evaluation.scoreAll(), minimum);
  return {
    peer: "goldilocks",
    work: "W2",
    units_per_pass: work.candidates.length,
    pass_seconds: seconds,
    solutions: evaluation.solutions(),
  };
}

const SCORES = 4;

/**
 * Scores own-bid rules of convex cost over profiles, at the point where as many players as possible are in:
 *
 *     revenue   mean of sum_i p_i
 *     fairness  mean of the geometric mean of the shares of all players, 0 where one is out
 *     s3        max over players and k = 2..K of (u_k - u_1) / v_i, at fixed bids of the others
 *     eps       max over players of (u_1 - utility) / v_i
 *
 * u_k is the best utility through exactly k identities, u_1 the best single bid's or 0.
 */
export class ProfileEvaluation {
  private readonly entry = new LargestEntry(new AggregativeSolver());
  private readonly search = new SplitGainSearch();
  /** [revenue, fairness, s3, eps] of each rule. */
  private readonly scores: Float64Array;

  private constructor(
    private readonly rules: readonly OwnBidRule[],
    private readonly profiles: readonly Float64Array[],
    private readonly identities: number,
  ) {
    this.scores = new Float64Array(SCORES * rules.length);
  }

  /** @throws InputError where a parameter is out of bounds */
  static async of({ candidates, profiles, kmax }: EvaluationWork, where: string): Promise<ProfileEvaluation> {
    const rules = candidates.map(async ([alpha, fee, kappa], k) => {
      const candidate = { family: "power-fee-quadratic", parameters: { alpha, fee, kappa } };
      const place = `${where}: candidates.${k}`;
      const { shape } = await buildMechanism(candidate, place);
      if (shape.kind !== "own-bid" || !shape.rule.convexCost || shape.rule.weightAtZero > 0) {
        throw new InputError(`${place}: not an own-bid rule of convex cost and no weight at zero`);
      }
      return shape.rule;
    });
    const values = profiles.map((profile) => Float64Array.from(profile));
    return new ProfileEvaluation(await Promise.all(rules), values, kmax);
  }

  /** Scores every rule afresh: nothing is carried over from rule to rule or pass to pass. */
  scoreAll(): void {
    for (let k = 0; k < this.rules.length; k++) this.score(this.rules[k]!, SCORES * k);
  }

  solutions(): Scores[] {
    return this.rules.map((_, k) => {
      const [revenue, fairness, s3, eps] = this.scores.subarray(SCORES * k, SCORES * (k + 1));
      return Number.isNaN(revenue) ? null : [revenue!, fairness!, s3!, eps!];
    });
  }

  private score(rule: OwnBidRule, place: number): void {
    const { scores, profiles } = this;
    scores[place] = 0;
    scores[place + 1] = 0;
    scores[place + 2] = Number.NEGATIVE_INFINITY;
    scores[place + 3] = 0;
    for (let p = 0; p < profiles.length; p++) this.addProfile(rule, profiles[p]!, place);
    scores[place] = scores[place]! / profiles.length;
    scores[place + 1] = scores[place + 1]! / profiles.length;
  }

  private addProfile(rule: OwnBidRule, values: Float64Array, place: number): void {
    const { entry, search, scores } = this;
    const active = entry.solve(rule, values);
    if (active === 0) {
      scores[place] = Number.NaN;
      return;
    }
    let logShares = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const bid = entry.bids[i]!;
      const weight = bid > 0 ? entry.weights[i]! : 0;
      const share = weight / entry.totalWeight;
      const payment = bid > 0 ? rule.cost(bid) : 0;
      scores[place] = scores[place]! + payment;
      logShares += Math.log(share);
      const floor = scores[place + 2]! * value;
      const others = entry.totalWeight - weight;
      const gain = search.gainAbove(rule, value, others, this.identities, floor, entry.weights[i]);
      if (gain > floor) scores[place + 2] = gain / value;
      const regret = (search.single - (value * share - payment)) / value;
      if (regret > scores[place + 3]!) scores[place + 3] = regret;
    }
    scores[place + 1] = scores[place + 1]! + Math.exp(logShares / values.length);
  }
}
