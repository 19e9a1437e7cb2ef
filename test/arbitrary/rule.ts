import fc from "fast-check";
import type { Candidate } from "../../src/mechanism/mechanism.js";

const small = fc.double({ min: -0.4, max: 0.4, noNaN: true }).map((x) => Number(x.toPrecision(3)));
const positive = fc.double({ min: 0.3, max: 2, noNaN: true }).map((x) => Number(x.toPrecision(3)));

/** Formulas of rules with room for identities: some split-proof, some not, scale-free or with a unit. */
const FORMULAS: readonly Pick<Candidate, "weight" | "payment">[] = [
  { weight: "b^a", payment: "b" },
  { weight: "b * (1 + c * q)", payment: "b * (1 + d * q)" },
  { weight: "b * exp(c * q)", payment: "b + (d + 0.4) * B / 10" },
  { weight: "b + (c + 0.4) / 10", payment: "b" },
  { weight: "b", payment: "b^a" },
  { weight: "b", payment: "b * (1 + d * (n - 2) / n)" },
  { weight: "b^a", payment: "x * b" },
];

/** A rule given as formulas with random coefficients. */
export const formulaRule: fc.Arbitrary<Candidate> = fc
  .record({ formulas: fc.constantFrom(...FORMULAS), a: positive, c: small, d: small })
  .map(({ formulas, ...parameters }) => ({ family: "expression", ...formulas, parameters }));
