import type { Candidate } from "../../../src/mechanism/mechanism.js";

const SHARE_RULE =
  "so that f(a + b) >= f(a) + f(b) and c(a + b) <= c(a) + c(b): the parts of a bid weigh no more than the whole, have no " +
  "larger share of a sum of weights that is no larger, and pay no less";

/** Why the functions of a published family meet the conditions of the split lemma. */
const WHY: Readonly<Record<string, string>> = {
  "share-tilt":
    "here f(q) / q = exp(z(q)) does not fall and c(q) / q = exp(e(q)) does not rise. For z, a piece of the spline with " +
    "slopes s_0, s_1 at its ends and secant d has the slope s_0 (1 - t)^2 + 2 (3 d - s_0 - s_1) t (1 - t) + s_1 t^2, " +
    "0 <= t <= 1. Every piece is checked for 0 <= s_0, s_1 <= 3 d, by which s_0 + s_1 - 3 d <= sqrt(s_0 s_1), so that " +
    `the slope is nowhere below 0; for e with the signs turned; ${SHARE_RULE}`,
  "tapered-fee":
    "here f(q) / q = 1 + lean q does not fall, and c(q) / q = 1 + fee (1 - q)^taper / q does not rise; " +
    SHARE_RULE,
  "pair-price":
    "here, with s = q^2, the price of a bid where two bid is 1 - dip s (1 - s) + rise s^2, which is convex in s and so " +
    "no more than 1 + rise <= more, the price from three bids on; and it is no less than 1 - dip / 4, the price of a lone " +
    "bid. A split adds a bid, so that no part is cheaper than the whole",
};

/** An argument that no split gains, carried to its end where the rule is of a published family. */
export function splitArgument(lemma: string, { family, parameters }: Candidate): string {
  const base = parameters?.of as Candidate | undefined;
  const why = base === undefined || base.family === "pap" ? WHY[family] : undefined;
  return why === undefined ? lemma : `${lemma}; ${why}`;
}
