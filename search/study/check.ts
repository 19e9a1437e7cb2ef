import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Certificate } from "../../src/certificate/statement.js";
import { InputError } from "../../src/input-error.js";
import { certificateRefusal } from "../certificate/check.js";
import { readCertificate } from "../certificate/file.js";
import type { CheckedClaim } from "../front/check/claim.js";
import { faultUnless, judged } from "../front/check/claim.js";
import { stableJson } from "../io/canonical.js";
import { readJson } from "../io/json-file.js";
import { CERTIFICATES, makeStudy, STUDY_FILE, studyFiles } from "./document.js";
import { parseStudy } from "./schema.js";
import { studyOf } from "./studies.js";
import type { Cell, Inquiry, Study, StudyDocument, Table, Tools } from "./study.js";

/** How far a published figure may lie from the one computed again, relative to 1 or its size: its last digits. */
export const STUDY_TOLERANCE = 1e-7;

/** Reads the study of a folder. @throws InputError in one line for a missing, broken, foreign or newer file */
export function readStudy(folder: string): StudyDocument {
  const file = join(folder, STUDY_FILE);
  return parseStudy(readJson(file), file);
}

/**
 * Holds a study's folder to its question, asked again with the options of the file: every claim and every table, then
 * what other code solves anew, then the page and the figures to the document.
 */
export async function checkStudy(folder: string, tools: Tools): Promise<CheckedClaim[]> {
  const document = readStudy(folder);
  const where = join(folder, STUDY_FILE);
  const study = studyOf(document.question, where);
  const inquiry = study.ask(document.options, where);
  const again = await makeStudy(study, inquiry, tools);
  return [
    judged("the study is the one asked", [
      faultUnless(document.title === again.title, "the title is another"),
      faultUnless(document.made.command === again.made.command, `the command is ${again.made.command}`),
      faultUnless(sameNames(document.claims, again.claims), "the claims are not those of the study"),
      faultUnless(sameNames(document.tables, again.tables), "the tables are not those of the study"),
    ]),
    ...again.claims.map((claim) => {
      const stated = document.claims.find(({ name }) => name === claim.name);
      return judged(`claim: ${claim.name}`, differences("", stated, claim));
    }),
    ...again.tables.map((table) => {
      const stated = document.tables.find(({ name }) => name === table.name);
      return judged(`table: ${table.name}`, stated ? tableFaults(stated, table) : ["it is missing"]);
    }),
    ...(sameForm(document.tables, again.tables)
      ? [
          ...(await recheckOf(inquiry, document, tools)),
          ...(await certificateClaims(folder, inquiry)),
          ...(await fileClaims(folder, study, document)),
        ]
      : [judged("solved anew", ["not tried, the tables being of another form than the study's"])]),
  ];
}

/** Whether tables have the same columns, and numbers and words at the same places, whatever they are. */
function sameForm(stated: readonly Table[], again: readonly Table[]): boolean {
  const formOf = (tables: readonly Table[]) =>
    tables.map(({ name, columns, rows }) => ({ name, columns, kinds: rows.map((row) => row.map(kindOf)) }));
  return stableJson(formOf(stated)) === stableJson(formOf(again));
}

function kindOf(cell: Cell): string {
  return cell === null ? "none" : typeof cell;
}

/** A figure out of all bounds is a false claim of the file, and no fault of whoever asks. */
async function recheckOf(inquiry: Inquiry, document: StudyDocument, tools: Tools): Promise<CheckedClaim[]> {
  try {
    return await inquiry.recheck(document, tools);
  } catch (error) {
    if (error instanceof InputError) return [judged("solved anew", [error.message])];
    throw error;
  }
}

function sameNames(stated: readonly { name: string }[], again: readonly { name: string }[]): boolean {
  return stableJson(stated.map(({ name }) => name)) === stableJson(again.map(({ name }) => name));
}

function tableFaults(stated: Table, again: Table): (string | null)[] {
  const head = ({ title, columns }: Table) => stableJson({ title, columns });
  return [
    faultUnless(head(stated) === head(again), "its title or columns are others"),
    faultUnless(
      stated.rows.length === again.rows.length,
      `it has ${stated.rows.length} rows, not ${again.rows.length}`,
    ),
    ...again.rows.flatMap((row, k) =>
      row.map((cell, j) => differs(`row ${k + 1}, ${again.columns[j]!.name}`, stated.rows[k]?.[j], cell)),
    ),
  ];
}

/** What differs between two values of JSON, numbers to their last published digits. */
function differences(path: string, stated: unknown, again: unknown): (string | null)[] {
  if (typeof again !== "object" || again === null) return [differs(path, stated as Cell, again as Cell)];
  const [left, right] = [(stated ?? {}) as Record<string, unknown>, again as Record<string, unknown>];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => {
    const place = path === "" ? key : `${path}.${key}`;
    return key in right ? differences(place, left[key], right[key]) : [`${place} is not part of it`];
  });
}

function differs(where: string, stated: Cell | undefined, again: Cell): string | null {
  const same =
    typeof stated === "number" && typeof again === "number"
      ? Math.abs(stated - again) <= STUDY_TOLERANCE * Math.max(1, Math.abs(again))
      : stated === again;
  return faultUnless(
    same,
    `${where} is ${JSON.stringify(stated)} in the file and ${JSON.stringify(again)} recomputed`,
  );
}

/** Repeats the proof of each certificate of the folder, and holds it to the one that the study makes. */
async function certificateClaims(folder: string, inquiry: Inquiry): Promise<CheckedClaim[]> {
  const made = (await inquiry.certificates?.()) ?? [];
  return Promise.all(
    made.map(async ({ name, certificate }) => {
      const file = join(folder, CERTIFICATES, `${name}.json.gz`);
      return judged(`certificate: ${name}`, [await certificateFault(file, certificate)]);
    }),
  );
}

async function certificateFault(file: string, made: Certificate): Promise<string | null> {
  try {
    const stated = readCertificate(file);
    if (stableJson(stated) !== stableJson(made)) return "it is not the proof that the study makes";
    return await certificateRefusal(stated, file);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

async function fileClaims(folder: string, study: Study, document: StudyDocument): Promise<CheckedClaim[]> {
  return (await studyFiles(study, document))
    .filter(({ name }) => name !== STUDY_FILE)
    .map(({ name, text }) => {
      const path = join(folder, name);
      const fault = existsSync(path)
        ? faultUnless(readFileSync(path, "utf8") === text, "it is not what the document makes")
        : "it is missing";
      return judged(`file: ${name}`, [fault]);
    });
}
