import type { Mechanism } from "../mechanism/mechanism.js";
import { type RandomStream, randomStream } from "../numeric/random.js";
import { bestDeviation } from "./deviation.js";
import { jointOutcome } from "./identities.js";
import { identityCounts, type ScreenOptions } from "./screen.js";
import type { Verdict, Witness } from "./verdict.js";

const BID_VECTORS = 48;

/**
 * Split (S1), searched: over seeded bid vectors (no rival, one, several; magnitudes from 1e-3 to 1e3;
 * ties) and splits of one bid (equal parts, one tiny part, uneven parts) the parts' total allocation must
 * not exceed, and their total payment not be below, the single bid's.
 */
export function screenSplit(mechanism: Mechanism, options: ScreenOptions): Verdict {
  const random = randomStream(options.seed, 1);
  let worst: Witness | null = null;
  let largest = 0;
  let evaluations = 0;
  for (let sample = 0; sample < BID_VECTORS; sample++) {
    const bid = sample === 0 ? 1 : 10 ** (6 * random() - 3);
    const others = rivalBids(sample, bid, random);
    const whole = jointOutcome(mechanism, [bid], others);
    for (const parts of splitsOf(bid, options.identities, random)) {
      evaluations++;
      const joint = jointOutcome(mechanism, parts, others);
      const allocationChange = joint.allocation - whole.allocation;
      const paymentChange = joint.payment - whole.payment;
      const saved = whole.payment > 0 ? -paymentChange / whole.payment : 0;
      const change = Math.max(allocationChange, saved);
      if (!(change > largest)) continue;
      largest = change;
      const single = { bid, ...whole };
      worst = {
        ...{ others, single, identities: parts, ...joint, allocationChange, paymentChange },
        ...valueThatGains(mechanism, others, parts, joint, options.tolerance),
      };
    }
  }
  const refuted = largest > options.tolerance && worst !== null;
  return {
    notion: "split",
    outcome: refuted ? "refuted" : "not-refuted",
    ...(refuted && worst ? { witness: worst } : { effort: { evaluations, seed: options.seed } }),
    domain: { identities: options.identities, rivals: "0 to 5, spread up to 1e3", values: "any" },
    tolerance: options.tolerance,
    largestGainShare: largest,
  };
}

/** None, a tie, one rival, then up to five of mixed sizes. */
function rivalBids(sample: number, bid: number, random: RandomStream): number[] {
  if (sample % 8 === 0) return [];
  if (sample % 8 === 1) return [bid];
  const count = 1 + Math.floor(5 * random() * random());
  return Array.from({ length: count }, () => bid * 10 ** (4 * random() - 2));
}

function splitsOf(bid: number, identities: number, random: RandomStream): number[][] {
  const splits: number[][] = [];
  for (const k of identityCounts(identities)) splits.push(new Array<number>(k).fill(bid / k));
  for (const tiny of [1e-6, 1e-3, 0.1]) splits.push([bid * tiny, bid - bid * tiny]);
  for (const k of identityCounts(Math.min(identities, 4))) {
    const cuts = Array.from({ length: k }, () => -Math.log(1 - random()));
    const total = cuts.reduce((sum, cut) => sum + cut, 0);
    splits.push(cuts.map((cut) => (bid * cut) / total));
  }
  return splits;
}

/** A value at which the parts pay more than the best single bid, if one of a spread of values is. */
function valueThatGains(
  mechanism: Mechanism,
  others: readonly number[],
  parts: readonly number[],
  joint: { readonly allocation: number; readonly payment: number },
  tolerance: number,
): Pick<Witness, "value" | "gain" | "gainShare"> {
  const scale = parts.reduce((sum, part) => sum + part, 0) + others.reduce((sum, bid) => sum + bid, 0);
  let best: Pick<Witness, "value" | "gain" | "gainShare"> = { value: null, gain: null, gainShare: null };
  for (let power = -2; power <= 6; power++) {
    const value = scale * 2 ** power;
    const single = bestDeviation(mechanism, others, value, 1).utility;
    const gain = value * joint.allocation - joint.payment - single;
    const gainShare = gain / value;
    if (gainShare > Math.max(tolerance, best.gainShare ?? 0)) best = { value, gain, gainShare };
  }
  return best;
}
