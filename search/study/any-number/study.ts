import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { anyNumberContent } from "./content.js";
import { anyNumberFigures } from "./figures.js";
import { type AnyNumberOptions, anyNumberDefaults } from "./options.js";
import { recheckAnyNumber } from "./recheck.js";
import { anyNumberOptions } from "./schema.js";

/** Is there a Sybil-proof rule that beats PAP for any number of players, and where are the limits? */
export const anyNumberStudy: Study = {
  question: "any-number",
  title: "Which rule beats Proportional-all-pay for any number of players?",
  summary:
    "Charge each identity, beside its tickets, a small share phi_n of the pot, set by how many take part. That has the very shares of " +
    "Proportional-all-pay (PAP), one pure equilibrium, and at least 3.1139 / 1.2345 / 0.2770 % more revenue where nobody active has " +
    "less than 15 / 10 / 5 % of the tickets. It is split-proof, for as many players as that allows. Without such a floor no count fee " +
    "can, and no split-proof rule of shares that is the same for every count. The catalogue has the rule as " +
    "`share-floor-fee:leastShare=q`; a designer has to know q, the least share that an active player will have.",
  get defaults() {
    return anyNumberDefaults();
  },
  ask(options, where) {
    const checked: AnyNumberOptions = parseOptions(anyNumberOptions, options, where);
    return {
      options: checked,
      compute: (tools) => anyNumberContent(checked, tools),
      recheck: (content) => recheckAnyNumber(content, checked),
    };
  },
  figures: anyNumberFigures,
};
