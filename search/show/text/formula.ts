import mathup from "mathup";

/**
 * The formulas of the catalogue are AsciiMath (Jipsen 2005): names of several letters stand in backticks, words in
 * quotes, and two spaces part a formula from what is said of it; after a comma they part two formulas.
 */

/** A formula of the catalogue as plain text. */
export function plainFormula(text: string): string {
  return text.replace(/[`"]/g, "").replaceAll(" prop ", " proportional to ");
}

/** A formula of the catalogue as MathML: one element for each of the formulas that it holds. */
export function formulaMarkup(text: string): string[] {
  return text.split(/,\s{2,}/).map((formula) => {
    const parts = formula.split(/\s{2,}/).map((part) => contentOf(part));
    return mathElement(parts.join('<mspace width="1em"/>'));
  });
}

/** A formula on a line of its own. */
export function mathElement(content: string): string {
  return `<math display="block">${content}</math>`;
}

/** A name or a word keeps its distance from symbols, which MathML does not see to. */
export function spaced(markup: string, em = 0.15): string {
  const space = `<mspace width="${em}em"/>`;
  return `<mrow>${space}${markup}${space}</mrow>`;
}

function contentOf(asciiMath: string): string {
  return mathup(asciiMath)
    .toString()
    .replace(/^<math[^>]*>|<\/math>$/g, "")
    .replace(/<mi[^>]*>\w{2,}<\/mi>/g, (name) => spaced(name))
    .replace(/<mtext>.*?<\/mtext>/g, (words) => spaced(words, 0.3));
}
