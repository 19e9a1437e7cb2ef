import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../search/io/linear-programme.js";
import { AggregativeSolver } from "../../src/equilibrium/aggregative.js";
import { hasUniqueEquilibrium, regretByConcavity } from "../../src/equilibrium/concave-lemma.js";
import { firstOrderPoints } from "../../src/equilibrium/first-order.js";
import { iterateBestResponses } from "../../src/equilibrium/iterated-best-response.js";
import type { MixedStrategy } from "../../src/equilibrium/mixed/strategy.js";
import { pointFrom } from "../../src/equilibrium/share-space/interior.js";
import { twoPlayerSharePoints } from "../../src/equilibrium/share-space/two-players.js";
import type { Equilibrium, Solution } from "../../src/equilibrium/solution.js";
import { solve, solvePure } from "../../src/equilibrium/solve.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import { FAMILIES } from "../../src/mechanism/families.js";
import type { Candidate, Mechanism } from "../../src/mechanism/mechanism.js";
import type { ShareRule } from "../../src/mechanism/shape/share.js";
import type { LinearProgrammeSolver } from "../../src/numeric/linear-programme.js";
import { candidateOf } from "../arbitrary/candidate.js";
import { values as someValues } from "../arbitrary/values.js";
import { law } from "../law.js";

const FILE = "test/laws/equilibrium.test.ts";
const STATUSES = ["pure", "pure-limit", "mixed", "none-found", "budget-exceeded", "invalid-mechanism"];

/** Largest regret by brute force, relative to the top value: coarser than the engine's, so with room. */
const PURE_REGRET = 1e-7;
const MIXED_REGRET = 2e-4;
/** What solvers and orders of players may differ by, relative to the top value. */
const AGREEMENT = 1e-6;

const topOf = (values: readonly number[]) => Math.max(...values);

/**
 * Bids worth trying against others: staying out, all magnitudes, an even grid, and the neighbours of every
 * bid in play on both sides.
 */
function deviations(values: readonly number[], inPlay: Iterable<number>): number[] {
  const bids = [...new Set(inPlay)].filter((bid) => bid > 0);
  const scale = Math.max(topOf(values), ...bids);
  const tried = [0];
  for (let k = 0; k <= 150; k++) tried.push(scale * 10 ** (1 - k / 10));
  for (let k = 1; k <= 200; k++) tried.push((1.5 * scale * k) / 200);
  for (const bid of bids) {
    for (const step of [1e-15, 1e-9, 1e-6, 1e-4, 1e-2]) tried.push(bid * (1 - step), bid * (1 + step));
    tried.push(bid);
  }
  return tried;
}

/** The most that a utility reaches: over the bids tried, then three times closer around the best of them. */
function bestUtility(utility: (bid: number) => number, tried: readonly number[]): number {
  const rising = tried.toSorted((a, b) => a - b);
  let best = Number.NEGATIVE_INFINITY;
  let at = 0;
  rising.forEach((bid, k) => {
    const reached = utility(bid);
    if (reached > best) [best, at] = [reached, k];
  });
  let low = rising[Math.max(0, at - 1)]!;
  let high = rising[Math.min(rising.length - 1, at + 1)]!;
  for (let round = 0; round < 3; round++) {
    const step = (high - low) / 20;
    let peak = low;
    let height = Number.NEGATIVE_INFINITY;
    for (let k = 0; k <= 20; k++) {
      const reached = utility(low + k * step);
      if (reached > height) [height, peak] = [reached, low + k * step];
    }
    best = Math.max(best, height);
    [low, high] = [Math.max(0, peak - step), peak + step];
  }
  return best;
}

/** U_i at bids, by nothing but the rule. */
function utilityIn(mechanism: Mechanism, player: number, value: number, bids: readonly number[]): number {
  const allocations = new Float64Array(bids.length);
  const payments = new Float64Array(bids.length);
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return value * allocations[player]! - payments[player]!;
}

/** The regret of bids by brute force, from the utilities that are claimed for them. */
function regretByForce(
  mechanism: Mechanism,
  values: readonly number[],
  bids: readonly number[],
  utilities: readonly number[],
): number {
  const tried = deviations(values, bids);
  const gains = values.map((value, i) => {
    const utility = (bid: number) => utilityIn(mechanism, i, value, bids.with(i, bid));
    return bestUtility(utility, tried) - utilities[i]!;
  });
  return Math.max(...gains);
}

/** Bids that come close to a limit: those who get something at a bid of 0, or at a tie, bid a trace more. */
function close({ kind, bids, allocations }: Equilibrium): readonly number[] {
  if (kind === "pure") return bids;
  return bids.map((bid, i) => (allocations[i]! > 0 ? Math.max(bid * (1 + 1e-14), 1e-100) : bid));
}

/** Joint supports of the others, each with its probability. */
function others(strategies: readonly MixedStrategy[], player: number): { bids: number[]; weight: number }[] {
  return strategies.reduce<{ bids: number[]; weight: number }[]>(
    (joint, { support, probabilities }, j) =>
      joint.flatMap(({ bids, weight }) =>
        j === player
          ? [{ bids: [...bids, 0], weight }]
          : support.map((bid, k) => ({ bids: [...bids, bid], weight: weight * probabilities[k]! })),
      ),
    [{ bids: [], weight: 1 }],
  );
}

/** The regret of mixed strategies of atoms, by brute force; the error of the claimed utilities counts too. */
function mixedRegretByForce(mechanism: Mechanism, values: readonly number[], found: Equilibrium): number {
  const strategies = found.strategies!;
  const tried = deviations(
    values,
    strategies.flatMap(({ support }) => support.filter((_, k) => k % 5 === 0)),
  );
  const gains = values.map((value, i) => {
    const joint = others(strategies, i);
    const utility = (bid: number) =>
      bid > 0
        ? joint.reduce(
            (sum, { bids, weight }) => sum + weight * utilityIn(mechanism, i, value, bids.with(i, bid)),
            0,
          )
        : 0;
    const { support, probabilities } = strategies[i]!;
    const own = support.reduce((sum, bid, k) => sum + probabilities[k]! * utility(bid), 0);
    return Math.max(bestUtility(utility, tried) - own, Math.abs(own - found.utilities[i]!));
  });
  return Math.max(...gains);
}

/** All numbers in an answer. */
function numbersIn(part: unknown): number[] {
  if (typeof part === "number") return [part];
  return typeof part === "object" && part !== null ? Object.values(part).flatMap(numbersIn) : [];
}

function isSound(solution: Solution, values: readonly number[]): void {
  expect(STATUSES).toContain(solution.status);
  expect(numbersIn(solution).every(Number.isFinite)).toBe(true);
  if (["none-found", "budget-exceeded", "invalid-mechanism"].includes(solution.status)) {
    expect(solution.equilibria).toEqual([]);
    expect(solution.reason).toMatch(/./);
  } else expect(solution.equilibria.map(({ kind }) => kind)).toContain(solution.status);
  for (const { bids, allocations, payments, utilities, regret } of solution.equilibria) {
    for (const list of [bids, allocations, payments, utilities]) expect(list).toHaveLength(values.length);
    expect([...bids, ...allocations, ...payments].every((amount) => amount >= 0)).toBe(true);
    expect(regret.relative).toBeCloseTo(regret.absolute / topOf(values), 15);
  }
}

/** Outcomes with the names taken off, player by player: value, allocation and payment, by falling value. */
function nameless(values: readonly number[], { allocations, payments }: Equilibrium): number[] {
  const top = topOf(values);
  const players = values.map((value, i) => [value / top, allocations[i]!, payments[i]! / top] as const);
  return players.toSorted((a, b) => b[0] - a[0] || b[1] - a[1]).flat();
}

/** Whether every equilibrium of one answer is in the other, to within 1e-6. */
function contains(all: readonly number[][], some: readonly number[][]): boolean {
  return some.every((one) => all.some((each) => each.every((x, k) => Math.abs(x - one[k]!) <= AGREEMENT)));
}

let solveProgramme: LinearProgrammeSolver;
beforeAll(async () => {
  solveProgramme = await loadLinearProgrammeSolver();
});

describe.each(FAMILIES.map((family) => ({ name: family.name, family })))("$name", ({ family }) => {
  it("gains nothing at a pure equilibrium, by brute force; the answer is finite and complete", async () => {
    await law(
      FILE,
      fc.asyncProperty(candidateOf(family), someValues, async (candidate, values) => {
        const mechanism = await buildMechanism(candidate);
        const solution = solvePure(mechanism, values);
        isSound(solution, values);
        for (const each of solution.equilibria) {
          const regret = regretByForce(mechanism, values, close(each), each.utilities);
          expect(regret / topOf(values)).toBeLessThanOrEqual(PURE_REGRET);
        }
      }),
      120,
    );
  });

  it("has the same equilibria whatever the order of the players", async () => {
    await law(
      FILE,
      fc.asyncProperty(candidateOf(family), someValues, fc.nat(119), async (candidate, values, shift) => {
        const mechanism = await buildMechanism(candidate);
        // Where ties fall to the lower index the order matters, but for the rules solved in closed form.
        if (mechanism.claims.tiesByIndex && mechanism.shape.kind !== "highest-bid") return;
        const turned = values.map((_, i) => values[(i + shift) % values.length]!);
        const reordered = shift % 2 === 0 ? turned : turned.toReversed();
        const first = solvePure(mechanism, values);
        const second = solvePure(mechanism, reordered);
        expect(second.status).toBe(first.status);
        const before = first.equilibria.map((each) => nameless(values, each));
        const after = second.equilibria.map((each) => nameless(reordered, each));
        expect(contains(before, after) && contains(after, before)).toBe(true);
      }),
      60,
    );
  });

  it("scales with the values, where it is scale-free", async () => {
    await law(
      FILE,
      fc.asyncProperty(
        candidateOf(family),
        someValues,
        fc.double({ min: -6, max: 6, noNaN: true }),
        async (candidate, values, exponent) => {
          const mechanism = await buildMechanism(candidate);
          if (!mechanism.claims.scaleFree) return;
          const scaled = values.map((value) => value * 10 ** exponent);
          const [first, second] = [solvePure(mechanism, values), solvePure(mechanism, scaled)];
          expect(second.status).toBe(first.status);
          const before = first.equilibria.map((each) => nameless(values, each));
          const after = second.equilibria.map((each) => nameless(scaled, each));
          expect(contains(before, after) && contains(after, before)).toBe(true);
        },
      ),
      40,
    );
  });
});

describe("mixed equilibria", () => {
  const pair = fc
    .double({ min: 0.2, max: 0.95, noNaN: true })
    .map((ratio) => [1, Number(ratio.toPrecision(3))]);
  const parameter = (min: number, max: number) =>
    fc.double({ min, max, noNaN: true }).map((x) => Number(x.toPrecision(3)));

  async function judged(candidate: Candidate, values: readonly number[]): Promise<Solution> {
    const mechanism = await buildMechanism(candidate);
    const solution = solve(mechanism, values, { solveProgramme });
    isSound(solution, values);
    for (const each of solution.equilibria) {
      const regret =
        each.kind === "mixed"
          ? mixedRegretByForce(mechanism, values, each)
          : regretByForce(mechanism, values, close(each), each.utilities);
      const allowed = each.kind === "mixed" ? MIXED_REGRET : PURE_REGRET;
      expect(regret / topOf(values)).toBeLessThanOrEqual(allowed);
    }
    return solution;
  }

  it("of Tullock contests between the threshold and 2 are closed forms that nobody gains against", async () => {
    await law(
      FILE,
      fc.asyncProperty(parameter(1.1, 2), pair, async (alpha, values) => {
        const { status } = await judged({ family: "tullock", parameters: { alpha } }, values);
        const below = alpha < 1 + (values[1]! / values[0]!) ** alpha - 1e-4;
        const above = alpha > 1 + (values[1]! / values[0]!) ** alpha + 1e-4;
        if (below) expect(status).toBe("pure");
        if (above) expect(status).toBe("mixed");
      }),
      60,
    );
  });

  it("found on grids of bids pass brute force on the true game", async () => {
    const candidate: fc.Arbitrary<Candidate> = fc.oneof(
      parameter(2.1, 2.6).map((alpha) => ({ family: "tullock", parameters: { alpha } })),
      fc
        .tuple(parameter(0.2, 0.4), parameter(0, 0.2))
        .map(([fee, endogenousFee]) => ({ family: "pap-fee", parameters: { fee, endogenousFee } })),
    );
    await law(
      FILE,
      fc.asyncProperty(candidate, pair, async (each, values) => {
        await judged(each, values);
      }),
      5,
    );
  });

  it("of all-pay auctions leave no gain against the distributions they state", async () => {
    const mechanism = await buildMechanism({ family: "all-pay-auction" });
    await law(
      FILE,
      fc.property(someValues, (values) => {
        const solution = solve(mechanism, values);
        isSound(solution, values);
        expect(solution.status).toBe("mixed");
        const [{ strategies, utilities }] = solution.equilibria as [Equilibrium];
        const below = ({ support, probabilities, uniform = [] }: MixedStrategy, bid: number) =>
          support.reduce((sum, atom, k) => sum + (atom <= bid ? probabilities[k]! : 0), 0) +
          uniform.reduce(
            (sum, { from, to, probability }) =>
              sum + probability * Math.min(1, Math.max(0, (bid - from) / (to - from))),
            0,
          );
        values.forEach((value, i) => {
          const utility = (bid: number) =>
            strategies!.reduce(
              (product, each, j) => (j === i ? product : product * below(each, bid)),
              value,
            ) - bid;
          const tried = deviations(values, values).filter((bid) => bid > 0);
          const best = Math.max(0, bestUtility(utility, tried));
          expect(Math.abs(best - utilities[i]!) / topOf(values)).toBeLessThanOrEqual(1e-9);
        });
      }),
      100,
    );
  });
});

/** A rule of convex cost, whose equilibrium is unique. */
const convexRule: fc.Arbitrary<Candidate> = fc
  .tuple(
    fc.constantFrom("pap", "tullock", "power-payment", "power-fee-quadratic"),
    fc.double({ min: 0.3, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 3, noNaN: true }),
  )
  .map(([family, alpha, kappa]) => {
    if (family === "pap") return { family };
    if (family === "tullock") return { family, parameters: { alpha } };
    if (family === "power-payment") return { family, parameters: { gamma: 1 / alpha } };
    return { family, parameters: { alpha, kappa, fee: 0 } };
  });

async function ownBidRuleOf(candidate: Candidate) {
  const mechanism = await buildMechanism(candidate);
  const { shape } = mechanism;
  if (shape.kind !== "own-bid" || !hasUniqueEquilibrium(shape.rule)) throw new Error("not such a rule");
  return { mechanism, rule: shape.rule };
}

describe("rules of convex cost", () => {
  it("have a proved regret that brute force never exceeds, at the equilibrium, beside it and far off", async () => {
    const distance = fc.tuple(fc.double({ min: -12, max: 0, noNaN: true }), fc.nat(2 ** 20));
    await law(
      FILE,
      fc.asyncProperty(convexRule, someValues, distance, async (candidate, values, [exponent, signs]) => {
        const { mechanism, rule } = await ownBidRuleOf(candidate);
        const [found] = solvePure(mechanism, values).equilibria;
        const bids = found!.bids.map((bid, i) => bid * (1 + (((signs >> i) & 1) - 0.5) * 10 ** exponent));
        const proved = regretByConcavity(rule, Float64Array.from(values), Float64Array.from(bids));
        expect(proved.kind).toBe("proved");
        const utilities = values.map((value, i) => utilityIn(mechanism, i, value, bids));
        const reached = regretByForce(mechanism, values, bids, utilities);
        // Rounding of the utilities that brute force subtracts.
        expect(reached).toBeLessThanOrEqual(proved.absolute + 1e-15 * topOf(values));
      }),
      150,
    );
  });

  it("are solved alike through one total, by iterated best responses and by Newton's method", async () => {
    await law(
      FILE,
      fc.asyncProperty(convexRule, someValues, async (candidate, values) => {
        const { mechanism, rule } = await ownBidRuleOf(candidate);
        const profile = Float64Array.from(values);
        const solver = new AggregativeSolver();
        expect(solver.solve(rule, profile)).not.toBe("no interior solution");
        const bids = Array.from(solver.bids.subarray(0, values.length));
        const agrees = (others: Float64Array) => {
          bids.forEach((bid, i) => {
            expect(Math.abs(others[i]! - bid) / topOf(values)).toBeLessThanOrEqual(AGREEMENT);
          });
        };
        const start = profile.map((value) => value / 3);
        const iterated = iterateBestResponses(mechanism, profile, start, 1e8);
        if (iterated.outcome === "converged") agrees(iterated.bids);
        for (const point of firstOrderPoints(mechanism, profile, Float64Array.from(bids, nudged)))
          agrees(point);
      }),
      80,
    );
  });
});

const nudged = (bid: number, i: number) => bid * (i % 2 === 0 ? 1.01 : 0.99);

/** The Tullock contest in shares: x proportional to q^alpha, p = B q. */
const tullockInShares = (alpha: number): ShareRule => ({
  weight: (share) => share ** alpha,
  weightSlope: (share) => alpha * share ** (alpha - 1),
  price: (share) => share,
  priceSlope: () => 1,
  splitProof: alpha >= 1,
});

describe("Tullock contests", () => {
  const alphas = fc.double({ min: 0.2, max: 1, noNaN: true });
  const pair = fc.tuple(...[0, 0].map(() => fc.double({ min: 0.05, max: 20, noNaN: true })));

  it("of two players are solved alike through one total and through one share", async () => {
    await law(
      FILE,
      fc.asyncProperty(alphas, pair, async (alpha, values) => {
        const { rule } = await ownBidRuleOf({ family: "tullock", parameters: { alpha } });
        const profile = Float64Array.from(values);
        const solver = new AggregativeSolver();
        solver.solve(rule, profile);
        const points = twoPlayerSharePoints(tullockInShares(alpha), profile);
        expect(points).toHaveLength(1);
        points[0]!.forEach((bid, i) => {
          expect(Math.abs(bid - solver.bids[i]!) / topOf(values)).toBeLessThanOrEqual(AGREEMENT);
        });
      }),
    );
  });

  it("of several players are solved alike through one total and by Newton's method in shares", async () => {
    await law(
      FILE,
      fc.asyncProperty(fc.double({ min: 0.2, max: 0.9, noNaN: true }), someValues, async (alpha, values) => {
        const { rule } = await ownBidRuleOf({ family: "tullock", parameters: { alpha } });
        const profile = Float64Array.from(values).sort().reverse();
        const solver = new AggregativeSolver();
        solver.solve(rule, profile);
        const bids = solver.bids.slice(0, values.length);
        const point = pointFrom(tullockInShares(alpha), profile, bids.map(nudged));
        expect(point).not.toBeNull();
        point!.forEach((bid, i) => {
          expect(Math.abs(bid - bids[i]!) / topOf(values)).toBeLessThanOrEqual(AGREEMENT);
        });
      }),
    );
  });
});
