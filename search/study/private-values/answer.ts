import { decimalBelow } from "../../../src/numeric/decimal.js";
import type { Content } from "../study.js";

/** The answer for who designs a protocol, with the figures of the claims. */
export function privateValuesAnswer({ claims }: Content): string {
  const figuresOf = (name: string) => claims.find((claim) => claim.name === name)?.figures ?? {};
  const levies = Object.entries(figuresOf("the largest phi, solved directly"));
  const gains = levies.slice(0, 2).map(([name, gain]) => `${decimalBelow(gain, 3, 2)} % (${name})`);
  const rules = claims.filter(({ name }) => name.endsWith(": private values"));
  const total = (key: string) => rules.reduce((sum, { figures }) => sum + (figures[key] ?? 0), 0);
  const refuted = figuresOf("the Sybil notion bayes").refuted ?? 0;
  return (
    "Not knowing the others' values does not undo what beats Proportional-all-pay (PAP): PAP + phi B, which is split-proof, keeps " +
    `every share of PAP and gains ${gains.join(", ")} in expected revenue at its largest phi. The ` +
    `${rules.length} published two-player rules are less robust: where they dominate PAP at known values, ` +
    `${total("knownDominatorKept")} of ${total("knownDominator")} cases still do with private ones; in the others expected fairness ` +
    "falls just below PAP's or no monotone pure equilibrium was found" +
    (refuted > 0
      ? `; and in ${refuted} cases two identities or more gain, under rules made for best response.`
      : ".")
  );
}
