import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gradeSchema } from "../../../search/io/claim-schema.js";
import { glossary } from "../../../search/show/text/glossary.js";
import { GRADES, type Grade, gradeName } from "../../../src/claim/grade.js";

const grades = Object.keys(GRADES) as Grade[];

describe("the glossary of grades", () => {
  it("has one sentence each, no two alike, and documents take these grades alone", () => {
    expect(new Set(Object.values(GRADES)).size).toBe(grades.length);
    expect(glossary()).toEqual(grades.map((grade) => `${gradeName(grade)}: ${GRADES[grade]}.`));
    expect(grades.map((grade) => gradeSchema.parse(grade))).toEqual(grades);
    expect(gradeSchema.safeParse("proved").success).toBe(false);
  });

  it.each(["GLOSSARY.md", "CONTRIBUTING.md"])("stands in %s, word by word", (document) => {
    const words = readFileSync(document, "utf8").replace(/\s+/g, " ");
    const missing = grades.filter((grade) => !words.includes(`**${gradeName(grade)}**: ${GRADES[grade]}.`));
    expect(missing).toEqual([]);
  });

  it("is given in part where few grades occur, the strongest first", () => {
    expect(glossary(["searched", "proved-by-certificate"]).map((line) => line.split(":")[0])).toEqual([
      "proved by certificate",
      "searched",
    ]);
  });
});
