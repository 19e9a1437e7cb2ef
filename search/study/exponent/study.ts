import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { EXPONENT_OPTIONS, exponentContent } from "./content.js";
import { exponentFigures } from "./figures.js";
import { recheckExponent } from "./recheck.js";
import { exponentOptions } from "./schema.js";

/** Which Tullock exponent is optimal? */
export const exponentStudy: Study = {
  question: "exponent",
  title: "Which Tullock exponent is optimal?",
  summary:
    "Allocation proportional to b^alpha, everybody pays the own bid; alpha = 1 is Proportional-all-pay (PAP). " +
    "Revenue R and fairness (geometric mean of the allocations) at equilibrium, relative to PAP's at the same values.",
  defaults: EXPONENT_OPTIONS,
  ask(options, where) {
    const checked = parseOptions(exponentOptions, options, where);
    return {
      options: checked,
      compute: () => exponentContent(checked),
      recheck: (content, tools) => recheckExponent(content, checked, tools),
    };
  },
  figures: exponentFigures,
};
