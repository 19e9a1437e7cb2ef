import { bayesInput } from "../../../src/public/setting-inputs.js";
import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { privateValuesAnswer } from "./answer.js";
import { privateValuesContent } from "./content.js";
import { privateValuesFigures } from "./figures.js";
import { publishedOptions } from "./options.js";
import { recheckPrivateValues } from "./recheck.js";
import { privateValuesOptions } from "./schema.js";

/** Do the dominators survive when nobody knows the others' values? */
export const privateValuesStudy: Study = {
  question: "private-values",
  title: "Does what beats Proportional-all-pay still beat it when values are private?",
  summary:
    "The article assumes that everybody knows everybody's values. Here each value is drawn on its own from a prior that " +
    "everybody knows, and a player knows its own value alone. A strategy is a bid for each value; revenue and fairness are " +
    "expected. A rule dominates Proportional-all-pay (PAP) where its expected revenue is above PAP's and its expected " +
    "fairness no less. Equilibria are of rising pure strategies; the interim regret of each, by a search that shares no code with " +
    "the solver, is at most 1e-6 of the largest value. One equilibrium is taken of each game; others were not looked for.",
  answer: privateValuesAnswer,
  get defaults() {
    return publishedOptions();
  },
  ask(options, where) {
    const checked = parseOptions(privateValuesOptions, options, where);
    for (const [k, { prior }] of checked.cases.entries()) {
      bayesInput({ players: 2, prior }, `${where}: options: cases[${k}]`);
    }
    return {
      options: checked,
      compute: () => privateValuesContent(checked),
      recheck: (content) => recheckPrivateValues(content, checked),
    };
  },
  figures: privateValuesFigures,
};
