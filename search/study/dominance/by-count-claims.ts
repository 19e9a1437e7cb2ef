import { atLeast, atMost, type Claim } from "../study.js";
import type { Dissection } from "./dissect.js";
import { insideDomain } from "./side-claims.js";

/** What is claimed of a rule that depends on the number of bids, beside the rest; nothing of others. */
export function byCountClaims({ found, inside, byCount }: Dissection): Claim[] {
  if (byCount === null) return [];
  const { keptOut, intruded } = byCount;
  const { name } = found;
  const { ratios } = insideDomain(found, inside);
  return [
    {
      name: `${name}: who is kept out`,
      statement:
        "Two may be in equilibrium while a third stays out whom PAP lets in. At each ratio of the two that is so for " +
        "third values from PAP's total R_PAP up to between leastKeptOut and mostKeptOut times it, which may be more than " +
        "either of the two.",
      domain: { players: 3, ratios: ratios!, rivals: { equilibria: keptOut.length } },
      grade: "measured",
      figures: {
        leastKeptOut: atLeast(Math.min(...keptOut), 4),
        mostKeptOut: atMost(Math.max(...keptOut), 4),
      },
    },
    {
      name: `${name}: no rule of its kind keeps nobody out`,
      statement:
        "Where two have a pure equilibrium with more revenue R than under PAP, R_PAP, it keeps out thirds of all values in " +
        "(R_PAP, R], whom PAP lets in.",
      domain: { players: 3, rules: "proportional-by-count", equilibria: "pure" },
      grade: "proved-by-argument",
      argument:
        "no gain by a split from two bids to three asks that a bid costs no less from three on than the two pay for " +
        "theirs, so that their bids at that price come to R or more. A third of value v who adds b to their total B has " +
        "v b / (B + b) at a price of b R / B or more, and R / B is more than v / (B + b) for v <= R: it stays out. The two at their bids deviate as " +
        "without it, so that this is an equilibrium of the three; PAP lets in whoever has v > R_PAP",
      figures: {},
    },
    {
      name: `${name}: what a tiny bid does`,
      statement:
        "A third's bid, however small, makes the bids of two as dear as with three. At their bids in equilibrium it leaves " +
        "one of them leastUtility of the own value, or more by ratio; under PAP it changes nothing. It is not in equilibrium, " +
        "and whoever sends it wins next to nothing.",
      domain: { players: 2, ratios: ratios!, rivals: { equilibria: intruded.length } },
      grade: "measured",
      figures: { leastUtility: atLeast(Math.min(...intruded), 4) },
    },
  ];
}
