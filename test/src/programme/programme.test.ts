import { beforeAll, describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import { solvePure } from "../../../src/equilibrium/solve.js";
import { FIGURES } from "../../../src/evaluation/figure.js";
import { objectiveOf } from "../../../src/evaluation/objective.js";
import { figureAt, metricsAt, stageOf } from "../../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../src/mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../../src/numeric/linear-programme.js";
import { participationRows } from "../../../src/programme/equilibrium-rows.js";
import { movingFigure } from "../../../src/programme/figure-rows.js";
import { motionAt } from "../../../src/programme/motion.js";
import { neighbourhoodOf } from "../../../src/programme/neighbourhood.js";
import { standingBids } from "../../../src/programme/played.js";
import { meritOf, type ProgrammeContext, programmeAt } from "../../../src/programme/programme.js";
import { movingReply } from "../../../src/programme/reply.js";
import { SybilRows } from "../../../src/programme/sybil-rows.js";
import { nearBestResponses } from "../../../src/sybil/envelope/near-plays.js";
import { screening } from "../../../src/sybil/options.js";
import { screen } from "../../../src/sybil/screen.js";

let solve: LinearProgrammeSolver;
beforeAll(async () => {
  solve = await loadLinearProgrammeSolver();
});

/** Families of every smooth kind: own bid, shares, by count, formula; each at the middle of its ranges. */
const FAMILIES: readonly {
  readonly of: Candidate;
  readonly axes: Record<string, readonly [number, number]>;
}[] = [
  { of: { family: "tullock" }, axes: { alpha: [0.8, 1.1] } },
  { of: { family: "power-payment" }, axes: { gamma: [0.9, 1.2] } },
  {
    of: { family: "share-tilt", parameters: { knots: 4, of: { family: "pap" } } },
    axes: { z1: [-0.1, 0.2], z3: [-0.2, 0.1], e2: [-0.1, 0.2], e4: [-0.1, 0.3] },
  },
  { of: { family: "count-fee" }, axes: { fee2: [0, 0.04], fee3: [0, 0.02] } },
  {
    of: { family: "expression", weight: "b^a", payment: "b*(1+c*q)" },
    axes: { a: [0.8, 1.1], c: [0, 0.2] },
  },
];

function builder({ of, axes }: (typeof FAMILIES)[number]) {
  const names = Object.keys(axes);
  return (at: Float64Array) => {
    const moved = names.map((name, k) => {
      const [low, high] = axes[name]!;
      return [name, low + (high - low) * at[k]!];
    });
    return buildMechanism({ ...of, parameters: { ...of.parameters, ...Object.fromEntries(moved) } });
  };
}

const PROFILES = [
  { name: "two", values: [1, 0.6], weight: 0.5, scale: 1, unit: "value units" },
  { name: "three", values: [1, 0.9, 0.8], weight: 0.5, scale: 1, unit: "value units" },
];
const H = 1e-4;
const middle = (family: (typeof FAMILIES)[number]) =>
  new Float64Array(Object.keys(family.axes).length).fill(0.5);

describe.each(FAMILIES)("gradients at $of.family", (family) => {
  const build = builder(family);

  it("of figures are central differences of equilibria solved anew", async () => {
    const near = await neighbourhoodOf(middle(family), build);
    for (const profile of PROFILES) {
      const stage = stageOf(profile);
      const anew = async (k: number, step: number) => {
        const rule = await build(near.coordinates.with(k, near.coordinates[k]! + step));
        const { equilibria } = solvePure(rule, profile.values);
        return (name: string) => {
          const figure = FIGURES.find((each) => each.name === name)!;
          return figureAt(figure, rule, stage, metricsAt(stage, [equilibria[0]!]));
        };
      };
      const [own] = solvePure(near.mechanism, profile.values).equilibria;
      const bids = Float64Array.from(own!.bids);
      const motion = motionAt(near, profile.values, bids)!;
      expect(motion).not.toBeNull();
      const { allocations, payments } = own!;
      for (const name of ["revenueOverPap", "fairnessOverPap", "hhiOverPap", "closenessToPap"]) {
        const figure = FIGURES.find((each) => each.name === name)!;
        const { value, gradient } = movingFigure(figure, near, {
          stage,
          bids,
          allocations,
          payments,
          motion,
        });
        for (const k of gradient.keys()) {
          const [above, below] = [(await anew(k, H))(name), (await anew(k, -H))(name)];
          expect(gradient[k]).toBeCloseTo((above - below) / (2 * H), 4);
          expect(value).toBeCloseTo((above + below) / 2, 6);
        }
      }
    }
  });

  it("of what another bid is worth, the others' bids moving, too", async () => {
    const near = await neighbourhoodOf(middle(family), build);
    const { values } = PROFILES[1]!;
    const bidsAt = async (k: number, step: number) => {
      const rule = await build(near.coordinates.with(k, near.coordinates[k]! + step));
      return { rule, bids: Float64Array.from(solvePure(rule, values).equilibria[0]!.bids) };
    };
    const { bids } = await bidsAt(0, 0);
    const motion = motionAt(near, values, bids)!;
    const { gradient } = movingReply(near, values[1]!, bids.with(1, 0.3), 1, motion.bids);
    for (const k of gradient.keys()) {
      const worth = async (step: number) => {
        const there = await bidsAt(k, step);
        const [x, p] = [new Float64Array(3), new Float64Array(3)];
        there.rule.outcome(there.bids.with(1, 0.3), x, p);
        return x[1]! - p[1]! / values[1]!;
      };
      expect(gradient[k]).toBeCloseTo(((await worth(H)) - (await worth(-H))) / (2 * H), 4);
    }
  });

  it("of plays are differences of what the rule itself gives them", async () => {
    const near = await neighbourhoodOf(middle(family), build);
    const options = screening({ identities: 4, tolerance: 1e-9, seed: 1, rivals: 2 });
    const others = Float64Array.of(1, 0.4);
    const seat = near.mechanism.seat!;
    const rows = new SybilRows(near, "best-response", options);
    const plays = nearBestResponses(seat, [others], options, "quickly").filter(
      ({ divided }) => divided > 0.01,
    );
    expect(plays.length).toBeGreaterThan(10);
    for (const play of plays) {
      const identities = play.groups.sizes.flatMap((size, g) => Array(play.groups.counts[g]!).fill(size));
      const slack = (rule: Mechanism) => {
        const utility = (bids: readonly number[]) => {
          const all = Float64Array.of(...bids, ...others);
          const [x, p] = [new Float64Array(all.length), new Float64Array(all.length)];
          rule.outcome(all, x, p);
          return bids.reduce((sum, _, i) => sum + x[i]! - p[i]! / play.value, 0);
        };
        return (play.single > 0 ? utility([play.single]) : 0) - utility(identities);
      };
      const [row] = rows.rowOf(play);
      if (Math.abs(slack(near.mechanism)) < 1e-9) continue;
      const size = slack(near.mechanism) / row!.value;
      for (const k of row!.gradient.keys()) {
        const at = (step: number) => build(near.coordinates.with(k, near.coordinates[k]! + step));
        const difference = (slack(await at(H / 2)) - slack(await at(-H / 2))) / H / size;
        expect(row!.gradient[k]! / (1 + Math.abs(difference))).toBeCloseTo(
          difference / (1 + Math.abs(difference)),
          3,
        );
      }
    }
  });
});

describe("participation rows", () => {
  it("say what the one left out gains by entry, as a search of its bids sees it", async () => {
    const family = { of: { family: "tullock" }, axes: { alpha: [0.9, 1.3] as const } };
    const near = await neighbourhoodOf(middle(family), builder(family));
    const profile = { name: "three", values: [1, 0.95, 0.75], weight: 1, scale: 1, unit: "value units" };
    const rows = participationRows(near, { stage: stageOf(profile) });
    expect(rows).toHaveLength(3);
    const last = rows.find(({ place }) => place === "three, player 3")!;
    const entry = async (step: number) => {
      const rule = await builder(family)(Float64Array.of(0.5 + step));
      const { bids } = solvePure(rule, [1, 0.95]).equilibria[0]!;
      let best = Number.NEGATIVE_INFINITY;
      for (let k = 1; k <= 20_000; k++) {
        const [x, p] = [new Float64Array(3), new Float64Array(3)];
        rule.outcome(Float64Array.of(bids[0]!, bids[1]!, k / 20_000), x, p);
        best = Math.max(best, x[2]! - p[2]! / 0.75);
      }
      return best;
    };
    expect(last.value).toBeCloseTo(await entry(0), 6);
    expect(last.gradient[0]).toBeCloseTo(((await entry(0.01)) - (await entry(-0.01))) / 0.02, 3);
  });
});

describe("the programme at PAP", () => {
  const family = {
    of: { family: "share-tilt", parameters: { knots: 6, of: { family: "pap" } } },
    axes: Object.fromEntries(
      ["z", "e"].flatMap((row) => [1, 2, 3, 4, 5, 6].map((k) => [`${row}${k}`, [-2, 2] as const])),
    ),
  };
  const profiles = [0.2, 0.3, 0.45, 0.6, 0.8, 1].map((ratio) => {
    return { name: `ratio ${ratio}`, values: [1, ratio], weight: 1 / 6, scale: 1, unit: "value units" };
  });
  const search = screening({ identities: 8, tolerance: 1e-9, seed: 1, rivals: 1 });
  const context: ProgrammeContext = {
    ...{ profiles, search, participation: false, notions: ["split"] },
    objectives: [objectiveOf("revenueOverPap", "minimum"), objectiveOf("fairnessOverPap", "minimum")],
    bounds: [{ ...objectiveOf("fairnessOverPap", "minimum"), atLeast: 1 }],
  };
  const request = { goal: { levels: [1, null], weights: [1, 0] }, radii: [0.04, 0.01], cost: 5, above: null };

  it("promises what its step gives: more revenue, no less fairness, and no gain by splits", async () => {
    const build = builder(family);
    const standing = async (at: Float64Array) => {
      const near = await neighbourhoodOf(at, build);
      const played = profiles.flatMap((profile, k) =>
        standingBids(near.mechanism, stageOf(profile)).map((bids) => ({
          profile: k,
          bids: Array.from(bids),
        })),
      );
      return { rule: near.mechanism, ...(await programmeAt(near, played, context, request, solve))! };
    };
    const start = await standing(middle(family));
    expect(start.value).toBeCloseTo(0, 9);
    const [long] = start.steps;
    const next = await standing(Float64Array.from(long!.coordinates));
    const [promised, got] = [long!.merit - meritOf(start, 5), meritOf(next, 5) - meritOf(start, 5)];
    expect(promised).toBeGreaterThan(0.01);
    expect(Math.abs(got - promised)).toBeLessThan(0.2 * promised);
    expect(screen(next.rule, "split", { identities: 8, tolerance: 1e-6, seed: 1 }).outcome).not.toBe(
      "refuted",
    );
  });
});
