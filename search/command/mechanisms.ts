import { Command, Option } from "commander";
import { boundsOf, buildMechanism, familyOf } from "../../src/mechanism/build.js";
import { FAMILIES } from "../../src/mechanism/families.js";
import type { Claims, MechanismFamily, ParameterSpec, W4H } from "../../src/mechanism/mechanism.js";
import { PROPOSALS } from "../../src/mechanism/proposals.js";
import { type Column, columnsText, type Layout, terminalWidth, wrapped } from "../show/text/columns.js";
import { csv } from "../show/text/csv.js";
import { plainFormula } from "../show/text/formula.js";
import { table } from "../show/text/table.js";
import { print, printJson } from "./input.js";

const QUESTIONS = ["who", "what", "when", "where", "how"] as const;

/** Characters before an answer: the longest name of a row, and two spaces; the article's table is indented. */
const CARD_INDENT = "allocation".length + 2;
const ANSWER_INDENT = "  modelled by".length + 2;

const EXAMPLE = `
Example:
  $ goldilocks mechanisms
  $ goldilocks mechanisms tullock
`;

interface Options extends Layout {
  readonly csv?: true;
  readonly json?: true;
}

/** `goldilocks mechanisms`: the catalogue, or one family's card. */
export function mechanismsCommand(): Command {
  return new Command("mechanisms")
    .description("the catalogue of mechanisms, or one family's card")
    .argument("[name]", "a family")
    .option("--columns <list>", "columns of the catalogue, separated by commas, such as family,source")
    .option("--wide", "all columns, however wide the terminal is")
    .addOption(new Option("--csv", "comma-separated values, formulas in full").conflicts("json"))
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (name: string | undefined, options: Options) => {
      const families = name === undefined ? FAMILIES : [familyOf(name, "mechanisms")];
      if (options.json) {
        printJson({
          schema: "goldilocks/mechanisms/1",
          proposals: PROPOSALS,
          families: await Promise.all(families.map(familyDocument)),
        });
      } else if (options.csv) process.stdout.write(catalogueCsv(families));
      else if (name === undefined) print(`${catalogueText(options)}\n\n${proposalsText()}`);
      else print(cardText(families[0]!, await claimsAtDefaults(families[0]!)));
    });
}

async function familyDocument(family: MechanismFamily) {
  const { name, card, parameters, of } = family;
  const formulas = { allocation: plainFormula(card.allocation), payment: plainFormula(card.payment) };
  return {
    name,
    ...card,
    ...formulas,
    parameters,
    ...(of ? { of } : {}),
    claims: await claimsAtDefaults(family),
  };
}

/** What the rule claims at its default parameters; a family of formulas claims nothing. */
async function claimsAtDefaults(family: MechanismFamily): Promise<Claims | null> {
  if (family.formulas) return null;
  return (await buildMechanism({ family: family.name })).claims;
}

function catalogueText(layout: Layout): string {
  const column = (name: string, of: (family: MechanismFamily) => string, more: Partial<Column>): Column => ({
    ...{ name, heading: name, cells: FAMILIES.map(of) },
    ...more,
  });
  const formula = { decides: true, shortens: true } as const;
  return columnsText(
    [
      column("family", ({ name }) => name, { decides: true }),
      column("allocation", ({ card }) => plainFormula(card.allocation), formula),
      column("payment", ({ card }) => plainFormula(card.payment), formula),
      column("parameters", parametersText, { shortens: true }),
      column("title", ({ card }) => card.title, {}),
      column("source", ({ card }) => card.source, {}),
    ],
    layout,
  );
}

function parametersText({ parameters, of, formulas }: MechanismFamily): string {
  return [...parameters.map(nameOf), ...(of ? ["of"] : []), ...(formulas ? ["weight", "payment"] : [])].join(
    ", ",
  );
}

/** One line a family, formulas in full. */
function catalogueCsv(families: readonly MechanismFamily[]): string {
  return csv(
    ["family", "title", "parameters", "allocation", "payment", "source"],
    families.map((family) => [
      ...[family.name, family.card.title, parametersText(family)],
      ...[plainFormula(family.card.allocation), plainFormula(family.card.payment), family.card.source],
    ]),
  );
}

/** The article's W4H table: how each proposal answers the five questions, and which families model it. */
function proposalsText(): string {
  const blocks = PROPOSALS.map(({ name, w4h }) => {
    const models = FAMILIES.filter(({ card }) => card.models.includes(name)).map((family) => family.name);
    const rows = [
      ...answers(w4h, ANSWER_INDENT),
      [
        "modelled by",
        wrapped(models.length > 0 ? models.join(", ") : "none", terminalWidth() - ANSWER_INDENT),
      ],
    ];
    return `${name}\n${indented(table(["question", "answer"], rows).split("\n").slice(1))}`;
  });
  return [
    "Block-space proposals of the article (Neuder, Garimidi and Roughgarden 2024) and the W4H questions",
    "",
    blocks.join("\n\n"),
  ].join("\n");
}

function cardText({ name, card, parameters, of }: MechanismFamily, claims: Claims | null): string {
  const room = terminalWidth() - widthBeforeMeaning(parameters);
  const rows = parameters.map((spec) => [
    ...[nameOf(spec), boundsOf(spec), String(spec.default)],
    wrapped(spec.meaning, room),
  ]);
  if (of) {
    const standard = of.default ? JSON.stringify(of.default) : "";
    rows.push(["of", `${of.count} mechanism${of.count > 1 ? "s" : ""}`, standard, "what it is made of"]);
  }
  const claimed = claims === null ? [] : Object.entries(claims).filter(([, holds]) => holds);
  return [
    `${name}: ${card.title}`,
    "",
    table(
      ["", ""],
      [
        ["allocation", inCard(plainFormula(card.allocation))],
        ["payment", inCard(plainFormula(card.payment))],
        ["source", inCard(card.source)],
        ["models", card.models.join(", ") || "no proposal of the article"],
        ["claims", claimed.map(([claim]) => claim).join(", ") || "nothing (checked as a general rule)"],
        ...(card.note ? [["note", inCard(card.note)]] : []),
        ...answers(card.w4h, CARD_INDENT),
      ],
    )
      .split("\n")
      .slice(1)
      .join("\n"),
    "",
    rows.length > 0 ? table(["parameter", "bounds", "default", "meaning"], rows) : "no parameters",
  ].join("\n");
}

/** Characters of the columns before the meanings of parameters. */
function widthBeforeMeaning(parameters: readonly ParameterSpec[]): number {
  const longest = (heading: string, of: (spec: ParameterSpec) => string) =>
    Math.max(heading.length, ...parameters.map((spec) => of(spec).length)) + 2;
  return (
    longest("parameter", nameOf) +
    longest("bounds", boundsOf) +
    longest("default", (each) => `${each.default}`)
  );
}

/** A parameter's name; of a row or a table, that of its first and last. */
function nameOf({ name, per, from = 1, by }: ParameterSpec): string {
  if (per === undefined) return name;
  const [first, last] = by === undefined ? ["", ""] : [by.from, `[${by.per}]`];
  return `${name}${from}${first}..${name}[${per}]${last}`;
}

function answers(w4h: W4H, indent: number): string[][] {
  return QUESTIONS.map((question) => [question, wrapped(w4h[question], terminalWidth() - indent)]);
}

function inCard(text: string): string {
  return wrapped(text, terminalWidth() - CARD_INDENT);
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
