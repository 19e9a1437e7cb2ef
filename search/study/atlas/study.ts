import { decimalBelow } from "../../../src/numeric/decimal.js";
import { parseOptions } from "../schema.js";
import { type Content, recordsOf, type Study } from "../study.js";
import { atlasContent } from "./content.js";
import { atlasFigures } from "./figures.js";
import { type AtlasOptions, atlasDefaults } from "./options.js";
import { recheckAtlas } from "./recheck.js";
import { atlasOptions } from "./schema.js";

/** What is possible, where, and under which notion. */
export const atlasStudy: Study = {
  question: "atlas",
  title: "What can a Sybil-proof rule gain over Proportional-all-pay, and where?",
  answer: atlasAnswer,
  summary:
    "Each cell has the rule of most revenue among those found that beat Proportional-all-pay (PAP) at every profile of the domain: " +
    "no less revenue and no less fairness at every equilibrium found, more of one. D(q): every active player has a PAP share of q " +
    "or more, with two to five of them and inactive players beside. Rules come from `search/study/atlas/found` and from the " +
    "rules that the studies of two players take apart: put one more document there, run the command again, and a cell may improve. " +
    "Averages are in `results/average`.",
  get defaults() {
    return atlasDefaults();
  },
  ask(options, where) {
    const checked: AtlasOptions = parseOptions(atlasOptions, options, where);
    return {
      options: checked,
      compute: () => atlasContent(checked),
      recheck: (content) => recheckAtlas(content, checked),
    };
  },
  figures: atlasFigures,
};

/** Per domain the best split-proof gain. */
function atlasAnswer(content: Content): string {
  const cells = recordsOf(content, "cells").filter(
    ({ notion, kind, gain }) => notion === "split" && kind === "by count" && gain !== null,
  );
  const parts = cells.map(({ domain, gain }) => `${decimalBelow(Number(gain), 3, 2)} % (${domain})`);
  return `The most revenue over Proportional-all-pay known of a split-proof rule, at no less fairness and with everybody in: ${parts.join(", ")}.`;
}
