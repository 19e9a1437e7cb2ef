import { GRADES, type Grade, gradeName } from "../../src/claim/grade.js";
import type { Figure } from "../show/figure/figure.js";
import { domainText } from "../show/text/domain.js";
import type { Cell, Claim, Study, StudyDocument, Table } from "./study.js";

const SHOWN_ROWS = 60;

/** The page that people read, in Markdown, made from the document. */
export function studyPage(
  { summary }: Pick<Study, "summary">,
  { question, title, claims, tables, made }: StudyDocument,
  figures: readonly Figure[],
): string {
  return [
    `# ${title}`,
    summary,
    `Made by \`${made.command}\` (version ${made.version}); the same command makes the same files. ` +
      `\`goldilocks check results/${question}\` works everything out again, and solves the games by other code.`,
    "## Claims",
    (Object.keys(GRADES) as Grade[])
      .map((grade) => `- **${gradeName(grade)}**: ${GRADES[grade]}.`)
      .join("\n"),
    ...claims.map(claimText),
    "## Figures",
    ...figures.map(({ name, title: caption }) => `![${caption}](${name}.svg)`),
    "## Tables",
    `All rows, unrounded, are in \`study.json\`.`,
    ...tables.map(tableText),
  ]
    .join("\n\n")
    .concat("\n");
}

function claimText({ name, statement, domain, grade, argument, figures }: Claim): string {
  const lines = [
    `### ${sentence(name)} (${gradeName(grade)})`,
    "",
    statement,
    "",
    `- Domain: ${domainText(domain)}.`,
  ];
  if (argument !== undefined) lines.push(`- Argument: ${argument}.`);
  const shown = Object.entries(figures).map(([key, value]) => `${key} = ${value}`);
  if (shown.length > 0) lines.push(`- Figures: ${shown.join(", ")}.`);
  return lines.join("\n");
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
    ...columns.map(
      ({ name, unit, meaning }) => `- \`${name}\`${unit === "" ? "" : ` (${unit})`}: ${meaning}`,
    ),
    "",
    ...note,
    line(columns.map(({ name }) => name)),
    line(columns.map(() => "---")),
    ...shown.map((row) => line(row.map(cellText))),
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function cellText(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "number" ? String(Number(cell.toPrecision(6))) : cell;
}
