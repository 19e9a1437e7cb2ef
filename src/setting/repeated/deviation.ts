import { BestResponse } from "../../equilibrium/best-response.js";
import { largestGain, scanPoints } from "../../equilibrium/certify.js";
import { landmarkBids } from "../../equilibrium/landmarks.js";
import { MixtureResponse } from "../../equilibrium/mixed/mixture-response.js";
import { endsOf, scaledStrategy } from "../../equilibrium/mixed/strategy.js";
import { type Response, responseTo } from "../../equilibrium/response.js";
import type { Equilibrium } from "../../equilibrium/solution.js";
import type { Mechanism } from "../../mechanism/mechanism.js";

/** What each player is asked for its best single bid: the others' bids times kappa, fixed or as they mix. */
export interface Cartel {
  readonly mechanism: Mechanism;
  readonly values: readonly number[];
  /** The bids of all players, expected ones where they mix. */
  readonly bids: Float64Array;
  readonly response: Response;
  /** Bids at which the response may jump or have a kink. */
  readonly ends: readonly number[];
}

/** Everybody bids kappa times what it bids in an equilibrium, 0 < kappa <= 1. */
export function cartelAt(
  mechanism: Mechanism,
  values: readonly number[],
  { bids, strategies }: Pick<Equilibrium, "bids" | "strategies">,
  kappa: number,
): Cartel {
  const scaled = Float64Array.from(bids, (bid) => kappa * bid);
  const mixed = strategies?.map((each) => scaledStrategy(each, kappa));
  return {
    ...{ mechanism, values, bids: scaled },
    response: mixed === undefined ? responseTo(mechanism, scaled) : new MixtureResponse(mechanism, mixed),
    ends: mixed?.flatMap(endsOf).filter((bid) => bid > 0) ?? [],
  };
}

/** A best bid and its utility. */
export interface Deviation {
  readonly bid: number;
  readonly utility: number;
}

/** Places polished against mixtures, which have many peaks. */
const POLISHED = 12;
/** What another search may find above a best response, relative to the value: rounding. */
const SETTLED = 1e-11;

/**
 * A player's best single bid against the rest of a cartel, staying out included: found by the solvers' search, and
 * judged by the certifier's, which shares no code with it.
 *
 * @returns null where the judge finds more
 */
export function bestDeviation(
  { mechanism, values, bids, response, ends }: Cartel,
  player: number,
): Deviation | null {
  const value = values[player]!;
  response.face(player, value);
  const landmarks = [...ends, ...landmarkBids(mechanism, bids, player)];
  const { argument, value: utility } = new BestResponse(POLISHED).find(
    response,
    value,
    bids,
    player,
    landmarks,
  );
  const scale = Math.max(value, ...bids);
  const scan = scanPoints(scale, [...bids, ...landmarks]);
  const missed = largestGain(response, utility, scan, new Float64Array(scan.length));
  return missed > SETTLED * value ? null : { bid: argument, utility };
}

/** Multiples of the largest bid that are tried in the limit of a cartel that bids next to nothing, by halves of a decade. */
const [LEAST_MULTIPLE, LARGEST_MULTIPLE, STEPS_A_DECADE] = [-10, 290, 2];
/** The share at the largest multiple is its limit where it has moved by less over the last half of them. */
const AT_ITS_LIMIT = 1e-12;

/**
 * The largest share that one bid takes from bids next to nothing, under a scale-free rule: the supremum over multiples
 * of the largest of them.
 *
 * @returns null where the share has no limit yet at a multiple of 1e290
 */
export function largestShare(mechanism: Mechanism, bids: readonly number[], player: number): number | null {
  const others = bids.map((bid, j) => (j === player ? 0 : bid));
  const top = Math.max(...others);
  if (!(top > 0)) return 1;
  const played = Float64Array.from(others, (bid) => bid / top);
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  const shareAt = (decade: number) => {
    played[player] = 10 ** decade;
    mechanism.outcome(played, allocations, payments);
    return allocations[player]!;
  };
  const limit = shareAt(LARGEST_MULTIPLE);
  if (!(Math.abs(limit - shareAt(LARGEST_MULTIPLE / 2)) <= AT_ITS_LIMIT)) return null;
  let most = limit;
  for (let step = LEAST_MULTIPLE * STEPS_A_DECADE; step < LARGEST_MULTIPLE * STEPS_A_DECADE; step++) {
    most = Math.max(most, shareAt(step / STEPS_A_DECADE));
  }
  return most;
}
