import { join } from "node:path";
import { Argument, Command } from "commander";
import { gradeName } from "../../src/claim/grade.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { prepareFolder } from "../io/out-folder.js";
import { writeWhole } from "../io/whole-file.js";
import { table } from "../show/text/table.js";
import { CERTIFICATES, certificateFiles, makeStudy, studyFiles } from "../study/document.js";
import { STUDIES, studyOf } from "../study/studies.js";
import { print, printJson } from "./input.js";

const EXAMPLE = `
The folder gets study.json, a page that states every claim with its domain and its grade,
and figures as SVG. The same command makes the same files; "goldilocks check DIR" works them out again.

Example:
  $ goldilocks study exponent
  $ goldilocks study trade-off --out results/trade-off
`;

/** `goldilocks study`: answers a question of the article, with what anyone can check again. */
export function studyCommand(): Command {
  return new Command("study")
    .description("answer a question: claims with their domain and grade, tables and figures")
    .addArgument(new Argument("<question>").choices(STUDIES.map(({ question }) => question)))
    .option("--out <folder>", "write study.json, README.md and the figures there")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(run);
}

async function run(question: string, { out, json }: { out?: string; json?: true }): Promise<void> {
  const study = studyOf(question, "question");
  const inquiry = study.ask(study.defaults, question);
  if (out !== undefined) prepareFolder(out);
  const tools = { solveProgramme: await loadLinearProgrammeSolver() };
  const document = await makeStudy(study, inquiry, tools);
  if (out !== undefined) {
    for (const { name, text } of await studyFiles(study, document)) writeWhole(join(out, name), text);
    const proofs = await certificateFiles(inquiry);
    if (proofs.length > 0) prepareFolder(join(out, CERTIFICATES));
    for (const { name, bytes } of proofs) writeWhole(join(out, name), bytes);
    process.stderr.write(`wrote ${out}\n`);
  }
  if (json) {
    printJson(document);
    return;
  }
  const rows = document.claims.map(({ name, grade, figures }) => [
    gradeName(grade),
    name,
    figureText(figures),
  ]);
  print(table(["grade", "claim", "figures"], rows));
}

function figureText(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}
