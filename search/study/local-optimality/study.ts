import { parseOptions } from "../schema.js";
import type { Study } from "../study.js";
import { LOCAL_OPTIMALITY_OPTIONS, localOptimalityContent } from "./content.js";
import { localOptimalityFigures } from "./figures.js";
import { recheckLocalOptimality } from "./recheck.js";
import { localOptimalityOptions } from "./schema.js";

/** Is PAP locally optimal? */
export const localOptimalityStudy: Study = {
  question: "local-optimality",
  title: "Is PAP the best of the rules around it?",
  summary:
    "Scale-free share rules x_i ~ q_i exp(z(q_i)), p_i = B q_i exp(e(q_i)) with small splines z and e; PAP is " +
    "z = e = 0. One linear programme a case maximises the smallest first-order gain in revenue over all profiles, " +
    "fairness nowhere below PAP's, everybody better off in than out, and no gain from identities under the notion. " +
    "Its dual prices say what forbids more.",
  defaults: LOCAL_OPTIMALITY_OPTIONS,
  ask(options, where) {
    const checked = parseOptions(localOptimalityOptions, options, where);
    return {
      options: checked,
      compute: (tools) => localOptimalityContent(checked, tools),
      recheck: (content, tools) => recheckLocalOptimality(checked, content, tools),
    };
  },
  figures: localOptimalityFigures,
};
