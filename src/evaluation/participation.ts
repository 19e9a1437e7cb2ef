import type { Equilibrium } from "../equilibrium/solution.js";
import type { Mechanism } from "../mechanism/mechanism.js";
import { excludedBy } from "../metric/metrics.js";
import type { Stage } from "./profile-result.js";
import type { Breach } from "./violation.js";

/** What participation asks: that no scored equilibrium excludes a player whom PAP keeps in, or nothing. */
export type Participation = "as-pap" | "any";

/** A player whom an equilibrium excludes though PAP keeps it in. */
export interface Exclusion {
  /** Counted from 1, in the order of the values. */
  readonly player: number;
  /** How far entry is from worthwhile, in (0, 1]: 1 - value / entry price. */
  readonly shortfall: number;
}

/**
 * The player who is furthest from entering, of those whom some equilibrium excludes though PAP keeps them in; null where
 * there is none. The entry price of a player is the least p / x that some bid costs it beside the others' bids; it stays
 * out because its value is no more than that. At a mixed equilibrium, whose entry prices are dear to find, the shortfall
 * counts as 1.
 */
export function exclusionAt(
  mechanism: Mechanism,
  { profile: { values }, papActive }: Stage,
  equilibria: readonly Pick<Equilibrium, "kind" | "bids">[],
): Exclusion | null {
  let furthest: Exclusion | null = null;
  for (const { kind, bids } of equilibria) {
    for (const player of excludedBy(values, bids, papActive)) {
      const price = kind === "mixed" ? Number.POSITIVE_INFINITY : entryPrice(mechanism, bids, player - 1);
      const shortfall = Math.max(Number.EPSILON, 1 - values[player - 1]! / price);
      if (furthest === null || shortfall > furthest.shortfall) furthest = { player, shortfall };
    }
  }
  return furthest;
}

/**
 * How a scenario's exclusions break participation: the weighted mean of the shortfalls, 0 where a profile excludes nobody.
 *
 * @param exclusions one a profile
 */
export function participationBreach(
  stages: readonly Stage[],
  exclusions: readonly (Exclusion | null)[],
): Breach | null {
  let [part, worst] = [0, -1];
  for (const [k, exclusion] of exclusions.entries()) {
    if (exclusion === null) continue;
    part += exclusion.shortfall * stages[k]!.profile.weight;
    if (worst < 0 || exclusion.shortfall > exclusions[worst]!.shortfall) worst = k;
  }
  if (worst < 0) return null;
  const { profile } = stages[worst]!;
  const reason = `profile ${profile.name}: player ${exclusions[worst]!.player} stays out, whom PAP keeps in`;
  return { part: Math.min(1, Math.max(Number.EPSILON, part)), reason };
}

/** Bids tried, as powers of two of the others' total bid, and steps to an octave. */
const OCTAVES = { from: -20, to: 6, steps: 2 } as const;

/** The least p / x over a grid of one player's bids, the others' bids fixed: from above, to within a step of the grid. */
function entryPrice(mechanism: Mechanism, bids: readonly number[], player: number): number {
  const played = Float64Array.from(bids);
  const total = bids.reduce((sum, bid, i) => (i === player ? sum : sum + bid), 0);
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  let least = Number.POSITIVE_INFINITY;
  for (let k = OCTAVES.from * OCTAVES.steps; k <= OCTAVES.to * OCTAVES.steps; k++) {
    played[player] = total * 2 ** (k / OCTAVES.steps);
    mechanism.outcome(played, allocations, payments);
    const price = payments[player]! / allocations[player]!;
    if (price < least) least = price;
  }
  return least;
}
