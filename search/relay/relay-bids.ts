import { basename } from "node:path";
import { InputError } from "../../src/input-error.js";
import { checkedValues, type ValueProfile } from "../../src/scenario/value-profile.js";
import { ethOf, parseRelayBids, type RelayBid, type SourceFile } from "./schema.js";

const ENDPOINT = "the relay Data API endpoint builder_blocks_received";

const METHOD =
  "One player a builder key, with the highest of its bids for the slot. " +
  "A bid is taken for the builder's value and is a lower bound of it, as builders keep a margin. " +
  "Bids later cancelled and bids after the start of the slot count too. " +
  "A builder with several keys appears as several players.";

/** The bids for a slot. */
export interface Slot<Bid> {
  readonly slot: number;
  readonly bids: readonly Bid[];
  /** Paths of the files with bids for it. */
  readonly paths: readonly string[];
}

/**
 * Replies of relays to profiles, one a slot and by rising slot: the best bid of each builder key, in ETH,
 * over all files that have the slot.
 *
 * @param files replies of the endpoint builder_blocks_received, as JSON
 * @param asked the only slot wanted, where it is given
 * @throws InputError for a malformed file, a slot that is absent, or one with bids of 0 alone
 */
export function relayProfiles(files: readonly SourceFile[], asked?: number): ValueProfile[] {
  return relaySlots(files, parseRelayBids, asked).map(profileOf);
}

/**
 * The bids of replies by slot, slots rising.
 *
 * @param parse the bids of a parsed reply
 * @param asked the only slot wanted, where it is given
 * @throws InputError for a malformed file, one without bids, or a slot that is absent
 */
export function relaySlots<Bid extends { readonly slot: number }>(
  files: readonly SourceFile[],
  parse: (reply: unknown, where: string) => readonly Bid[],
  asked?: number,
): Slot<Bid>[] {
  const slots = slotsOf(
    files.map(({ path, text }) => ({ path, bids: bidsOf(parse(parseJson(text, path), path), path) })),
  );
  if (asked === undefined) return slots;
  const wanted = slots.filter(({ slot }) => slot === asked);
  if (wanted.length > 0) return wanted;
  const names = files.map(({ path }) => path).join(", ");
  throw new InputError(`--slot ${asked}: not in ${names}; slots present: ${listed(slots)}`);
}

function bidsOf<Bid>(bids: readonly Bid[], path: string): readonly Bid[] {
  if (bids.length > 0) return bids;
  throw new InputError(`${path}: has no bids; ask the relay for a slot it had bids for`);
}

function slotsOf<Bid extends { readonly slot: number }>(
  replies: readonly { readonly path: string; readonly bids: readonly Bid[] }[],
): Slot<Bid>[] {
  const found = new Map<number, { slot: number; bids: Bid[]; paths: Set<string> }>();
  for (const { path, bids } of replies) {
    for (const bid of bids) {
      const entry = found.get(bid.slot) ?? { slot: bid.slot, bids: [] as Bid[], paths: new Set<string>() };
      found.set(bid.slot, entry);
      entry.bids.push(bid);
      entry.paths.add(path);
    }
  }
  return [...found.values()]
    .sort((a, b) => a.slot - b.slot)
    .map(({ slot, bids, paths }) => ({ slot, bids, paths: [...paths] }));
}

function profileOf({ slot, bids, paths }: Slot<RelayBid>): ValueProfile {
  const where = `${paths.join(", ")}, slot ${slot}`;
  const best = bestBids(bids);
  if (best.length === 0) throw new InputError(`${where}: every bid is 0 wei; values must be above 0`);
  const names = paths.map((path) => basename(path)).join(", ");
  const zeros = bids.filter(({ wei }) => wei === 0n).length;
  return {
    name: `slot-${slot}`,
    unit: "ETH",
    values: checkedValues(
      best.map(({ wei }) => ethOf(wei)),
      where,
    ),
    players: best.map(({ key }) => key),
    source: `${names}: ${bids.length} bids for slot ${slot}, from ${ENDPOINT}`,
    method: `${METHOD} Bids of 0 wei, ignored: ${zeros}.`,
  };
}

/** The best bid above 0 of each key, highest first; equal ones by key. Compared in wei, exactly. */
function bestBids(bids: readonly RelayBid[]): RelayBid[] {
  const best = new Map<string, RelayBid>();
  for (const bid of bids) {
    if (bid.wei > (best.get(bid.key)?.wei ?? 0n)) best.set(bid.key, bid);
  }
  return [...best.values()].sort((a, b) =>
    a.wei === b.wei ? (a.key < b.key ? -1 : 1) : a.wei > b.wei ? -1 : 1,
  );
}

function listed(slots: readonly Slot<unknown>[]): string {
  const shown = slots.slice(0, 12).map(({ slot }) => slot);
  const rest = slots.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const before = text.slice(0, faultIn(text, (error as SyntaxError).message)).split("\n");
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    throw new InputError(`${path}: broken JSON near ${place}; save the relay's whole reply again`);
  }
}

/** The engine's message gives the place as a position, as a piece of the text, or not at all (at the end). */
function faultIn(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message);
  if (position) return Number(position[1]);
  const piece = /, (\.\.\.)?"([\s\S]+)"(?:\.\.\.)? is not valid JSON$/.exec(message);
  if (!piece) return text.length;
  const context = piece[1] ? 10 : 0;
  return Math.max(0, text.indexOf(piece[2]!)) + context;
}
