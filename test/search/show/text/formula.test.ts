import { describe, expect, it } from "vitest";
import { formulaMarkup, plainFormula } from "../../../../search/show/text/formula.js";
import { FAMILIES } from "../../../../src/mechanism/families.js";

/** What stands between tags, without the spaces that are set. */
const textOf = (markup: string) => markup.replace(/<[^>]*>/g, "").replace(/\s/g, "");

describe("the formulas of the catalogue", () => {
  const formulas = FAMILIES.flatMap(({ name, card }) => [
    { name: `${name} allocation`, formula: card.allocation },
    { name: `${name} payment`, formula: card.payment },
  ]);

  it.each(formulas)("are plain text without signs of markup: $name", ({ formula }) => {
    expect(plainFormula(formula)).not.toMatch(/[`"<>]{2}|[`"]/);
    expect(plainFormula(formula).length).toBeGreaterThan(0);
  });

  it.each(formulas)("are well-formed MathML in which no name falls into letters: $name", ({ formula }) => {
    for (const markup of formulaMarkup(formula)) {
      expect(markup).toMatch(/^<math display="block">.*<\/math>$/);
      const open: string[] = [];
      for (const [, closing, tag, empty] of markup.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
        if (closing) expect(open.pop()).toBe(tag);
        else if (!empty) open.push(tag!);
      }
      expect(open).toEqual([]);
      // A name that AsciiMath does not know would be taken for a product of its letters.
      expect(markup).not.toMatch(/(<mi>[a-z]<\/mi>){3}/);
    }
  });

  it("keep every symbol and word of the text", () => {
    const [markup] = formulaMarkup('p_i = `fee` + b_i + kappa b_i^2  "for" b_i > 0');
    expect(textOf(markup!)).toBe("pi=fee+bi+κbi2forbi>0");
  });

  it("part at a comma and two spaces", () => {
    expect(formulaMarkup("x_i = b_i / B,  B = sum_j b_j")).toHaveLength(2);
  });
});
