import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import { integrate } from "../../../../src/numeric/integrate.js";
import { papBenchmark } from "../../../../src/scenario/pap-benchmark.js";
import { bayesGame } from "../../../../src/setting/bayes/game.js";
import type { Prior } from "../../../../src/setting/bayes/prior.js";
import { solveSmooth } from "../../../../src/setting/bayes/solve-smooth.js";

const pap = await buildMechanism({ family: "pap" });
const feeRule = (endogenousFee: number) =>
  buildMechanism({ family: "pap-fee", parameters: { fee: 0, endogenousFee } });
const uniform = (low: number, high: number): Prior => ({ type: "uniform", low, high });
const discrete = (values: number[], probabilities: number[]): Prior => ({
  type: "discrete",
  values,
  probabilities,
});

/** Bids of PAP: section 4 of the settings page, cases bayes-o04 to o08 (Nystrom and Newton; o07 a closed form). */
const REFERENCE: [string, Prior, number, number[], number[]][] = [
  ["o04", uniform(1, 2), 2, [1, 1.5, 2], [0.23720713544289, 0.37118685779502, 0.4847232531395]],
  ["o05", uniform(0, 1), 2, [0.25, 0.5, 1], [0.047246803965291, 0.10367967101448, 0.19027735538786]],
  ["o06", uniform(1, 2), 3, [1, 1.5, 2], [0.15795848866501, 0.33433748038695, 0.48463973192904]],
  ["o07", discrete([1, 3], [0.5, 0.5]), 2, [1, 3], [0.21875, 0.65625]],
  ["o08", discrete([1, 3], [0.75, 0.25]), 2, [1, 3], [0.2370417233214, 0.63337550989261]],
];

describe("strategies of smooth rules", () => {
  it.each(REFERENCE)("meet the reference bids of PAP: bayes-%s", (_, prior, players, values, bids) => {
    const { strategies } = solveSmooth(bayesGame(pap, new Array(players).fill(prior)));
    const [strategy] = strategies;
    for (const [k, value] of values.entries()) {
      expect(Math.abs(strategy!.bidAt(strategy!.types.coordinateOf(value)) - bids[k]!)).toBeLessThan(1e-8);
    }
  });

  it("are those of known values where every prior is one point", () => {
    const values = [5, 4, 3];
    const { strategies } = solveSmooth(
      bayesGame(
        pap,
        values.map((value) => discrete([value], [1])),
      ),
    );
    const { total, allocations } = papBenchmark(values);
    for (const [i, strategy] of strategies.entries()) {
      expect(strategy.bidAt(0.5)).toBeCloseTo(total * allocations[i]!, 10);
    }
  });

  it("scale with the values", () => {
    const at = (unit: number) =>
      solveSmooth(bayesGame(pap, [uniform(unit, 2 * unit), uniform(unit, 2 * unit)])).strategies[0]!;
    for (const share of [0, 0.3, 1])
      expect(at(1000).bidAt(1000 + 1000 * share) / 1000).toBeCloseTo(at(1).bidAt(1 + share), 9);
  });

  it("of PAP + phi B are PAP's, divided by 1 + phi, while the lowest type is in", async () => {
    const game = async (phi: number) =>
      solveSmooth(bayesGame(await feeRule(phi), [uniform(1, 2), uniform(1, 2)])).strategies[0]!;
    const [plain, dear] = [await game(0), await game(0.7)];
    expect(dear.cut).toBe(1);
    for (const t of [1, 1.2, 1.9]) expect(dear.bidAt(t)).toBeCloseTo(plain.bidAt(t) / 1.7, 9);
  });

  it("end at a threshold type that is indifferent, above the largest phi", async () => {
    const { strategies } = solveSmooth(bayesGame(await feeRule(1), [uniform(1, 2), uniform(1, 2)]));
    const { cut, bidAt } = strategies[0]!;
    expect(cut).toBeGreaterThan(1.01);
    const own = bidAt(cut);
    // x and p of the threshold type by adaptive quadrature over the rival's type; a lone bid b pays 2 b and wins.
    const alone = cut - 1;
    const against = integrate(
      { at: (t) => (cut * own) / (own + bidAt(t)) - own - (own + bidAt(t)) },
      cut,
      2,
      1e-12,
    );
    expect(Math.abs(alone * (cut - 2 * own) + against)).toBeLessThan(1e-8);
  });

  it("rise with the value, also where a thin layer of types bids next to nothing", () => {
    const { strategies } = solveSmooth(bayesGame(pap, [uniform(1, 4), uniform(1, 4), uniform(1, 4)]));
    const bids = Array.from({ length: 101 }, (_, k) => strategies[0]!.bidAt(1 + (3 * k) / 100));
    for (let k = 1; k < bids.length; k++) expect(bids[k]).toBeGreaterThan(bids[k - 1]!);
  });
});
