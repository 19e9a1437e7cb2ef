import { copyable, element } from "./dom.js";
import { figure } from "./format.js";
import { metricSentence, playerTable, profileOf, profileTable, unitSentence } from "./profiles.js";
import {
  bestResponseCommand,
  domainSentence,
  dominanceSentence,
  marginText,
  NOTIONS,
  OUTCOMES,
  solveCommand,
  verdictSentences,
  verifyCommand,
} from "./words.js";

const KINDS = {
  front: (point) => `On the front, candidate ${point.id}`,
  pap: () => "The baseline, Proportional-all-pay",
  tullock: () => "A reference on the Tullock curve, not searched for",
  reference: () => "A reference, not searched for",
};

const SCORES = {
  revenueOverPap: "Revenue over PAP, R / R_PAP",
  fairnessOverPap: "Fairness over PAP, F / F_PAP",
  revenueShare: "Revenue as a share of the top value",
  fairness: "Fairness among all players",
  fairnessActive: "Fairness among PAP's active players",
};

const REGRET =
  "Regret relative to the top value: ≥ is searched, a lower bound on the truth; ≤ is proved, an upper bound.";

/** Everything that is claimed about one mechanism. */
export function panelContent(point, style, { scenario, omitted, rivals }) {
  const heading = element(
    "h2",
    { id: "panel-title", class: "mechanism" },
    element(
      "span",
      { class: "sign", style: `color: ${style?.colour ?? "var(--text)"}`, "aria-hidden": "true" },
      style?.sign ?? "◆",
    ),
    element("code", {}, point.shown),
  );
  return [
    element("p", { class: "over" }, KINDS[point.kind](point)),
    heading,
    element("h3", {}, "Scores over the scenario"),
    scoreList(point.scores),
    ...dominanceParts(point),
    element("h3", {}, "Sybil-proofness"),
    ...verdictParts(point),
    ...profileParts(point, scenario, omitted, rivals),
    element("h3", {}, "Candidate"),
    element("pre", { tabindex: "0" }, element("code", {}, JSON.stringify(point.candidate, null, 2))),
  ];
}

function scoreList(scores) {
  const known = Object.entries(scores ?? {});
  if (known.length === 0)
    return element("p", { class: "note" }, "No scores: some profile has no equilibrium.");
  const rows = known.map(([key, value]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", title: key }, SCORES[key] ?? key),
      element("td", { class: "number" }, figure(value, 6)),
    ),
  );
  return element("table", { class: "scores" }, element("tbody", {}, rows));
}

function dominanceParts({ kind, dominatesPap }) {
  if (kind !== "front" || !dominatesPap) return [];
  const { mean, smallest } = dominatesPap.margins ?? {};
  return [
    element("h3", {}, "Against PAP"),
    element("p", {}, dominanceSentence(dominatesPap)),
    element(
      "p",
      { class: "note" },
      `Margins: on average ${marginText(mean)}; at the worst profile ${marginText(smallest)}.`,
    ),
  ];
}

function verdictParts({ kind, sybil = [] }) {
  if (kind !== "front")
    return [element("p", { class: "note" }, "Not part of this search; the command below verifies it.")];
  if (sybil.length === 0) return [element("p", { class: "note" }, "No notion was checked.")];
  return [element("dl", { class: "verdicts" }, sybil.flatMap(verdictEntry))];
}

function verdictEntry(verdict) {
  const { sign, words } = OUTCOMES[verdict.outcome] ?? { sign: "?", words: verdict.outcome };
  const { title, asks } = NOTIONS[verdict.notion] ?? { title: verdict.notion, asks: "" };
  return [
    element(
      "dt",
      {},
      element("span", {}, title),
      element("span", { class: `outcome ${verdict.outcome}` }, `${sign} ${words}`),
    ),
    element(
      "dd",
      {},
      element("p", { class: "note" }, asks),
      element("p", {}, verdictSentences(verdict).join(" ")),
      element("p", { class: "note" }, domainSentence(verdict)),
    ),
  ];
}

/** The profiles, the chosen one's players, and the commands that recompute them. */
function profileParts(point, scenario, omitted, rivals) {
  const results = point.perProfile;
  const box = element("div");
  const show = (chosen) => {
    const result = results[chosen];
    const profile = result ? profileOf(scenario, result, chosen) : scenario.profiles[0];
    box.replaceChildren(
      element("h3", {}, "At each profile"),
      results.length > 0
        ? profileTable(results, chosen, (k) => refocused(box, k, show))
        : omittedNote(omitted),
      element("p", { class: "note" }, REGRET),
      ...(result ? playerParts(profile, result, omitted) : []),
      ...commandParts(point, profile, rivals),
    );
  };
  show(0);
  return [box];
}

/** Redrawing takes the focus off the pressed profile; it is put back on its successor. */
function refocused(box, k, show) {
  const top = box.querySelector(".scroll").scrollTop;
  show(k);
  box.querySelector(".scroll").scrollTop = top;
  box.querySelectorAll("tbody button")[k].focus({ preventScroll: true });
}

function playerParts(profile, result, omitted) {
  const players = playerTable(profile, result);
  return [
    element("h4", {}, `Players at ${result.profile}`),
    element("p", { class: "note" }, unitSentence(profile)),
    players ??
      (omitted === "nothing"
        ? element("p", { class: "note" }, "No equilibrium to show.")
        : omittedNote(omitted)),
    element("p", { class: "note" }, metricSentence(result)),
  ];
}

function omittedNote(omitted) {
  const why =
    omitted === "nothing"
      ? "There are no figures for single profiles."
      : "Left out of this page for its size; front.json holds them.";
  return element("p", { class: "note" }, why);
}

function commandParts(point, profile, rivals) {
  const values = profile?.values ?? [4, 2];
  const identities = point.sybil?.[0]?.domain?.identities;
  return [
    element("h4", {}, "Recompute it"),
    copyable(solveCommand(point.name, values)),
    copyable(verifyCommand(point.name, values, identities)),
    ...(rivals === undefined ? [] : [copyable(bestResponseCommand(point.name, identities, rivals))]),
  ];
}
