import type { Mechanism } from "../../mechanism/mechanism.js";
import { certificateSize, largestGain, scanPoints } from "../certify.js";
import { landmarkBids } from "../landmarks.js";
import type { Equilibrium } from "../solution.js";
import { MIXED_OWN_REGRET, MIXED_REGRET } from "../tolerance.js";
import { type Expectation, MixtureResponse } from "./mixture-response.js";
import { isOut, type MixedProposal, type MixedStrategy } from "./strategy.js";

/**
 * Judges mixed strategies on the true game: expected outcomes over all joint bids, and for every player the
 * certifier's global search against the others' mixture. `searched`. Of the players who stay out, the one of highest
 * value is searched for all: they meet the same rivals, and what a bid brings rises with the value. Those of small
 * value are searched as well, since their gain is also held to their own value.
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
  const top = Math.max(...values);
  const small = top * (MIXED_REGRET / MIXED_OWN_REGRET);
  const response = new MixtureResponse(mechanism, strategies);
  const scan = scanOf(strategies, top);
  const outsider = highestOutsider(values, strategies);
  let work = 0;
  const outcome: JudgedOutcome[] = [];
  for (const [i, strategy] of strategies.entries()) {
    const value = values[i]!;
    if (isOut(strategy) && i !== outsider && value >= small) {
      outcome.push(OUT);
      continue;
    }
    response.face(i, value);
    work += certificateSize(scan) * response.cost;
    if (work > budget) return null;
    const expected = response.expect(strategy);
    const points = withLandmarks(scan, mechanism, strategies, i);
    outcome.push({
      ...expected,
      gain: largestGain(response, expected.utility, points, new Float64Array(points.length)),
    });
  }
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

interface JudgedOutcome extends Expectation {
  /** The most that the player gains by another bid. */
  readonly gain: number;
}

const OUT: JudgedOutcome = { bid: 0, allocation: 0, payment: 0, utility: 0, gain: 0 };

/** The certifier's scan around the atoms, and the ends and the middles of spread pieces. */
function scanOf(strategies: readonly MixedStrategy[], top: number): Float64Array {
  const atoms = new Set(strategies.flatMap(({ support }) => support));
  const pieces = strategies.flatMap(({ uniform = [] }) => uniform);
  const spread = new Set(pieces.flatMap(({ from, to }) => [from, (from + to) / 2, to]));
  spread.delete(0);
  const scan = scanPoints(Math.max(top, ...atoms, ...spread), atoms);
  return Float64Array.from([...scan, ...spread]).sort();
}

/** Atoms of the rivals that constants of formulas are looked for beside. */
const MOST_ATOMS = 16;

/** The scan, and the bids at which a formula's constants matter beside the rivals' atoms. */
function withLandmarks(
  scan: Float64Array,
  mechanism: Mechanism,
  strategies: readonly MixedStrategy[],
  player: number,
): Float64Array {
  const rows = Math.min(MOST_ATOMS, Math.max(...strategies.map(({ support }) => support.length)));
  const landmarks = Array.from({ length: rows }, (_, k) => {
    const bids = strategies.map(({ support }) => support[k % support.length] ?? 0);
    return landmarkBids(mechanism, bids, player);
  }).flat();
  return landmarks.length === 0 ? scan : Float64Array.from([...scan, ...new Set(landmarks)]).sort();
}

/** Who has the highest value of those who stay out; -1 where nobody does. */
function highestOutsider(values: Float64Array, strategies: readonly MixedStrategy[]): number {
  return strategies.reduce(
    (best, strategy, i) => (isOut(strategy) && !(values[i]! <= values[best]!) ? i : best),
    -1,
  );
}
