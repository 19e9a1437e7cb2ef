import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { COLLUSION_OPTIONS, collusionContent } from "./content.js";
import { collusionFigures } from "./figures.js";
import { recheckCollusion } from "./recheck.js";
import { collusionOptions } from "./schema.js";

/** Who can collude? */
export const collusionStudy: Study = {
  question: "collusion",
  title: "Who can collude?",
  summary:
    "Every slot is sold by the same rule, payoffs are discounted by delta, and whoever deviates from a cartel is punished by the " +
    "equilibrium of the single slot for ever. delta* is the least discount factor that sustains the cartel: the larger, the " +
    "harder to collude. In short: every rule that takes payments can be colluded against by patient players; winner-take-all " +
    "resists cartels that scale their bids, and needs more patience than Proportional-all-pay (PAP) of those that share the slot.",
  defaults: COLLUSION_OPTIONS,
  ask(options, where) {
    const checked = parseOptions(collusionOptions, options, where);
    return {
      options: checked,
      compute: (tools) => collusionContent(checked, tools),
      recheck: (content) => recheckCollusion(content, checked),
    };
  },
  figures: collusionFigures,
};
