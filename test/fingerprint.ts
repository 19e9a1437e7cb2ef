import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Study, StudyDocument } from "../search/study/study.js";
import { filesLoadedBy, moduleAt } from "./import-graph.js";

/** What decides whether published data has to be checked in full again. */
export interface Fingerprint {
  /** SHA-256 of the files that hold the claims. */
  readonly data: string;
  /** SHA-256 of the code that `goldilocks check` runs on them. */
  readonly code: string;
}

/** The files of a folder that hold its claims, all that `check` recomputes. */
export const FRONT = "front.json";
export const STUDY = "study.json";
/** Where the check of each begins, and the table of studies, of which a folder needs one row. */
const CHECK_FRONT = "search/front/check/check.ts";
const CHECK_STUDY = "search/study/check.ts";
const STUDIES = "search/study/studies.ts";
/** A job names its optimiser, which `check` does not run. */
const OPTIMISERS = "src/optimise/";

/** The fingerprint of a folder of `results`. */
export async function fingerprintOf(folder: string): Promise<Fingerprint> {
  const files = [FRONT, STUDY].map((name) => join(folder, name)).filter((file) => existsSync(file));
  return {
    data: sha256(files.map((file) => sha256([readFileSync(file, "utf8")]))),
    code: codeHash(await codeBehind(folder)),
  };
}

/** Every file of ours that the check of a folder runs. Other studies than its own are left out. */
export async function codeBehind(folder: string): Promise<string[]> {
  const front = existsSync(join(folder, FRONT)) ? [CHECK_FRONT] : [];
  const study = existsSync(join(folder, STUDY))
    ? [CHECK_STUDY, await moduleOfStudy(join(folder, STUDY))]
    : [];
  return filesLoadedBy([...front, ...study], [STUDIES, OPTIMISERS]);
}

/**
 * A hash of what files do, and of the packages that they do it with. Comments, types, layout, and where a file lies do
 * not count: to move one or to explain one is no reason to compute for minutes.
 */
export function codeHash(files: readonly string[]): string {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  const codes = files.map((file) => sha256([moduleAt(file).code])).sort();
  return sha256([...codes, JSON.stringify(dependencies)]);
}

/** The file that answers the question of a study. */
async function moduleOfStudy(file: string): Promise<string> {
  const { question } = JSON.parse(readFileSync(file, "utf8")) as StudyDocument;
  for (const path of moduleAt(STUDIES).imports) {
    const exported = Object.values(await import(resolve(path))) as Partial<Study>[];
    if (exported.some((each) => each.question === question)) return path;
  }
  throw new Error(`${file}: no study in ${STUDIES} answers ${JSON.stringify(question)}`);
}

function sha256(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text}\n`);
  return hash.digest("hex");
}
