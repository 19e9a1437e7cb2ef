import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { countFeeRule } from "../shape/count-fee.js";

/** By so much of itself each fee is below the one that leaves a player indifferent. */
const SPARE = 1e-4;
/** Largest number of players that fees are worked out for. */
const MOST_PLAYERS = 100;

/** count-fee with the fees that a least share under PAP allows. */
export const shareFloorFee: MechanismFamily = {
  name: "share-floor-fee",
  card: {
    title: "Proportional-all-pay with the per-identity fees that a least share allows",
    allocation: "x_i = b_i / B,  B = sum_j b_j",
    payment:
      'p_i = b_i + phi_n B,  phi_n = t_n^2 / (1 - 2 t_n),  t_2 = q,  1 - 2 t_(n+1) = (n - 1)(1 - q) / ((n - 1 + q)(1 + phi_n)),  q = `leastShare`,  n "the number of positive bids"',
    source:
      "derived here: a player of share t stays in exactly where t^2 >= phi_n (1 - 2 t), and whoever PAP keeps in with " +
      "a share of q or more comes in beside the others",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance proportional to tickets, each identity pays a fee by the number of bids",
    ),
    note:
      "Each fee is smaller by 1e-4 of itself than the formula's, so that nobody is indifferent; a lone bid pays none. " +
      "Where all whom PAP keeps in have PAP shares of leastShare or more, the one pure equilibrium has PAP's players and " +
      "shares, and more revenue. More players than 1 / leastShare cannot have such shares, and pay the last fee. At " +
      "leastShare = 0 it is PAP.",
  },
  parameters: [
    {
      ...{ name: "leastShare", meaning: "least share under PAP of a player who is in" },
      ...{ minimum: 0, maximum: 0.45, default: 0.1 },
    },
  ],
  pap: { leastShare: 0 },
  build({ parameters }) {
    return countFeeRule(shareFloorFees(parameters.leastShare!));
  },
};

/**
 * phi_2, phi_3, ... up to one player more than can have the least share q:
 *
 *     phi_n = t_n^2 / (1 - 2 t_n),   t_2 = q,   1 - 2 t_(n+1) = (n - 1)(1 - q) / ((n - 1 + q)(1 + phi_n)),
 *
 * each smaller by `SPARE` of itself.
 *
 * @param leastShare q in [0, 1/2)
 */
function shareFloorFees(leastShare: number): number[] {
  if (leastShare === 0) return [0];
  const most = Math.min(Math.floor(1 / leastShare), MOST_PLAYERS);
  const fees = [feeAt(1 - 2 * leastShare)];
  for (let players = 2; players <= most; players++) {
    const left = ((players - 1) * (1 - leastShare)) / (players - 1 + leastShare);
    fees.push(feeAt(left / (1 + fees.at(-1)!)));
  }
  return fees;
}

/** t^2 / (1 - 2 t) less the spare, from 1 - 2 t. */
function feeAt(rest: number): number {
  const share = (1 - rest) / 2;
  return (1 - SPARE) * (share ** 2 / rest);
}
