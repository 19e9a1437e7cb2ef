import type { BuilderBid } from "../../src/setting/committee-delay.js";
import { relaySlots } from "./relay-bids.js";
import { ethOf, parseTimedRelayBids, type SourceFile } from "./schema.js";

/** The bids for a slot as a committee may watch them. */
export interface TimedSlot {
  readonly slot: number;
  /** Times in ms from the slot's start, values in ETH; by time. */
  readonly bids: readonly BuilderBid[];
}

/** The start of slot 0 in seconds since 1970, and the seconds of a slot (Ethereum consensus specification, mainnet). */
const [GENESIS, SECONDS_A_SLOT] = [1_606_824_023, 12];

/**
 * Replies of relays to the bids of each slot, with their times from the slot's start.
 *
 * @param files replies of the endpoint builder_blocks_received, as JSON
 * @param asked the only slot wanted, where it is given
 * @throws InputError for a malformed file, bids without times, or a slot that is absent
 */
export function timedSlots(files: readonly SourceFile[], asked?: number): TimedSlot[] {
  return relaySlots(files, parseTimedRelayBids, asked).map(({ slot, bids }) => {
    const start = 1000 * (GENESIS + SECONDS_A_SLOT * slot);
    return {
      slot,
      bids: bids
        .map(({ key, wei, at }) => ({ t: at - start, value: ethOf(wei), builder: key }))
        .sort((a, b) => a.t - b.t),
    };
  });
}
