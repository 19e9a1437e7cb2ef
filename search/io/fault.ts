import type { z } from "zod";
import { InputError } from "../../src/input-error.js";
import { nearest } from "../../src/nearest.js";

/** More faults than a line has room for are counted. */
const SHOWN = 6;

/** The first fault of a validation, in one line with its path. */
export function firstFault(error: z.ZodError, schema?: z.core.$ZodType): string {
  return faultText(deepest(error.issues[0]!), schema);
}

/** All faults of a validation, in one line, each with its path. */
export function allFaults(error: z.ZodError, schema: z.core.$ZodType): string {
  return joined(error.issues.map((issue) => faultText(deepest(issue), schema)));
}

/**
 * The results of all functions, or one error with the faults of those that fail.
 *
 * @param where what the messages begin with; the joined message has it once
 * @throws InputError
 */
export function allOrFaults<const T extends readonly (() => unknown)[]>(
  where: string,
  make: T,
): { [K in keyof T]: T[K] extends () => infer R ? R : never } {
  const faults: string[] = [];
  const made = make.map((each) => {
    try {
      return each();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(error.message.replace(`${where}: `, ""));
      return undefined;
    }
  });
  if (faults.length > 0) throw new InputError(`${where}: ${joined(faults)}`);
  return made as ReturnType<typeof allOrFaults<T>>;
}

function joined(faults: readonly string[]): string {
  const different = [...new Set(faults)];
  const hidden = different.length - SHOWN;
  return [...different.slice(0, SHOWN), ...(hidden > 0 ? [`and ${hidden} more faults`] : [])].join("; ");
}

function faultText(issue: z.core.$ZodIssue, schema?: z.core.$ZodType): string {
  const path = issue.path.map(String).join(".");
  const message = messageOf(issue, schema).replaceAll("\n", " ");
  return path === "" ? message : `${path}: ${message}`;
}

/** Of a value that fits no member of a union, the fault of the member that it fits furthest. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flatMap((issues) => issues.slice(0, 1)).map(deepest);
  const furthest = inner.reduce<z.core.$ZodIssue | null>(
    (best, each) => (best === null || each.path.length > best.path.length ? each : best),
    null,
  );
  return furthest === null ? issue : { ...furthest, path: [...issue.path, ...furthest.path] };
}

/** A message of the schema's own, or that of the library in our words. */
function messageOf(issue: z.core.$ZodIssue, schema?: z.core.$ZodType): string {
  const { message } = issue;
  if (!/^(Invalid|Too small|Too big|Unrecognized|No matching)/.test(message)) return message;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, schema, issue.path)).join(", ");
    case "invalid_type":
      return wrongType(issue.expected, message);
    case "invalid_value":
      return message.includes("undefined") ? "is missing" : `must be ${listed(issue.values)}`;
    case "invalid_union":
      return unionFault(issue, schema);
    case "too_small":
      return `must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `must be ${issue.inclusive ? "at most" : "less than"} ${issue.maximum}${unitOf(issue.origin)}`;
    default:
      return message;
  }
}

function unknownKey(key: string, schema: z.core.$ZodType | undefined, path: readonly PropertyKey[]): string {
  const known = schema === undefined ? [] : keysAt(schema, path);
  return `unknown key ${JSON.stringify(key)}${known.length === 0 ? "" : `; ${nearest(key, known)}`}`;
}

function wrongType(expected: string, message: string): string {
  if (message.endsWith("received undefined")) return "is missing";
  const kinds: Readonly<Record<string, string>> = {
    ...{ string: "text in quotes", number: "a number", int: "a whole number", boolean: "true or false" },
    ...{ array: "a list", tuple: "a list", object: "an object", record: "an object" },
  };
  return `must be ${kinds[expected] ?? expected}`;
}

/** A value for which the name in it chooses the form, and the name is none of those. */
function unionFault(issue: z.core.$ZodIssueInvalidUnion, schema?: z.core.$ZodType): string {
  const names = schema === undefined ? [] : valuesAt(schema, issue.path);
  return names.length === 0 ? "does not have a form that is known here" : `must be ${listed(names)}`;
}

function unitOf(origin: string): string {
  return origin === "array" ? " long" : origin === "string" ? " characters" : "";
}

function listed(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value));
  return texts.length === 1 ? texts[0]! : `one of ${texts.join(", ")}`;
}

/** What the walk needs of a schema: its parts by kind. */
interface Definition {
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly getter?: () => z.core.$ZodType;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly valueType?: z.core.$ZodType;
  readonly values?: readonly unknown[];
}

/** A schema without defaults and the like; of a union all members. */
function members(schema: z.core.$ZodType): Definition[] {
  const definition = schema._zod.def as unknown as Definition;
  const inner = definition.innerType ?? definition.in ?? definition.getter?.();
  if (inner !== undefined) return members(inner);
  return definition.options === undefined ? [definition] : definition.options.flatMap(members);
}

function at(schema: z.core.$ZodType, path: readonly PropertyKey[]): Definition[] {
  return path.reduce<Definition[]>(
    (found, key) =>
      found.flatMap(({ shape, element, valueType }) => {
        const part = shape?.[String(key)] ?? element ?? valueType;
        return part === undefined ? [] : members(part);
      }),
    members(schema),
  );
}

function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  return [...new Set(at(schema, path).flatMap(({ shape }) => Object.keys(shape ?? {})))];
}

function valuesAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): unknown[] {
  return at(schema, path).flatMap(({ values }) => values ?? []);
}

/** The names of all keys in a schema, those of its parts too. */
export function allKeys(schema: z.core.$ZodType): string[] {
  const keys = new Set<string>();
  const seen = new Set<Definition>();
  const waiting = members(schema);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const key of Object.keys(next.shape ?? {})) keys.add(key);
    const parts = [...Object.values(next.shape ?? {}), next.element, next.valueType];
    waiting.push(...parts.flatMap((part) => (part === undefined ? [] : members(part))));
  }
  return [...keys];
}
