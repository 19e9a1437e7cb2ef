import { type ShareFormula, weighted } from "../formula.js";
import type { MechanismFamily } from "../mechanism.js";
import { answersOf } from "../proposals.js";

/** Proportional with every share held between a floor and a cap. */
export const shareBounds: MechanismFamily = {
  name: "share-bounds",
  card: {
    title: "Proportional with a floor and a cap on shares, all-pay",
    allocation: "x_i prop max(`floor`, min(`cap`, q_i)),  q_i = b_i / B",
    payment: "p_i = b_i",
    source:
      "derived here, of the cap on stakes in Brunjes, Kiayias, Koutsoupias and Stouka 2020, Reward Sharing Schemes",
    models: ["execution-tickets"],
    w4h: answersOf(
      "execution-tickets",
      "chance proportional to tickets, no less than a floor, no more than a cap",
    ),
    note: "Not Sybil-proof: identities evade a cap, and each of them gets the floor. Kept to be rejected.",
  },
  parameters: [
    { name: "floor", meaning: "least share that counts", minimum: 0, maximum: 1, default: 0 },
    {
      name: "cap",
      meaning: "largest share that counts",
      minimum: 0,
      aboveMinimum: true,
      maximum: 1,
      default: 0.5,
    },
  ],
  pap: { floor: 0, cap: 1 },
  build({ parameters }) {
    const { floor, cap } = parameters as { floor: number; cap: number };
    const inShares: ShareFormula = {
      weight: (a, share) => a.max(a.of(floor), a.min(a.of(cap), share)),
      price: (_, share) => share,
    };
    return {
      shape: { kind: "general" },
      claims: { scaleFree: true, monotone: true, tiesByIndex: false, withholds: false },
      formula: weighted(
        (a, { share, rest }) => inShares.weight(a, share, rest()),
        (_, { bid }) => bid,
      ),
      inShares,
      outcome(bids, allocations, payments) {
        let sum = 0;
        for (let i = 0; i < bids.length; i++) sum += bids[i]!;
        let total = 0;
        for (let i = 0; i < bids.length; i++) {
          const weight = bids[i]! > 0 ? Math.max(floor, Math.min(cap, bids[i]! / sum)) : 0;
          allocations[i] = weight;
          payments[i] = bids[i]!;
          total += weight;
        }
        if (total > 0) for (let i = 0; i < bids.length; i++) allocations[i] = allocations[i]! / total;
      },
    };
  },
};
