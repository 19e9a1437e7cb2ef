import { stableJson } from "../canonical.js";
import type { Front } from "./front.js";

/** A front as it is written: canonical JSON, with a line for each key and for each point. */
export function frontJson(front: Front): string {
  const lines = Object.entries(front).map(([key, value]) => {
    const isList = Array.isArray(value) && typeof value[0] === "object";
    const text = isList ? `[\n${value.map((each) => stableJson(each)).join(",\n")}\n]` : stableJson(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}
