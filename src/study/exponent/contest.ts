import { tullock } from "../../mechanism/family/tullock.js";
import type { Mechanism, Rule } from "../../mechanism/mechanism.js";

/** The Tullock contest of an exponent, at once: a maximiser over exponents cannot wait. */
export function tullockContest(alpha: number): Mechanism {
  const parameters = { alpha };
  const rule = tullock.build({ parameters, of: [], weight: "", payment: "" }) as Rule;
  return { ...rule, candidate: { family: "tullock", parameters } };
}
