import { familyOf } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { formulaMarkup } from "../text/formula.js";

/** The formulas of a mechanism in MathML, a line each, and those of the mechanisms that it is made of. */
export interface Formulas {
  readonly family: string;
  readonly title: string;
  readonly lines: readonly string[];
  readonly of: readonly Formulas[];
}

/** The formulas of a complete candidate: those of its family, and those that a user wrote. */
export async function formulasOf({ family, parameters = {}, weight, payment }: Candidate): Promise<Formulas> {
  const { card, formulas } = familyOf(family);
  const own = formulas ? await ownFormulas({ weight, payment }, Object.keys(parameters)) : [];
  const parts = [parameters.of ?? []].flat().filter((part) => typeof part === "object");
  return {
    ...{ family, title: card.title },
    lines: [...formulaMarkup(card.allocation), ...formulaMarkup(card.payment), ...own],
    of: await Promise.all(parts.map(formulasOf)),
  };
}

/** Loaded where a candidate has formulas of its own, since the parser takes a while. */
async function ownFormulas(texts: Readonly<Record<string, string | undefined>>, names: readonly string[]) {
  const { GAME_SYMBOLS } = await import("../../../src/mechanism/expression/compile.js");
  const { readFormula } = await import("../../../src/mechanism/expression/syntax.js");
  const { ownFormulaMarkup } = await import("./own-formula.js");
  return Object.entries(texts).map(([name, text]) =>
    ownFormulaMarkup(name, readFormula(name, text!, [...GAME_SYMBOLS, ...names])),
  );
}
