import { z } from "zod";
import { InputError } from "../../src/input-error.js";

/** A file as the user named it, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One bid that a relay received. */
export interface RelayBid {
  readonly slot: number;
  /** The builder's BLS public key, in lower case. */
  readonly key: string;
  /** Exact: wei overflow a double from 0.009 ETH up. */
  readonly wei: bigint;
}

/** A bid with the time at which the relay received it, in ms since 1970. */
export interface TimedRelayBid extends RelayBid {
  readonly at: number;
}

/** The bid that won a slot. */
export interface WinningBid {
  readonly block: number;
  readonly slot: number;
  /** The builder's label, or its key where it has none. */
  readonly player: string;
  readonly wei: bigint;
}

/** Columns that a table of winning bids must have, in any order. */
export const WINNING_BID_COLUMNS = [
  "block_number",
  "slot",
  "builder_label",
  "builder_pubkey",
  "value_wei",
] as const;

const COUNT = 'give a whole number of at most 15 digits, such as "6214255"';
const WEI = 'give whole wei as a string of digits, such as "38256216383786968"';
const TIME = "give the time of the bid in ms, as builder_blocks_received has it";
const KEY = "give the builder's public key";
const BIDS = "give the whole reply of a relay's builder_blocks_received, a list of bids";

const count = z
  .union([z.string().regex(/^\d{1,15}$/), z.int().min(0).max(999_999_999_999_999)], COUNT)
  .transform(Number);
/** 78 digits hold every 256-bit integer. A JSON number is refused: it has lost its last digits already. */
const wei = z
  .string(WEI)
  .regex(/^\d{1,78}$/, WEI)
  .transform(BigInt);
const key = z.string(KEY).trim().min(1, KEY).transform(lowerHex);

const relayBids = z.array(
  z
    .object({ slot: count, builder_pubkey: key, value: wei }, BIDS)
    .transform((bid): RelayBid => ({ slot: bid.slot, key: bid.builder_pubkey, wei: bid.value })),
  BIDS,
);

const time = z
  .union([z.string().regex(/^\d{1,15}$/), z.int().min(0).max(999_999_999_999_999)], TIME)
  .transform(Number);

const timedRelayBids = z.array(
  z.object({ slot: count, builder_pubkey: key, value: wei, timestamp_ms: time }, BIDS).transform(
    (bid): TimedRelayBid => ({
      slot: bid.slot,
      key: bid.builder_pubkey,
      wei: bid.value,
      at: bid.timestamp_ms,
    }),
  ),
  BIDS,
);

const winningBid = z
  .object({
    block_number: count,
    slot: count,
    builder_label: z.string().trim(),
    builder_pubkey: z.string().trim().transform(lowerHex),
    value_wei: wei,
  })
  .refine((row) => row.builder_label !== "" || row.builder_pubkey !== "", {
    path: ["builder_pubkey"],
    message: `${KEY}, or a label`,
  })
  .transform(
    (row): WinningBid => ({
      block: row.block_number,
      slot: row.slot,
      player: row.builder_label || row.builder_pubkey,
      wei: row.value_wei,
    }),
  );

/**
 * The bids in a parsed reply of the relay Data API endpoint builder_blocks_received.
 *
 * @param where how messages call the file
 * @throws InputError naming the first bid and field at fault
 */
export function parseRelayBids(reply: unknown, where: string): RelayBid[] {
  return checked(relayBids, reply, where);
}

/**
 * The same bids with their times, which a reply of builder_blocks_received has and other saved replies may lack.
 *
 * @throws InputError naming the first bid and field at fault
 */
export function parseTimedRelayBids(reply: unknown, where: string): TimedRelayBid[] {
  return checked(timedRelayBids, reply, where);
}

/**
 * The winning bid of a row, given as its cells by column.
 *
 * @param where how messages call the row
 * @throws InputError naming the first column at fault
 */
export function parseWinningBid(cells: Readonly<Record<string, string>>, where: string): WinningBid {
  return checked(winningBid, cells, where);
}

/** Wei in ETH, to the nearest double: the decimal string is exact, and Number rounds it once. */
export function ethOf(wei: bigint): number {
  const digits = wei.toString().padStart(19, "0");
  return Number(`${digits.slice(0, -18)}.${digits.slice(-18)}`);
}

/** Hexadecimal keys are one key in either case. */
function lowerHex(text: string): string {
  return /^0x[0-9a-f]*$/i.test(text) ? text.toLowerCase() : text;
}

function checked<T>(schema: z.ZodType<T>, input: unknown, where: string): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const place = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`)).join("");
  const at = place === "" ? where : `${where}, ${place.replace(/^\./, "")}`;
  throw new InputError(`${at}: ${shown(valueAt(input, path))}; ${message}`);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value, step) => (value as Record<PropertyKey, unknown>)[step], input);
}

/** What was found, on one line and short. */
function shown(value: unknown): string {
  if (value === undefined || value === "") return "missing";
  if (typeof value === "object" && value !== null)
    return `is ${Array.isArray(value) ? "a list" : "an object"}`;
  const text = JSON.stringify(value);
  return `is ${text.length > 60 ? `${text.slice(0, 57)}...` : text}`;
}
