import { count, list, percent, plural, roundedUp, short } from "./format.js";

/** What the notions ask, in the order in which they imply one another. */
export const NOTIONS = {
  split: {
    title: "Split (S1)",
    asks: "Asks that a bid cut into parts of the same total never brings more allocation, nor costs less payment.",
  },
  "best-response": {
    title: "Best response (S2)",
    asks: "Asks that against fixed rivals no bids of several identities beat the best single bid.",
  },
  equilibrium: {
    title: "Equilibrium (S3)",
    asks: "Asks that at the equilibria found no player gains by acting through several identities.",
  },
  merge: { title: "Merge", asks: "The collusion question; never part of Sybil-proofness." },
};

export const OUTCOMES = {
  proved: { sign: "●", words: "proved" },
  "not-refuted": { sign: "○", words: "not refuted" },
  refuted: { sign: "✕", words: "refuted" },
};

/** Stands in commands for the folder of the front, which a page cannot know. */
const FOLDER = "FOLDER-OF-THIS-PAGE";

/** One verdict, on the point of an id, in sentences. */
export function verdictSentences(verdict, id) {
  if (verdict.witness) return witnessSentences(verdict);
  if (verdict.outcome === "proved") return [sentence(verdict.argument ?? leftOut("argument", id))];
  const largest = verdict.largestGainShare ?? 0;
  const kind = verdict.notion === "split" ? "change of allocation or relative payment" : "gain";
  const unit = verdict.notion === "split" ? "" : " of the value";
  const seen = `The largest ${kind} seen is ${short(largest, roundedUp)}${unit}`;
  if (verdict.outcome === "refuted") return [`${seen}, beyond the tolerance.`, leftOut("witness", id)];
  const effort = verdict.effort
    ? `${plural(verdict.effort.evaluations, "evaluation")} with seed ${verdict.effort.seed}`
    : "a search of unrecorded effort";
  const found =
    largest > 0 ? `${seen}, within the tolerance.` : `No ${kind} in the splitter's favour was seen.`;
  return [`${found} This rests on ${effort}: it is a statement of effort, not a proof.`];
}

/** What a page of a large front does without, and where to see it. */
function leftOut(what, id) {
  return `The ${what} is left out of this page for its size; \`npx goldilocks inspect ${FOLDER} --id ${id}\` shows it.`;
}

/** Where a verdict holds, and what it rests on. */
export function domainSentence({ where, tolerance, grade, meaning }) {
  const rests = meaning ? ` Grade: ${grade.replaceAll("-", " ")}: ${meaning}.` : "";
  return `Domain: ${where}; tolerance ${short(tolerance, roundedUp)} of the value.${rests}`;
}

function witnessSentences({ notion, witness, tolerance }) {
  const { single, identities } = witness;
  const facing = facingWords(witness);
  const alone = `one bid of ${short(single.bid)} gets ${short(single.allocation)} and pays ${short(single.payment)}`;
  const many = `${identities.length} identities bidding ${list(identities)} together get ${short(witness.allocation)} and pay ${short(witness.payment)}`;
  const held = notion === "split" ? alone : `the best single bid is worth less: ${alone}`;
  const change =
    notion === "split"
      ? breachSentence(witness, tolerance)
      : `Allocation changes by ${short(witness.allocationChange)}, payment by ${short(witness.paymentChange)}.`;
  return [`${facing}, ${held}; ${many}.`, change, gainSentence(witness)];
}

function facingWords({ others, mixture }) {
  if (mixture) return `Against rivals who randomise over ${plural(mixture.length, "vector")} of bids`;
  return others.length === 0 ? "With no rival" : `Against rivals bidding ${list(others)}`;
}

/** Which half of split a witness violates, and by how much; up to the tolerance a change may be rounding. */
function breachSentence({ single, allocationChange, paymentChange }, tolerance) {
  const rises = `the allocation rises by ${short(allocationChange)}`;
  const falls = `the payment falls by ${short(-paymentChange)}`;
  const more = allocationChange > tolerance;
  const less = -paymentChange > tolerance * single.payment;
  if (more && less) return `Both halves are violated: ${rises}, and ${falls}.`;
  if (less) return `Violated: ${falls}; the allocation changes by ${short(allocationChange)}.`;
  return `Violated: ${rises}; the payment changes by ${short(paymentChange)}.`;
}

function gainSentence({ value, gain, gainShare }) {
  if (typeof gain !== "number") return "No value was found at which this beats the best single bid.";
  const at = typeof value === "number" ? `At value ${short(value)} the` : "The";
  return `${at} gain over the best single bid is ${short(gain)}, ${short(gainShare)} of the value.`;
}

const DOMINANCE = {
  uniform: "Dominates PAP at every profile of the scenario",
  average: "Dominates PAP in the weighted means, not at every profile",
  none: "Does not dominate PAP",
};

/** Dominance over PAP in one sentence, and in one word or two. */
export function dominanceSentence(dominance) {
  const strict = dominance.strict ? ", strictly: in revenue and in fairness" : "";
  return `${DOMINANCE[dominance.kind] ?? dominance.kind}${dominance.kind === "none" ? "" : strict}.`;
}

export function dominanceWord(dominance, none = "–") {
  if (!dominance || dominance.kind === "none") return none;
  return dominance.strict ? `${dominance.kind}, strict` : dominance.kind;
}

export function marginText(margins, shown = percent) {
  return `revenue ${shown(margins?.revenue)}, fairness ${shown(margins?.fairness)}`;
}

/** How a search went, in one line. */
export function summarySentence(front, size) {
  const found = size === 0 ? "no mechanism" : shareOf(front, size);
  const end = front.stopped.success ? "stopped" : "ended early";
  return `${plural(evaluationsOf(front), "evaluation")} over scenario ${front.scenario.name} (${plural(front.scenario.profiles.length, "profile")}); ${found} on the front; ${end}: ${front.stopped.reason}.`;
}

/** So many mechanisms, where that is all of the front; else how many of it. */
export function shareOf({ found }, size) {
  return found > size ? `${count(size)} of ${plural(found, "mechanism")}` : plural(size, "mechanism");
}

export function evaluationsOf({ counts }) {
  return Object.values(counts).reduce((total, each) => total + each, 0);
}

export function solveCommand(name, values) {
  return `npx goldilocks solve --mechanism ${quoted(name)} --values ${values.join(",")}`;
}

/**
 * What verifies a mechanism as the search did. Where the job says how many rivals best response has, that notion has a
 * command of its own, since the others have them all the same.
 *
 * @param identities the most tried, or "any" where a proof holds for any number
 * @param job        whose seed, tolerance and rivals the verdicts are of
 */
export function verifyCommands(name, values, identities, { seed, constraints: { tolerance, rivals } }) {
  const most = typeof identities === "number" ? ` --identities ${identities}` : "";
  const verify = `npx goldilocks verify --mechanism ${quoted(name)}`;
  const alike = `${most} --tolerance ${tolerance} --seed ${seed}`;
  const at = ` --values ${values.join(",")}`;
  if (rivals === undefined) return [`${verify} --notion all${alike}${at}`];
  return [
    `${verify} --notion split${alike}`,
    `${verify} --notion best-response${alike} --rivals ${rivals}`,
    `${verify} --notion equilibrium${alike}${at}`,
  ];
}

/** What a verdict of these commands leaves out of one over several profiles. */
export function narrowerSentence(profiles) {
  return `Of the equilibrium notion this judges the equilibria at this profile alone; the verdict above rests on all ${profiles} profiles.`;
}

/** Checks all of a front; the page lies beside it. */
export function checkCommand() {
  return `npx goldilocks check ${FOLDER}`;
}

/** Plays a witness again. */
export function replayCommand(name, { identities, others, mixture, value }) {
  const vectors = mixture
    ? mixture.map(({ bids, probability }) => `${bids.join(",")}@${probability}`)
    : others.length === 0
      ? []
      : [others.join(",")];
  const rivals = vectors.map((bids) => ` --others ${bids}`).join("");
  const worth = typeof value === "number" ? ` --value ${value}` : "";
  return `npx goldilocks replay --mechanism ${quoted(name)} --bids ${identities.join(",")}${rivals}${worth}`;
}

/** A word as a POSIX shell takes it: mechanisms hold braces, spaces and whatever a file put in them. */
export function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function sentence(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
