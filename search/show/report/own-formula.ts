import type { Operator, Syntax } from "../../../src/mechanism/expression/syntax.js";
import { mathElement, spaced } from "../text/formula.js";

/** Markup, and how tightly its outermost operation binds. */
interface Part {
  readonly markup: string;
  readonly binding: number;
}

const [CHOICE, COMPARISON, SUM, SIGN, PRODUCT, POWER, ATOM] = [0, 1, 2, 3, 4, 5, 6];

const SIGNS: Partial<Record<Operator, readonly [sign: string, binding: number]>> = {
  ...{ add: ["+", SUM], subtract: ["−", SUM], multiply: ["⋅", PRODUCT] },
  ...{ smaller: ["&lt;", COMPARISON], smallerEq: ["≤", COMPARISON], larger: ["&gt;", COMPARISON] },
  ...{ largerEq: ["≥", COMPARISON], equal: ["=", COMPARISON], unequal: ["≠", COMPARISON] },
};

const GREEK: Readonly<Record<string, string>> = {
  ...{ alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", kappa: "κ", lambda: "λ", mu: "μ" },
  ...{ rho: "ρ", sigma: "σ", tau: "τ", theta: "θ", phi: "φ", omega: "ω" },
};

/** A formula that a user wrote, as MathML, after the name of what it is the formula of. */
export function ownFormulaMarkup(name: string, formula: Syntax): string {
  return mathElement(`${nameMarkup(name)}${operator("=")}${partOf(formula).markup}`);
}

function partOf(syntax: Syntax): Part {
  switch (syntax.kind) {
    case "constant":
      return numberPart(syntax.value);
    case "symbol":
      return { markup: nameMarkup(syntax.name), binding: ATOM };
    case "choice":
      return { markup: choiceMarkup(syntax), binding: CHOICE };
    case "operation":
      return operationPart(syntax.operator, syntax.operands);
  }
}

/** A number as its shortest digits, or a power of ten. */
function numberPart(value: number): Part {
  const [digits = "", power] = String(value).split("e");
  const binding = value < 0 ? SIGN : ATOM;
  const number = `<mn>${digits.replace("-", "−")}</mn>`;
  if (power === undefined) return { markup: number, binding };
  const ten = `<msup><mn>10</mn><mn>${power.replace("-", "−").replace("+", "")}</mn></msup>`;
  return { markup: `<mrow>${number}${operator("×")}${ten}</mrow>`, binding: Math.min(binding, PRODUCT) };
}

function operationPart(name: Operator, operands: readonly Syntax[]): Part {
  const parts = operands.map(partOf);
  const [left, right] = parts as [Part, Part];
  const infix = SIGNS[name];
  if (infix !== undefined) {
    const [sign, binding] = infix;
    // To the right of a minus a sum stands in brackets; so does anything signed to the right of any sign.
    const atRight = Math.max(binding + (name === "subtract" ? 1 : 0), right.binding === SIGN ? ATOM : 0);
    // A chain of comparisons would read as one statement.
    if (binding === COMPARISON) {
      const sides = [left, right].map((side) => bracketed(side, SUM));
      return { markup: `<mrow>${sides.join(operator(sign))}</mrow>`, binding };
    }
    const markup = `${bracketed(left, binding)}${operator(sign)}${bracketed(right, atRight)}`;
    return { markup: `<mrow>${markup}</mrow>`, binding };
  }
  switch (name) {
    case "divide":
      return { markup: `<mfrac>${row(left)}${row(right)}</mfrac>`, binding: PRODUCT };
    case "pow":
      return { markup: `<msup><mrow>${bracketed(left, ATOM)}</mrow>${row(right)}</msup>`, binding: POWER };
    case "unaryMinus":
      return { markup: `<mrow>${operator("−")}${bracketed(left, PRODUCT)}</mrow>`, binding: SIGN };
    case "unaryPlus":
      return left;
    case "sqrt":
      return { markup: `<msqrt>${left.markup}</msqrt>`, binding: ATOM };
    case "abs":
      return { markup: `<mrow><mo>|</mo>${left.markup}<mo>|</mo></mrow>`, binding: ATOM };
    default: {
      const list = parts.map(({ markup }) => markup).join('<mo separator="true">,</mo>');
      return { markup: `<mrow>${nameMarkup(name)}${brackets(list)}</mrow>`, binding: ATOM };
    }
  }
}

function choiceMarkup({ test, yes, no }: Extract<Syntax, { kind: "choice" }>): string {
  const line = (value: Syntax, when: string) =>
    `<mtr><mtd>${partOf(value).markup}</mtd><mtd>${when}</mtd></mtr>`;
  const where = `${spaced("<mtext>where</mtext>", 0.3)}${partOf(test).markup}`;
  const lines = `${line(yes, where)}${line(no, spaced("<mtext>else</mtext>", 0.3))}`;
  return `<mrow><mo>{</mo><mtable columnalign="left">${lines}</mtable></mrow>`;
}

function bracketed({ markup, binding }: Part, least: number): string {
  return binding < least ? brackets(markup) : markup;
}

function brackets(markup: string): string {
  return `<mrow><mo fence="true">(</mo>${markup}<mo fence="true">)</mo></mrow>`;
}

function row({ markup }: Part): string {
  return `<mrow>${markup}</mrow>`;
}

function operator(sign: string): string {
  return `<mo>${sign}</mo>`;
}

function nameMarkup(name: string): string {
  const shown = GREEK[name] ?? name;
  return shown.length === 1 ? `<mi>${shown}</mi>` : spaced(`<mi>${shown}</mi>`);
}
