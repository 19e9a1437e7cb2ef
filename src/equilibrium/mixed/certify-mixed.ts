import type { Mechanism } from "../../mechanism/mechanism.js";
import { certificateSize, largestGain, scanPoints } from "../certify.js";
import type { Equilibrium } from "../solution.js";
import { MIXED_OWN_REGRET, MIXED_REGRET } from "../tolerance.js";
import { MixtureResponse } from "./mixture-response.js";
import type { MixedProposal } from "./strategy.js";

/**
 * Judges mixed strategies of atoms on the true game: expected outcomes over all joint supports, and for
 * every player the certifier's global search against the others' mixture. `searched`.
 *
 * @param budget how much work is allowed, in players looked at
 * @returns null where the search would take more than that, or a player of small value gains much of it by what is nothing
 *          to the largest
 */
export function judgeMixed(
  mechanism: Mechanism,
  values: Float64Array,
  proposal: MixedProposal,
  budget: number,
): Equilibrium | null {
  const { strategies, solver } = proposal;
  const response = new MixtureResponse(mechanism, strategies);
  const inPlay = new Set(strategies.flatMap(({ support }) => support));
  const top = Math.max(...values);
  const scan = scanPoints(Math.max(top, ...inPlay), inPlay);
  if (values.length * certificateSize(scan) * response.cost > budget) return null;
  const heights = new Float64Array(scan.length);
  const outcome = strategies.map(({ support, probabilities }, i) => {
    response.face(i, values[i]!);
    const expected = { bid: 0, allocation: 0, payment: 0 };
    support.forEach((bid, k) => {
      response.at(bid);
      expected.bid += probabilities[k]! * bid;
      expected.allocation += probabilities[k]! * response.allocation;
      expected.payment += probabilities[k]! * response.payment;
    });
    const utility = values[i]! * expected.allocation - expected.payment;
    return { ...expected, utility, gain: largestGain(response, utility, scan, heights) };
  });
  const small = top * (MIXED_REGRET / MIXED_OWN_REGRET);
  if (outcome.some(({ gain }, i) => values[i]! < small && gain > MIXED_OWN_REGRET * values[i]!)) return null;
  const absolute = Math.max(0, ...outcome.map(({ gain }) => gain));
  return {
    kind: "mixed",
    bids: outcome.map(({ bid }) => bid),
    allocations: outcome.map(({ allocation }) => allocation),
    payments: outcome.map(({ payment }) => payment),
    utilities: outcome.map(({ utility }) => utility),
    strategies,
    regret: { absolute, relative: absolute / top, kind: "searched" },
    solver,
  };
}
