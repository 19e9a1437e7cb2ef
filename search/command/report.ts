import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import { digestOf } from "../front/digest.js";
import type { Front } from "../front/front.js";
import { readPublished } from "../front/read.js";
import { writeAllWhole } from "../io/whole-file.js";
import { frontPicture } from "../show/figure/front.js";
import { renderReport } from "../show/report/report.js";
import { print, printJson } from "./input.js";
import { detailedAt } from "./run-input.js";

const EXAMPLE = `
The page needs no network and no other file; it is drawn from the front alone, whatever made it. The picture of
--svg holds the same: revenue and fairness relative to PAP, the front, PAP, WTA and the Tullock curve.

Example:
  $ goldilocks report results/split
  $ goldilocks report front.json --out page.html --svg front.svg
`;

interface Options {
  readonly out?: string;
  readonly svg?: string;
  readonly json?: true;
}

/** `goldilocks report`: a front as one self-contained page, and as a picture. */
export function reportCommand(): Command {
  return new Command("report")
    .description("a front as one self-contained page, and as a picture")
    .argument("<front>", "front.json, or the folder that holds it")
    .option("--out <file>", "the page (default: report.html beside the front)")
    .option("--svg <file>", "the Pareto picture too, as SVG")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(run);
}

/** All is made before anything is written, so that bad input leaves no half of it. */
async function run(path: string, { out, svg, json }: Options): Promise<void> {
  const published = readPublished(path);
  if (digestOf(published) !== published.sha256) {
    throw new InputError(
      `${path}: was changed after it was written; goldilocks check says what does not hold in it`,
    );
  }
  const front = await detailedAt(path, published);
  const page = out ?? join(isFolder(path) ? path : dirname(path), "report.html");
  const files = [
    { option: "--out", path: page, content: await renderReport(front) },
    ...(svg === undefined ? [] : [{ option: "--svg", path: svg, content: await drawn(front) }]),
  ];
  refuseOverwriting(path, files);
  writeAllWhole(files);
  if (json) {
    printJson({ schema: "goldilocks/report/1", page, ...(svg === undefined ? {} : { svg }) });
    return;
  }
  print(`written: ${files.map((file) => file.path).join(", ")}`);
}

/** Drawing is loaded where a picture is asked for, since it takes half a second. */
async function drawn(front: Front): Promise<string> {
  const { drawFigure } = await import("../show/figure/plot.js");
  return drawFigure(frontPicture(front));
}

/** @throws InputError where a file would replace the front it is made of, or the other one, or is a folder */
function refuseOverwriting(path: string, files: readonly { option: string; path: string }[]): void {
  const source = resolve(isFolder(path) ? join(path, "front.json") : path);
  const taken = new Set([source]);
  for (const file of files) {
    const place = resolve(file.path);
    if (isFolder(place)) throw new InputError(`${file.option} ${file.path}: is a folder; give a file in it`);
    if (taken.has(place)) {
      const what = place === source ? "is the front itself" : "is the page already";
      throw new InputError(`${file.option} ${file.path}: ${what}; choose another file`);
    }
    taken.add(place);
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
