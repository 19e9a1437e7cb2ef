import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { certify, largestOwnGain } from "../../../src/equilibrium/certify.js";
import type { Equilibrium } from "../../../src/equilibrium/solution.js";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../src/mechanism/mechanism.js";

const formulas = (weight: string, payment: string): Candidate => ({ family: "expression", weight, payment });

async function solved(candidate: Candidate, values: readonly number[]) {
  const mechanism = await buildMechanism(candidate);
  return { mechanism, ...solvePure(mechanism, values) };
}

/** Holds bids to formulas worked out here, and not by the engine: the most that a player gains at given bids. */
function gainAt(
  utility: (own: number, others: readonly number[], value: number) => number,
  values: readonly number[],
  bids: readonly number[],
  tried: readonly number[],
): number {
  const gains = values.map((value, i) => {
    const others = bids.filter((bid, j) => j !== i && bid > 0);
    const at = (own: number) => (own > 0 ? utility(own, others, value) : 0);
    return Math.max(...tried.map(at), 0) - at(bids[i]!);
  });
  return Math.max(...gains);
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

function expectBids(equilibria: readonly Equilibrium[], expected: readonly (readonly number[])[]): void {
  expect(equilibria).toHaveLength(expected.length);
  for (const bids of expected) {
    const found = equilibria.some((each) =>
      each.bids.every((bid, i) => Math.abs(bid - bids[i]!) <= 1e-6 * Math.max(1e-6, bids[i]!)),
    );
    expect(found).toBe(true);
  }
}

describe("bidders next to nothing who lose by it are none", () => {
  it.each([
    ["n>2 ? b*1.2 : b*(1-0.2*q*(1-q))", [10, 6, 3]],
    ["n>2 ? b*1.326 : b*(1-1.685*q*(1-q))", [1, 0.6527, 0.0214, 0.01767]],
    ["n>2 ? b*1.718 : b*(1-1.273*q*(1-q))", [1, 0.9, 0.473684]],
  ])("payment %s at %j", async (payment, values) => {
    const { equilibria } = await solved(formulas("b", payment), values);
    expect(equilibria.length).toBeGreaterThan(0);
    for (const { bids, utilities } of equilibria) {
      for (const [i, bid] of bids.entries()) if (bid > 0) expect(utilities[i]!).toBeGreaterThan(0);
    }
  });
});

it("keeps apart what differs by the number of bids: two bid as under PAP, the third out", async () => {
  const { equilibria } = await solved(formulas("b", "n>2 ? b*1.2 : b"), [1000, 5, 1]);
  const total = (1000 * 5) / 1005;
  expectBids(equilibria, [[(total * 1000) / 1005, (total * 5) / 1005, 0]]);
});

it("finds both equilibria that leave somebody out, of the rule published for one rival", async () => {
  const { front } = JSON.parse(readFileSync("results/best-response/front.json", "utf8"));
  const { equilibria, complete } = await solved(front[0].candidate, [1, 0.371, 0.352]);
  expect(complete).toBe(true);
  expect(equilibria.map(({ bids }) => bids.map((bid) => bid > 0))).toEqual([
    [true, true, false],
    [true, false, true],
  ]);
});

it("finds the equilibrium in which the top player is beyond a cap, and the one in which nobody is", async () => {
  const capped: Candidate = { family: "bid-cap", parameters: { cap: 0.5004 } };
  const { equilibria } = await solved(capped, [1, 0.8103, 0.6628]);
  const topShares = equilibria.map(({ bids }) => bids[0]! / sum(bids)).sort();
  expect(topShares).toHaveLength(2);
  expect(topShares[0]).toBeLessThan(0.5);
  // By the first-order conditions beyond the cap: a_1 = cap B, sqrt(v_1 R) = a_1 + R.
  const beyond = equilibria.find(({ bids }) => bids[0]! > 0.5004 * sum(bids))!;
  const rest = beyond.bids[1]! + beyond.bids[2]!;
  expect(0.5004 * (beyond.bids[0]! + rest) + rest).toBeCloseTo(Math.sqrt(rest), 9);
});

it.each([
  ["bid-cap", { cap: 1 }],
  ["tapered-fee", { fee: 0 }],
])("under %s whoever is worth the price of entry and no more is out", async (family, parameters) => {
  const { equilibria } = await solved({ family, parameters } as Candidate, [1, 1, 0.5]);
  expect(equilibria.map(({ bids, dominated }) => [bids[2], dominated])).toEqual([[0, undefined]]);
});

describe("windows at the constants of formulas", () => {
  const priced = (q: number, b: number) => (q > 0.3 ? (q < 0.3001 ? b * 0.01 : b) : b);
  const WINDOWS: readonly (readonly [
    string,
    string,
    (own: number, others: readonly number[], value: number) => number,
  ])[] = [
    [
      "b",
      "b>0.3 ? (b<0.3001 ? b*0.01 : b) : b",
      (b, others, v) => (v * b) / (b + sum(others)) - (b > 0.3 && b < 0.3001 ? b * 0.01 : b),
    ],
    [
      "b",
      "q>0.3 ? (q<0.3001 ? b*0.01 : b) : b",
      (b, others, v) => (v * b) / (b + sum(others)) - priced(b / (b + sum(others)), b),
    ],
    [
      "b",
      "b*(1-0.5*exp(-((b-0.77)*3000)^2))",
      (b, others, v) => (v * b) / (b + sum(others)) - b * (1 - 0.5 * Math.exp(-(((b - 0.77) * 3000) ** 2))),
    ],
  ];
  it.each(WINDOWS)(
    "weight %s, payment %s: no equilibrium listed has a gain in one",
    async (weight, payment, utility) => {
      const { equilibria } = await solved(formulas(weight, payment), [4, 2]);
      expect(equilibria.length).toBeGreaterThan(0);
      for (const { bids } of equilibria) {
        const rest = (i: number) => sum(bids.filter((_, j) => j !== i));
        const tried = [0, 1].flatMap((i) => [
          ...Array.from({ length: 4000 }, (_, k) => (k + 1) / 1000),
          ...Array.from({ length: 100 }, (_, k) => 0.3 + (k + 0.5) * 1e-6),
          ...Array.from({ length: 100 }, (_, k) => 0.769 + k * 2e-5),
          ...Array.from({ length: 100 }, (_, k) => ((0.3 + (k + 0.5) * 1e-6) * rest(i)) / 0.69995),
        ]);
        expect(gainAt(utility, [4, 2], bids, tried)).toBeLessThanOrEqual(1e-6 * 4);
      }
    },
  );

  it("are seen by the certifier: PAP's bids are no equilibrium beside one", async () => {
    const bids = Float64Array.of(8 / 9, 4 / 9);
    const values = Float64Array.of(4, 2);
    for (const [weight, payment] of [
      ["b", "b>0.3 ? (b<0.3001 ? b*0.01 : b) : b"],
      ["b", "q>0.3 ? (q<0.3001 ? b*0.01 : b) : b"],
      ["q>0.3 ? (q<0.3001 ? b*10 : b) : b", "b"],
    ] as const) {
      const mechanism = await buildMechanism(formulas(weight, payment));
      expect(certify(mechanism, values, bids, Number.POSITIVE_INFINITY)!.relative).toBeGreaterThan(0.05);
    }
  });
});

it("the serial contest at equal values has the revenue of the all-pay auction, to rounding", async () => {
  for (const values of [
    [1, 1],
    [1, 1, 1],
    [3, 3, 2],
  ]) {
    const [found] = (await solved({ family: "serial" }, values)).equilibria;
    expect(Math.abs(sum(found!.payments) - values[0]!)).toBeLessThanOrEqual(1e-14 * values[0]!);
  }
});

describe("very unequal values", () => {
  it.each([1e-7, 1e-8, 1e-10, 1e-12])("a pure equilibrium at a ratio of %d", async (ratio) => {
    const serial = await solved({ family: "serial" }, [1, ratio]);
    expectRelative(serial.equilibria, [ratio / 2, ratio ** 2 / 2]);
    const pap = await solved(formulas("b", "n>2 ? b*1.1 : b"), [1, ratio]);
    expectRelative(pap.equilibria, [ratio / (1 + ratio) ** 2, ratio ** 2 / (1 + ratio) ** 2]);
  });

  it("and large ones: a root beside 1e300 is nothing", async () => {
    const { equilibria } = await solved(formulas("b", "b+0.01*sqrt(b)"), [1e300, 5e299]);
    expectRelative(equilibria, [2e300 / 9, 1e300 / 9]);
  });

  it("nobody is called at rest whose bid could be half of it", async () => {
    const { equilibria } = await solved({ family: "serial", parameters: { alpha: 2 } }, [1, 1e-12]);
    expect(equilibria).toEqual([]);
  });

  it("a gain of a ten-thousandth of a small value is a gain", async () => {
    const { equilibria, mechanism } = await solved({ family: "headstart" }, [1e7, 1, 1, 1, 1]);
    expect(equilibria.length).toBeGreaterThan(0);
    for (const { bids } of equilibria) expect(gainOfSmall(mechanism, bids)).toBeLessThan(1e-5);
  });

  function expectRelative(equilibria: readonly Equilibrium[], bids: readonly number[]): void {
    expect(equilibria).toHaveLength(1);
    bids.forEach((bid, i) => {
      expect(Math.abs(equilibria[0]!.bids[i]! / bid - 1)).toBeLessThanOrEqual(1e-9);
    });
    expect(equilibria[0]!.dominated).toBeUndefined();
  }

  function gainOfSmall(mechanism: Mechanism, bids: readonly number[]): number {
    const played = Float64Array.from(bids, (bid) => Math.max(bid, 1e-100));
    return largestOwnGain(mechanism, Float64Array.of(1e7, 1, 1, 1, 1), played);
  }
});

it("a rule by count at twelve players has its equilibrium, sets being tried by their entry prices", async () => {
  const values = Array.from({ length: 12 }, (_, i) => 1 - 0.01 * i);
  const { equilibria, mechanism } = await solved(
    { family: "pair-price", parameters: { dip: 0.8, rise: 0.6, more: 1.6 } },
    values,
  );
  expect(equilibria.length).toBeGreaterThan(0);
  for (const { bids } of equilibria) {
    const regret = certify(
      mechanism,
      Float64Array.from(values),
      Float64Array.from(bids),
      Number.POSITIVE_INFINITY,
    )!;
    expect(regret.relative).toBeLessThanOrEqual(1e-8);
  }
});

it("says at once where a rule takes more work than allowed, and solves large games where weights stay as they are", async () => {
  const values = Array.from({ length: 600 }, (_, i) => 1 - i / 1200);
  const kinked = await solved(formulas("b + q^2", "b"), values);
  expect(kinked).toMatchObject({ status: "budget-exceeded", equilibria: [] });
  expect(kinked.reason).toMatch(/more evaluations than allowed with 600 players/);
  const proportional = await solved(formulas("b", "b + 0.01*B*q*(n-1)/n + 0*x"), values);
  expect(proportional.status).toBe("pure");
});
