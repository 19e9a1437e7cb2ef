import { pap } from "../mechanism/family/pap.js";
import { wta } from "../mechanism/family/wta.js";
import type { Mechanism, MechanismFamily, Rule } from "../mechanism/mechanism.js";

/** The article's two rules, at once: nothing of them waits for a parser. */
export const PAP = withoutParameters(pap);
export const WTA = withoutParameters(wta);

function withoutParameters(family: MechanismFamily): Mechanism {
  const rule = family.build({ parameters: {}, of: [], weight: "", payment: "" }) as Rule;
  return { ...rule, candidate: { family: family.name, parameters: {} } };
}
