/** What a claim rests on: of a verdict, of a regret, of a study. */
export type Grade = "proved-by-certificate" | "proved-by-argument" | "argued" | "searched" | "measured";

/** The meaning of each grade, the strongest first: the one glossary, for every text, page and document. */
export const GRADES: Readonly<Record<Grade, string>> = {
  "proved-by-certificate":
    "a computation that `check` repeats shows it: an enclosure, or a witness that anyone can evaluate",
  "proved-by-argument":
    "a written argument shows it that a reader can follow to its end; its conditions are checked for this rule",
  argued:
    "reasons are given, but a step rests on a reference or is left to the reader, and no computation closes it",
  searched: "a search of the stated domain and effort found no exception; this is not a proof",
  measured: "computed at the cases named, and at no others",
};

/** A grade in words: `proved by certificate`. */
export function gradeName(grade: Grade): string {
  return grade.replaceAll("-", " ");
}
