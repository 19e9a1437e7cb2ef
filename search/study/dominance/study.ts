import { buildMechanism } from "../../../src/mechanism/build.js";
import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { dominanceAnswer } from "./answer.js";
import { type Certified, certify, namedCertificates } from "./certified.js";
import { dominanceClaims } from "./claims.js";
import { dissect } from "./dissect.js";
import { dominanceFigures } from "./figures.js";
import { type DominanceOptions, type FoundMechanism, type FoundQuestion, foundOptions } from "./options.js";
import { recheckDominance } from "./recheck.js";
import { dominanceOptions } from "./schema.js";
import { dominanceTables } from "./tables.js";

const SUMMARY =
  "Each mechanism is a scale-free share rule: with q the share of all bids, x proportional to f(q), p = B c(q), the same " +
  "f and c for every number of players; its parameters are in the options of `study.json`. It was found by the command " +
  "given there, for two players and a range of v_2 / v_1, and is taken apart here: revenue R and fairness relative to " +
  "Proportional-all-pay (PAP) inside the range and below it, verdicts by notion and by number of rivals, every " +
  "equilibrium that entry games and random starts lead to for two to five players, other fairness metrics, and mainnet.";

/** What was found to dominate PAP under the split notion, taken apart. */
export const splitStudy = studyOfFound("split", "Which split-proof rules dominate Proportional-all-pay?");

/** The same under the best-response notion. */
export const bestResponseStudy = studyOfFound(
  "best-response",
  "Which rules that are Sybil-proof at best response dominate Proportional-all-pay?",
);

const BY_COUNT_SUMMARY =
  "Each mechanism may depend on the number of bids, its formulas as `goldilocks mechanisms <family>` prints them; its " +
  "parameters are in the options of `study.json`. It is taken apart like the others: revenue R and fairness relative to " +
  "Proportional-all-pay (PAP) for two players, with what is proved of every ratio in (0, 1]; verdicts by notion; every " +
  "equilibrium that entry games and random starts lead to for two to five players, those among them that keep somebody " +
  "out whom PAP lets in; other fairness metrics, and mainnet.";

/** What dominates PAP for two players at every ratio, by depending on the number of bids. */
export const everyRatioStudy = studyOfFound(
  "every-ratio",
  "Does a split-proof rule that may depend on the number of bids dominate Proportional-all-pay at every ratio?",
  BY_COUNT_SUMMARY,
);

function studyOfFound(question: FoundQuestion, title: string, summary = SUMMARY): Study {
  return {
    ...{ question, title, summary, answer: dominanceAnswer },
    get defaults() {
      return foundOptions(question);
    },
    ask(options, where) {
      const checked: DominanceOptions = parseOptions(dominanceOptions, options, where);
      const certified = certifiedOnce();
      return {
        options: checked,
        async compute(tools) {
          const dissections = [];
          for (const found of checked.mechanisms) {
            dissections.push(await dissect(found, checked, await certified(found), tools));
          }
          return {
            claims: dissections.flatMap((each) => dominanceClaims(each, checked)),
            tables: dominanceTables(dissections, checked.every),
          };
        },
        async certificates() {
          const all = checked.mechanisms.map(async (found) =>
            namedCertificates(found.name, await certified(found)),
          );
          return (await Promise.all(all)).flat();
        },
        recheck: (content) => recheckDominance(content, checked),
      };
    },
    figures: dominanceFigures,
  };
}

/** Proves what can be proved of each mechanism, once. */
function certifiedOnce(): (found: FoundMechanism) => Promise<Certified> {
  const known = new Map<string, Promise<Certified>>();
  return (found) => {
    const proofs =
      known.get(found.name) ??
      buildMechanism(found.candidate, found.name).then((mechanism) => certify(mechanism, found));
    known.set(found.name, proofs);
    return proofs;
  };
}
