import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { TRADE_OFF_OPTIONS, tradeOffContent } from "./content.js";
import { tradeOffFigures } from "./figures.js";
import { recheckTradeOff } from "./recheck.js";
import { tradeOffOptions } from "./schema.js";

/** How does revenue trade against fairness? */
export const tradeOffStudy: Study = {
  question: "trade-off",
  title: "How does revenue trade against fairness where everybody pays the own bid?",
  summary:
    "Scale-free all-pay rules with two players: player 1's allocation is a function h(q) of its share q of the bids. " +
    "Proportional-all-pay (PAP) is h(q) = q. Revenue R and fairness (geometric mean of the allocations) at equilibrium.",
  defaults: TRADE_OFF_OPTIONS,
  ask(options, where) {
    const checked = parseOptions(tradeOffOptions, options, where);
    return {
      options: checked,
      compute: () => tradeOffContent(checked),
      recheck: (content, tools) => recheckTradeOff(content, tools),
    };
  },
  figures: tradeOffFigures,
};
