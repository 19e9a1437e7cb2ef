import { dominanceOptions, parseOptions } from "../../schema/study.js";
import type { Study } from "../study.js";
import { dominanceClaims } from "./claims.js";
import { dissect } from "./dissect.js";
import { dominanceFigures } from "./figures.js";
import { type DominanceOptions, type FoundNotion, foundOptions } from "./options.js";
import { recheckDominance } from "./recheck.js";
import { dominanceTables } from "./tables.js";

const SUMMARY =
  "Each mechanism is a scale-free share rule: with q the share of all bids, x proportional to f(q), p = B c(q), the same " +
  "f and c for every number of players; its parameters are in the options of `study.json`. It was found by the command " +
  "given there, for two players and a range of v_2 / v_1, and is taken apart here: revenue R and fairness relative to " +
  "Proportional-all-pay (PAP) inside the range and below it, verdicts by notion and by number of rivals, every " +
  "equilibrium that entry games and random starts lead to for two to five players, other fairness metrics, and mainnet.";

/** What was found to dominate PAP under the split notion, taken apart. */
export const splitStudy = studyOfNotion("split", "Which split-proof rules dominate Proportional-all-pay?");

/** The same under the best-response notion. */
export const bestResponseStudy = studyOfNotion(
  "best-response",
  "Which rules that are Sybil-proof at best response dominate Proportional-all-pay?",
);

function studyOfNotion(notion: FoundNotion, title: string): Study {
  return {
    ...{ question: notion, title, summary: SUMMARY },
    get defaults() {
      return foundOptions(notion);
    },
    ask(options, where) {
      const checked: DominanceOptions = parseOptions(dominanceOptions, options, where);
      return {
        options: checked,
        async compute(tools) {
          const dissections = [];
          for (const found of checked.mechanisms) dissections.push(await dissect(found, checked, tools));
          return {
            claims: dissections.flatMap((each) => dominanceClaims(each, checked)),
            tables: dominanceTables(dissections, checked.every),
          };
        },
        recheck: (content) => recheckDominance(content, checked),
      };
    },
    figures: dominanceFigures,
  };
}
