import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FiniteGame, payoffCount, type Role } from "../../../../src/equilibrium/mixed/finite-game.js";
import { lemkeHowson } from "../../../../src/equilibrium/mixed/lemke-howson.js";
import { regretMatching } from "../../../../src/equilibrium/mixed/regret-matching.js";
import { law } from "../../../law.js";

const FILE = "test/src/equilibrium/mixed/regret-matching.test.ts";

/** One role a player, the row player's payoffs as rows, the column player's as rows of the same shape. */
function bimatrix(
  forRow: readonly (readonly number[])[],
  forColumn: readonly (readonly number[])[],
): FiniteGame {
  const roles = [forRow.length, forRow[0]!.length].map((actions) => ({ players: 1, actions }));
  return new FiniteGame(roles, (role, own, others) =>
    role === 0 ? forRow[own]![others[0]!]! : forColumn[others[0]!]![own]!,
  );
}

function zeroSum(forRow: readonly (readonly number[])[]): FiniteGame {
  return bimatrix(
    forRow,
    forRow.map((line) => line.map((each) => -each)),
  );
}

/** A contest in which all pay, on an even grid from 0 to each one's value; ties share. */
function contest(roles: readonly Role[], values: readonly number[], alpha: number): FiniteGame {
  const bidOf = (role: number, action: number) => (values[role]! * action) / (roles[role]!.actions - 1);
  return new FiniteGame(roles, (role, own, others) => {
    const bid = bidOf(role, own);
    if (bid === 0) return 0;
    const rivals = roles.flatMap(({ players }, each) => Array(players - (each === role ? 1 : 0)).fill(each));
    let weights = 1;
    others.forEach((action, k) => {
      weights += (bidOf(rivals[k]!, action) / bid) ** alpha;
    });
    return values[role]! / weights - bid;
  });
}

describe("regret matching plus", () => {
  it("finds the mixture of matching pennies, of an odd size, and of rock, paper, scissors", () => {
    const pennies = regretMatching(
      zeroSum([
        [2, -1],
        [-1, 1],
      ]),
      { iterations: 20_000 },
    );
    expect(pennies.gain).toBeLessThan(1e-3);
    for (const strategy of pennies.strategies) expect(strategy[0]).toBeCloseTo(2 / 5, 3);
    const weighted = regretMatching(
      zeroSum([
        [0, -1, 2],
        [1, 0, -3],
        [-2, 3, 0],
      ]),
      { iterations: 20_000 },
    );
    for (const strategy of weighted.strategies) {
      [1 / 2, 1 / 3, 1 / 6].forEach((probability, k) => {
        expect(strategy[k]).toBeCloseTo(probability, 2);
      });
    }
  });

  it("goes straight to dominant actions, and stops early at its target", () => {
    const dilemma = bimatrix(
      [
        [3, 0],
        [5, 1],
      ],
      [
        [3, 5],
        [0, 1],
      ],
    );
    const { strategies, iterations, gain } = regretMatching(dilemma, { iterations: 100_000, target: 1e-6 });
    expect(iterations).toBeLessThan(100_000);
    expect(gain).toBeLessThanOrEqual(1e-6);
    for (const strategy of strategies) expect(strategy[1]).toBeCloseTo(1, 6);
  });

  it("finds the volunteers' mixture, three players of one role: nobody's hand is up with (c/v)^(1/(n-1))", () => {
    // Whoever volunteers pays c = 0.3 of the v = 1 that all get if somebody does.
    const game = new FiniteGame([{ players: 3, actions: 2 }], (_, own, others) =>
      own === 1 ? 0.7 : others.includes(1) ? 1 : 0,
    );
    const { strategies, gain } = regretMatching(game, { iterations: 2000 });
    expect(strategies).toHaveLength(1);
    expect(strategies[0]![0]).toBeCloseTo(Math.sqrt(0.3), 4);
    expect(gain).toBeLessThan(1e-5);
  });

  it("comes near equilibrium in contests of three players without a pure one", () => {
    const alike = contest([{ players: 3, actions: 25 }], [1], 3);
    expect(regretMatching(alike, { iterations: 2000 }).gain).toBeLessThan(1e-3);
    const apart = contest(
      Array.from({ length: 3 }, () => ({ players: 1, actions: 12 })),
      [1, 0.8, 0.6],
      3,
    );
    expect(regretMatching(apart, { iterations: 2000 }).gain).toBeLessThan(1e-3);
  });

  it("answers alike each time, with distributions", () => {
    const game = contest(
      [
        { players: 2, actions: 9 },
        { players: 2, actions: 7 },
      ],
      [1, 0.7],
      4,
    );
    const [first, second] = [1, 2].map(() => regretMatching(game, { iterations: 120 }));
    expect(first).toEqual(second);
    expect(first!.iterations).toBe(120);
    for (const strategy of first!.strategies) {
      expect(Math.min(...strategy)).toBeGreaterThanOrEqual(0);
      expect(strategy.reduce((total, each) => total + each, 0)).toBeCloseTo(1, 12);
    }
  });

  it("reports the gain there is, and tends to the value of zero-sum games that Lemke-Howson finds", async () => {
    const entry = fc.integer({ min: -5, max: 5 });
    const size = fc.integer({ min: 1, max: 5 });
    const matrices = fc.tuple(size, size).chain(([rows, columns]) =>
      fc.array(fc.array(entry, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
    await law(
      FILE,
      fc.property(matrices, (payoffs) => {
        const [rows, columns] = [payoffs.length, payoffs[0]!.length];
        const { strategies, gain } = regretMatching(zeroSum(payoffs), { iterations: 3000, target: 1e-3 });
        const [row, column] = [strategies[0]!, strategies[1]!];
        const secured = payoffs[0]!.map((_, j) => payoffs.reduce((t, line, i) => t + row[i]! * line[j]!, 0));
        const conceded = payoffs.map((line) => line.reduce((t, each, j) => t + column[j]! * each, 0));
        const played = conceded.reduce((t, each, i) => t + row[i]! * each, 0);
        const [low, high] = [Math.min(...secured), Math.max(...conceded)];
        expect(gain).toBeCloseTo(Math.max(high - played, played - low), 12);
        const flat = Float64Array.from(payoffs.flat());
        const exact = lemkeHowson(
          flat,
          flat.map((each) => -each),
          rows,
          columns,
          0,
        )!;
        const value = payoffs.reduce(
          (total, line, i) =>
            total + line.reduce((t, each, j) => t + exact.row[i]! * exact.column[j]! * each, 0),
          0,
        );
        expect(high - low).toBeLessThan(0.1);
        expect(value).toBeGreaterThanOrEqual(low - 1e-9);
        expect(value).toBeLessThanOrEqual(high + 1e-9);
      }),
      100,
    );
  });
});

describe("a finite game", () => {
  it("asks for each payoff once, the others role by role", () => {
    const roles = [
      { players: 2, actions: 3 },
      { players: 1, actions: 2 },
    ];
    const asked: string[] = [];
    new FiniteGame(roles, (role, own, others) => {
      asked.push(`${role}:${own}:${[...others].join("")}`);
      return 0;
    });
    // A player of the first role meets 3 x 2 profiles, the one of the second 6 pairs of equals.
    expect(asked).toHaveLength(3 * 6 + 2 * 6);
    expect(new Set(asked).size).toBe(asked.length);
    expect(payoffCount(roles)).toBe(asked.length);
    expect(asked).toContain("0:2:01");
    expect(asked).toContain("1:1:02");
    expect(asked).not.toContain("1:1:20");
  });

  it("counts five players' payoffs, alike and apart", () => {
    expect(payoffCount([{ players: 5, actions: 25 }])).toBe(511_875);
    expect(payoffCount(Array.from({ length: 5 }, () => ({ players: 1, actions: 25 })))).toBe(48_828_125);
  });

  it("expects what playing out every joint action expects", async () => {
    const chances = (length: number) =>
      fc
        .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: length, maxLength: length })
        .map((weights) => Float64Array.from(weights, (each) => each / weights.reduce((a, b) => a + b, 0)));
    const roles = [
      { players: 3, actions: 3 },
      { players: 2, actions: 2 },
    ];
    await law(
      FILE,
      fc.property(chances(3), chances(2), fc.integer({ min: 1, max: 99 }), (first, second, salt) => {
        const strategies = [first, second];
        for (const role of [0, 1]) {
          const slots = role === 0 ? [0, 0, 1, 1] : [0, 0, 0, 1];
          // It depends on how many of each role chose what, not on who.
          const payoff = (own: number, others: ArrayLike<number>) =>
            Math.sin(
              slots.reduce(
                (phase, slot, k) => phase + (others[k] ?? 0) * (slot === 0 ? 1.3 : 7.1),
                salt * (own + 1),
              ),
            );
          const game = new FiniteGame(roles, (_, own, others) => payoff(own, others));
          const expected = new Float64Array(roles[role]!.actions);
          game.expect(role, strategies, expected);
          for (let own = 0; own < expected.length; own++) {
            let total = 0;
            const play = (chosen: readonly number[], chance: number): void => {
              if (chosen.length === slots.length) {
                total += chance * payoff(own, chosen);
                return;
              }
              strategies[slots[chosen.length]!]!.forEach((each, action) => {
                play([...chosen, action], chance * each);
              });
            };
            play([], 1);
            expect(expected[own]).toBeCloseTo(total, 12);
          }
        }
      }),
      50,
    );
  });
});
