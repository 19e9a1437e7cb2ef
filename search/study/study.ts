import type { Certificate } from "../../src/certificate/statement.js";
import type { Domain } from "../../src/claim/domain.js";
import type { Grade } from "../../src/claim/grade.js";
import { decimalAbove, decimalBelow } from "../../src/numeric/decimal.js";
import type { LinearProgrammeSolver } from "../../src/numeric/linear-programme.js";
import type { CheckedClaim } from "../front/check/claim.js";
import type { Figure } from "../show/figure/figure.js";

export const STUDY_SCHEMA = "goldilocks/study/2";

export type Cell = number | string | null;

export interface Claim {
  readonly name: string;
  readonly statement: string;
  readonly domain: Domain;
  readonly grade: Grade;
  /** Why it holds; where it is proved or argued. Steps of a longer one are lines of their own. */
  readonly argument?: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Column {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
  /** Down where its numbers are the least of something or a lower bound, up where they are the most; else to the nearest. */
  readonly rounded?: "down" | "up";
}

export interface Table {
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

/** What a study found. */
export interface Content {
  readonly claims: readonly Claim[];
  readonly tables: readonly Table[];
}

/** `goldilocks/study/2`: an answer to a question, with the options that lead to it again. */
export interface StudyDocument extends Content {
  readonly schema: typeof STUDY_SCHEMA;
  readonly question: string;
  readonly title: string;
  readonly options: unknown;
  readonly made: { readonly version: string; readonly command: string };
}

/** What a study may use of the machine. */
export interface Tools {
  readonly solveProgramme: LinearProgrammeSolver;
}

/** A proof of a study, and the name of its file. */
export interface NamedCertificate {
  readonly name: string;
  readonly certificate: Certificate;
}

/** A question with its options checked. */
export interface Inquiry {
  readonly options: unknown;
  compute(tools: Tools): Promise<Content>;
  /** The proofs that claims graded `proved by certificate` rest on, as files beside the study. */
  certificates?(): Promise<readonly NamedCertificate[]>;
  /** Holds the content to games solved anew, where it can by other code than made it. */
  recheck(content: Content, tools: Tools): Promise<CheckedClaim[]>;
}

/** A question that the program answers: one folder here, one row of the table in studies.ts. */
export interface Study {
  readonly question: string;
  readonly title: string;
  readonly summary: string;
  /** The answer in one sentence for who designs a protocol, with the figures of the content. */
  answer?(content: Content): string;
  /** Options of the published answer. */
  readonly defaults: unknown;
  /** @throws InputError for options that are none */
  ask(options: unknown, where: string): Inquiry;
  /** The figures of what was found, drawn from the tables alone. */
  figures(content: Content): readonly Figure[];
}

export function column(name: string, unit: string, meaning: string, rounded?: Column["rounded"]): Column {
  return { name, unit, meaning, ...(rounded === undefined ? {} : { rounded }) };
}

/** Digits that are published: what equal commands agree in on any machine. */
const DIGITS = 9;

/** A figure as it is published, to the nearest. @throws Error where it is none: JSON would hide it */
export function published(figure: number, digits = DIGITS): number {
  return Number(finite(figure).toPrecision(digits));
}

/** A lower bound as it is published: rounded down, so that what is printed holds. @throws Error where it is none */
export function atLeast(figure: number, digits = DIGITS): number {
  return decimalBelow(finite(figure), digits);
}

/** An upper bound as it is published: rounded up. @throws Error where it is none */
export function atMost(figure: number, digits = DIGITS): number {
  return decimalAbove(finite(figure), digits);
}

function finite(figure: number): number {
  if (!Number.isFinite(figure)) throw new Error(`a published figure is ${figure}`);
  return figure;
}

/** The column of a table, as numbers. */
export function columnOf(content: Content, table: string, column: string): number[] {
  const found = tableOf(content, table);
  const k = found.columns.findIndex(({ name }) => name === column);
  return found.rows.map((row) => Number(row[k]));
}

/** The rows of a table as records by column. */
export function recordsOf(content: Content, table: string): Record<string, Cell>[] {
  return rowsOf(tableOf(content, table));
}

/** The rows of one table as records by column. */
export function rowsOf({ columns, rows }: Table): Record<string, Cell>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, k) => [name, row[k] ?? null])));
}

function tableOf({ tables }: Content, name: string): Table {
  const found = tables.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no table ${name}`);
  return found;
}
