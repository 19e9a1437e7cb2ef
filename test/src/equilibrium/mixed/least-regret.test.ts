import { beforeAll, describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../../search/io/linear-programme.js";
import { judgeMixed } from "../../../../src/equilibrium/mixed/certify-mixed.js";
import { FiniteGame } from "../../../../src/equilibrium/mixed/finite-game.js";
import { leastRegret } from "../../../../src/equilibrium/mixed/least-regret.js";
import { overLot } from "../../../../src/equilibrium/mixed/lot.js";
import { MixtureResponse } from "../../../../src/equilibrium/mixed/mixture-response.js";
import { pureStrategy } from "../../../../src/equilibrium/mixed/strategy.js";
import { buildMechanism } from "../../../../src/mechanism/build.js";
import type { LinearProgrammeSolver } from "../../../../src/numeric/linear-programme.js";

const SOLVER = { name: "test", outcome: "by hand" };
const BUDGET = 1e9;

let solveProgramme: LinearProgrammeSolver;
beforeAll(async () => {
  solveProgramme = await loadLinearProgrammeSolver();
});

/** A game of two, in which the actions are the trials too. */
function bimatrix(forRow: readonly (readonly number[])[], forColumn: readonly (readonly number[])[]) {
  const roles = [forRow.length, forRow[0]!.length].map((actions) => ({ players: 1, actions }));
  const trials = roles.map(({ actions }) => actions);
  return new FiniteGame(
    roles,
    (role, own, others) => {
      const action = own % roles[role]!.actions;
      return role === 0 ? forRow[action]![others[0]!]! : forColumn[others[0]!]![action]!;
    },
    trials,
  );
}

describe("least regret", () => {
  it("solves a zero-sum game by one programme", () => {
    const game = bimatrix(
      [
        [3, 0],
        [1, 2],
      ],
      [
        [0, 3],
        [2, 1],
      ],
    );
    const start = [Float64Array.of(0.5, 0.5), Float64Array.of(0.5, 0.5)];
    let programmes = 0;
    const counted: LinearProgrammeSolver = (programme) => {
      programmes++;
      return solveProgramme(programme);
    };
    const [row, column] = leastRegret(game, start, counted, { steps: 10, target: 1e-9 });
    expect(row![0]).toBeCloseTo(1 / 4, 8);
    expect(column![0]).toBeCloseTo(1 / 2, 8);
    expect(programmes).toBe(1);
  });

  it("comes to an equilibrium of a game that is not zero-sum", () => {
    // Battle of the sexes, from near its mixed equilibrium (3/5, 2/5), (2/5, 3/5).
    const game = bimatrix(
      [
        [3, 0],
        [0, 2],
      ],
      [
        [2, 0],
        [0, 3],
      ],
    );
    const start = [Float64Array.of(0.62, 0.38), Float64Array.of(0.37, 0.63)];
    const [row, column] = leastRegret(game, start, solveProgramme, { steps: 20, target: 1e-12 });
    const payoff = (mine: readonly number[]) =>
      row![0]! * column![0]! * mine[0]! + row![1]! * column![1]! * mine[1]!;
    expect(Math.max(3 * column![0]!, 2 * column![1]!) - payoff([3, 2])).toBeLessThan(1e-8);
    expect(Math.max(2 * row![0]!, 3 * row![1]!) - payoff([2, 3])).toBeLessThan(1e-8);
  });
});

describe("slopes of a finite game", () => {
  it("are the derivatives of expected payoffs, with players who share a strategy", () => {
    const game = new FiniteGame(
      [
        { players: 2, actions: 3 },
        { players: 1, actions: 2 },
      ],
      (role, own, others) =>
        Math.sin(1 + role + 2 * own + others.reduce((sum, each, k) => sum * 3 + each + k, 0)),
      [1, 0],
    );
    const strategies = [Float64Array.of(0.2, 0.3, 0.5), Float64Array.of(0.6, 0.4)];
    const step = 1e-6;
    for (const [role, of] of [
      [0, 0],
      [0, 1],
      [1, 0],
    ] as const) {
      const width = game.roles[role]!.actions + game.trials[role]!;
      const slopes = game.slopes(role, of, strategies);
      const columns = strategies[of]!.length;
      for (let column = 0; column < columns; column++) {
        const [low, high] = [-step, step].map((change) => {
          const moved = strategies.map((each) => each.slice());
          moved[of]![column]! += change;
          const expected = new Float64Array(width);
          game.expect(role, moved, expected);
          return expected;
        }) as [Float64Array, Float64Array];
        for (let a = 0; a < width; a++) {
          expect(slopes[a * columns + column]).toBeCloseTo((high[a]! - low[a]!) / (2 * step), 7);
        }
      }
    }
  });
});

describe("spread strategies", () => {
  it("are averaged exactly over parts between kinks", () => {
    let mean = 0;
    overLot({ from: 1, to: 3 }, Float64Array.of(0.5, 1.5, 3), (bid, weight) => {
      mean += weight * Math.abs(bid - 1.5);
    });
    expect(mean).toBeCloseTo((0.5 ** 2 / 2 + 1.5 ** 2 / 2) / 2, 14);
  });

  it("are met as the all-pay auction's distributions say, and judged on the true game", async () => {
    const mechanism = await buildMechanism({ family: "all-pay-auction" });
    // Hillman and Riley 1989, at values 4, 2 and a third.
    const spread = (probability: number) => [{ from: 0, to: 2, probability }];
    const strategies = [
      { support: [], probabilities: [], uniform: spread(1) },
      { support: [0], probabilities: [0.5], uniform: spread(0.5) },
      pureStrategy(0),
    ];
    const response = new MixtureResponse(mechanism, strategies);
    response.face(0, 4);
    for (const bid of [1e-6, 0.3, 1.7, 2])
      expect(response.at(bid)).toBeCloseTo(4 * (0.5 + bid / 4) - bid, 12);
    const proposal = { strategies, solver: SOLVER };
    const judged = judgeMixed(mechanism, Float64Array.of(4, 2, 1.9), proposal, BUDGET)!;
    expect(judged.regret.relative).toBeLessThan(1e-12);
    expect(judged.allocations[0]).toBeCloseTo(0.75, 12);
    expect(judged.payments[1]).toBeCloseTo(0.5, 12);
    // An outsider of value 3 wins with probability F_1 F_2 = 1 for a bid of 2: a gain of 1.
    const entered = judgeMixed(mechanism, Float64Array.of(4, 2, 3), proposal, BUDGET)!;
    expect(entered.regret.absolute).toBeCloseTo(1, 6);
  });

  it("are met by several alike as by each in turn", async () => {
    const mechanism = await buildMechanism({ family: "serial", parameters: { alpha: 2 } });
    const atoms = { support: [0, 0.2, 0.5], probabilities: [0.1, 0.4, 0.5] };
    const alike = new MixtureResponse(mechanism, [pureStrategy(0), atoms, atoms, atoms]);
    const apart = new MixtureResponse(mechanism, [pureStrategy(0), { ...atoms }, { ...atoms }, { ...atoms }]);
    for (const response of [alike, apart]) response.face(0, 1);
    for (const bid of [0.1, 0.2, 0.4, 0.9]) expect(alike.at(bid)).toBeCloseTo(apart.at(bid), 13);
  });
});

describe("the judge of a mixture lifted to more players", () => {
  it("finds what the third would gain by entering", async () => {
    const mechanism = await buildMechanism({ family: "pap" });
    const strategies = [pureStrategy(0.25), pureStrategy(0.25), pureStrategy(0)];
    const values = Float64Array.of(1, 1, 0.9);
    const { regret } = judgeMixed(mechanism, values, { strategies, solver: SOLVER }, BUDGET)!;
    // max_b 0.9 b / (b + 1/2) - b, at b = sqrt(0.45) - 1/2.
    expect(regret.absolute).toBeCloseTo((Math.sqrt(0.9) - Math.sqrt(0.5)) ** 2, 8);
  });
});
