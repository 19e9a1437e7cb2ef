import { configure } from "safe-stable-stringify";

const stringify = configure({ bigint: false, strict: true });

/** JSON with sorted keys: equal values have equal text, so that it can be hashed. */
export function stableJson(value: unknown): string {
  return stringify(value) ?? "null";
}
