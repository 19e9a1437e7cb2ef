import type { Operator, Written } from "../../../src/mechanism/expression/syntax.js";
import { mathElement, spaced } from "../text/formula.js";

/** Markup, and how tightly its outermost operation binds. */
interface Part {
  readonly markup: string;
  readonly binding: number;
}

/** A sum over bids takes in the factors to its right, and no terms. */
const [CHOICE, COMPARISON, SUM, SIGN, SUM_OVER_BIDS, PRODUCT, POWER, ATOM] = [0, 1, 2, 3, 4, 5, 6, 7];

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
export function ownFormulaMarkup(name: string, formula: Written): string {
  return mathElement(`${nameMarkup(name)}${operator("=")}${partOf(formula, nameMarkup).markup}`);
}

type SymbolMarkup = (name: string) => string;

function partOf(syntax: Written, symbol: SymbolMarkup): Part {
  switch (syntax.kind) {
    case "constant":
      return numberPart(syntax.value);
    case "symbol":
      return { markup: symbol(syntax.name), binding: ATOM };
    case "choice":
      return { markup: choiceMarkup(syntax, symbol), binding: CHOICE };
    case "operation":
      return operationPart(
        syntax.operator,
        syntax.operands.map((operand) => partOf(operand, symbol)),
      );
    case "sum": {
      const summand = bracketed(partOf(syntax.of, ofAnyBid), PRODUCT);
      return { markup: `<mrow>${SIGMA}${summand}</mrow>`, binding: SUM_OVER_BIDS };
    }
  }
}

const SIGMA = "<munder><mo>∑</mo><mi>j</mi></munder>";

/** Within a sum b and q are those of bid j. */
function ofAnyBid(name: string): string {
  const markup = nameMarkup(name);
  return ["b", "q"].includes(name) ? `<msub>${markup}<mi>j</mi></msub>` : markup;
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

function operationPart(name: Operator, parts: readonly Part[]): Part {
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

function choiceMarkup({ test, yes, no }: Extract<Written, { kind: "choice" }>, symbol: SymbolMarkup): string {
  const line = (value: Written, when: string) =>
    `<mtr><mtd>${partOf(value, symbol).markup}</mtd><mtd>${when}</mtd></mtr>`;
  const where = `${spaced("<mtext>where</mtext>", 0.3)}${partOf(test, symbol).markup}`;
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
