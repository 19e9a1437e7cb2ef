import { describe, expect, it } from "vitest";
import type { Figure } from "../../../../search/show/figure/figure.js";
import { drawFigure } from "../../../../search/show/figure/plot.js";

const FIGURE: Figure = {
  name: "example",
  title: "Revenue < value & more",
  x: { label: "ratio (1)", domain: [0, 1] },
  y: { label: "revenue (value units)" },
  series: [
    {
      name: "closed form",
      mark: "line",
      points: [
        [0, 0],
        [0.5, 0.25],
        [1, 1],
      ],
    },
    {
      name: "solved",
      mark: "dots",
      points: [
        [0.25, 0.1],
        [0.75, 0.6],
      ],
    },
    { name: "closed form", mark: "dots", points: [[1, 1]] },
  ],
};

describe("a figure drawn", () => {
  const svg = drawFigure(FIGURE);

  it("stands alone, on white, with title, units and a legend of each name once", () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    expect(svg).toContain('<rect width="100%" height="100%" fill="white"/>');
    for (const text of ["Revenue &lt; value &amp; more", "ratio (1)", "revenue (value units)"]) {
      expect(svg).toContain(text);
    }
    expect(svg.match(/>closed form</g)).toHaveLength(1);
    expect(svg.match(/>solved</g)).toHaveLength(1);
  });

  it("marks every point once", () => {
    expect(svg.match(/<circle /g)).toHaveLength(3);
    expect(svg).not.toMatch(/NaN|undefined/);
  });

  it("is the same text every time, and another for other points", () => {
    expect(drawFigure(FIGURE)).toBe(svg);
    expect(drawFigure({ ...FIGURE, series: FIGURE.series.slice(0, 2) })).not.toBe(svg);
  });
});
