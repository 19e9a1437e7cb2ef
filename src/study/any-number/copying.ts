import { solvePure } from "../../equilibrium/solve.js";
import { buildMechanism } from "../../mechanism/build.js";
import type { Candidate, Mechanism } from "../../mechanism/mechanism.js";
import { type RandomStream, randomStream } from "../../numeric/random.js";
import { caseText, type Slack, Slacks } from "./slack.js";
import { ruleText } from "./star-guards.js";

/** Revenue that copying the rival under k - 1 identities allows: v_1 / k + x_2 (k v_2 - v_1). */
export function copyingBound([v1, v2]: readonly [number, number], weaker: number, k: number): number {
  return v1 / k + weaker * (k * v2 - v1);
}

/** What player 1 gains by bidding its rival's bid under `identities` names, played by the rule. */
export function gainByCopying(
  mechanism: Mechanism,
  values: readonly number[],
  bids: readonly number[],
  identities: number,
): number {
  const copies = new Float64Array(identities + 1).fill(bids[1]!);
  const [allocations, payments] = [new Float64Array(copies.length), new Float64Array(copies.length)];
  mechanism.outcome(copies, allocations, payments);
  const [single, paid] = [new Float64Array(2), new Float64Array(2)];
  mechanism.outcome(Float64Array.from(bids), single, paid);
  const sum = (amounts: Float64Array) => amounts.slice(0, identities).reduce((all, each) => all + each, 0);
  return values[0]! * sum(allocations) - sum(payments) - (values[0]! * single[0]! - paid[0]!);
}

/** Largest number of copies, and the value ratios v_1 / v_2 drawn. */
const COPIES = [1, 2, 3, 4];
const [LEAST_RATIO, LARGEST_RATIO] = [1, 6];

/**
 * The inequality behind the theorem, with the gain of copying that Sybil-proofness sets to 0, at equilibria of random
 * rules whose payments depend on the own bid alone: (bound + max(0, gain) - R) / v_1.
 */
export async function copyingGuard({
  rules,
  seed,
}: {
  readonly rules: number;
  readonly seed: number;
}): Promise<Slack> {
  const slacks = new Slacks();
  for (let k = 0; k < rules; k++) {
    const random = randomStream(seed, k);
    const candidate = ownBidCandidate(random, k);
    const mechanism = await buildMechanism(candidate);
    const values = [1, 1 / (LEAST_RATIO + (LARGEST_RATIO - LEAST_RATIO) * random())] as const;
    for (const { bids, allocations, payments } of solvePure(mechanism, values).equilibria) {
      if (bids.some((bid) => !(bid > 0))) continue;
      for (const copies of COPIES) {
        const bound = copyingBound(values, allocations[1]!, copies + 1);
        const gain = Math.max(0, gainByCopying(mechanism, values, bids, copies));
        slacks.add(bound + gain - payments[0]! - payments[1]!, () => caseText(ruleText(candidate), values));
      }
    }
  }
  return slacks.of(rules);
}

/** Payments of the own bid alone: powers, an entrance fee with a quadratic cost, and a formula. */
function ownBidCandidate(random: RandomStream, k: number): Candidate {
  const within = (low: number, high: number) => low + (high - low) * random();
  if (k % 3 === 0) return { family: "tullock", parameters: { alpha: within(0.3, 1.2) } };
  if (k % 3 === 1) {
    return {
      family: "power-fee-quadratic",
      parameters: { alpha: within(0.5, 1), fee: within(0, 0.02), kappa: within(0, 1) },
    };
  }
  return {
    family: "expression",
    weight: "b^alpha + lift*b",
    payment: "b + kappa*b^power",
    parameters: {
      alpha: within(0.5, 1.1),
      lift: within(0, 1),
      kappa: within(0, 2),
      power: within(1.2, 3),
    },
  };
}
