import { GRADES, type Grade, gradeName } from "../../src/claim/grade.js";
import type { Figure } from "../show/figure/figure.js";
import { domainText } from "../show/text/domain.js";
import type { Cell, Claim, Column, Study, StudyDocument, Table } from "./study.js";

const SHOWN_ROWS = 60;

/** The page that people read, in Markdown, made from the document. */
export function studyPage(
  { summary, answer }: Pick<Study, "summary" | "answer">,
  document: StudyDocument,
  figures: readonly Figure[],
): string {
  const { question, title, claims, tables, made } = document;
  return [
    `# ${title}`,
    ...(answer === undefined ? [] : [`**${answer(document)}**`]),
    summary,
    `Made by \`${made.command}\` (version ${made.version}); the same command makes the same files. ` +
      `\`goldilocks check results/${question}\` works everything out again, and solves the games by other code.`,
    "## Claims",
    claimsTable(claims),
    gradesUsed(claims),
    "## Evidence",
    ...claims.map(claimText),
    "## Figures",
    ...figures.map(({ name, title: caption }) => `![${caption}](${name}.svg)`),
    "## Tables",
    "All rows, with all digits that are published, are in `study.json`. A figure that is the least of something or a lower " +
      "bound is rounded down, the most or an upper bound up, others to the nearest.",
    ...tables.map(tableText),
  ]
    .join("\n\n")
    .concat("\n");
}

function claimsTable(claims: readonly Claim[]): string {
  return [
    line(["claim", "grade", "domain", "figures"]),
    line(["---", "---", "---", "---"]),
    ...claims.map(({ name, grade, domain, figures }) => {
      const shown = Object.entries(figures).map(([key, value]) => `${key} = ${value}`);
      return line([sentence(name), gradeName(grade), domainText(domain), shown.join("<br>")]);
    }),
  ].join("\n");
}

/** The meaning of each grade that a claim has. */
function gradesUsed(claims: readonly Claim[]): string {
  return (Object.keys(GRADES) as Grade[])
    .filter((grade) => claims.some((claim) => claim.grade === grade))
    .map((grade) => `- **${gradeName(grade)}**: ${GRADES[grade]}.`)
    .join("\n");
}

function claimText({ name, statement, grade, argument }: Claim): string {
  return [
    `### ${sentence(name)} (${gradeName(grade)})`,
    statement,
    ...(argument === undefined ? [] : [argumentText(argument)]),
  ].join("\n\n");
}

/** An argument of several lines is one of numbered steps. */
function argumentText(argument: string): string {
  const steps = argument.split("\n");
  if (steps.length === 1) return `Argument: ${ended(argument)}`;
  return ["Argument:", "", ...steps.map((step, k) => `${k + 1}. ${ended(step)}`)].join("\n");
}

function ended(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

function sentence(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}

function tableText({ title, columns, rows }: Table): string {
  const step = Math.ceil(rows.length / SHOWN_ROWS);
  const shown = rows.filter((_, k) => (rows.length - 1 - k) % step === 0);
  const note = step > 1 ? [`One row in ${step}.`, ""] : [];
  return [
    `### ${title}`,
    "",
    ...columns.map(columnText),
    "",
    ...note,
    line(columns.map(({ name }) => name)),
    line(columns.map(() => "---")),
    ...shown.map((row) => line(row.map((cell, k) => cellText(cell, columns[k]!)))),
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function columnText({ name, unit, meaning, rounded }: Column): string {
  const notes = [unit, ...(rounded === undefined ? [] : [`rounded ${rounded}`])].filter(
    (note) => note !== "",
  );
  return `- \`${name}\`${notes.length === 0 ? "" : ` (${notes.join("; ")})`}: ${meaning}`;
}

/** A figure that is rounded up or down has all its digits, others six. */
function cellText(cell: Cell, { rounded }: Column): string {
  if (cell === null) return "";
  return typeof cell === "number" && rounded === undefined
    ? String(Number(cell.toPrecision(6)))
    : String(cell);
}
