import { describe, expect, it } from "vitest";
import { type Column, columnsText, shortenedApart, wrapped } from "../../../../search/show/text/columns.js";

const COLUMNS: readonly Column[] = [
  { name: "mechanism", heading: "mechanism", decides: true, shortens: true, cells: ["x".repeat(60), "pap"] },
  { name: "gain", heading: "gain", decides: true, align: "right", cells: ["1.05", "1"] },
  { name: "bids", heading: "bids", cells: ["0.8889, 0.4444", "1, 2"] },
  { name: "more", heading: "more", cells: ["y".repeat(40), ""] },
];
const widest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));

describe("a table that fits", () => {
  it.each([40, 80, 100, 200])("%i characters, with the columns that decide", (width) => {
    const text = columnsText(COLUMNS, { width });
    expect(widest(text)).toBeLessThanOrEqual(width);
    expect(text).toMatch(/^mechanism +gain/);
  });

  it("has more columns the wider it is, and all by --wide or those chosen", () => {
    const headings = (layout: object) => columnsText(COLUMNS, layout).split("\n")[0]!.split(/ +/);
    expect(headings({ width: 66 })).toEqual(["mechanism", "gain"]);
    expect(headings({ width: 84 })).toEqual(["mechanism", "gain", "bids"]);
    expect(headings({ width: 40, wide: true })).toEqual(["mechanism", "gain", "bids", "more"]);
    expect(headings({ columns: "more, gain" })).toEqual(["more", "gain"]);
    expect(columnsText(COLUMNS, { width: 40, wide: true })).toContain("x".repeat(60));
  });

  it("refuses a column that it does not have, with the nearest", () => {
    expect(() => columnsText(COLUMNS, { columns: "gian" })).toThrow(
      /--columns: no column "gian"; nearest is "gain"/,
    );
  });
});

describe("texts shortened in the middle", () => {
  const texts = [
    "share-spline:knots=4,z1=0.000013855,z2=0.0209,z3=0.1",
    "share-spline:knots=4,z1=0.000013855,z2=0.0074,z3=0.1",
    "pap",
  ];

  it("keep what differs", () => {
    const short = shortenedApart(texts, 30);
    expect(short.map((text) => text.length)).toEqual([30, 30, 3]);
    expect(new Set(short).size).toBe(3);
    expect(short[0]).toContain("0.0209");
    expect(short[1]).toContain("0.0074");
    expect(shortenedApart(texts, 60)).toEqual(texts);
  });
});

describe("a text in lines", () => {
  it("is broken between words, and a long word stands alone", () => {
    expect(wrapped("one two three fourteen-letters", 8)).toBe("one two\nthree\nfourteen-letters");
  });
});
