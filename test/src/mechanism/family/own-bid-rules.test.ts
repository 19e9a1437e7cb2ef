import { describe, expect, it } from "vitest";
import { solvePure } from "../../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import type { Mechanism } from "../../../../src/mechanism/mechanism.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { DEFAULT_SCREEN, screening } from "../../../../src/sybil/options.js";
import { argumentFor } from "../../../../src/sybil/proof/lemma.js";
import { search } from "../../../../src/sybil/search.js";

const build = (family: string, parameters: Record<string, number> = {}) =>
  buildMechanism({ family, parameters });

function bidsOf(mechanism: Mechanism, values: readonly number[]): readonly number[] {
  const { equilibria } = solvePure(mechanism, values);
  expect(equilibria).toHaveLength(1);
  return equilibria[0]!.bids;
}

function alike(ours: readonly number[], theirs: readonly number[]) {
  ours.forEach((bid, i) => {
    expect(bid).toBeCloseTo(theirs[i]!, 9);
  });
}

function outcome(mechanism: Mechanism, ...bids: number[]) {
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(Float64Array.from(bids), allocations, payments);
  return { allocations: [...allocations], payments: [...payments] };
}

describe("affine-power", () => {
  it("with gamma 2 plays as power-fee-quadratic", async () => {
    for (const alpha of [0.6, 1]) {
      const ours = await build("affine-power", { alpha, kappa: 0.7, gamma: 2 });
      const theirs = await build("power-fee-quadratic", { alpha, kappa: 0.7 });
      alike(bidsOf(ours, [1, 0.6, 0.4]), bidsOf(theirs, [1, 0.6, 0.4]));
    }
  });

  it("with gamma 1 is PAP at a price of 1 + kappa", async () => {
    const { total, allocations } = papBenchmark([4, 2]);
    const ours = bidsOf(await build("affine-power", { kappa: 0.5, gamma: 1 }), [4, 2]);
    alike(
      ours,
      Array.from(allocations, (x) => (x * total) / 1.5),
    );
  });

  it("with two equal values bids what the first-order condition says: v/4 = b + kappa gamma b^gamma", async () => {
    const [bid] = bidsOf(await build("affine-power", { kappa: 0.2, gamma: 0.5 }), [1, 1]);
    expect(bid! + 0.2 * 0.5 * bid! ** 0.5).toBeCloseTo(1 / 4, 9);
  });

  it("is proved to be split-proof for a concave price alone", async () => {
    expect(argumentFor(await build("affine-power", { alpha: 1.1, gamma: 0.5 }), "split")).not.toBeNull();
    expect(argumentFor(await build("affine-power", { alpha: 1.1, gamma: 1.5 }), "split")).toBeNull();
  });
});

describe("shifted-power", () => {
  it("bends as its card says: to a logarithm, and to saturation", async () => {
    const odds = async (alpha: number) => {
      const { allocations } = outcome(await build("shifted-power", { alpha, scale: 0.5 }), 2, 1);
      return allocations[0]! / allocations[1]!;
    };
    expect(await odds(0)).toBeCloseTo(Math.log(5) / Math.log(3), 12);
    expect(await odds(-1)).toBeCloseTo(2 / 5 / (1 / 3), 12);
    expect(await odds(2)).toBeCloseTo((25 - 1) / (9 - 1), 12);
    expect(await odds(1e-9)).toBeCloseTo(await odds(0), 8);
  });

  it("with two equal values bids what the first-order condition says: v/4 = f(b) / f'(b)", async () => {
    for (const [alpha, scale] of [
      [0, 0.1],
      [-1, 0.1],
      [-4, 0.02],
      [0.5, 1],
      [1.5, 0.5],
    ] as const) {
      const [bid] = bidsOf(await build("shifted-power", { alpha, scale }), [1, 1]);
      const base = 1 + bid! / scale;
      const weight = alpha === 0 ? scale * Math.log(base) : (scale / alpha) * (base ** alpha - 1);
      expect(weight / base ** (alpha - 1), `alpha ${alpha}`).toBeCloseTo(1 / 4, 9);
    }
  });

  it("has an equilibrium in pure bids among many, however far a weight saturates", async () => {
    const values = Array.from({ length: 20 }, (_, i) => 10 ** (-i / 10));
    const { status } = solvePure(await build("shifted-power", { alpha: -8, scale: 1e-3 }), values);
    expect(status).toBe("pure");
  });
});

describe("threshold", () => {
  it("plays as pap-fee, every bid larger by the threshold", async () => {
    const ours = bidsOf(await build("threshold", { F: 0.1 }), [4, 2]);
    alike(
      ours.map((bid) => bid - 0.1),
      bidsOf(await build("pap-fee", { fee: 0.1, endogenousFee: 0 }), [4, 2]),
    );
  });

  it("keeps the good where no bid is above it, and what was bid", async () => {
    const mechanism = await build("threshold", { F: 1 });
    expect(outcome(mechanism, 1, 0.5)).toEqual({ allocations: [0, 0], payments: [1, 0.5] });
    expect(outcome(mechanism, 0, 1)).toEqual({ allocations: [0, 0], payments: [0, 1] });
    expect(outcome(mechanism, 3, 1)).toEqual({ allocations: [1, 0], payments: [3, 1] });
    expect(mechanism.claims.withholds).toBe(true);
    expect((await build("threshold", { F: 0 })).claims.withholds).toBe(false);
  });
});

describe("reserve", () => {
  it("with two equal values bids what the first-order condition says: v (b + r) = (2b + r)^2", async () => {
    const [bid] = bidsOf(await build("reserve", { reserve: 0.1 }), [1, 1]);
    expect(bid).toBeCloseTo((0.6 + Math.sqrt(1.8)) / 8, 9);
  });

  it("makes a lone player bid against it: v r = (b + r)^2", async () => {
    const [bid] = bidsOf(await build("reserve", { reserve: 0.1 }), [3]);
    expect(bid).toBeCloseTo(Math.sqrt(0.3) - 0.1, 6);
  });

  it("keeps its share of the good, of a lone bid too", async () => {
    expect(outcome(await build("reserve", { reserve: 1 }), 3, 0)).toEqual({
      allocations: [0.75, 0],
      payments: [3, 0],
    });
  });
});

describe("logit", () => {
  it("goes by differences, and does not overflow", async () => {
    const mechanism = await build("logit", { k: 2 });
    for (const offset of [0, 10, 1e6]) {
      const { allocations } = outcome(mechanism, 1.5 + offset, 1 + offset);
      expect(allocations[0]! / allocations[1]!).toBeCloseTo(Math.E, 8);
    }
  });

  it("leaves everybody at the least bid where the first step is not worth it: k v x (1 - x) < 1", async () => {
    const { status, equilibria } = solvePure(await build("logit", { k: 0.5 }), [4, 2]);
    expect(status).toBe("pure-limit");
    expect(equilibria.map(({ bids, allocations }) => [bids, allocations])).toEqual([
      [
        [0, 0],
        [0.5, 0.5],
      ],
    ]);
  });
});

describe("rules that are kept to be rejected", () => {
  it.each([
    ["share-bounds", { floor: 0, cap: 0.5 }],
    ["share-bounds", { floor: 0.2, cap: 1 }],
    ["logit", { k: 2 }],
    ["shifted-power", { alpha: 0 }],
  ])("%s %j gains by splits, and no proof says otherwise", async (family, parameters) => {
    const mechanism = await build(family, parameters);
    expect(argumentFor(mechanism, "split")).toBeNull();
    expect(search(mechanism, "split", screening(DEFAULT_SCREEN), []).largest).toBeGreaterThan(1e-6);
  });
});
