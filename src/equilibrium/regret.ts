import type { Mechanism } from "../mechanism/mechanism.js";
import { certify, largestOwnGain, ownMeasure } from "./certify.js";
import { hasUniqueEquilibrium, regretByConcavity } from "./concave-lemma.js";
import { highestBidRegret } from "./highest-bid-lemma.js";
import { representatives } from "./representatives.js";
import { SingleBidCurve } from "./share-space/curve.js";
import { type RuleByCount, ruleOfShares } from "./share-space/rules.js";
import type { Regret } from "./solution.js";
import { OWN_REGRET, PURE_REGRET } from "./tolerance.js";

/** The regret of a bid vector, and the most that a player gains by its own measure (see `ownMeasure`). */
export interface Judgement {
  readonly regret: Regret;
  readonly ownGain: number;
}

/**
 * Judges bids: by a lemma where one applies, by the curves of single bids under a rule of shares, by a dense search under
 * any other.
 *
 * @param budget how much work the dense search is allowed, in players looked at
 * @param others further bids to look at, of other proposals
 * @returns null where it would take more
 */
export function judge(
  mechanism: Mechanism,
  values: Float64Array,
  bids: Float64Array,
  budget: number,
  others: readonly number[] = [],
): Judgement | null {
  // A lemma's bound, which is relative to the largest value, is taken as it is: no search goes beyond it.
  const proved = provedRegret(mechanism, values, bids);
  if (proved !== null) return { regret: proved, ownGain: 0 };
  const rule = ruleOfShares(mechanism);
  if (rule !== null && bids.some((bid) => bid > 0)) return byCurves(rule, mechanism, values, bids);
  const regret = certify(mechanism, values, bids, budget, others);
  if (regret === null) return null;
  const isSmall = regret.relative <= PURE_REGRET;
  return { regret, ownGain: isSmall ? largestOwnGain(mechanism, values, bids, others) : 0 };
}

/** The regret of bids by the lemma of the rule's shape; null where none applies, or it shows no equilibrium. */
export function provedRegret(mechanism: Mechanism, values: Float64Array, bids: Float64Array): Regret | null {
  const { shape } = mechanism;
  if (shape.kind === "highest-bid") return highestBidRegret(values, bids, mechanism);
  if (shape.kind !== "own-bid" || values.length < 2 || !hasUniqueEquilibrium(shape.rule)) return null;
  const proved = regretByConcavity(shape.rule, values, bids);
  return proved.relative <= PURE_REGRET ? proved : null;
}

/** Stops at the first player who gains too much: what it then says is what that one gains. */
function byCurves(
  rule: RuleByCount,
  mechanism: Mechanism,
  values: Float64Array,
  bids: Float64Array,
): Judgement {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(bids, allocations, payments);
  const top = values.reduce((most, value) => Math.max(most, value), 0);
  const curve = new SingleBidCurve(rule, bids);
  let [absolute, ownGain] = [0, 0];
  for (const i of representatives(mechanism, values, bids)) {
    const value = values[i]!;
    const utility = value * allocations[i]! - payments[i]!;
    curve.face(bids[i]!, value);
    const gain = curve.largestGain(value, bids[i]!, utility);
    absolute = Math.max(absolute, gain);
    ownGain = Math.max(ownGain, ownMeasure(gain, value, bids[i]! > 0 ? payments[i]! : 0));
    if (!(absolute <= PURE_REGRET * top && ownGain <= OWN_REGRET)) break;
  }
  return { regret: { absolute, relative: absolute / top, kind: "searched" }, ownGain };
}
