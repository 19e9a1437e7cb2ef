import { describe, expect, it } from "vitest";
import { studyPage } from "../../../search/study/page.js";
import type { Claim, StudyDocument } from "../../../search/study/study.js";

const CLAIM: Claim = {
  ...{ name: "one | two", statement: "It holds.", domain: { players: 2 } },
  ...{ grade: "proved-by-argument", argument: "first\nsecond.", figures: { gain: 0.1, loss: 0 } },
};

const DOCUMENT: StudyDocument = {
  ...{ schema: "goldilocks/study/2", question: "q", title: "T", options: {} },
  claims: [CLAIM, { ...CLAIM, name: "three", grade: "measured", argument: "a reason" }],
  ...{ tables: [], made: { version: "0", command: "none" } },
};

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

  it("has no answer where the study gives none", () => {
    expect(studyPage({ summary: "Summary." }, DOCUMENT, [])).toMatch(/^# T\n\nSummary\.\n/);
  });
});
