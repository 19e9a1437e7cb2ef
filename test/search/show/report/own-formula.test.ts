import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownFormulaMarkup } from "../../../../search/show/report/own-formula.js";
import { readFormula } from "../../../../src/mechanism/expression/syntax.js";
import { law } from "../../../law.js";

const FILE = "test/search/show/report/own-formula.test.ts";
const SYMBOLS = ["b", "B", "q", "n", "H", "kappa"];

/** The formula that is read in the markup of a formula, as text again: fractions as divisions, all in brackets. */
function readBack(markup: string): string {
  let at = 0;
  const inner = markup.replace(/<mspace[^>]*>/g, "").replace(/^<math[^>]*>|<\/math>$/g, "");
  const children = (): string[] => {
    const all: string[] = [];
    while (at < inner.length && !inner.startsWith("</", at)) all.push(node());
    return all;
  };
  const node = (): string => {
    const [open, tag] = /^<(\w+)[^>]*>/.exec(inner.slice(at))!;
    at += open.length;
    if (["mi", "mn", "mo", "mtext"].includes(tag!)) {
      const text = /^[^<]*/.exec(inner.slice(at))![0];
      at += text.length + tag!.length + 3;
      return LEAVES[text] ?? text.replace("−", "-");
    }
    const parts = children();
    at += tag!.length + 3;
    if (tag === "mfrac") return `((${parts[0]})/(${parts[1]}))`;
    if (tag === "msup") return `${parts[0]}^(${parts[1]})`;
    if (tag === "msub" || tag === "munder") return parts[0]!;
    if (parts[0] === "∑") return `sum(${parts.slice(1).join("")})`;
    if (tag === "msqrt") return `sqrt(${parts.join("")})`;
    if (tag === "mtable") return parts.join("").replace(/^(.*) where (.*);(.*) else;$/, "$2?$1:$3");
    if (tag === "mtr") return `${parts.join("")};`;
    return parts.join("");
  };
  return children()
    .join("")
    .replace(/\{([^{}]*)$/, "$1");
}

const LEAVES: Readonly<Record<string, string>> = {
  ...{ "−": "-", "⋅": "*", "×": "*", "&lt;": "<", "&gt;": ">", "≤": "<=", "≥": ">=", "=": "==", "≠": "!=" },
  ...{ κ: "kappa", where: " where ", else: " else" },
};

/** Random formulas without choices and sums. */
const { formula: plain } = fc.letrec<{ formula: string; atom: string; deeper: string }>((tie) => ({
  formula: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("atom"), tie("deeper")),
  atom: fc.oneof(fc.constantFrom(...SYMBOLS), fc.constantFrom("2", "0.25")),
  deeper: fc.oneof(
    fc
      .tuple(tie("formula"), fc.constantFrom("+", "-", "*", "/", "^"), tie("formula"))
      .map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    tie("formula").map((a) => `-(${a})`),
    fc.tuple(fc.constantFrom("exp", "log", "sqrt"), tie("formula")).map(([f, a]) => `${f}(${a})`),
    fc
      .tuple(fc.constantFrom("min", "max"), tie("formula"), tie("formula"))
      .map(([f, a, b]) => `${f}(${a},${b})`),
  ),
}));

/** Random formulas, some of them with a sum. */
const formula = fc.oneof(
  plain,
  fc
    .tuple(plain, fc.constantFrom("+", "-", "*", "/", "^"), plain, fc.boolean())
    .map(([a, sign, b, first]) => (first ? `sum(${a}) ${sign} (${b})` : `(${b}) ${sign} sum(${a})`)),
);

describe("a formula in a user's symbols", () => {
  const markup = (text: string) => ownFormulaMarkup("weight", readFormula("weight", text, SYMBOLS));

  it("reads as what it is: the brackets that are left out change nothing", async () => {
    await law(
      FILE,
      fc.property(formula, (text) => {
        const [, right] = /^weight==([\s\S]*)$/.exec(readBack(markup(text)))!;
        const meant = (each: string) => normal(readFormula("weight", each, SYMBOLS));
        expect(meant(right!)).toEqual(meant(text));
      }),
      1000,
    );
  });

  it.each([
    ["n > 4 ? b*1.01 : b", "weight==n>4?b*1.01:b"],
    ["1e-7 * b", "weight==1*10^(-7)*b"],
    ["2^-3.5e22", "weight==2^(-3.5*10^(22))"],
    ["-(b - 1)^-2", "weight==-(b-1)^(-2)"],
    ["abs(b - B)", "weight==|b-B|"],
    ["sum(b^2)", "weight==sum(b^(2))"],
    ["H * sum(b + q) - sum(b)", "weight==H*(sum((b+q)))-sum(b)"],
  ])("%s", (text, expected) => {
    expect(readBack(markup(text))).toBe(expected);
  });

  it("gives the bids of a sum its index, and no others", () => {
    const sigma = "<munder><mo>∑</mo><mi>j</mi></munder>";
    const bid = "<msub><mi>b</mi><mi>j</mi></msub>";
    expect(markup("b + sum(b * B)")).toContain(
      `<mrow><mi>b</mi><mo>+</mo><mrow>${sigma}<mrow>${bid}<mo>⋅</mo><mi>B</mi></mrow></mrow></mrow>`,
    );
  });

  it("puts a choice within an operation in brackets", () => {
    expect(markup("b * (n > 4 ? 2 : 3)")).toContain('<mo fence="true">(</mo><mrow><mo>{</mo>');
  });
});

/** A formula by what it means: sums and products from the left, whatever the brackets were. */
function normal(syntax: ReturnType<typeof readFormula>): unknown {
  if (syntax.kind === "constant") return String(syntax.value);
  if (syntax.kind === "symbol") return syntax.name;
  if (syntax.kind === "choice") return [syntax.test, syntax.yes, syntax.no].map(normal);
  if (syntax.kind === "sum") return ["sum", normal(syntax.of)];
  const parts = syntax.operands.map(normal);
  const { operator } = syntax;
  const flat = (kind: string, part: unknown) =>
    Array.isArray(part) && part[0] === kind ? part.slice(1) : [part];
  if (operator === "add" || operator === "multiply")
    return [operator, ...parts.flatMap((part) => flat(operator, part))];
  if (operator === "subtract") return ["add", ...flat("add", parts[0]), ["less", parts[1]]];
  if (operator === "unaryMinus") return signed(parts[0]);
  return [operator, ...parts];
}

/** Less a product is the product with its first factor less. */
function signed(part: unknown): unknown {
  if (!Array.isArray(part) || part[0] !== "multiply") return ["unaryMinus", part];
  return ["multiply", signed(part[1]), ...part.slice(2)];
}
