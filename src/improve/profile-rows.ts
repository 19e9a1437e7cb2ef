import type { ShareRule } from "../mechanism/shape/share.js";
import type { Row } from "../programme/row.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import { divisions, WHOLE } from "./division.js";
import { deviationRows, type HeldSeat, utilityGradient, type Worth } from "./gain-rows.js";
import { play, playGradient } from "./play.js";
import { sensitivity } from "./sensitivity.js";
import type { Tilt } from "./tilt.js";

/** A profile and the bids of one of its equilibria, at which everybody takes part. */
export interface PlayedStage {
  readonly name: string;
  readonly values: Float64Array;
  readonly bids: Float64Array;
}

export interface StageDomain {
  /** Identities of deviations from the equilibrium; 1 where the equilibrium notion is not asked. */
  readonly identities: number;
  /** Gains within so much of 0, as a share of value, become rows. */
  readonly reach: number;
}

/**
 * The rows of one equilibrium, with the bids' motion in them:
 *
 *     revenue    R / R_PAP - 1 >= 0,
 *     fairness   mean_i log x_i - mean_i log x_i^PAP >= 0,
 *     individual rationality   U_i / v_i >= 0,
 *     deviation and equilibrium   (U_i - best of the divisions) / v_i >= 0.
 *
 * @returns null where the equilibrium is degenerate, so that its motion is not known
 */
export function profileRows(
  rule: ShareRule,
  tilt: Tilt,
  { name, values, bids }: PlayedStage,
  { identities, reach }: StageDomain,
): Row[] | null {
  const at = play(rule, bids);
  const moves = sensitivity(rule, values, at, tilt);
  if (moves === null) return null;
  const { allocations, payments } = playGradient(at, tilt, moves);
  const n = values.length;
  const pap = papBenchmark(values);
  const revenue = { value: -1, gradient: new Float64Array(tilt.dimensions) };
  const fairness = { value: 0, gradient: new Float64Array(tilt.dimensions) };
  for (let i = 0; i < n; i++) {
    revenue.value += at.payments[i]! / pap.total;
    fairness.value += Math.log(at.allocations[i]! / pap.allocations[i]!) / n;
    for (let d = 0; d < tilt.dimensions; d++) {
      revenue.gradient[d] = revenue.gradient[d]! + payments[i]![d]! / pap.total;
      fairness.gradient[d] = fairness.gradient[d]! + allocations[i]![d]! / (at.allocations[i]! * n);
    }
  }
  const held = Array.from(values, (value, i): Worth => {
    const order = [i, ...others(n, i)];
    const own = play(
      rule,
      Float64Array.from(order, (j) => bids[j]!),
    );
    return {
      utility: value * at.allocations[i]! - at.payments[i]!,
      gradient: utilityGradient(
        own,
        tilt,
        order.map((j) => moves[j]!),
        value,
        1,
      ),
    };
  });
  const rational = held.map(
    ({ utility, gradient }, i): Row => ({
      kind: "individual-rationality",
      place: `${name}, player ${i + 1}`,
      value: utility / values[i]!,
      gradient: gradient.map((each) => each / values[i]!),
    }),
  );
  const seats = held.map(
    (worth, i): HeldSeat => ({
      seat: {
        value: values[i]!,
        rivals: Float64Array.from(others(n, i), (j) => bids[j]!),
        rivalMoves: others(n, i).map((j) => moves[j]!),
      },
      held: worth,
      bid: bids[i]!,
      place: `${name}, player ${i + 1}`,
    }),
  );
  return [
    { kind: "revenue", place: name, rise: 1, ...revenue },
    { kind: "fairness", place: name, ...fairness },
    ...rational,
    ...seats.flatMap((seat) => deviationRows(rule, tilt, seat, [WHOLE], "deviation", reach)),
    ...(identities > 1
      ? seats.flatMap((seat) => deviationRows(rule, tilt, seat, divisions(identities), "equilibrium", reach))
      : []),
  ];
}

function others(n: number, i: number): number[] {
  return Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
}
