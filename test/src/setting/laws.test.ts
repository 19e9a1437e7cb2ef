import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certify } from "../../../src/equilibrium/certify.js";
import { solve } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { committee } from "../../../src/setting/committee.js";
import { diminishing } from "../../../src/setting/diminishing/diminishing.js";
import { efficientShares, worthOf } from "../../../src/setting/diminishing/efficient.js";
import { lognormalStates } from "../../../src/setting/lognormal-states.js";
import { type PartsFigures, parts } from "../../../src/setting/parts.js";
import {
  type RepeatedInput,
  repeated,
  type ScaledBidsFigures,
  type SharesFigures,
} from "../../../src/setting/repeated/repeated.js";
import { answer, leastRevenue } from "../../../src/setting/setting.js";
import { type State, timing } from "../../../src/setting/timing.js";
import { values } from "../../arbitrary/values.js";
import { law } from "../../law.js";

const FILE = "test/src/setting/laws.test.ts";

const pap = await buildMechanism({ family: "pap" });
const wta = await buildMechanism({ family: "wta" });
const tullock = await buildMechanism({ family: "tullock", parameters: { alpha: 1.1 } });
const fee = await buildMechanism({ family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.002 } });
const SMOOTH = [pap, tullock, fee];

const amount = fc.double({ min: 0.1, max: 10, noNaN: true });

/** States of two to four players, each with a signal of three. */
const states = fc
  .record({ players: fc.integer({ min: 2, max: 4 }), count: fc.integer({ min: 1, max: 5 }) })
  .chain(({ players, count }) =>
    fc.array(
      fc.record({
        weight: amount,
        values: fc.array(amount, { minLength: players, maxLength: players }),
        signal: fc.constantFrom("a", "b", "c"),
      }),
      { minLength: count, maxLength: count },
    ),
  )
  .map((drawn): State[] => {
    const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
    return drawn.map(({ weight, values: own, signal }) => ({
      probability: weight / total,
      values: own,
      signal,
    }));
  });

describe("timing", () => {
  it("gives equal values where the slot is surely sold on", () =>
    law(
      FILE,
      fc.property(states, (drawn) => {
        const { figures } = answer(timing, [pap], { mode: "ahead-resale", states: drawn, resale: 1 });
        const { gameValues, shares, welfare } = figures!;
        for (const value of gameValues!) expect(value).toBe(gameValues![0]);
        for (const share of shares!) expect(share).toBeCloseTo(1 / shares!.length, 12);
        expect(welfare).toBe(1);
      }),
    ));

  it("never loses welfare of winner-take-all by a finer signal", () =>
    law(
      FILE,
      fc.property(states, (drawn) => {
        const welfareBy = (mode: "ahead" | "signal" | "in-slot") =>
          answer(timing, [wta], { mode, states: drawn }).figures!.welfare;
        expect(welfareBy("signal")).toBeGreaterThanOrEqual(welfareBy("ahead") - 1e-12);
        expect(welfareBy("in-slot")).toBeGreaterThanOrEqual(welfareBy("signal") - 1e-12);
        expect(welfareBy("in-slot")).toBeCloseTo(1, 12);
      }),
    ));

  it("is the game in the slot where every state has a signal of its own, and ahead where all have one", () =>
    law(
      FILE,
      fc.property(states, (drawn) => {
        const own = drawn.map((state, k) => ({ ...state, signal: `${k}` }));
        const one = drawn.map((state) => ({ ...state, signal: "same" }));
        const by = (mode: "ahead" | "signal" | "in-slot", given: State[]) =>
          answer(timing, [tullock], { mode, states: given }).figures;
        expect(by("signal", own)).toEqual(by("in-slot", drawn));
        expect(by("signal", one)).toEqual(by("ahead", drawn));
      }),
      50,
    ));

  it("finds the scale of least error: no other scale is better", () =>
    law(
      FILE,
      fc.property(states, fc.double({ min: 0, max: 20, noNaN: true }), (drawn, scale) => {
        const { games, figures } = answer(timing, [pap], { mode: "in-slot", states: drawn });
        const [error, top] = [0, 1].map((which) =>
          drawn.reduce((sum, { probability, values: own }, k) => {
            const revenue = games[k]!.solution.equilibria[0]!.payments.reduce((a, b) => a + b, 0);
            const best = Math.max(...own);
            return sum + probability * (which === 0 ? Math.abs(best - scale * revenue) : best);
          }, 0),
        );
        expect(figures!.oracleError).toBeLessThanOrEqual(error! / top! + 1e-12);
      }),
    ));

  it("draws equally likely states of the same medians from a seed", () => {
    const shocks = { values: [4, 2], common: 0.5, own: [0.1, 0.3], count: 512, seed: 7 };
    const drawn = lognormalStates(shocks);
    expect(lognormalStates(shocks)).toEqual(drawn);
    expect(lognormalStates({ ...shocks, seed: 8 })).not.toEqual(drawn);
    expect(drawn.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 12);
    for (const [i, median] of shocks.values.entries()) {
      const logs = drawn.map(({ values: own }) => Math.log(own[i]! / median));
      const mean = logs.reduce((sum, each) => sum + each, 0) / logs.length;
      const spread = Math.sqrt(logs.reduce((sum, each) => sum + (each - mean) ** 2, 0) / logs.length);
      expect(mean).toBeCloseTo(0, 2);
      expect(spread).toBeCloseTo(Math.hypot(shocks.common, shocks.own[i]!), 1);
    }
  });
});

describe("parts", () => {
  it("of proportional values are the bundle, under scale-free rules", () =>
    law(
      FILE,
      fc.property(
        fc.array(amount, { minLength: 2, maxLength: 4 }),
        fc.array(amount, { minLength: 2, maxLength: 3 }),
        fc.constantFrom(wta, ...SMOOTH),
        (players, sizes, mechanism) => {
          const input = {
            valuesByPlayerAndPart: players.map((value) => sizes.map((size) => value * size)),
          };
          const by = (mode: "bundle" | "parts") => {
            const { games, figures } = answer(parts, [mechanism], { mode, ...input });
            // Mixed equilibria are known to fewer digits, and in other digits at another scale.
            fc.pre(games.every(({ solution }) => solution.status !== "mixed"));
            return figures as PartsFigures;
          };
          const [whole, apart] = [by("bundle"), by("parts")];
          const top = Math.max(...players) * Math.max(...sizes);
          expect(Math.abs(apart.revenue - whole.revenue)).toBeLessThan(1e-9 * top);
          expect(apart.welfare).toBeCloseTo(whole.welfare, 8);
          for (const [i, share] of whole.shares.entries()) expect(apart.shares[i]).toBeCloseTo(share, 8);
        },
      ),
      60,
    ));

  it("that one player wants go to it for nothing", () => {
    const { figures, games } = answer(parts, [pap], {
      mode: "parts",
      valuesByPlayerAndPart: [
        [5, 0],
        [0, 3],
      ],
    });
    expect(games).toEqual([]);
    expect(figures).toMatchObject({ revenue: 0, welfare: 1, shares: [5 / 8, 3 / 8] });
  });
});

const scaledBids = (input: Omit<RepeatedInput, "cartel">, mechanism = pap) =>
  answer(repeated, [mechanism], { cartel: "scaled-bids", ...input }).figures as ScaledBidsFigures;

describe("repeated", () => {
  it("needs next to no patience for next to no cartel, at smooth interior equilibria", () =>
    law(
      FILE,
      fc.property(values, fc.constantFrom(...SMOOTH), (drawn, mechanism) => {
        const { games } = answer(repeated, [mechanism], {
          values: drawn,
          cartel: "scaled-bids",
          kappas: [0.5],
        });
        const [game] = games;
        fc.pre(leastRevenue(game!.solution)!.bids.every((bid) => bid > 0));
        const deltas = scaledBids({ values: drawn, kappas: [0.9, 0.99, 0.999] }, mechanism).curve.map(
          ({ deltaStar }) => deltaStar,
        );
        // Second-order gains of a deviation against first-order gains of the cartel: linear in 1 - kappa.
        expect(deltas[1]! / deltas[0]!).toBeLessThan(0.3);
        expect(deltas[2]! / deltas[1]!).toBeLessThan(0.15);
      }),
      60,
    ));

  it("answers PAP by its closed forms", () =>
    law(
      FILE,
      fc.property(values, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (drawn, kappa) => {
        const { total, allocations } = papBenchmark(drawn);
        const [point, limit] = scaledBids({ values: drawn, kappas: [kappa, 0] }).curve;
        for (const [i, value] of drawn.entries()) {
          const others = kappa * total * (1 - allocations[i]!);
          const best = Math.max(0, Math.sqrt(value) - Math.sqrt(others)) ** 2;
          expect(Math.abs(point!.deviationUtilities[i]! - best)).toBeLessThan(1e-9 * value);
        }
        const least = Math.min(...allocations);
        expect(limit!.deltaStar).toBeCloseTo(least > 0 ? 1 / (1 + least) : 1, 9);
      }),
    ));

  it("has no deviation that the certifier would call larger", () =>
    law(
      FILE,
      fc.property(
        values,
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.constantFrom(...SMOOTH),
        (drawn, kappa, mechanism) => {
          const { games } = answer(repeated, [mechanism], {
            values: drawn,
            cartel: "scaled-bids",
            kappas: [kappa],
          });
          fc.pre(leastRevenue(games[0]!.solution)!.kind === "pure");
          const [point] = scaledBids({ values: drawn, kappas: [kappa] }, mechanism).curve;
          const bids = Float64Array.from(leastRevenue(games[0]!.solution)!.bids, (bid) => kappa * bid);
          const { absolute } = certify(mechanism, Float64Array.from(drawn), bids, Number.POSITIVE_INFINITY)!;
          const gains = point!.deviationUtilities.map((each, i) => each - point!.cartelUtilities[i]!);
          expect(Math.abs(Math.max(...gains) - absolute)).toBeLessThan(1e-9 * Math.max(...drawn));
        },
      ),
      40,
    ));

  it("lets an outsider in below the kappa at which entry costs its value", () => {
    const { total } = papBenchmark([4, 2]);
    const curve = scaledBids({ values: [4, 2], kappas: [0, 0.2, 0.4, 0.6, 0.9], outsider: 0.6 });
    expect(curve.outsiderEntersBelow).toBeCloseTo(0.6 / total, 9);
    for (const { kappa, outsiderGain } of curve.curve) {
      const gain = Math.max(0, Math.sqrt(0.6) - Math.sqrt(kappa * total)) ** 2;
      expect(outsiderGain).toBeCloseTo(gain, 9);
    }
    expect(scaledBids({ values: [4, 2], kappas: [0.5], outsider: 1 }, wta).outsiderEntersBelow).toBeCloseTo(
      0.5,
      12,
    );
  });

  it("never sustains scaled bids where a loser can outbid the cartel", () => {
    const [point] = scaledBids({ values: [4, 2], kappas: [0.5] }, wta).curve;
    expect(point).toMatchObject({ deltaStar: 1, byPlayer: [0, 1], cartelUtilities: [3, 0], revenueLost: 1 });
  });

  it("takes the stage's expected payoffs where it is mixed", async () => {
    const allPay = await buildMechanism({ family: "all-pay-auction" });
    const [limit, point] = scaledBids({ values: [4, 2], kappas: [0, 0.5] }, allPay).curve;
    // Shares 3/4 and 1/4, payments 1 and 1/2; the top bids are kappa 2 and kappa 2.
    expect(limit!.byPlayer[0]).toBeCloseTo((4 - 3) / (4 - 2), 3);
    expect(limit!.byPlayer[1]).toBeCloseTo((2 - 0.5) / (2 - 0), 3);
    expect(point!.cartelUtilities[0]).toBeCloseTo(3 - 0.5, 3);
    expect(point!.deviationUtilities[0]).toBeCloseTo(4 - 1, 3);
  });

  it("makes every member as tempted as the others at the shares that it chooses", () =>
    law(
      FILE,
      fc.property(
        values,
        fc.constantFrom("after-bids" as const, "before-bids" as const),
        (drawn, lottery) => {
          const input = { values: drawn, cartel: "shares-of-its-choice" as const, lottery };
          const chosen = answer(repeated, [pap], input).figures as SharesFigures;
          expect(chosen.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
          const given = answer(repeated, [pap], { ...input, shares: chosen.shares }).figures as SharesFigures;
          expect(given.deltaStar).toBeCloseTo(chosen.deltaStar, 9);
          const shifted = chosen.shares.map((share, i) => share + (i === 0 ? -0.01 : i === 1 ? 0.01 : 0));
          const other = answer(repeated, [pap], { ...input, shares: shifted }).figures as SharesFigures;
          expect(other.deltaStar).toBeGreaterThan(chosen.deltaStar);
        },
      ),
    ));

  it("says that equal shares pay the stronger player nothing: the first reply's example", () => {
    const figures = answer(repeated, [wta], {
      values: [4, 2],
      cartel: "shares-of-its-choice",
      lottery: "after-bids",
      shares: [0.5, 0.5],
    }).figures as SharesFigures;
    expect(figures).toMatchObject({ deltaStar: 1, coalitionGain: 1, transfers: "outside-protocol" });
  });

  it.each([
    ["a lottery that no bid wins", { family: "uniform-lottery" }, { cartel: "shares-of-its-choice" }],
    ["bids that cost the winner nothing", { family: "second-price" }, { cartel: "shares-of-its-choice" }],
    [
      "a fee, at bids next to nothing",
      { family: "pap-fee", parameters: { fee: 0.05 } },
      { cartel: "scaled-bids", kappas: [0] },
    ],
  ] as const)("has a status of its own for %s", async (_, candidate, input) => {
    const mechanism = await buildMechanism(candidate);
    const { status, reason, figures } = answer(repeated, [mechanism], { values: [4, 2], ...input });
    expect({ status, figures }).toEqual({ status: "unsupported-rule", figures: null });
    expect(reason).toMatch(new RegExp(`^${candidate.family}: `));
  });
});

const bids = fc.array(fc.record({ t: fc.integer({ min: -50, max: 50 }), value: fc.nat(9) }), {
  minLength: 1,
  maxLength: 20,
});

describe("committee", () => {
  it("without latency and corruption reports the running maximum", () =>
    law(
      FILE,
      fc.property(
        bids,
        fc.nat(60),
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (given, D, members, quantile) => {
          const latencies = new Array<number>(members).fill(0);
          const { floor, bestBid } = answer(committee, [], { bids: given, T: 20, D, latencies, quantile })
            .figures!;
          const bestBy = (time: number) =>
            Math.max(0, ...given.filter(({ t }) => t <= time).map(({ value }) => value));
          expect(floor).toBe(bestBy(20 - D));
          expect(bestBid).toBe(bestBy(20));
        },
      ),
    ));

  it("is broken by as many as its quantile says, and by no fewer", () =>
    law(
      FILE,
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (members, quantile) => {
          const latencies = new Array<number>(members).fill(0);
          const by = (low: number, high: number) =>
            answer(committee, [], {
              bids: [{ t: 0, value: 1 }],
              T: 1,
              D: 0,
              latencies,
              quantile,
              corrupted: { low, high },
            }).figures!;
          const { rank } = by(0, 0);
          expect(by(rank, 0)).toMatchObject({ floor: 0, brokenBySuppression: true });
          expect(by(rank - 1, 0)).toMatchObject({ floor: 1, brokenBySuppression: false });
          expect(by(0, members - rank + 1)).toMatchObject({
            floor: "unbounded",
            ratio: null,
            brokenByInflation: true,
          });
          expect(by(0, members - rank)).toMatchObject({ floor: 1, brokenByInflation: false });
        },
      ),
    ));
});

describe("diminishing", () => {
  it("has the engine's equilibria where a share is worth as much as the last", () =>
    law(
      FILE,
      fc.property(values, fc.constantFrom(wta, ...SMOOTH), (drawn, mechanism) => {
        const { games } = answer(diminishing, [mechanism], { values: drawn, gamma: 0 });
        expect(games[0]!.solution).toEqual(solve(mechanism, drawn));
      }),
      40,
    ));

  it("splits PAP's slot as its first-order conditions say", () =>
    law(
      FILE,
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (drawn, gamma) => {
        const { figures } = answer(diminishing, [pap], { values: drawn, gamma });
        const { allocations, revenue } = figures!;
        for (const [i, value] of drawn.entries()) {
          const x = allocations[i]!;
          const marginal = value * (1 - gamma * x) * (1 - x);
          if (x > 0) expect(Math.abs(marginal / revenue - 1)).toBeLessThan(1e-9);
          else expect(marginal).toBeLessThanOrEqual(revenue * (1 + 1e-12));
        }
      }),
      60,
    ));

  it("leaves nobody a better bid: an even grid finds none", () =>
    law(
      FILE,
      fc.property(
        values,
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.constantFrom(...SMOOTH),
        (drawn, gamma, mechanism) => {
          const { figures, games, status } = answer(diminishing, [mechanism], { values: drawn, gamma });
          expect(status).toBe("solved");
          fc.pre(games[0]!.solution.status === "pure");
          const { bids: played, utilities } = figures!;
          const [x, p] = [new Float64Array(drawn.length), new Float64Array(drawn.length)];
          for (const [i, value] of drawn.entries()) {
            const other = Float64Array.from(played);
            for (let k = 1; k <= 100; k++) {
              other[i] = (value * k) / 50;
              mechanism.outcome(other, x, p);
              expect(value * worthOf(x[i]!, gamma) - p[i]!).toBeLessThanOrEqual(utilities[i]! + 1e-8 * value);
            }
          }
        },
      ),
      40,
    ));

  it("splits efficiently: no transfer between two players is better", () =>
    law(
      FILE,
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (drawn, gamma) => {
        const shares = efficientShares(drawn, gamma);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        const marginal = drawn.map((value, i) => value * (1 - gamma * shares[i]!));
        const price = Math.max(...marginal);
        for (const [i, share] of shares.entries()) {
          expect(share).toBeGreaterThanOrEqual(0);
          if (share > 1e-9) expect(marginal[i]).toBeCloseTo(price, 6);
        }
      }),
    ));

  it("splits at gamma = 1 as PAP does at gamma = 0", () =>
    law(
      FILE,
      fc.property(values, (drawn) => {
        const shares = efficientShares(drawn, 1);
        for (const [i, share] of papBenchmark(drawn).allocations.entries())
          expect(shares[i]).toBeCloseTo(share, 9);
      }),
    ));
});
