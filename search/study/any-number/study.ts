import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { anyNumberAnswer } from "./answer.js";
import { anyNumberContent } from "./content.js";
import { anyNumberFigures } from "./figures.js";
import { type AnyNumberOptions, anyNumberDefaults } from "./options.js";
import { recheckAnyNumber } from "./recheck.js";
import { anyNumberOptions } from "./schema.js";

/** Is there a Sybil-proof rule that beats PAP for any number of players, and where are the limits? */
export const anyNumberStudy: Study = {
  question: "any-number",
  title: "Which rule beats Proportional-all-pay for any number of players?",
  answer: anyNumberAnswer,
  summary:
    "Proportional-all-pay (PAP): x_i = b_i / B and p_i = b_i, B the sum of bids. The catalogue has the rule as " +
    "`share-floor-fee:leastShare=q`: a designer has to know q, the least share of tickets that an active player will have. " +
    "Below that floor somebody is left out, and the table of profiles says who, where and at what loss. The other claims say " +
    "what no rule of a wider class can do.",
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
