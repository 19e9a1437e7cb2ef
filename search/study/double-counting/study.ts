import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { DOUBLE_COUNTING_OPTIONS, doubleCountingContent } from "./content.js";
import { doubleCountingFigures } from "./figures.js";
import { recheckDoubleCounting } from "./recheck.js";
import { doubleCountingOptions } from "./schema.js";

/** Does a fair rule count the cost of centralisation twice? */
export const doubleCountingStudy: Study = {
  question: "double-counting",
  title: "Does a fair rule count the cost of centralisation twice?",
  summary:
    "The article's third reply: bidders may bear the cost of centralisation themselves. A player of value v with the share x " +
    "of slots earns v (x - gamma x^2 / 2) - p. The efficient split maximises the sum of v (x - gamma x^2 / 2). In short: yes, " +
    "Proportional-all-pay (PAP) then splits more evenly than is best, but the more bidders bear, the less that costs.",
  defaults: DOUBLE_COUNTING_OPTIONS,
  ask(options, where) {
    const checked = parseOptions(doubleCountingOptions, options, where);
    return {
      options: checked,
      compute: (tools) => doubleCountingContent(checked, tools),
      recheck: async (content) => recheckDoubleCounting(content, checked),
    };
  },
  figures: doubleCountingFigures,
};
