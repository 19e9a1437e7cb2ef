import { constant, operation } from "./simplify.js";
import type { Syntax, Written } from "./syntax.js";

/** A sum over the positive bids, under the name by which formulas know its value. */
export interface NamedSum {
  readonly name: string;
  /** The summand, of each bid's own b and q; of B, n, parameters, and sums named before it. */
  readonly of: Syntax;
}

/** Formulas without sums, and the sums that they name, in the order in which they are to be computed. */
export interface Summed {
  readonly formulas: readonly Syntax[];
  readonly sums: readonly NamedSum[];
}

/** The concentration: H = sum of q^2. */
const CONCENTRATION: NamedSum = {
  name: "H",
  of: operation("pow", { kind: "symbol", name: "q" }, constant(2)),
};

/** No name that a user can give: names hold no space. */
const PREFIX = "sum ";

/**
 * Takes the sums out of formulas: each becomes a symbol, and equal ones the same, so that every sum is computed once
 * for all bids.
 */
export function namingSums(written: readonly Written[]): Summed {
  const known = new Map<string, NamedSum>();
  const formulas = written.map((each) => withNames(each, known));
  const sums = [...known.values()];
  const mentionsH = [...formulas, ...sums.map(({ of }) => of)].some((each) => mentions(each, ["H"]));
  return { formulas, sums: mentionsH ? [CONCENTRATION, ...sums] : sums };
}

/** Whether a symbol's value changes with the bids at a given number of them. */
export function changesWithBids(name: string): boolean {
  return ["b", "B", "q", "x", CONCENTRATION.name].includes(name) || name.startsWith(PREFIX);
}

/** Whether a formula names one of the symbols. */
export function mentions(syntax: Syntax, symbols: readonly string[]): boolean {
  return mentionsAny(syntax, (name) => symbols.includes(name));
}

/** Whether a formula names a symbol of a kind. */
export function mentionsAny(syntax: Syntax, isMeant: (name: string) => boolean): boolean {
  if (syntax.kind === "symbol") return isMeant(syntax.name);
  return partsOf(syntax).some((part) => mentionsAny(part, isMeant));
}

/** The formulas that a formula is made of. */
export function partsOf(syntax: Syntax): readonly Syntax[] {
  if (syntax.kind === "operation") return syntax.operands;
  return syntax.kind === "choice" ? [syntax.test, syntax.yes, syntax.no] : [];
}

function withNames(written: Written, known: Map<string, NamedSum>): Syntax {
  switch (written.kind) {
    case "constant":
    case "symbol":
      return written;
    case "choice": {
      const [test, yes, no] = [written.test, written.yes, written.no].map((part) => withNames(part, known));
      return { kind: "choice", test: test!, yes: yes!, no: no! };
    }
    case "operation":
      return { ...written, operands: written.operands.map((operand) => withNames(operand, known)) };
    case "sum": {
      const key = JSON.stringify(written.of);
      const sum = known.get(key) ?? { name: `${PREFIX}${known.size + 1}`, of: written.of };
      known.set(key, sum);
      return { kind: "symbol", name: sum.name };
    }
  }
}
