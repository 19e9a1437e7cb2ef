import { describe, expect, it } from "vitest";
import type { Figure } from "../../../../search/show/figure/figure.js";
import { figureText } from "../../../../search/show/figure/text.js";

type Place = readonly [number, number];

const WIDTH = 72;
/** The first column of the plane, and its last; its lines are the 15 that have a bar before them. */
const [LEFT, RIGHT] = [10, 71];

function figureOf(points: readonly Place[], changes: Partial<Figure> = {}): Figure {
  return {
    ...{ name: "front", title: "example" },
    x: { label: "revenue over PAP's", domain: [0, 2] },
    y: { label: "fairness over PAP's", domain: [0, 2] },
    series: [
      { name: "PAP", mark: "dots", points: [[1, 1]] },
      { name: "front", mark: "dots", points },
    ],
    ...changes,
  };
}

/** The cells of a drawn plane, top line first. */
function planeOf(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => line[LEFT - 1] === "|")
    .map((line) => line.slice(LEFT).padEnd(RIGHT + 1 - LEFT));
}

function placesOf(mark: string, plane: readonly string[]): Place[] {
  return plane.flatMap((row, k) => [...row].flatMap((each, j): Place[] => (each === mark ? [[j, k]] : [])));
}

describe("a figure in plain characters", () => {
  it("has every mark at its place, and says what marks mean", () => {
    const text = figureText(
      figureOf([
        [0, 0],
        [2, 2],
        [2, 0],
      ]),
    );
    const plane = planeOf(text);
    expect(plane).toHaveLength(15);
    expect(placesOf(".", plane)).toEqual(
      [
        [0, 14],
        [61, 0],
        [61, 14],
      ].toSorted((a, b) => a[1]! - b[1]! || a[0]! - b[0]!),
    );
    expect(placesOf("@", plane)).toEqual([[31, 7]]);
    expect(text).toMatch(/\n@ PAP {3}\. front$/);
    expect(text).toContain("\n       2 |");
    expect(text).toContain("\n       0 |");
  });

  it("shows the first series above all others", () => {
    const plane = planeOf(
      figureText(
        figureOf([
          [1, 1],
          [0.5, 1],
        ]),
      ),
    );
    expect(placesOf("@", plane)).toHaveLength(1);
    expect(placesOf(".", plane)).toHaveLength(1);
  });

  it("leaves out what lies beyond its axes", () => {
    const plane = planeOf(
      figureText(
        figureOf([
          [3, 1],
          [1, -1],
          [-0.5, 1.5],
        ]),
      ),
    );
    expect(placesOf(".", plane)).toEqual([]);
  });

  it("draws lines without gaps, and lines of reference under the marks", () => {
    const series: Figure["series"] = [
      {
        name: "curve",
        mark: "line",
        points: [
          [0, 0],
          [2, 2],
        ],
      },
    ];
    const plane = planeOf(figureText(figureOf([], { series, at: { x: [1], y: [1] } })));
    expect(new Set(placesOf("@", plane).map(([x]) => x)).size).toBe(62);
    expect(placesOf("|", plane)).toHaveLength(14);
    expect(placesOf("-", plane).every(([, y]) => y === 7)).toBe(true);
  });

  it("names a shaded part in the corner where there is room for it", () => {
    const shaded = { x: [1, 2], y: [1, 2], label: "dominates" } as const;
    expect(planeOf(figureText(figureOf([], { shaded })))[0]).toMatch(/ dominates $/);
    const crossed = figureText(figureOf([], { shaded, at: { x: [1.9] } }));
    expect(crossed).not.toContain("dominates");
  });

  it.each([0, 1, 2000])("of %i points fits a small terminal, without colour", (count) => {
    const points = Array.from({ length: count }, (_, k): Place => [1 + Math.sin(k), 1 + Math.cos(k)]);
    const title = `a long name, ${"and more of it ".repeat(8)}`;
    const text = figureText(figureOf(points, { title, x: { label: "x" }, y: { label: "y" } }));
    const lines = text.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
    expect(lines.length).toBeLessThanOrEqual(26);
    expect(text).toMatch(/^[\n -~]*$/);
    expect(text).not.toMatch(/NaN|Infinity/);
    expect(placesOf("@", planeOf(text))).toHaveLength(1);
    expect(placesOf(".", planeOf(text)).length > 0).toBe(count > 0);
  });
});
