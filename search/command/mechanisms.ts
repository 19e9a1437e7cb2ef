import { Command } from "commander";
import { boundsOf, buildMechanism, familyOf } from "../../src/mechanism/build.js";
import { FAMILIES } from "../../src/mechanism/families.js";
import type { Claims, MechanismFamily, ParameterSpec, W4H } from "../../src/mechanism/mechanism.js";
import { PROPOSALS } from "../../src/mechanism/proposals.js";
import { plainFormula } from "../show/text/formula.js";
import { table } from "../show/text/table.js";
import { print, printJson } from "./input.js";

const QUESTIONS = ["who", "what", "when", "where", "how"] as const;

const EXAMPLE = `
Example:
  $ goldilocks mechanisms
  $ goldilocks mechanisms tullock
`;

/** `goldilocks mechanisms`: the catalogue, or one family's card. */
export function mechanismsCommand(): Command {
  return new Command("mechanisms")
    .description("the catalogue of mechanisms, or one family's card")
    .argument("[name]", "a family")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (name: string | undefined, options: { json?: true }) => {
      const families = name === undefined ? FAMILIES : [familyOf(name, "mechanisms")];
      if (options.json) {
        printJson({
          schema: "goldilocks/mechanisms/1",
          proposals: PROPOSALS,
          families: await Promise.all(families.map(familyDocument)),
        });
      } else if (name === undefined) print(`${catalogueText()}\n\n${proposalsText()}`);
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

function catalogueText(): string {
  const rows = FAMILIES.map(({ name, card, parameters, of, formulas }) => [
    name,
    [...parameters.map(nameOf), ...(of ? ["of"] : []), ...(formulas ? ["weight", "payment"] : [])].join(", "),
    plainFormula(card.allocation),
    plainFormula(card.payment),
  ]);
  return table(["family", "parameters", "allocation", "payment"], rows);
}

/** The article's W4H table: how each proposal answers the five questions, and which families model it. */
function proposalsText(): string {
  const blocks = PROPOSALS.map(({ name, w4h }) => {
    const models = FAMILIES.filter(({ card }) => card.models.includes(name)).map((family) => family.name);
    const rows = [...answers(w4h), ["modelled by", models.length > 0 ? models.join(", ") : "none"]];
    return `${name}\n${indented(table(["question", "answer"], rows).split("\n").slice(1))}`;
  });
  return [
    "Block-space proposals of the article (Neuder, Garimidi and Roughgarden 2024) and the W4H questions",
    "",
    blocks.join("\n\n"),
  ].join("\n");
}

function cardText({ name, card, parameters, of }: MechanismFamily, claims: Claims | null): string {
  const rows = parameters.map((spec) => [nameOf(spec), boundsOf(spec), String(spec.default), spec.meaning]);
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
        ["allocation", plainFormula(card.allocation)],
        ["payment", plainFormula(card.payment)],
        ["source", card.source],
        ["models", card.models.join(", ") || "no proposal of the article"],
        ["claims", claimed.map(([claim]) => claim).join(", ") || "nothing (checked as a general rule)"],
        ...(card.note ? [["note", card.note]] : []),
        ...answers(card.w4h),
      ],
    )
      .split("\n")
      .slice(1)
      .join("\n"),
    "",
    rows.length > 0 ? table(["parameter", "bounds", "default", "meaning"], rows) : "no parameters",
  ].join("\n");
}

/** A parameter's name; of a row or a table, that of its first and last. */
function nameOf({ name, per, from = 1, by }: ParameterSpec): string {
  if (per === undefined) return name;
  const [first, last] = by === undefined ? ["", ""] : [by.from, `[${by.per}]`];
  return `${name}${from}${first}..${name}[${per}]${last}`;
}

function answers(w4h: W4H): string[][] {
  return QUESTIONS.map((question) => [question, w4h[question]]);
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}
