import { GRADES, type Grade, gradeName } from "../../../src/claim/grade.js";

/** A line on each grade, the strongest first: what it means. */
export function glossary(grades: readonly Grade[] = Object.keys(GRADES) as Grade[]): string[] {
  const used = (Object.keys(GRADES) as Grade[]).filter((grade) => grades.includes(grade));
  return used.map((grade) => `${gradeName(grade)}: ${GRADES[grade]}.`);
}
