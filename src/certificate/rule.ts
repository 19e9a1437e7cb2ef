import type { ShareFormula } from "../mechanism/formula.js";
import type { Candidate, Mechanism } from "../mechanism/mechanism.js";
import { BeyondArithmetic, DOUBLES } from "../numeric/arithmetic.js";
import type { Hermite } from "../numeric/hermite.js";
import { parted, printed, REST, SHARE, TERMS, type Term, ZERO } from "./term.js";

/** A rule of shares in formulas: f(q) = q weight, c(q) = q price + fee. */
export interface RuleTerms {
  readonly weight: Term;
  readonly price: Term;
  readonly fee: Term;
  /** Where the rule depends on the number of bids: the price of a lone bid, and of a bid from three on, in units of it. */
  readonly byCount: { readonly alone: number; readonly more: number } | null;
}

/** The same in the words of certificates. */
export interface WrittenRule {
  readonly mechanism: Candidate;
  readonly weight: string;
  readonly price: string;
  readonly fee?: string;
  readonly splines?: Readonly<Record<string, Hermite>>;
  readonly alone?: number;
  readonly more?: number;
}

/**
 * The formulas of a rule of shares, or, where it depends on the number of bids, of its two-bid rule.
 *
 * @returns null where a certificate cannot write the rule down: it is none of shares, chooses by size, or depends on the
 *   number of bids in another way than by one price of a bid from three on
 */
export function termsOf(mechanism: Mechanism): RuleTerms | null {
  try {
    const { shape, inShares } = mechanism;
    if (shape.kind === "by-count") return termsByCount(shape.of(1), shape.of(2), shape.of(3), shape.of);
    return inShares === undefined ? null : { ...termsIn(inShares), byCount: null };
  } catch (error) {
    if (error instanceof BeyondArithmetic) return null;
    throw error;
  }
}

interface InShares {
  readonly inShares: ShareFormula;
}

/** A count at which the rule is what it is from three bids on. */
const MANY = 1_000_000;

function termsByCount(one: InShares, two: InShares, three: InShares, of: (count: number) => InShares) {
  const more = termsIn(three.inShares);
  const constant = more.price.kind === "number" && more.weight.kind === "number" && more.fee === ZERO;
  if (!constant || of(MANY) !== three) return null;
  const alone = one.inShares.price(DOUBLES, 1, 0);
  return { ...termsIn(two.inShares), byCount: { alone, more: more.price.number } };
}

function termsIn({ weight, price }: ShareFormula): Omit<RuleTerms, "byCount"> {
  const won = parted(weight(TERMS, SHARE, REST));
  if (won.fee !== ZERO) throw new BeyondArithmetic("a weight that does not vanish with the share");
  const paid = parted(price(TERMS, SHARE, REST));
  return { weight: won.perShare, price: paid.perShare, fee: paid.fee };
}

/** The rule in the words of certificates. */
export function written(mechanism: Mechanism, { weight, price, fee, byCount }: RuleTerms): WrittenRule {
  const splines = new Map<Hermite, string>();
  const nameOf = (spline: Hermite) => {
    const name = splines.get(spline) ?? `s${splines.size + 1}`;
    splines.set(spline, name);
    return name;
  };
  const [weightText, priceText, feeText] = [weight, price, fee].map((term) => printed(term, nameOf));
  const named = [...splines].map(([{ knots, heights, slopes }, name]) => [name, { knots, heights, slopes }]);
  return {
    mechanism: mechanism.candidate,
    weight: weightText!,
    price: priceText!,
    ...(fee === ZERO ? {} : { fee: feeText! }),
    ...(named.length === 0 ? {} : { splines: Object.fromEntries(named) }),
    ...byCount,
  };
}
