import { describe, expect, it } from "vitest";
import type { Equilibrium } from "../../../src/equilibrium/solution.js";
import { solve, solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";

const PAIRS = [
  [4, 2],
  [3, 2],
  [10, 1],
  [5, 4],
] as const;

/** The root of alpha = 1 + (v2/v1)^alpha, up to which two players have a pure equilibrium (Nti 1999; Wang 2010). */
function thresholdOf(v1: number, v2: number): number {
  let [low, high] = [1, 2];
  for (let step = 0; step < 100; step++) {
    const alpha = (low + high) / 2;
    if (alpha < 1 + (v2 / v1) ** alpha) low = alpha;
    else high = alpha;
  }
  return low;
}

function near(figures: readonly number[], exact: readonly number[], within: number) {
  expect(figures).toHaveLength(exact.length);
  figures.forEach((figure, i) => {
    expect(Math.abs(figure - exact[i]!)).toBeLessThanOrEqual(within);
  });
}

describe.each(PAIRS)("a Tullock contest of %d against %d", (v1, v2) => {
  const threshold = thresholdOf(v1, v2);
  const solved = async (alpha: number) =>
    solve(await buildMechanism({ family: "tullock", parameters: { alpha } }), [v1, v2]);

  it("has its one pure equilibrium up to just below the threshold", async () => {
    for (const alpha of [0.5, 1, 1 + (threshold - 1) / 2, threshold - 1e-2, threshold - 1e-6]) {
      const { status, equilibria } = await solved(alpha);
      expect(status).toBe("pure");
      expect(equilibria).toHaveLength(1);
      const x1 = v1 ** alpha / (v1 ** alpha + v2 ** alpha);
      const [found] = equilibria;
      near(found!.allocations, [x1, 1 - x1], 1e-11);
      near(found!.bids, [alpha * v1 * x1 * (1 - x1), alpha * v2 * x1 * (1 - x1)], 1e-11 * v1);
    }
  });

  it("is never called pure above it, and player 1's certain bid meets a player 2 who mixes", async () => {
    for (const alpha of [threshold + 1e-4, threshold + 1e-2, (threshold + 2) / 2, 2]) {
      const { status, equilibria, reason } = await solved(alpha);
      expect(status).toBe("mixed");
      expect(reason).toMatch(/no pure equilibrium/);
      expect(equilibria.map(({ kind }) => kind)).toEqual(["mixed"]);
      const [first, second] = equilibria[0]!.strategies!;
      expect(first!.probabilities).toEqual([1]);
      expect(second!.support[0]).toBe(0);
      expect(second!.support).toHaveLength(2);
      const entry = (v2 / v1) * (alpha - 1) ** (-1 / alpha);
      near(second!.probabilities, [1 - entry, entry], 1e-9);
      // Player 2 is indifferent between its bid and staying out.
      near(equilibria[0]!.utilities.slice(1), [0], 1e-9 * v1);
    }
    for (const alpha of [2.5, 8]) {
      const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha } });
      expect(solvePure(mechanism, [v2, v1])).toMatchObject({ status: "none-found", equilibria: [] });
    }
  });
});

it("the article's pair has the threshold 1.38333", () => {
  expect(thresholdOf(4, 2)).toBeCloseTo(1.38333, 5);
});

/** An entry game's equilibrium: every player's bid, 0 for those who stay out. */
type Bids = readonly number[];

/** The players of each set of two or more. */
function setsOf(n: number): number[][] {
  const sets: number[][] = [];
  for (let mask = 0; mask < 2 ** n; mask++) {
    const set = Array.from({ length: n }, (_, i) => i).filter((i) => mask & (1 << i));
    if (set.length >= 2) sets.push(set);
  }
  return sets;
}

/** The bids of PAP among a set, divided by 1 + phi; null where somebody in it would not bid. */
function papAmong(set: readonly number[], values: readonly number[], phi: number): number[] | null {
  const total = (set.length - 1) / set.reduce((sum, i) => sum + 1 / values[i]!, 0);
  if (set.some((i) => values[i]! <= total)) return null;
  return values.map((value, i) => (set.includes(i) ? (total * (1 - total / value)) / (1 + phi) : 0));
}

/**
 * Every equilibrium of PAP with a fee of `fee + phi B`, by going through the active sets. A player in gets
 * v q^2 - fee or, with B = B_PAP / (1 + phi), v q - B (q + phi). The best that one outside gets against a
 * total B is (sqrt v - sqrt((1 + phi) B))^2 - fee - phi B.
 */
function papWithFeeBySets(values: readonly number[], fee: number, phi: number): Bids[] {
  const found: Bids[] = [];
  for (const set of setsOf(values.length)) {
    const bids = papAmong(set, values, phi);
    if (bids === null) continue;
    const total = bids.reduce((sum, bid) => sum + bid, 0);
    const stable = values.every((value, i) => {
      const bid = bids[i]!;
      if (bid > 0) return value * (bid / total) - bid - fee - phi * total >= 0;
      const price = (1 + phi) * total;
      if (value <= price) return true;
      return (Math.sqrt(value) - Math.sqrt(price)) ** 2 - fee - phi * total <= 0;
    });
    if (stable) found.push(bids);
  }
  return found;
}

/** Bids with the names taken off: the pairs of value and bid, in order. Permuted twins look alike. */
function nameless(values: readonly number[], bids: Bids): string {
  const pairs = values.map((value, i) => [value, Number(bids[i]!.toPrecision(9))] as const);
  return JSON.stringify(pairs.toSorted((a, b) => b[0] - a[0] || b[1] - a[1]));
}

const distinct = (values: readonly number[], list: readonly Bids[]) =>
  [...new Set(list.map((bids) => nameless(values, bids)))].sort();
const listed = (values: readonly number[], list: readonly Equilibrium[]) =>
  list.map(({ bids }) => nameless(values, bids)).sort();
const activeIn = ({ bids }: Equilibrium) => bids.filter((bid) => bid > 0).length;

describe("with a fee for every identity, the active sets are as the closed form has them, one by one", () => {
  const FIVE = [1, 1, 1, 1, 1];
  const GAMES: readonly { values: readonly number[]; fee: number; phi: number; sets: number }[] = [
    { values: FIVE, fee: 0.1, phi: 0, sets: 2 },
    { values: FIVE, fee: 0.2, phi: 0, sets: 1 },
    { values: FIVE, fee: 0.3, phi: 0, sets: 0 },
    { values: FIVE, fee: 0, phi: 0.1, sets: 2 },
    { values: new Array(8).fill(1), fee: 0, phi: 0.02, sets: 4 },
    { values: [5, 4, 3, 2, 1], fee: 1, phi: 0, sets: 0 },
    { values: [5, 4, 3, 2, 1], fee: 0.1, phi: 0, sets: 1 },
    { values: [5, 4, 3, 2, 1], fee: 0.3, phi: 0, sets: 1 },
    { values: [4, 2], fee: 0.23, phi: 0, sets: 0 },
    { values: [4, 4, 4, 4], fee: 0.4, phi: 0, sets: 2 },
    { values: [4, 3.9, 3.8, 3.7], fee: 0.4, phi: 0, sets: 6 },
    { values: [5, 5, 2], fee: 0, phi: 0.2, sets: 1 },
  ];

  it.each(GAMES)("values $values, fee $fee + $phi B: $sets", async ({ values, fee, phi, sets }) => {
    const expected = papWithFeeBySets(values, fee, phi);
    expect(distinct(values, expected)).toHaveLength(sets);
    const candidate = { family: "pap-fee", parameters: { fee, endogenousFee: phi } };
    const solution = solvePure(await buildMechanism(candidate), values);
    expect(listed(values, solution.equilibria)).toEqual(distinct(values, expected));
    if (sets > 0) expect(solution.status).toBe("pure");
    else {
      expect(solution.status).toBe("none-found");
      expect(solution.reason).toMatch(/no pure equilibrium found: ./);
    }
  });

  it("five players of value 1 at a fee of 0.1: three are in, or two", async () => {
    const candidate = { family: "pap-fee", parameters: { fee: 0.1, endogenousFee: 0 } };
    const { equilibria } = solve(await buildMechanism(candidate), FIVE);
    expect(equilibria.map(activeIn).sort()).toEqual([2, 3]);
  });
});

describe("a Tullock contest of alpha 1.2 among five players of value 1", () => {
  const alpha = 1.2;
  const bidOf = (active: number) => (alpha * (active - 1)) / active ** 2;

  /** The most that another player gets from any of 20,000 bids against so many who bid alike. */
  function bestAgainst(rivals: number, bid: number): number {
    let best = 0;
    for (let k = 1; k <= 20_000; k++) {
      const own = k / 10_000;
      best = Math.max(best, own ** alpha / (own ** alpha + rivals * bid ** alpha) - own);
    }
    return best;
  }

  it("has equilibria with three, four and five taking part, twins counted once", async () => {
    const holds = [2, 3, 4, 5].filter((active) => {
      const utility = 1 / active - bidOf(active);
      const stays = bestAgainst(active - 1, bidOf(active)) <= utility + 1e-12;
      return utility >= 0 && stays && (active === 5 || bestAgainst(active, bidOf(active)) === 0);
    });
    expect(holds).toEqual([3, 4, 5]);
    const { status, equilibria } = solve(
      await buildMechanism({ family: "tullock", parameters: { alpha } }),
      [1, 1, 1, 1, 1],
    );
    expect(status).toBe("pure");
    expect(equilibria.map(activeIn).sort()).toEqual(holds);
    for (const each of equilibria) {
      const bid = bidOf(activeIn(each));
      near(
        each.bids,
        each.bids.map((own) => (own > 0 ? bid : 0)),
        1e-11,
      );
    }
  });

  it("with distinct values lists every active set that brute force over sets finds", async () => {
    // No closed form here: a listed set must be stable, and no two listed ones may be the same.
    const values = [1.02, 1.01, 1, 0.99];
    const { equilibria } = solve(await buildMechanism({ family: "tullock", parameters: { alpha } }), values);
    const sets = equilibria.map(({ bids }) => bids.map((bid) => (bid > 0 ? "in" : "out")).join());
    expect(new Set(sets).size).toBe(sets.length);
    expect(sets).toContain("in,in,in,in");
    expect(equilibria.filter((each) => activeIn(each) === 3)).toHaveLength(4);
  });
});
