import { type Claim, published } from "../study.js";
import type { Dissection } from "./dissect.js";

/** What is claimed of a rule that depends on the number of bids, beside the rest; nothing of others. */
export function byCountClaims({ found: { name }, byCount }: Dissection): Claim[] {
  if (byCount === null) return [];
  const { everyRatio, keptOut } = byCount;
  const band: Claim = {
    name: `${name}: who is kept out`,
    statement:
      "Two may be in equilibrium while a third stays out whom PAP lets in. At each ratio of the two that is so for " +
      "third values from PAP's total R_PAP up to between leastKeptOut and mostKeptOut times it. No rule of this kind is " +
      "free of it: whatever yields more than PAP for two keeps thirds out of value up to what it yields.",
    domain:
      "proportional shares for every number of bids, a fixed price of a bid from three on, no gain by splits; the figures at the ratios of the range",
    grade: "proved",
    argument:
      "no gain by a split from two bids to three asks that the price of a bid from three on is no less than what two pay " +
      "for theirs, so that the bids of the two at that price come to at least what they pay, R. A third of value v who adds b to " +
      "their total B has v b / (B + b) at a price of b R / B or more, which is no gain for v <= R: it stays out. PAP lets in " +
      "every v > R_PAP, and R > R_PAP where two yield more than under PAP",
    figures: {
      leastKeptOut: published(Math.min(...keptOut), 4),
      mostKeptOut: published(Math.max(...keptOut), 4),
    },
  };
  if (everyRatio === null) return [band];
  return [
    {
      name: `${name}: every ratio`,
      statement:
        "At every ratio of two values there is one pure equilibrium; its revenue is more than PAP's by at least `gain`, and its fairness no less.",
      domain: "two players, every ratio in (0, 1]",
      grade: "proved",
      argument:
        `one bid alone would rather be less, its price being above 0; of two, utilities are concave in the own share, the ratio at which a share is an equilibrium rises with it, and both ` +
        `inequalities hold, all of them statements on the lower share in [0, 1/2], enclosed in outward-rounded intervals over ${everyRatio.boxes} boxes`,
      figures: { gain: everyRatio.gain },
    },
    band,
  ];
}
