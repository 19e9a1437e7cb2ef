import { curveFigures, curveSentence } from "./curves.js";
import { copyable, element } from "./dom.js";
import { figure, leastPercent, readable, roundedUp, short } from "./format.js";
import { formulaBlock } from "./formula.js";
import {
  metricSentence,
  playerTable,
  profileOf,
  profileTable,
  severalSentence,
  unitSentence,
} from "./profiles.js";
import {
  checkCommand,
  domainSentence,
  dominanceSentence,
  marginText,
  NOTIONS,
  narrowerSentence,
  OUTCOMES,
  replayCommand,
  solveCommand,
  verdictSentences,
  verifyCommands,
} from "./words.js";

const KINDS = {
  front: (point) => `On the front, candidate ${point.id}`,
  pap: () => "The baseline, Proportional-all-pay",
  tullock: () => "A reference on the Tullock curve, not searched for",
  reference: () => "A reference, not searched for",
};

export const SCORES = {
  revenueOverPap: "Revenue over PAP, R / R_PAP",
  fairnessOverPap: "Fairness over PAP, F / F_PAP",
  revenueShare: "Revenue as a share of the top value",
  fairness: "Fairness among all players",
  fairnessActive: "Fairness among PAP's active players",
};

const UNIT =
  "Not scale-free: its amounts are in units of each profile's top value, to which bids and payments here are scaled.";
const REGRET =
  "Regret relative to the top value: ≥ is searched, a lower bound on the truth; ≤ is proved, an upper bound.";

/** Everything that is claimed about one mechanism; `onPin` is called to compare it with another. */
export function panelContent(point, style, context, onPin) {
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
    element("button", { type: "button", class: "plain", click: onPin }, "Compare with another"),
    element("h3", {}, "Rule"),
    formulaBlock(point.formulas),
    parameterList(point.candidate),
    ...(point.scaleFree ? [] : [told(UNIT)]),
    element("h3", {}, "Against one rival"),
    ...curveParts(point, context),
    element("h3", {}, "Scores over the scenario"),
    scoreList(point, context.objectives),
    ...dominanceParts(point),
    element("h3", {}, "Sybil-proofness"),
    ...verdictParts(point),
    ...profileParts(point, context),
    element("h3", {}, "Candidate"),
    element("pre", { tabindex: "0" }, element("code", {}, JSON.stringify(point.candidate, null, 2))),
  ];
}

/** The parameters of a candidate; mechanisms that it is made of stand among the formulas. */
function parameterList({ parameters = {} }) {
  const shown = Object.entries(parameters)
    .filter(([, value]) => typeof value !== "object")
    .map(([name, value]) => [name, typeof value === "number" ? short(value) : readable(String(value))]);
  if (shown.length === 0) return null;
  return element(
    "dl",
    { class: "facts parameters" },
    shown.map(([name, text]) => element("div", {}, element("dt", {}, name), element("dd", {}, text))),
  );
}

function curveParts(point, { omitted, ownBids }) {
  const charts = curveFigures([point], ownBids);
  return charts === null
    ? [omittedNote(omitted)]
    : [charts, element("p", { class: "note" }, curveSentence([point]))];
}

/** The most revenue that leaves nobody worse off than staying out. */
export function ceilingText({ ceiling }) {
  return ceiling ? short(ceiling.share, roundedUp) : "–";
}

function scoreList({ scores, objectives = [], ...point }, names) {
  const others = names.map((name, k) => [name, objectives[k]]);
  const maximised = others.filter(([name, value]) => !(name in (scores ?? {})) && value !== undefined);
  const known = Object.entries(scores ?? {}).concat(maximised);
  if (known.length === 0)
    return element("p", { class: "note" }, "No scores: some profile has no equilibrium.");
  const rows = known.map(([key, value]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", title: key }, SCORES[key] ?? `Maximised: ${key}`),
      element("td", { class: "number" }, figure(value, 6)),
    ),
  );
  const ceiling = element(
    "tr",
    { title: "Individual rationality: a player who pays more than v x would rather stay out" },
    element("th", { scope: "row" }, "Maximum possible revenue, sum v x"),
    element("td", { class: "number" }, ceilingText(point)),
  );
  return element("table", { class: "scores" }, element("tbody", {}, rows, ceiling));
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
      `Margins: on average ${marginText(mean)}; at the worst profile ${marginText(smallest, leastPercent)}.`,
    ),
  ];
}

function verdictParts({ kind, id, name, sybil = [] }) {
  if (kind !== "front")
    return [element("p", { class: "note" }, "Not part of this search; the command below verifies it.")];
  if (sybil.length === 0) return [element("p", { class: "note" }, "No notion was checked.")];
  return [
    element(
      "dl",
      { class: "verdicts" },
      sybil.flatMap((verdict) => verdictEntry(verdict, id, name)),
    ),
  ];
}

function verdictEntry(verdict, id, name) {
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
      element("p", {}, verdictSentences(verdict, id).join(" ")),
      element("p", { class: "note" }, domainSentence(verdict)),
      verdict.witness ? copyable(replayCommand(name, verdict.witness)) : null,
    ),
  ];
}

/** The profiles, the chosen one's players, and the commands that recompute them. */
function profileParts(point, { scenario, omitted, job, pap }) {
  const results = point.perProfile;
  const box = element("div");
  const show = (chosen) => {
    const result = results[chosen];
    const profile = result ? profileOf(scenario, result, chosen) : scenario.profiles[0];
    box.replaceChildren(
      ...commandParts(point, profile, scenario.profiles.length, job),
      element("h3", {}, "At each profile"),
      results.length > 0
        ? profileTable(results, chosen, (k) => refocused(box, k, show))
        : omittedNote(omitted),
      element("p", { class: "note" }, REGRET),
      ...(result ? playerParts(profile, result, pap.perProfile[chosen], omitted) : []),
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

function playerParts(profile, result, pap, omitted) {
  const players = playerTable(profile, result, pap);
  return [
    element("h4", {}, `Players at ${result.profile}`),
    element("p", { class: "note" }, unitSentence(profile)),
    ...(players && result.equilibria > 1 ? [told(severalSentence(result))] : []),
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
      ? "There is nothing to show here."
      : "Left out of this page for its size; `goldilocks inspect` shows it from front.json.";
  return element("p", { class: "note" }, why);
}

/** Whether a verdict is about the equilibria at the profiles, and not about any bids. */
function restsOnProfiles({ notion, domain }) {
  return notion === "equilibrium" && domain?.rivals !== "any";
}

function told(text) {
  return element("p", { class: "note" }, text);
}

function commandParts(point, profile, profiles, job) {
  const values = profile?.values ?? [4, 2];
  const { sybil = [] } = point;
  const searched = sybil.map(({ domain }) => domain?.identities);
  const identities = searched.find((most) => typeof most === "number");
  return [
    element("h3", {}, "Work it out again"),
    told("Commands run in the folder of the project. Its equilibria at this profile:"),
    copyable(solveCommand(point.name, values)),
    told("Its verdicts:"),
    ...verifyCommands(point.name, values, identities, job).map(copyable),
    ...(profiles > 1 && sybil.some(restsOnProfiles) ? [told(narrowerSentence(profiles))] : []),
    ...(point.kind === "front"
      ? [told("All of the front, with the folder that this page lies in:"), copyable(checkCommand())]
      : []),
  ];
}
