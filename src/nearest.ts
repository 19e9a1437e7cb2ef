import { closest } from "fastest-levenshtein";

/** Words that help after an unknown name: the nearest known one, and all of them where they are few. */
export function nearest(name: string, known: readonly string[]): string {
  if (known.length === 0) return "none are known here";
  const all = known.length <= 12 ? ` (known: ${known.join(", ")})` : "";
  return `nearest is "${closest(name, known as string[])}"${all}`;
}
