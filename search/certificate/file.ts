import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import type { Certificate } from "../../src/certificate/statement.js";
import { InputError } from "../../src/input-error.js";
import { parseJson, readingFault } from "../io/json-file.js";
import { CERTIFICATE_SCHEMA, parseCertificate } from "./schema.js";

/** A certificate as a file: gzip'd JSON. */
export function certificateBytes(certificate: Certificate): Uint8Array {
  return gzipSync(`${JSON.stringify({ schema: CERTIFICATE_SCHEMA, ...certificate })}\n`, { level: 9 });
}

/** @throws InputError in one line for a missing, torn or foreign file */
export function readCertificate(path: string): Certificate {
  return parseCertificate(parseJson(unpacked(path), path), path);
}

function unpacked(path: string): string {
  let packed: Uint8Array;
  try {
    packed = readFileSync(path);
  } catch (error) {
    throw readingFault(path, error);
  }
  try {
    return gunzipSync(packed).toString("utf8");
  } catch {
    throw new InputError(`${path}: is no whole gzip file; make the certificate again`);
  }
}
