import { bayes } from "./bayes/bayes.js";
import { committee } from "./committee.js";
import { diminishing } from "./diminishing/diminishing.js";
import { parts } from "./parts.js";
import { repeated } from "./repeated/repeated.js";
import { timing } from "./timing.js";

/** Every setting, by its name. */
export const SETTINGS = { timing, parts, repeated, committee, diminishing, bayes } as const;
