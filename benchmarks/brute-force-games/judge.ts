import { type Game, utilityAt } from "./game.js";
import { DENSE, Replies } from "./reply.js";

/** What is wrong with bids that are said to be an equilibrium. */
export interface Fault {
  readonly kind: "gain" | "earns nothing";
  readonly player: number;
  /** A bid that is better: 0 for a player who had better stay out. */
  readonly bid: number;
  /** Utility gained by it, as a share of the player's own value. */
  readonly gainShare: number;
}

/** Least utility of a positive bid, as a share of the own value: the tolerance of the definition. */
const EARNED = 1e-8;

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

  /** A player whose positive bid earns no more than staying out. */
  private idle(bids: Float64Array): Fault | null {
    const { game } = this;
    for (const [player, value] of game.values.entries()) {
      if (!(bids[player]! > 0)) continue;
      const utility = utilityAt(game, bids, player);
      if (utility <= EARNED * value)
        return { kind: "earns nothing", player, bid: 0, gainShare: -utility / value };
    }
    return null;
  }
}
