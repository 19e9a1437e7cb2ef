import { createHash } from "node:crypto";
import { stableJson } from "../io/canonical.js";
import type { PublishedFront } from "./front.js";

/** SHA-256, in hexadecimal, of the canonical JSON of everything in a front but the digest itself. */
export function digestOf({
  sha256: _,
  ...content
}: Omit<PublishedFront, "sha256"> & { sha256?: string }): string {
  return createHash("sha256").update(stableJson(content)).digest("hex");
}
