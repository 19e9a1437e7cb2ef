import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BimatrixStrategies } from "../../../../src/equilibrium/mixed/bimatrix.js";
import { lemkeHowson, lemkeHowsonEquilibria } from "../../../../src/equilibrium/mixed/lemke-howson.js";
import { randomStream } from "../../../../src/numeric/random.js";
import { law } from "../../../law.js";

const FILE = "test/src/equilibrium/mixed/lemke-howson.test.ts";
const REGRET = 1e-9;

/** A game as rows of pairs: what the row player gets, what the column player gets. */
type Game = readonly (readonly (readonly [number, number])[])[];

function payoffs(game: Game, side: 0 | 1): Float64Array {
  return Float64Array.from(game.flat(), (pair) => pair[side]);
}

function allOf(game: Game): BimatrixStrategies[] {
  return lemkeHowsonEquilibria(payoffs(game, 0), payoffs(game, 1), game.length, game[0]!.length);
}

function byLabel(game: Game, dropped: number): BimatrixStrategies {
  return lemkeHowson(payoffs(game, 0), payoffs(game, 1), game.length, game[0]!.length, dropped)!;
}

/** The most that either player gains by a pure strategy, worked out from the definition. */
function regretOf(game: Game, { row, column }: BimatrixStrategies): number {
  const expected = (side: 0 | 1) =>
    game.reduce(
      (total, line, i) => total + line.reduce((t, pair, j) => t + row[i]! * column[j]! * pair[side], 0),
      0,
    );
  const byRow = game.map((line) => line.reduce((total, pair, j) => total + column[j]! * pair[0], 0));
  const byColumn = game[0]!.map((_, j) => game.reduce((total, line, i) => total + row[i]! * line[j]![1], 0));
  return Math.max(Math.max(...byRow) - expected(0), Math.max(...byColumn) - expected(1));
}

function expectStrategies(found: BimatrixStrategies, row: readonly number[], column: readonly number[]) {
  expect(found.row).toHaveLength(row.length);
  expect(found.column).toHaveLength(column.length);
  row.forEach((probability, i) => {
    expect(found.row[i]).toBeCloseTo(probability, 12);
  });
  column.forEach((probability, j) => {
    expect(found.column[j]).toBeCloseTo(probability, 12);
  });
}

const third = [1 / 3, 1 / 3, 1 / 3];

/** Games with one equilibrium, whichever label is dropped. */
const SOLVED: readonly (readonly [string, Game, readonly number[], readonly number[]])[] = [
  [
    "matching pennies",
    [
      [
        [1, -1],
        [-1, 1],
      ],
      [
        [-1, 1],
        [1, -1],
      ],
    ],
    [0.5, 0.5],
    [0.5, 0.5],
  ],
  [
    "rock, paper, scissors",
    [
      [
        [0, 0],
        [-1, 1],
        [1, -1],
      ],
      [
        [1, -1],
        [0, 0],
        [-1, 1],
      ],
      [
        [-1, 1],
        [1, -1],
        [0, 0],
      ],
    ],
    third,
    third,
  ],
  [
    "the prisoner's dilemma",
    [
      [
        [3, 3],
        [0, 5],
      ],
      [
        [5, 0],
        [1, 1],
      ],
    ],
    [0, 1],
    [0, 1],
  ],
  [
    "Shapley's game (1964), on which fictitious play cycles",
    [
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
      [
        [0, 1],
        [0, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
    third,
    third,
  ],
  ["a single cell", [[[7, -7]]], [1], [1]],
  [
    "two rows against three columns, one of them dominated",
    [
      [
        [2, -2],
        [-1, 1],
        [9, -9],
      ],
      [
        [-1, 1],
        [1, -1],
        [9, -9],
      ],
    ],
    [2 / 5, 3 / 5],
    [2 / 5, 3 / 5, 0],
  ],
];

describe("games with one equilibrium", () => {
  it.each(SOLVED)("%s", (_, game, row, column) => {
    for (let label = 0; label < game.length + game[0]!.length; label++) {
      expectStrategies(byLabel(game, label), row, column);
    }
    expect(allOf(game)).toHaveLength(1);
  });
});

describe("games with several", () => {
  const sexes: Game = [
    [
      [3, 2],
      [0, 0],
    ],
    [
      [0, 0],
      [2, 3],
    ],
  ];

  it("the battle of the sexes: two pure ones by labels from the start, the mixed one from there", () => {
    expectStrategies(byLabel(sexes, 0), [1, 0], [1, 0]);
    expectStrategies(byLabel(sexes, 1), [0, 1], [0, 1]);
    const found = allOf(sexes);
    expect(found).toHaveLength(3);
    expectStrategies(found[2]!, [3 / 5, 2 / 5], [2 / 5, 3 / 5]);
    expect(lemkeHowsonEquilibria(payoffs(sexes, 0), payoffs(sexes, 1), 2, 2, [0, 3], 1)).toHaveLength(1);
  });

  it("von Stengel's 3 x 2 game (2002, section 2.2): all three", () => {
    const found = allOf([
      [
        [3, 3],
        [3, 2],
      ],
      [
        [2, 2],
        [5, 6],
      ],
      [
        [0, 3],
        [6, 1],
      ],
    ]);
    expect(found).toHaveLength(3);
    expectStrategies(found[0]!, [1, 0, 0], [1, 0]);
    expectStrategies(found[1]!, [0, 1 / 3, 2 / 3], [1 / 3, 2 / 3]);
    expectStrategies(found[2]!, [4 / 5, 1 / 5, 0], [2 / 3, 1 / 3]);
  });

  it("meeting at one of three places: all seven", () => {
    const meeting = third.map((_, i) => third.map((_, j) => [i === j ? 1 : 0, i === j ? 1 : 0] as const));
    expect(allOf(meeting)).toHaveLength(7);
  });
});

describe("degenerate games", () => {
  it("end at an equilibrium whichever label is dropped", () => {
    const ties: Game = [
      [
        [1, 1],
        [1, 1],
        [0, 0],
      ],
      [
        [1, 1],
        [1, 1],
        [0, 1],
      ],
      [
        [1, 0],
        [1, 1],
        [1, 1],
      ],
    ];
    const same: Game = third.map(() => third.map(() => [4, -2] as const));
    for (const game of [ties, same]) {
      for (let label = 0; label < 6; label++)
        expect(regretOf(game, byLabel(game, label))).toBeLessThan(1e-15);
    }
  });

  it("with payoffs of 0 and 1 and copied rows never run out of pivots", () => {
    for (let id = 0; id < 300; id++) {
      const random = randomStream(5, id);
      const line = () =>
        Array.from({ length: 6 }, () => [Math.round(random()), Math.round(random())] as const);
      const rows = [line(), line(), line()];
      const game = [...rows, ...rows];
      for (let label = 0; label < 12; label++)
        expect(regretOf(game, byLabel(game, label))).toBeLessThan(REGRET);
    }
  });
});

describe("any game", () => {
  const size = fc.integer({ min: 1, max: 8 });
  const gameOf = (payoff: fc.Arbitrary<number>) =>
    fc.tuple(size, size).chain(([rows, columns]) =>
      fc.array(fc.array(fc.tuple(payoff, payoff), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  const payoff = {
    integer: fc.integer({ min: -4, max: 4 }),
    real: fc.double({ min: 1e-6, max: 1, noNaN: true }),
    /** Ties, and what rounding could take for one. */
    tied: fc
      .tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: -1, max: 1 }), fc.integer({ min: 6, max: 15 }))
      .map(([whole, sign, digits]) => whole + sign * 10 ** -digits),
  };

  it.each(["integer", "real", "tied"] as const)("of %s payoffs: no regret, from any label", async (kind) => {
    await law(
      FILE,
      fc.property(gameOf(payoff[kind]), (game) => {
        for (let label = 0; label < game.length + game[0]!.length; label++) {
          const { row, column } = byLabel(game, label);
          for (const strategy of [row, column]) {
            expect(Math.min(...strategy)).toBeGreaterThanOrEqual(0);
            expect(strategy.reduce((total, each) => total + each, 0)).toBeCloseTo(1, 12);
          }
          expect(regretOf(game, { row, column })).toBeLessThanOrEqual(REGRET);
        }
        for (const each of allOf(game)) expect(regretOf(game, each)).toBeLessThanOrEqual(REGRET);
      }),
      300,
    );
  });

  it("has a unit that does not matter, from 1e-300 to 1e300, and an origin that does not either", async () => {
    const units = fc.tuple(fc.constantFrom(1e-300, 1e-9, 1, 1e9, 1e300), fc.integer({ min: -3, max: 3 }));
    await law(
      FILE,
      fc.property(gameOf(payoff.integer), units, (game, [unit, origin]) => {
        const moved = game.map((line) => line.map(([a, b]) => [(a + origin) * unit, b] as const));
        const [before, after] = [byLabel(game, 0), byLabel(moved, 0)];
        expectStrategies(after, [...before.row], [...before.column]);
      }),
    );
  });

  it("that is zero-sum: the row player secures what the column player concedes, the value", async () => {
    await law(
      FILE,
      fc.property(gameOf(payoff.real), (game) => {
        const zeroSum = game.map((line) => line.map(([a]) => [a, -a] as const));
        for (let label = 0; label < zeroSum.length + zeroSum[0]!.length; label++) {
          const { row, column } = byLabel(zeroSum, label);
          const secured = zeroSum[0]!.map((_, j) =>
            zeroSum.reduce((t, line, i) => t + row[i]! * line[j]![0], 0),
          );
          const conceded = zeroSum.map((line) => line.reduce((t, [a], j) => t + column[j]! * a, 0));
          expect(Math.max(...conceded) - Math.min(...secured)).toBeLessThanOrEqual(REGRET);
        }
      }),
    );
  });
});

describe("2 x 2 zero-sum games", () => {
  it("have the value of the closed form: a saddle, or (ad - bc) / (a + d - b - c)", async () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    await law(
      FILE,
      fc.property(entry, entry, entry, entry, (a, b, c, d) => {
        const game: Game = [
          [
            [a, -a],
            [b, -b],
          ],
          [
            [c, -c],
            [d, -d],
          ],
        ];
        const floor = Math.max(Math.min(a, b), Math.min(c, d));
        const ceiling = Math.min(Math.max(a, c), Math.max(b, d));
        const value = floor === ceiling ? floor : (a * d - b * c) / (a + d - b - c);
        const { row, column } = byLabel(game, 0);
        const played = game.flatMap((line, i) => line.map(([each], j) => row[i]! * column[j]! * each));
        expect(played.reduce((total, each) => total + each, 0)).toBeCloseTo(value, 9);
      }),
      500,
    );
  });
});

describe("large games", () => {
  it("of 120 x 120 keep their accuracy", () => {
    const random = randomStream(11);
    const game = Array.from({ length: 120 }, () =>
      Array.from({ length: 120 }, () => [random(), random()] as const),
    );
    const labels = [0, 60, 119, 180];
    const found = lemkeHowsonEquilibria(payoffs(game, 0), payoffs(game, 1), 120, 120, labels, 1);
    expect(found).toHaveLength(1);
    expect(regretOf(game, found[0]!)).toBeLessThan(1e-12);
  });
});

describe("what is no game", () => {
  it("has no answer where a payoff is not finite", () => {
    const pennies = payoffs(SOLVED[0]![1], 0);
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(lemkeHowson(Float64Array.of(bad, 0, 0, 1), pennies, 2, 2, 0)).toBeNull();
      expect(lemkeHowsonEquilibria(pennies, Float64Array.of(1, 0, bad, 1), 2, 2)).toEqual([]);
    }
  });

  it("names a label that is not there", () => {
    const pennies = payoffs(SOLVED[0]![1], 0);
    for (const label of [-1, 4, 0.5, Number.NaN]) {
      expect(() => lemkeHowson(pennies, pennies, 2, 2, label)).toThrow(RangeError);
    }
  });

  it("is not changed", () => {
    const [a, b] = [payoffs(SOLVED[0]![1], 0), payoffs(SOLVED[0]![1], 1)];
    lemkeHowsonEquilibria(a, b, 2, 2);
    expect([[...a], [...b]]).toEqual([
      [1, -1, -1, 1],
      [-1, 1, 1, -1],
    ]);
  });
});
