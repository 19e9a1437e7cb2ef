import { InputError } from "../input-error.js";
import { nearest } from "../nearest.js";
import { FAMILIES } from "./families.js";
import { expressionParameter } from "./family/expression.js";
import type { Candidate, Mechanism, MechanismFamily, ParameterSpec, ParameterValue } from "./mechanism.js";
import { shareBaseOf } from "./shape/exponent-share.js";

const RESERVED_IN_FORMULAS = [
  "b",
  "B",
  "q",
  "n",
  "x",
  "H",
  "e",
  "i",
  "pi",
  "exp",
  "log",
  "sqrt",
  "min",
  "max",
  "abs",
  "sum",
];
const DEPTH_LIMIT = 8;

/**
 * The family of that name.
 *
 * @throws InputError with the nearest known name
 */
export function familyOf(name: string, where = "mechanism"): MechanismFamily {
  const family = FAMILIES.find((each) => each.name === name);
  if (family !== undefined) return family;
  const known = FAMILIES.map((each) => each.name);
  throw new InputError(`${where}: no family "${name}"; ${nearest(name, known)}`);
}

/**
 * Checks a candidate against its family and builds the mechanism, with defaults filled in, so that
 * `mechanism.candidate` is complete. Asynchronous because some families load a parser on first use.
 *
 * @param candidate anything that claims to be a candidate; unknown keys and values out of bounds are refused
 * @param where     how messages call its place, for instance `--mechanism` or a path in a file
 * @throws InputError in one line
 */
export async function buildMechanism(candidate: unknown, where = "mechanism", depth = 0): Promise<Mechanism> {
  if (depth > DEPTH_LIMIT) throw new InputError(`${where}: nested more than ${DEPTH_LIMIT} deep`);
  const given = plainObject(candidate, where);
  if (typeof given.family !== "string") throw new InputError(`${where}: "family" must be a name`);
  const family = familyOf(given.family, where);
  refuseUnknown(given, ["family", "parameters", ...(family.formulas ? ["weight", "payment"] : [])], where);
  const values = given.parameters === undefined ? {} : plainObject(given.parameters, `${where}.parameters`);

  const specs = family.formulas ? formulaParameters(values, where) : parametersOf(family, values, where);
  const names = specs.map((spec) => spec.name);
  refuseUnknown(values, family.of ? [...names, "of"] : names, `${where}.parameters`);
  const parameters = Object.fromEntries(
    specs.map((spec) => [
      spec.name,
      numberWithin(spec, values[spec.name], `${where}.parameters.${spec.name}`),
    ]),
  );
  const of = family.of ? await components(family, values.of, `${where}.parameters.of`, depth) : [];
  const formulas = family.formulas
    ? {
        weight: formula(given.weight, `${where}.weight`),
        payment: formula(given.payment, `${where}.payment`),
      }
    : {};

  const rule = await family.build({ parameters, of, weight: "", payment: "", ...formulas });
  const inner = of.map((each) => each.candidate);
  const filled: Record<string, ParameterValue> = { ...parameters };
  if (family.of) filled.of = family.of.count === 1 ? inner[0]! : inner;
  const complete: Candidate = Object.freeze({
    family: family.name,
    ...formulas,
    parameters: Object.freeze(filled),
  });
  return { ...rule, candidate: complete };
}

/**
 * The parameters of a family with its rows written out: z per knots is z1 .. z8 where knots is 8, fee from 2 per
 * counts is fee2 .. fee5 where counts is 5, and a table z per counts from 2, by knots from 1, is z21, z22, ..., z31, ...
 *
 * @param given values of parameters, of which those that say how long a row is are read
 * @param where how messages call the candidate's place
 */
export function parametersOf(
  family: MechanismFamily,
  given: Readonly<Record<string, unknown>>,
  where: string,
): readonly ParameterSpec[] {
  const numbersFrom = (from: number, per: string): string[] => {
    const count = family.parameters.find((each) => each.name === per)!;
    const last = numberWithin(count, given[per], `${where}.parameters.${per}`);
    return Array.from({ length: last - from + 1 }, (_, k) => String(k + from));
  };
  return family.parameters.flatMap(({ per, from = 1, by, ...spec }) => {
    if (per === undefined) return [spec];
    const columns = by === undefined ? [""] : numbersFrom(by.from, by.per);
    const names = numbersFrom(from, per).flatMap((row) =>
      columns.map((column) => `${spec.name}${row}${column}`),
    );
    return names.map((name) => ({ ...spec, name }));
  });
}

async function components(
  family: MechanismFamily,
  given: unknown,
  where: string,
  depth: number,
): Promise<Mechanism[]> {
  const { count, default: standard, monotone, inShares } = family.of!;
  const list = given === undefined ? standard : count === 1 && !Array.isArray(given) ? [given] : given;
  if (!Array.isArray(list) || list.length !== count) {
    throw new InputError(
      `${where}: must be ${count === 1 ? "a mechanism" : `a list of ${count} mechanisms`}`,
    );
  }
  return Promise.all(
    list.map(async (each, k) => {
      const place = count === 1 ? where : `${where}[${k}]`;
      const mechanism = await buildMechanism(each, place, depth + 1);
      if (monotone && !mechanism.claims.monotone) {
        throw new InputError(`${place}: must be monotone, which this rule does not claim`);
      }
      if (inShares && shareBaseOf(mechanism) === null) {
        throw new InputError(
          `${place}: must be a scale-free rule of weights, such as pap, tullock or share-spline`,
        );
      }
      return mechanism;
    }),
  );
}

function formulaParameters(values: Record<string, unknown>, where: string): ParameterSpec[] {
  return Object.keys(values).map((name) => {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
      throw new InputError(`${where}.parameters: "${name}" is not a name; use letters, digits and _`);
    }
    if (RESERVED_IN_FORMULAS.includes(name)) {
      throw new InputError(
        `${where}.parameters: "${name}" already has a meaning in formulas; choose another name`,
      );
    }
    return expressionParameter(name);
  });
}

function formula(given: unknown, where: string): string {
  if (typeof given !== "string" || given.trim() === "") {
    throw new InputError(`${where}: must be a formula, for instance "b"`);
  }
  return given;
}

function numberWithin(spec: ParameterSpec, given: unknown, where: string): number {
  if (given === undefined) return spec.default;
  if (typeof given !== "number" || Number.isNaN(given)) throw new InputError(`${where}: must be a number`);
  const tooLow = spec.aboveMinimum ? given <= spec.minimum : given < spec.minimum;
  if (tooLow || given > spec.maximum) {
    throw new InputError(`${where}: ${given} is outside ${boundsOf(spec)}`);
  }
  if (spec.whole && !Number.isInteger(given)) throw new InputError(`${where}: must be a whole number`);
  // JSON and the short form know no -0.
  return given === 0 ? 0 : given;
}

/** The bounds of a parameter as people write them, for instance (0, 64]. */
export function boundsOf(spec: ParameterSpec): string {
  return `${spec.aboveMinimum ? "(" : "["}${spec.minimum}, ${spec.maximum}]`;
}

function plainObject(given: unknown, where: string): Record<string, unknown> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new InputError(`${where}: must be an object such as {"family": "pap"}`);
  }
  return given as Record<string, unknown>;
}

function refuseUnknown(given: Record<string, unknown>, known: readonly string[], where: string): void {
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw new InputError(`${where}: unknown key "${key}"; ${nearest(key, known)}`);
  }
}
