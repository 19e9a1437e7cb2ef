import { expect, it } from "vitest";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { byCountOf } from "../../../src/study/dominance/by-count.js";
import { standingAtRatio } from "../../../src/study/dominance/ratios.js";

it("a rule by count keeps thirds out of value up to what is said, and no higher", async () => {
  const mechanism = await buildMechanism({ family: "pair-price" });
  const ratio = 0.5;
  const { keptOut } = byCountOf(mechanism, [standingAtRatio(mechanism, ratio)])!;
  const { total } = papBenchmark([1, ratio]);
  const outAt = (third: number) =>
    solvePure(mechanism, [1, ratio, third]).equilibria.some(
      ({ bids }) => bids[0]! > 0 && bids[1]! > 0 && bids[2] === 0,
    );
  expect(outAt(keptOut[0]! * total * 0.999)).toBe(true);
  expect(outAt(keptOut[0]! * total * 1.001)).toBe(false);
});
