import { publishedFront } from "./detail.js";
import type { Front } from "./front.js";

/** A front as it is written: JSON with a line for each key and for each point. */
export function frontJson(front: Front): string {
  const lines = Object.entries(publishedFront(front)).map(([key, value]) => {
    const isList = Array.isArray(value) && typeof value[0] === "object";
    const text = isList
      ? `[\n${value.map((each) => JSON.stringify(each)).join(",\n")}\n]`
      : JSON.stringify(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${lines.join(",\n")}\n}\n`;
}
