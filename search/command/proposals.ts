import { InputError } from "../../src/input-error.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { proposalsInput } from "../../src/public/setting-inputs.js";
import { compareProposals, type ProposalAnswer } from "../../src/setting/proposals.js";
import { DEFAULT_SEARCH } from "../../src/sybil/options.js";
import type { Notion, Verdict } from "../../src/sybil/verdict.js";
import { verify } from "../../src/sybil/verify.js";
import { readJson } from "../io/json-file.js";
import { packageFile } from "../io/version.js";
import { figure } from "../show/text/format.js";
import { table } from "../show/text/table.js";
import { print, printJson } from "./input.js";

const DEFAULT_INPUT = "search/settings/slot.json";
const NOTIONS: readonly Notion[] = ["split", "best-response"];

interface Options {
  readonly input?: string;
  readonly values?: readonly string[];
  readonly mechanisms?: string;
  readonly front?: string;
  readonly json?: true;
}

/** A proposal's answer with the Sybil verdicts on its rule. */
interface Row extends ProposalAnswer {
  readonly sybil: readonly Pick<Verdict, "notion" | "outcome">[];
}

/** The article's proposals side by side, as games of one slot. */
export async function runProposals(options: Options): Promise<void> {
  for (const key of ["values", "mechanisms", "front"] as const) {
    if (options[key] === undefined) continue;
    throw new InputError(`--${key}: has no part in --proposals, whose values are in --input; leave it out`);
  }
  const path = options.input ?? packageFile(DEFAULT_INPUT);
  const input = readJson(path);
  const answers = compareProposals(proposalsInput(input, options.input ?? DEFAULT_INPUT));
  const verdicts = new Map<Mechanism, Row["sybil"]>();
  for (const { rule } of answers) {
    if (!verdicts.has(rule)) verdicts.set(rule, outcomesOf(await verify(rule, NOTIONS, DEFAULT_SEARCH)));
  }
  const rows = answers.map((each): Row => ({ ...each, sybil: verdicts.get(each.rule)! }));
  if (!options.json) return print(proposalsText(rows));
  const documents = rows.map(({ rule, ...row }) => ({ ...row, mechanism: rule.candidate }));
  printJson({ schema: "goldilocks/proposals/1", input, rows: documents });
}

function outcomesOf(verdicts: readonly Verdict[]): Row["sybil"] {
  return verdicts.map(({ notion, outcome }) => ({ notion, outcome }));
}

function proposalsText(rows: readonly Row[]): string {
  const cells = rows.map(({ name, rule, what, when, floor, status, figures, sybil }) => [
    name,
    rule.candidate.family,
    what === "bundle" ? "whole" : "by part",
    when === "ahead" ? "ahead" : "in the slot",
    figure(figures?.expectedRevenue, 4),
    figure(figures?.revenueShare, 4),
    `${figure(figures?.oracleShare, 4)}${floor ? " (floor)" : ""}`,
    figure(figures?.tracking, 3),
    figure(figures?.welfare, 4),
    figure(figures?.ticketFairness, 4),
    figure(figures?.productionFairness, 4),
    figure(figures?.deltaStar, 4),
    status === "solved" ? sybil.map(({ notion, outcome }) => `${notion} ${outcome}`).join("; ") : status,
  ]);
  const header = ["proposal", "rule", "what", "when", "revenue", "of M", "oracle", "tracking", "welfare"];
  const further = ["ticket fairness", "production fairness", "delta*", "Sybil notions"];
  const words = rows.map(({ name, w4h }) => [name, w4h.who, w4h.what, w4h.when, w4h.where, w4h.how]);
  return [
    table([...header, ...further], cells),
    table(["proposal", "who", "what", "when", "where", "how"], words),
    NOTES,
  ].join("\n\n");
}

const NOTES =
  "M: what the slot is worth to the best builder of each part, in the mean over states. oracle: the part of M that the " +
  "protocol sees, the committee's floor\nwhere there is one. tracking: the part of M's variance that revenue follows. delta*: " +
  "the patience that a cartel needs. Every part of a partial-block\nauction is sold apart. Figures at the equilibrium of least revenue.";
