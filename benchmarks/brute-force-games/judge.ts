import { type Game, paymentAt, utilityAt } from "./game.js";
import { DENSE, Replies } from "./reply.js";

/** What is wrong with bids that are said to be an equilibrium. */
export interface Fault {
  readonly kind: "gain" | "loses by it";
  readonly player: number;
  /** A bid that is better: 0 for a player who had better stay out. */
  readonly bid: number;
  /** Utility gained by it, as a share of the player's own value. */
  readonly gainShare: number;
}

/**
 * A loss, as a part of the payment, that is no rounding. A bid that loses by its owner's value is no bid of an
 * equilibrium, however small; one that earns next to nothing is: where the first weight is free everybody takes part.
 */
const LOSS = 1e-12;

/** The judge of one game's bids: it knows the formulas, and nothing of the engine. */
export class Judge {
  private readonly replies: Replies;

  constructor(private readonly game: Game) {
    this.replies = new Replies(game, DENSE);
  }

  /**
   * The largest fault of bids, or null.
   *
   * @param tolerance largest gain that is none, as a share of the player's own value
   */
  fault(given: readonly number[], tolerance: number): Fault | null {
    const { game } = this;
    const bids = Float64Array.from(given);
    let worst: Fault | null = null;
    for (const [player, value] of game.values.entries()) {
      const utility = utilityAt(game, bids, player);
      const { bid, utility: reached } = this.replies.best(bids, player);
      const gainShare = (reached - utility) / value;
      if (gainShare > Math.max(tolerance, worst?.gainShare ?? 0))
        worst = { kind: "gain", player, bid, gainShare };
    }
    return worst ?? this.idle(bids);
  }

  /** A player who loses by its positive bid. */
  private idle(bids: Float64Array): Fault | null {
    const { game } = this;
    for (const [player, value] of game.values.entries()) {
      if (!(bids[player]! > 0)) continue;
      const utility = utilityAt(game, bids, player);
      if (utility < -LOSS * paymentAt(game, bids, player))
        return { kind: "loses by it", player, bid: 0, gainShare: -utility / value };
    }
    return null;
  }
}
