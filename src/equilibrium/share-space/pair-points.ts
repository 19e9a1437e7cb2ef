import type { ShareRule } from "../../mechanism/shape/share.js";
import { SingleBidCurve } from "./curve.js";
import { twoPlayerSharePoints } from "./two-players.js";

/** A first-order point of two players, and what others would do beside it. */
export class PairPoint {
  private curve: SingleBidCurve | null = null;
  private readonly best = new Map<number, number>();

  constructor(
    private readonly rule: ShareRule,
    readonly bids: Float64Array,
  ) {}

  /** About the best single bid of a third player, by the same rule; 0 where none brings anything. */
  bestBeside(value: number): number {
    return entry(this.best, value, () => {
      if (this.curve === null) {
        this.curve = new SingleBidCurve(() => this.rule, this.bids);
        this.curve.face(0);
      }
      return this.curve.bestNode(value);
    });
  }
}

type BySecond = Map<number, readonly PairPoint[]>;

/** The points of pairs of values, each solved once. */
export class PairPoints {
  private readonly known = new Map<ShareRule, Map<number, BySecond>>();

  of(rule: ShareRule, first: number, second: number): readonly PairPoint[] {
    const byFirst = entry(this.known, rule, () => new Map<number, BySecond>());
    const bySecond = entry(byFirst, first, () => new Map<number, readonly PairPoint[]>());
    return entry(bySecond, second, () =>
      twoPlayerSharePoints(rule, [first, second]).map((bids) => new PairPoint(rule, bids)),
    );
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
