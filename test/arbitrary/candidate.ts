import fc from "fast-check";
import { parametersOf } from "../../src/mechanism/build.js";
import { FAMILIES } from "../../src/mechanism/families.js";
import type { Candidate, MechanismFamily, ParameterSpec } from "../../src/mechanism/mechanism.js";

/** Formulas that are rules: positive weights, payments not below 0. */
const FORMULAS: readonly Pick<Candidate, "weight" | "payment">[] = [
  { weight: "b^a", payment: "b" },
  { weight: "b * exp(a * q)", payment: "b * (1 + a * q)" },
  { weight: "b > a ? b : b / 2", payment: "x * b" },
  { weight: "sqrt(b)", payment: "max(b - a, 0) / n" },
  { weight: "b * exp(a * H)", payment: "b * (1 + a * H)" },
  { weight: "b + sum(b^2) / B", payment: "q * sum(max(b, a * B * (1 - q)))" },
];

/** A candidate of a family, its parameters anywhere in (a reasonable part of) their bounds. */
export function candidateOf(family: MechanismFamily): fc.Arbitrary<Candidate> {
  const settings = family.parameters.filter(({ whole }) => whole);
  const largest = EXPONENTIAL.includes(family.name) ? 1 : 4;
  const withSettings = (chosen: Record<string, number>) =>
    recordOf(
      parametersOf(family, chosen, "test").filter(({ whole }) => !whole),
      largest,
    ).map((rest) => ({
      ...chosen,
      ...rest,
    }));
  const parameters =
    settings.length === 0 ? withSettings({}) : recordOf(settings, largest).chain(withSettings);
  if (family.formulas) {
    return fc
      .record({
        formulas: fc.constantFrom(...FORMULAS),
        a: fc.double({ min: 0.1, max: 2, noNaN: true }),
      })
      .map(({ formulas, a }) => ({ family: family.name, ...formulas, parameters: { a } }));
  }
  if (!family.of) return parameters.map((values) => ({ family: family.name, parameters: values }));
  const { count, monotone, inShares } = family.of;
  const component = monotone
    ? simpleCandidate.filter((candidate) => IN_CLOSED_FORM.includes(candidate.family))
    : inShares
      ? simpleCandidate.filter((candidate) => SCALE_FREE.includes(candidate.family))
      : simpleCandidate;
  return fc
    .tuple(parameters, fc.array(component, { minLength: count, maxLength: count }))
    .map(([values, of]) => ({
      family: family.name,
      parameters: { ...values, of: count === 1 ? of[0]! : of },
    }));
}

function recordOf(specs: readonly ParameterSpec[], largest: number): fc.Arbitrary<Record<string, number>> {
  return fc.record(Object.fromEntries(specs.map((spec) => [spec.name, numberFor(spec, largest)])));
}

function numberFor(
  { minimum, aboveMinimum, maximum, whole }: ParameterSpec,
  largest: number,
): fc.Arbitrary<number> {
  if (whole) return fc.integer({ min: minimum, max: maximum });
  const min = Math.max(aboveMinimum ? minimum + 0.05 : minimum, -largest);
  return fc.double({ min, max: Math.min(maximum, Math.max(largest, min + 1)), noNaN: true });
}

/** Families whose parameters are exponents of e: beyond 1 they are far from any rule that one would run. */
const EXPONENTIAL = ["share-form", "share-spline", "share-tilt", "count-tilt"];

/** Monotone families whose critical payments have a closed form; a game of integrals takes seconds. */
const IN_CLOSED_FORM = ["pap", "pap-fee", "power-payment", "winner-pays", "wta", "all-pay-auction"];

/** Families that are scale-free rules of weights at all their parameters. */
const SCALE_FREE = ["pap", "tullock", "share-form", "share-spline"];

const simple = FAMILIES.filter((family) => !family.of && !family.formulas);

/** A candidate that is not made of others. */
export const simpleCandidate: fc.Arbitrary<Candidate> = fc
  .constantFrom(...simple)
  .chain((family) => candidateOf(family));
