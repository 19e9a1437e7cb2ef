import { beforeAll, describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../../search/io/linear-programme.js";
import type { MixedStrategy } from "../../../../src/equilibrium/mixed/strategy.js";
import type { Equilibrium } from "../../../../src/equilibrium/solution.js";
import { solve } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import type { Candidate } from "../../../../src/mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../../../src/numeric/linear-programme.js";

/** Of the top value: the project's tolerance of a mixed equilibrium's regret, and a little for sums by hand. */
const TOLERANCE = 1e-4;
const BY_HAND = 2e-5;

let solveProgramme: LinearProgrammeSolver;
beforeAll(async () => {
  solveProgramme = await loadLinearProgrammeSolver();
});

async function mixedOf(candidate: Candidate, values: readonly number[]): Promise<Equilibrium> {
  const { status, equilibria } = solve(await buildMechanism(candidate), values, { solveProgramme });
  expect(status).toBe("mixed");
  expect(equilibria).toHaveLength(1);
  return equilibria[0]!;
}

function halfPap(other: string): Candidate {
  const of = [{ family: "pap" }, { family: other }];
  return { family: "mixture", parameters: { weight: 0.5, of } };
}

/** Bids to deviate to: even and logarithmic ones, and the bids in play with what is just above. */
function deviations(strategies: readonly MixedStrategy[], top: number): number[] {
  const even = Array.from({ length: 150 }, (_, k) => (1.5 * top * (k + 1)) / 150);
  const small = Array.from({ length: 40 }, (_, k) => top * 10 ** (-k / 8));
  const ends = [...new Set(strategies)].flatMap(({ support, uniform = [] }) => [
    ...support,
    ...uniform.flatMap(({ from, to }) => [from, (from + to) / 2, to]),
  ]);
  const inPlay = new Set(ends.flatMap((bid) => [bid, bid * (1 + 1e-9)]));
  return [...even, ...small, ...inPlay].filter((bid) => bid > 0);
}

function holds({ strategies, utilities, regret }: Equilibrium, values: readonly number[], payoff: Payoff) {
  const top = Math.max(...values);
  expect(regret.relative).toBeLessThanOrEqual(TOLERANCE);
  values.forEach((value, i) => {
    const others = strategies!.filter((_, j) => j !== i);
    const best = deviations(strategies!, top).reduce(
      (most, bid) => Math.max(most, payoff(value, bid, others)),
      0,
    );
    expect((best - utilities[i]!) / top).toBeLessThanOrEqual(TOLERANCE + BY_HAND);
  });
}

type Payoff = (value: number, bid: number, others: readonly MixedStrategy[]) => number;

/** All pay their bids, and shares are expectations over the joint atoms of the others. */
function allPay(share: (bid: number, others: readonly number[]) => number): Payoff {
  return (value, bid, others) => {
    let joint: { bids: number[]; chance: number }[] = [{ bids: [], chance: 1 }];
    for (const { support, probabilities } of others) {
      joint = joint.flatMap(({ bids, chance }) =>
        support.map((each, k) => ({ bids: [...bids, each], chance: chance * probabilities[k]! })),
      );
    }
    return joint.reduce((sum, { bids, chance }) => sum + value * chance * share(bid, bids), -bid);
  };
}

/** Against one other who mixes: the expected PAP share, and the chance to be above; ties count half. */
function against({ support, probabilities, uniform = [] }: MixedStrategy, bid: number) {
  let [share, above] = [0, 0];
  support.forEach((each, k) => {
    share += (probabilities[k]! * bid) / (bid + each);
    above += probabilities[k]! * (bid > each ? 1 : bid === each ? 0.5 : 0);
  });
  for (const { from, to, probability } of uniform) {
    share += (probability * bid * Math.log((bid + to) / (bid + from))) / (to - from);
    above += probability * Math.min(1, Math.max(0, (bid - from) / (to - from)));
  }
  return { share, above };
}

const isOut = ({ support, uniform = [] }: MixedStrategy) => uniform.length === 0 && support.join() === "0";

/** The one other who mixes. */
function theOther(others: readonly MixedStrategy[]): MixedStrategy {
  return others.find((each) => !isOut(each))!;
}

describe("a mixture of two, lifted to three", () => {
  it("is the equilibrium of tullock:alpha=8 at values 1, 1, 1, with the third out", async () => {
    const found = await mixedOf({ family: "tullock", parameters: { alpha: 8 } }, [1, 1, 1]);
    expect(found.strategies!.filter(isOut)).toHaveLength(1);
    const eighth = (x: number) => (x * x * x * x) ** 2;
    const tullock = (bid: number, others: readonly number[]) =>
      1 / others.reduce((sum, each) => sum + eighth(each / bid), 1);
    holds(found, [1, 1, 1], allPay(tullock));
  });

  it("is one of half PAP and half all-pay at values 1, 0.8, 0.6", async () => {
    const values = [1, 0.8, 0.6];
    const found = await mixedOf(halfPap("all-pay-auction"), values);
    expect(isOut(found.strategies![2]!)).toBe(true);
    // Whoever meets two wins no more than against either alone.
    holds(found, values, (value, bid, others) => {
      const wins = others
        .filter((each) => !isOut(each))
        .map((each) => against(each, bid))
        .map(({ share, above }) => (share + above) / 2);
      return value * Math.min(...wins) - bid;
    });
  });
});

describe("mixed equilibria of two", () => {
  it("of half PAP and half all-pay leave no gain against the densities they state", async () => {
    for (const values of [
      [1, 1],
      [1, 0.5],
    ]) {
      const found = await mixedOf(halfPap("all-pay-auction"), values);
      holds(found, values, (value, bid, others) => {
        const { share, above } = against(theOther(others), bid);
        return (value * (share + above)) / 2 - bid;
      });
      const pieces = found.strategies!.flatMap(({ uniform = [] }) => uniform);
      expect(pieces.length).toBeGreaterThan(10);
    }
  });

  it("of half PAP and half WTA leave no gain against the densities they state", async () => {
    const values = [1, 0.9];
    const found = await mixedOf(halfPap("wta"), values);
    holds(found, values, (value, bid, others) => {
      const { share, above } = against(theOther(others), bid);
      return (value * share - bid) / 2 + ((value - bid) * above) / 2;
    });
  });

  it("of logit:k=5 at values 1, 0.9 are of a few bids each", async () => {
    const found = await mixedOf({ family: "logit", parameters: { k: 5 } }, [1, 0.9]);
    holds(
      found,
      [1, 0.9],
      allPay((bid, others) => {
        const rivals = others.filter((each) => each > 0);
        return 1 / rivals.reduce((sum, each) => sum + Math.exp(5 * (each - bid)), 1);
      }),
    );
    for (const { support } of found.strategies!) expect(support.length).toBeLessThanOrEqual(4);
  });
});

describe("mixed equilibria of the serial contest at alpha = 2", () => {
  const serial = (bid: number, others: readonly number[]) => {
    const falling = [bid, ...others].sort((a, b) => b - a);
    const rungs = falling.map((each) => (each / falling[0]!) ** 2);
    let share = 0;
    for (let k = falling.length - 1; k >= 0 && falling[k]! <= bid; k--) {
      share += (rungs[k]! - (rungs[k + 1] ?? 0)) / (k + 1);
    }
    return share;
  };

  it.each([[[1, 0.9]], [[1, 0.5, 0.25]]])("at values %j leave no gain", async (values) => {
    const found = await mixedOf({ family: "serial", parameters: { alpha: 2 } }, values);
    // The player of second value competes its rent away, and its rival's is the difference of their values, as in the
    // all-pay auction (Alcalde and Dahm 2010). Utilities are as exact as the root of the regret.
    expect(Math.abs(found.utilities[0]! - (values[0]! - values[1]!))).toBeLessThan(Math.sqrt(TOLERANCE));
    expect(Math.abs(found.utilities[1]!)).toBeLessThan(1e-3);
    holds(found, values, allPay(serial));
  });
});
