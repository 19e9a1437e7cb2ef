import type { Mechanism } from "../../mechanism/mechanism.js";
import { largestSplit, type Seated, valueOfMostGain } from "../envelope/notions.js";
import { rivalSets } from "../envelope/rivals.js";
import type { SearchOptions } from "../options.js";
import { type Division, wholeOf } from "../play/division.js";
import { fixedBids } from "../play/opponents.js";
import type { Finding, Witness } from "../verdict.js";
import { judgedWitness } from "../witness/judge.js";
import { divisionDomain, divisionWitness, searchDivisions } from "./division-search.js";

/** Sets of rivals that a split is shown against, where they do not matter to whether there is one. */
const RIVALS = 4;
/** The largest value at which a split is asked whether it pays, in units of the sum of all bids. */
const LARGEST_VALUE = 1024;
/** Values, in the same units, where they cannot be told at once. */
const VALUE_POWERS = [-2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10] as const;

/**
 * Split (S1), searched: for every bid vector and every split of one bid into parts with the same total, the
 * parts' total allocation must not exceed, and their total payment not be below, the single bid's.
 */
export function searchSplit(mechanism: Mechanism, options: SearchOptions): Finding {
  const { division, size, tally } =
    mechanism.seat === undefined
      ? searchDivisions(mechanism, "split", options)
      : splitOfSeats({ mechanism, seat: mechanism.seat }, options);
  const witness = division === null ? null : splitWitness(mechanism, division, options.tolerance);
  return { notion: "split", domain: divisionDomain(mechanism, options), largest: size, witness, tally };
}

function splitOfSeats(seated: Seated, options: SearchOptions) {
  const { seat, mechanism } = seated;
  // Whether the parts of a bid weigh more, or cost less, then has nothing to do with the rivals' bids.
  const apart = seat.reach !== "both" && !seat.byCount && !seat.byAllocation;
  const most = apart ? RIVALS : Number.POSITIVE_INFINITY;
  const sets = rivalSets(seat, options, mechanism.claims.scaleFree, most);
  return largestSplit(seated, [new Float64Array(0), ...sets], options);
}

/** The witness of a split: what it changes, and a value at which it pays, where one was found. */
export function splitWitness(mechanism: Mechanism, division: Division, tolerance: number): Witness {
  return {
    ...divisionWitness(mechanism, division, "split"),
    ...valueThatGains(mechanism, division, tolerance),
  };
}

type Gain = Pick<Witness, "value" | "gain" | "gainShare">;

/** A value at which the parts pay more than the best single bid, if there is one within reach. */
function valueThatGains(mechanism: Mechanism, { others, parts }: Division, tolerance: number): Gain {
  const { seat } = mechanism;
  const scale = wholeOf(parts) + wholeOf(others);
  const values =
    seat !== undefined && others.length > 0
      ? [valueOfMostGain(seat, others, parts, LARGEST_VALUE * scale)]
      : VALUE_POWERS.map((power) => scale * 2 ** power);
  let best: Gain = { value: null, gain: null, gainShare: null };
  for (const value of values) {
    const { gain, gainShare } = judgedWitness(mechanism, fixedBids(others), value, parts);
    if (gainShare! > Math.max(tolerance, best.gainShare ?? 0)) best = { value, gain, gainShare };
  }
  return best;
}
