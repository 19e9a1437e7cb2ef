import type { Mechanism } from "../mechanism/mechanism.js";
import { randomStream } from "../numeric/random.js";
import { gainAgainst } from "./gain.js";
import type { ScreenOptions } from "./screen.js";
import type { Verdict, Witness } from "./verdict.js";

const RIVAL_VECTORS = 10;
const VALUE_RATIOS = [0.3, 1, 4, 30, 300, 1000] as const;

/**
 * Best-response (S2), searched: against seeded bids of one to four rivals, for values from 0.3 to 1,000
 * times their total, no multi-identity bid may be better than the best single bid.
 */
export function screenBestResponse(mechanism: Mechanism, options: ScreenOptions): Verdict {
  const random = randomStream(options.seed, 2);
  const scaleFree = mechanism.claims.scaleFree;
  let worst: Witness | null = null;
  let largest = 0;
  let evaluations = 0;
  for (let sample = 0; sample < RIVAL_VECTORS; sample++) {
    const count = sample < 3 ? 1 : 1 + Math.floor(4 * random());
    const unit = scaleFree ? 1 : 10 ** (4 * random() - 3);
    const others = Array.from({ length: count }, (_, j) => (j === 0 ? unit : unit * 10 ** (-2 * random())));
    const total = others.reduce((sum, bid) => sum + bid, 0);
    for (const ratio of VALUE_RATIOS) {
      const found = gainAgainst(mechanism, others, ratio * total, options.identities);
      evaluations += found.evaluations;
      if (!(found.gainShare > largest)) continue;
      largest = found.gainShare;
      worst = found.witness;
    }
    if (largest > options.tolerance) break;
  }
  const refuted = largest > options.tolerance && worst !== null;
  return {
    notion: "best-response",
    outcome: refuted ? "refuted" : "not-refuted",
    ...(refuted && worst ? { witness: worst } : { effort: { evaluations, seed: options.seed } }),
    domain: {
      identities: options.identities,
      rivals: "1 to 4, spread up to 100",
      values: "0.3 to 1,000 times the rivals' total",
    },
    tolerance: options.tolerance,
    largestGainShare: largest,
  };
}
