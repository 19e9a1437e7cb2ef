import { readFileSync } from "node:fs";
import { InputError } from "../../src/input-error.js";
import type { ValueProfile } from "../../src/scenario/value-profile.js";
import { relayProfiles } from "./relay-bids.js";
import { type SourceFile, WINNING_BID_COLUMNS } from "./schema.js";
import { winningBidsProfile } from "./winning-bids.js";

export const VALUES_SCHEMA = "goldilocks/values/1";

/** What `values import` prints: profiles, values largest first. */
export interface ImportedValues {
  readonly schema: typeof VALUES_SCHEMA;
  readonly profiles: readonly ValueProfile[];
}

/**
 * Profiles from files that hold bids at MEV-Boost relays, whose kind is told by their content.
 * Relays' replies give one profile a slot, tables of winning bids one profile together.
 *
 * @param slot the only slot wanted of relays' replies
 * @throws InputError in one line: which file, where in it, what to do
 */
export function importValues(paths: readonly string[], slot?: number): ImportedValues {
  return profilesOf(paths.map(readSource), slot);
}

/** As importValues, from texts. */
export function profilesOf(files: readonly SourceFile[], slot?: number): ImportedValues {
  const plain = files.map(withoutMark);
  const relays = plain.filter((file) => kindOf(file) === "relay-bids");
  const tables = plain.filter((file) => kindOf(file) === "winning-bids");
  if (slot !== undefined && tables.length > 0) {
    throw new InputError(
      `--slot ${slot}: ${tables[0]!.path} is a table of winning bids, which makes one profile of all its slots; ` +
        "leave --slot or the file out",
    );
  }
  const profiles = relays.length > 0 ? relayProfiles(relays, slot) : [];
  if (tables.length > 0) profiles.push(winningBidsProfile(tables));
  return { schema: VALUES_SCHEMA, profiles };
}

/** A file of relays' bids. @throws InputError where it cannot be read */
export function readSource(path: string): SourceFile {
  try {
    return withoutMark({ path, text: readFileSync(path, "utf8") });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const fault = code === "ENOENT" ? "no such file" : `cannot be read (${code})`;
    throw new InputError(`${path}: ${fault}; give the path of a saved file`);
  }
}

/** Without the byte-order mark that some editors put first. */
function withoutMark({ path, text }: SourceFile): SourceFile {
  return { path, text: text.replace(/^\uFEFF/, "") };
}

function kindOf({ path, text }: SourceFile): "relay-bids" | "winning-bids" {
  const start = text.trimStart();
  if (start === "") throw new InputError(`${path}: is empty; give a file with bids`);
  if (/^[[{]/.test(start)) return "relay-bids";
  const header = start.split(/[\r\n]/, 1)[0]!;
  if (WINNING_BID_COLUMNS.some((column) => header.includes(column))) return "winning-bids";
  throw new InputError(
    `${path}, line 1: neither a relay's builder_blocks_received reply (JSON, starts with [) ` +
      `nor CSV with the header ${WINNING_BID_COLUMNS.join(",")}`,
  );
}
