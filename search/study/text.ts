import { gradeName } from "../../src/claim/grade.js";
import { terminalWidth, wrapped } from "../show/text/columns.js";
import { domainText } from "../show/text/domain.js";
import type { Claim, StudyDocument } from "./study.js";

/** A study for people: what it is, and its claims. */
export function studyText(path: string, { title, claims, tables, made }: StudyDocument): string {
  const lines = (text: string) => wrapped(text, terminalWidth());
  return [
    [
      lines(`study: ${title}`),
      lines(
        `${claims.length} claims, ${tables.length} tables; made by ${made.command} (version ${made.version})`,
      ),
      lines(`goldilocks check ${path} recomputes every claim.`),
    ].join("\n"),
    ...claims.map((claim) => claimLines(claim).map(lines).join("\n")),
  ].join("\n\n");
}

function claimLines({ name, grade, statement, domain, argument, figures }: Claim): string[] {
  const shown = Object.entries(figures).map(([key, value]) => `${key} = ${value}`);
  return [
    `${name} (${gradeName(grade)})`,
    statement,
    `domain: ${domainText(domain)}`,
    ...(argument === undefined ? [] : [`argument: ${argument}`]),
    ...(shown.length === 0 ? [] : [`figures: ${shown.join(", ")}`]),
  ];
}
