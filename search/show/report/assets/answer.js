import { count, leastPercent } from "./format.js";

const PROOFS = {
  split: "proved split-proof",
  "best-response": "proved Sybil-proof at best response",
  equilibrium: "proved Sybil-proof in equilibrium",
};

/** The answer of a front in one sentence: how many rules beat PAP at every profile, by how much, and what is proved of the best. */
export function answerSentence({ front, scenario }) {
  if (front.length === 0) return "No rule passed the constraints of this search.";
  const profiles = `every profile of ${scenario.name}`;
  const uniform = front.filter(({ dominatesPap }) => dominatesPap.kind === "uniform");
  const gainOf = ({ dominatesPap }) => dominatesPap.margins.smallest.revenue;
  if (uniform.length === 0) {
    const average = front.filter(({ dominatesPap }) => dominatesPap.kind === "average").length;
    const rest = average > 0 ? `; ${count(average)} of ${count(front.length)} beat it on average` : "";
    return `No rule on this front beats PAP at ${profiles}${rest}.`;
  }
  const best = uniform.reduce((one, other) => (gainOf(other) > gainOf(one) ? other : one));
  const beat = uniform.length === 1 ? "1 rule beats" : `${count(uniform.length)} rules beat`;
  return `${beat} PAP at ${profiles}; the best raises at least ${leastPercent(gainOf(best))} revenue, ${evidenceFor(best)}.`;
}

/** The strongest notion that is proved, or what the search says of the others. */
function evidenceFor({ sybil }) {
  const on = (notion) => sybil.find((verdict) => verdict.notion === notion)?.outcome;
  const proved = Object.keys(PROOFS).find((notion) => on(notion) === "proved");
  if (proved !== undefined) return PROOFS[proved];
  const refuted = Object.keys(PROOFS).filter((notion) => on(notion) === "refuted");
  if (refuted.length > 0) return `refuted under ${refuted.join(" and ")}, elsewhere not proved`;
  return "with no counterexample to Sybil-proofness found, which is not a proof";
}
