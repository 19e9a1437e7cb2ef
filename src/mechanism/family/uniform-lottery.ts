import { weighted } from "../formula.js";
import type { MechanismFamily } from "../mechanism.js";
import type { Facing } from "../shape/facing.js";

/** Every bidder gets the same share, free of charge: perfectly fair, and worthless against Sybils. */
export const uniformLottery: MechanismFamily = {
  name: "uniform-lottery",
  card: {
    title: "Uniform lottery",
    allocation: 'x_i = 1 / n  "for every positive bid"',
    payment: "p_i = 0",
    source: "the fair extreme of the article's trade-off; Douceur 2002, The Sybil Attack, for why it fails",
    models: [],
    w4h: {
      who: "the protocol, by drawing an identity at random",
      what: "the whole slot, no commitment to contents",
      when: "at a fixed lookahead",
      where: "nowhere: nothing is paid",
      how: "every identity has the same chance",
    },
  },
  parameters: [],
  build: () => ({
    shape: { kind: "general" },
    facing: () => new EqualChance(),
    claims: { scaleFree: true, monotone: true, tiesByIndex: false, withholds: false },
    formula: weighted(
      (a) => a.of(1),
      (a) => a.of(0),
    ),
    outcome(bids, allocations, payments) {
      let count = 0;
      for (let i = 0; i < bids.length; i++) if (bids[i]! > 0) count++;
      for (let i = 0; i < bids.length; i++) {
        allocations[i] = bids[i]! > 0 ? 1 / count : 0;
        payments[i] = 0;
      }
    },
  }),
};

class EqualChance implements Facing {
  allocation = 0;
  readonly payment = 0;
  private others = 0;

  face(bids: Float64Array, player: number): void {
    this.others = 0;
    for (let j = 0; j < bids.length; j++) if (j !== player && bids[j]! > 0) this.others++;
  }

  play(): void {
    this.allocation = 1 / (this.others + 1);
  }
}
