import type { Candidate } from "../../src/mechanism/mechanism.js";

/** A source of numbers in [0, 1). */
export type Chance = () => number;

/** Kinds of rules, each a maker of random ones around PAP, some sound and some not. */
export const KINDS: Readonly<Record<string, (chance: Chance) => Candidate>> = {
  tilts: (chance) => {
    const size = 0.001 * 600 ** chance();
    const row = (name: string) =>
      Array.from({ length: 8 }, (_, k) => [`${name}${k + 1}`, figure(size * (2 * chance() - 1))] as const);
    return { family: "share-tilt", parameters: Object.fromEntries([...row("z"), ...row("e")]) };
  },
  fees: (chance) =>
    formulas("b * (1 + a * q)", "b * (1 - c * q) + f * B * (1 - q)^t", {
      ...{
        a: signed(chance, 0.1),
        c: signed(chance, 0.1),
        f: figure(0.05 * chance()),
        t: figure(1 + 4 * chance()),
      },
    }),
  counts: (chance) =>
    formulas("b", "b + B * (n < 3 ? f2 : n < 4 ? f3 : n < 5 ? f4 : f5)", {
      ...{ f2: figure(0.1 * chance()), f3: figure(0.1 * chance()) },
      ...{ f4: figure(0.1 * chance()), f5: figure(0.1 * chance()) },
    }),
  kinks: (chance) => {
    const low = 0.05 + 0.6 * chance();
    return formulas("b * (1 + a * q)", "b * (1 + c * max(0, q - l) - d * max(0, q - h))", {
      ...{ a: signed(chance, 0.05), c: figure(0.2 * chance()), d: figure(0.2 * chance()) },
      ...{ l: figure(low), h: figure(low + 0.001 + 0.2 * chance()) },
    });
  },
  windows: (chance) => {
    const low = 0.02 + 0.7 * chance();
    return formulas("b", "q > l ? (q < h ? b * (1 - d) : b) : b", {
      ...{ l: figure(low), h: figure(low + 0.1 * 10 ** (-2 * chance())), d: figure(0.05 * chance()) },
    });
  },
  coupled: (chance) =>
    formulas("b^a", "b * (1 - c + c * x)", { a: figure(0.9 + 0.8 * chance()), c: figure(0.3 * chance()) }),
  "own bid": (chance) =>
    formulas("b^a + h", "b^g + f", {
      ...{ a: figure(0.8 + 0.5 * chance()), g: figure(0.8 + 0.5 * chance()) },
      ...{ h: chance() < 0.5 ? 0 : figure(0.05 * chance()), f: chance() < 0.5 ? 0 : figure(0.05 * chance()) },
    }),
};

function formulas(weight: string, payment: string, parameters: Readonly<Record<string, number>>): Candidate {
  return { family: "expression", weight, payment, parameters };
}

function signed(chance: Chance, size: number): number {
  return figure(size * (2 * chance() - 1));
}

/** Four digits, so that a rule can be copied. */
function figure(number: number): number {
  return Number(number.toPrecision(4));
}
