import fc from "fast-check";
import { FAMILIES } from "../../src/mechanism/families.js";
import type { Candidate, MechanismFamily } from "../../src/mechanism/mechanism.js";

/** Formulas that are rules: positive weights, payments not below 0. */
const FORMULAS: readonly Pick<Candidate, "weight" | "payment">[] = [
  { weight: "b^a", payment: "b" },
  { weight: "b * exp(a * q)", payment: "b * (1 + a * q)" },
  { weight: "b > a ? b : b / 2", payment: "x * b" },
  { weight: "sqrt(b)", payment: "max(b - a, 0) / n" },
];

/** A candidate of a family, its parameters anywhere in (a reasonable part of) their bounds. */
export function candidateOf(family: MechanismFamily): fc.Arbitrary<Candidate> {
  const parameters = fc.record(
    Object.fromEntries(
      family.parameters.map((spec) => [
        spec.name,
        fc.double({
          min: Math.max(spec.minimum, spec.aboveMinimum ? spec.minimum + 0.05 : spec.minimum),
          max: Math.min(spec.maximum, 4),
          noNaN: true,
        }),
      ]),
    ),
  );
  if (family.formulas) {
    return fc
      .record({
        formulas: fc.constantFrom(...FORMULAS),
        a: fc.double({ min: 0.1, max: 2, noNaN: true }),
      })
      .map(({ formulas, a }) => ({ family: family.name, ...formulas, parameters: { a } }));
  }
  if (!family.of) return parameters.map((values) => ({ family: family.name, parameters: values }));
  const { count } = family.of;
  return fc
    .tuple(parameters, fc.array(simpleCandidate, { minLength: count, maxLength: count }))
    .map(([values, of]) => ({
      family: family.name,
      parameters: { ...values, of: count === 1 ? of[0]! : of },
    }));
}

const simple = FAMILIES.filter((family) => !family.of && !family.formulas);

/** A candidate that is not made of others. */
export const simpleCandidate: fc.Arbitrary<Candidate> = fc
  .constantFrom(...simple)
  .chain((family) => candidateOf(family));
