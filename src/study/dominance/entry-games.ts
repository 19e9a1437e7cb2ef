import { certify } from "../../equilibrium/certify.js";
import { inDominatedBids } from "../../equilibrium/dominated.js";
import { firstOrderPoints } from "../../equilibrium/first-order.js";
import { iterateBestResponses } from "../../equilibrium/iterated-best-response.js";
import type { Regret } from "../../equilibrium/solution.js";
import { solvePure } from "../../equilibrium/solve.js";
import { type Stability, stabilityOf } from "../../equilibrium/stability.js";
import { PURE_REGRET, SAME_BIDS } from "../../equilibrium/tolerance.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { randomStream } from "../../numeric/random.js";

/** A pure equilibrium of the whole game, judged by the certifier. */
export interface EntryEquilibrium {
  readonly bids: readonly number[];
  readonly allocations: readonly number[];
  readonly payments: readonly number[];
  readonly utilities: readonly number[];
  readonly regret: Regret;
  readonly dominated?: true;
  readonly stability: Stability | null;
}

const BUDGET = 2e7;
const SMALLEST_START = 1e-4;
/** How often a player stays out of a start. */
const OUT = 0.25;

/**
 * The pure equilibria that a wide multi-start finds. Every set of two players or more is solved as a game of its own,
 * the others staying out, and so are best responses followed from random starts; each point is then judged in the
 * whole game, where whoever stays out may enter. Permutations among players of equal value count once.
 *
 * @param values two to some six: the sets are 2^n
 */
export function entryEquilibria(
  mechanism: Mechanism,
  values: readonly number[],
  { starts, seed }: { readonly starts: number; readonly seed: number },
): EntryEquilibrium[] {
  const found: EntryEquilibrium[] = [];
  const consider = (bids: Float64Array) => {
    const judged = judgedAt(mechanism, values, bids);
    if (judged !== null && !found.some((known) => same(known, judged, values))) found.push(judged);
  };
  const seen = new Set<string>();
  for (let set = 2 ** values.length - 1; set > 0; set--) {
    const members = values.flatMap((_, i) => (set & (2 ** i) ? [i] : []));
    const within = members.map((i) => values[i]!);
    if (members.length < 2 || seen.has(within.join(" "))) continue;
    seen.add(within.join(" "));
    for (const { bids } of solvePure(mechanism, within).equilibria) {
      const whole = new Float64Array(values.length);
      for (const [k, i] of members.entries()) whole[i] = bids[k]!;
      consider(whole);
    }
  }
  for (const bids of responsesFrom(mechanism, values, starts, seed)) consider(bids);
  return found;
}

/** Where best responses lead from random starts, sharpened by Newton's method; only what settles. */
export function responsesFrom(
  mechanism: Mechanism,
  values: readonly number[],
  starts: number,
  seed: number,
): Float64Array[] {
  const random = randomStream(seed, 11);
  const list = Float64Array.from(values);
  return Array.from({ length: starts }, () => {
    const start = list.map((value) => {
      const bid = value * SMALLEST_START ** random();
      return random() < OUT ? 0 : bid;
    });
    const { outcome, bids } = iterateBestResponses(mechanism, list, start, BUDGET);
    return outcome === "converged" ? [firstOrderPoints(mechanism, list, bids)[0] ?? bids] : [];
  }).flat();
}

/**
 * Bids as an equilibrium of the game, or null where the certifier finds more than the tolerance to gain, or where a
 * positive bid earns no more than staying out: next to nothing, it would change the price for everybody.
 */
export function judgedAt(
  mechanism: Mechanism,
  values: readonly number[],
  bids: Float64Array,
): EntryEquilibrium | null {
  const list = Float64Array.from(values);
  const regret = certify(mechanism, list, bids, BUDGET);
  if (regret === null || !(regret.relative <= PURE_REGRET)) return null;
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(bids, allocations, payments);
  if (!allocations.some((x) => x > 0)) return null;
  const utilities = values.map((value, i) => value * allocations[i]! - payments[i]!);
  if (utilities.some((utility, i) => bids[i]! > 0 && !(utility > PURE_REGRET * values[i]!))) return null;
  return {
    ...{ bids: Array.from(bids), allocations: Array.from(allocations), payments: Array.from(payments) },
    utilities,
    regret,
    ...(inDominatedBids(mechanism, list, bids) ? { dominated: true as const } : {}),
    stability: stabilityOf(mechanism, values, Array.from(bids)),
  };
}

function same(a: EntryEquilibrium, b: EntryEquilibrium, values: readonly number[]): boolean {
  const roles = ({ allocations }: EntryEquilibrium) =>
    [...values.keys()].sort((i, j) => values[j]! - values[i]! || allocations[j]! - allocations[i]!);
  const [first, second] = [roles(a), roles(b)];
  return first.every(
    (i, k) =>
      Math.abs(a.allocations[i]! - b.allocations[second[k]!]!) < SAME_BIDS &&
      Math.abs(a.payments[i]! - b.payments[second[k]!]!) < SAME_BIDS * Math.max(...values),
  );
}
