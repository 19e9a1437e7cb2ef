import { argument, type Curve } from "../numeric/curve.js";
import { INTERVALS, type Interval } from "../numeric/interval.js";
import type { RuleTerms } from "./rule.js";
import { enclosureOf, ZERO } from "./term.js";

const I = INTERVALS;
const ONE = I.of(1);
const TWO = I.of(2);

/** What a rule is over an interval of shares s, R = 1 - s; ' is the derivative in s. */
export interface AtShare {
  readonly share: Interval;
  readonly rest: Interval;
  /** The weight and the price of a unit of share, w and p, and the fee k. */
  readonly w: Curve;
  readonly p: Curve;
  readonly k: Curve;
  /** f = s w, its derivative and its second one. */
  readonly f: Interval;
  readonly df: Interval;
  readonly ddf: Interval;
  /** c = s p + k and its derivative. */
  readonly c: Interval;
  readonly dc: Interval;
  /** m = c + R c', the marginal price of a share against a fixed rival, times R^2, and its derivative R c''. */
  readonly m: Interval;
  readonly dm: Interval;
}

/** How many intervals are remembered: dyadic ones come up again and again. */
const REMEMBERED = 200_000;

/** Encloses a rule over intervals of shares, each once. */
export class RuleOverShares {
  private readonly known = new Map<number, Map<number, AtShare>>();
  private remembered = 0;
  private readonly weight: (q: Curve, r: Curve) => Curve;
  private readonly price: (q: Curve, r: Curve) => Curve;
  private readonly fee: (q: Curve, r: Curve) => Curve;

  constructor(readonly terms: RuleTerms) {
    this.weight = enclosureOf(terms.weight);
    this.price = enclosureOf(terms.price);
    this.fee = enclosureOf(terms.fee);
  }

  get hasFee(): boolean {
    return this.terms.fee !== ZERO;
  }

  /** @throws BeyondArithmetic where a formula has no number over all of the interval */
  over(share: Interval): AtShare {
    const found = this.known.get(share.lo)?.get(share.hi);
    if (found !== undefined) return found;
    if (this.remembered >= REMEMBERED) {
      this.known.clear();
      this.remembered = 0;
    }
    const made = this.enclosed(share);
    const row = this.known.get(share.lo) ?? new Map<number, AtShare>();
    this.known.set(share.lo, row.set(share.hi, made));
    this.remembered++;
    return made;
  }

  private enclosed(share: Interval): AtShare {
    const rest = restOf(share);
    const [q, r] = [argument(share), { value: rest, slope: { lo: -1, hi: -1 }, bend: { lo: 0, hi: 0 } }];
    const [w, p, k] = [this.weight(q, r), this.price(q, r), this.fee(q, r)];
    const both = I.multiply(share, rest);
    return {
      ...{ share, rest, w, p, k },
      f: I.multiply(share, w.value),
      df: I.add(w.value, I.multiply(share, w.slope)),
      ddf: I.add(I.multiply(TWO, w.slope), I.multiply(share, w.bend)),
      c: I.add(I.multiply(share, p.value), k.value),
      dc: I.add(I.add(p.value, I.multiply(share, p.slope)), k.slope),
      m: I.add(I.add(p.value, I.multiply(both, p.slope)), I.add(k.value, I.multiply(rest, k.slope))),
      dm: I.multiply(rest, I.add(I.add(I.multiply(TWO, p.slope), I.multiply(share, p.bend)), k.bend)),
    };
  }
}

/** 1 - s, no less than 0 and no more than 1. */
export function restOf(share: Interval): Interval {
  const { lo, hi } = I.subtract(ONE, share);
  return { lo: Math.max(0, lo), hi: Math.min(1, hi) };
}

/** The middle of an interval, as an interval of one number. */
export function centreOf({ lo, hi }: Interval): Interval {
  const middle = (lo + hi) / 2;
  return { lo: middle, hi: middle };
}
