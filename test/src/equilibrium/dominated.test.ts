import { describe, expect, it } from "vitest";
import { inDominatedBids } from "../../../src/equilibrium/dominated.js";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";

const grid = (low: number, high: number, count: number) =>
  Array.from({ length: count }, (_, k) => low * (high / low) ** (k / (count - 1)));

function utility(mechanism: Mechanism, player: number, value: number, bids: readonly number[]): number {
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return value * allocations[player]! - payments[player]!;
}

/** Every vector of so many rivals' bids on a grid that reaches from next to nothing to far above all amounts. */
function vectors(rivals: number, top: number): number[][] {
  const bids = [0, ...grid(1e-14 * top, 100 * top, rivals === 1 ? 200 : 40)];
  return Array.from({ length: rivals }).reduce<number[][]>(
    (some) => some.flatMap((vector) => bids.map((bid) => [...vector, bid])),
    [[]],
  );
}

/**
 * The bids of a grid that might dominate a player's, since no vector of rivals' bids on a grid shows them to do worse:
 * the definition of weak dominance, by brute force.
 */
function notShownWorse(
  mechanism: Mechanism,
  values: readonly number[],
  bids: readonly number[],
  player: number,
) {
  const top = Math.max(...values, ...bids);
  const faced = vectors(bids.length - 1, top);
  const against = (own: number, rivals: readonly number[]) =>
    utility(mechanism, player, values[player]!, rivals.toSpliced(player, 0, own));
  const others = [0, ...grid(1e-12 * top, 10 * top, 50), bids[player]! / 2, 2 * bids[player]!];
  return others.filter(
    (other) =>
      Math.abs(other - bids[player]!) > 0.01 * bids[player]! &&
      !faced.some((rivals) => {
        const rounding = 1e-15 * Math.max(values[player]!, other, ...rivals);
        return against(other, rivals) < against(bids[player]!, rivals) - rounding;
      }),
  );
}

describe("an equilibrium is not marked where every other bid does worse against some rivals", () => {
  it.each([
    ["one player's share is next to nothing", "pair-price", [1, 1e-7]],
    ["the weaker of two is indifferent between all smaller bids", "serial", [1, 0.001]],
    ["the weaker of three are indifferent, and one stays out", "serial", [1000, 1, 1]],
  ])("%s", async (_, family, values) => {
    const mechanism = await buildMechanism({ family });
    const { equilibria } = solvePure(mechanism, values);
    expect(equilibria).not.toHaveLength(0);
    for (const { bids, dominated } of equilibria) {
      for (const player of values.keys()) {
        expect(notShownWorse(mechanism, values, bids, player)).toEqual([]);
      }
      expect(dominated).toBeUndefined();
    }
  });
});

describe("bids are marked where another is as good against all rivals and better against some", () => {
  it("a bully far above its value at the second price", async () => {
    const mechanism = await buildMechanism({ family: "second-price" });
    expect(inDominatedBids(mechanism, Float64Array.of(4, 2), Float64Array.of(0, 5))).toBe(true);
    expect(inDominatedBids(mechanism, Float64Array.of(4, 2), Float64Array.of(4, 2))).toBe(false);
  });

  it.each([0.1, 0.13, 0.2])("a bid below the least payment, %d, that it makes anyway", async (least) => {
    const rule = { family: "expression", weight: "b", payment: `max(b, ${least})` };
    const mechanism = await buildMechanism(rule);
    const [values, bids] = [Float64Array.of(1, 0.01), Float64Array.of(0.99 * least, 0)];
    // The least payment buys more than this bid for the same money, whatever the other bids.
    expect(notShownWorse(mechanism, [1, 0.01], [least, 0], 0)).toEqual([]);
    expect(inDominatedBids(mechanism, values, bids)).toBe(true);
    expect(inDominatedBids(mechanism, values, Float64Array.of(least, 0))).toBe(false);
  });
});
