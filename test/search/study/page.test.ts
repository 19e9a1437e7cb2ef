import { describe, expect, it } from "vitest";
import { studyPage } from "../../../search/study/page.js";
import { atLeast, atMost, type Claim, published, type StudyDocument } from "../../../search/study/study.js";

const CLAIM: Claim = {
  ...{ name: "one | two", statement: "It holds.", domain: { players: 2 } },
  ...{ grade: "proved-by-argument", argument: "first\nsecond.", figures: { gain: 0.1, loss: 0 } },
};

const DOCUMENT: StudyDocument = {
  ...{ schema: "goldilocks/study/2", question: "q", title: "T", options: {} },
  claims: [CLAIM, { ...CLAIM, name: "three", grade: "measured", argument: "a reason" }],
  ...{ tables: [], made: { version: "0", command: "none" } },
};

describe("a figure as it is published", () => {
  it("is to the nearest, or rounded the way in which a bound still holds", () => {
    for (const [figure, digits] of [
      [2 / 3, 3],
      [1 / 3, 3],
      [-2 / 3, 9],
      [-1 / 3, 9],
    ] as const) {
      expect(atLeast(figure, digits)).toBeLessThan(figure);
      expect(atMost(figure, digits)).toBeGreaterThan(figure);
      expect([atLeast(figure, digits), atMost(figure, digits)]).toContain(published(figure, digits));
    }
    expect([atLeast(0.5), atMost(0.5), atLeast(0), atMost(0)]).toEqual([0.5, 0.5, 0, 0]);
  });

  it("is a number, or nothing is published", () => {
    for (const publish of [published, atLeast, atMost]) {
      for (const figure of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        expect(() => publish(figure)).toThrow(/a published figure is/);
      }
    }
  });
});

describe("a study's page", () => {
  const page = studyPage(
    { summary: "Summary.", answer: ({ claims }) => `${claims.length} claims.` },
    DOCUMENT,
    [],
  );

  it("opens with the answer, then the summary, the claims as a table, and the evidence", () => {
    const places = ["# T", "**2 claims.**", "Summary.", "## Claims", "## Evidence"].map((part) =>
      page.indexOf(part),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
    expect(page).toContain("| One \\| two | proved by argument | 2 players | gain = 0.1<br>loss = 0 |");
  });

  it("numbers the steps of an argument, and leaves a short one as it is", () => {
    expect(page).toContain("Argument:\n\n1. first.\n2. second.");
    expect(page).toContain("Argument: a reason.");
  });

  it("explains the grades that a claim has, and no others", () => {
    expect(page).toContain("- **measured**:");
    expect(page).not.toContain("- **searched**:");
  });

  it("shows six digits of a figure to the nearest, and all of one that is rounded up or down", () => {
    const columns = [
      { name: "a", unit: "1", meaning: "A" },
      { name: "b", unit: "1", meaning: "B", rounded: "down" },
      { name: "c", unit: "", meaning: "C", rounded: "up" },
    ] as const;
    const table = { name: "t", title: "Table", columns, rows: [[0.123456789, 0.123456789, 0.123456789]] };
    const text = studyPage({ summary: "Summary." }, { ...DOCUMENT, tables: [table] }, []);
    expect(text).toContain("- `a` (1): A\n- `b` (1; rounded down): B\n- `c` (rounded up): C\n");
    expect(text).toContain("| 0.123457 | 0.123456789 | 0.123456789 |");
  });

  it("has no answer where the study gives none", () => {
    expect(studyPage({ summary: "Summary." }, DOCUMENT, [])).toMatch(/^# T\n\nSummary\.\n/);
  });
});
