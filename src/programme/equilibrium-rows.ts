import { solvePure } from "../equilibrium/solve.js";
import { scoredEquilibria } from "../evaluation/profile-result.js";
import type { MovingStage } from "./figure-rows.js";
import { motionAt } from "./motion.js";
import type { Neighbourhood } from "./neighbourhood.js";
import { movingReply, Replies, type Reply } from "./reply.js";
import type { Row } from "./row.js";

/** Gains within so much of 0, as a share of value, become rows: at peaks, and at bids that are none. */
const REACH = 0.02;
const SHOULDER = 0.003;
/** A bid nearer than this to the own one, in logarithm, is left to the first-order conditions; a shoulder farther. */
const SAME = 0.05;
const APART = 0.5;

/**
 * The rows of an equilibrium that keep it one: nobody gains by another bid, nor by staying out,
 *
 *     (U_i - U_i(b', b_-i)) / v_i >= 0,   U_i / v_i >= 0,
 *
 * at the best other bids. Who stays out gains nothing by any bid.
 */
export function equilibriumRows(near: Neighbourhood, at: MovingStage): Row[] {
  const { stage, bids, allocations, payments, motion } = at;
  const { name, values } = stage.profile;
  return values.flatMap((value, i): Row[] => {
    const place = `${name}, player ${i + 1}`;
    const held = {
      value: allocations[i]! - payments[i]! / value,
      gradient: near.widths.map((_, k) => motion.allocations[i]![k]! - motion.payments[i]![k]! / value),
    };
    const rows: Row[] = bids[i]! > 0 ? [{ kind: "individual-rationality", place, ...held }] : [];
    for (const { bid } of otherBids(new Replies(near.mechanism, bids, i, value), bids[i]!, held.value)) {
      const other = movingReply(near, value, bids.with(i, bid), i, motion.bids);
      rows.push({
        kind: "deviation",
        place: `${place}, bid ${bid.toPrecision(3)}`,
        value: held.value - other.value,
        gradient: held.gradient.map((each, k) => each - other.gradient[k]!),
      });
    }
    return rows;
  });
}

/** Bids away from a player's own that come near to what it has. */
function otherBids(replies: Replies, own: number, held: number): Reply[] {
  const apart = ({ bid }: Reply) => (own > 0 ? Math.abs(Math.log(bid / own)) : Number.POSITIVE_INFINITY);
  const tried = replies.tried();
  return [
    ...replies.peaks(tried).filter((each) => held - each.utility < REACH && apart(each) > SAME),
    ...tried.filter((each) => held - each.utility < SHOULDER && apart(each) > APART),
  ];
}

/**
 * The rows that keep everybody in whom PAP keeps in: wherever all but one of them would be in equilibrium without the last,
 * the last one gains by taking part,
 *
 *     max_b U_j(b, b_-j) / v_j >= 0,   b_-j an equilibrium of the others.
 *
 * Equilibria that leave out several at once have no rows.
 */
export function participationRows(near: Neighbourhood, { stage }: Pick<MovingStage, "stage">): Row[] {
  const { name, values } = stage.profile;
  if (values.length < 3) return [];
  return values.flatMap((value, j): Row[] => {
    if (!stage.papActive[j]) return [];
    const others = values.toSpliced(j, 1);
    return scoredEquilibria(solvePure(near.mechanism, others)).flatMap(({ bids }): Row[] => {
      const played = Float64Array.from(bids);
      const motion = motionAt(near, others, played);
      if (motion === null) return [];
      const all = Float64Array.of(...played.subarray(0, j), 0, ...played.subarray(j));
      const replies = new Replies(near.mechanism, all, j, value);
      const best = replies.peaks(replies.tried()).sort((a, b) => b.utility - a.utility)[0];
      if (best === undefined) return [];
      const moves = motion.bids.toSpliced(j, 0, new Float64Array(near.widths.length));
      const entry = movingReply(near, value, all.with(j, best.bid), j, moves);
      return [{ kind: "participation", place: `${name}, player ${j + 1}`, ...entry }];
    });
  });
}
