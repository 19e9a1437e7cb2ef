import { element, scrolling } from "./dom.js";
import { figure, magnitude, percent, roundedDown, roundedUp, short, TIE } from "./format.js";

/** The profile that a result is about: in the scenario's order, or by name where the order differs. */
export function profileOf(scenario, result, k) {
  const there = scenario.profiles[k];
  if (there?.name === result.profile) return there;
  return scenario.profiles.find((profile) => profile.name === result.profile);
}

/** Every profile's figures; pressing a name shows that profile's players. */
export function profileTable(results, chosen, onChoose) {
  const heads = ["Profile", "Status", "Revenue", "over PAP ± 10⁻⁹", "Fairness", "over PAP ± 10⁻⁹", "Regret"];
  const hints = [
    "Press a profile to see its players",
    "How the profile's game was solved",
    "In units of the profile's top value",
    "Revenue over PAP's, less 1; a difference within 10⁻⁹ is a tie",
    "fairnessActive: among the players whom PAP leaves active",
    "Fairness over PAP's, less 1; a difference within 10⁻⁹ is a tie",
    "Most that a player gains by another single bid, relative to the top value: ≥ searched, ≤ proved",
  ];
  const head = heads.map((title, k) =>
    element("th", { scope: "col", class: k > 1 ? "number" : "", title: hints[k] }, title),
  );
  const rows = results.map((result, k) => profileRow(result, k === chosen, () => onChoose(k)));
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, rows),
  );
  return scrolling("profile-rows", "Profiles", table);
}

function profileRow(result, chosen, onChoose) {
  const button = element(
    "button",
    { type: "button", class: "name", "aria-pressed": String(chosen), click: onChoose },
    result.profile,
  );
  const margin = (ratio) =>
    element(
      "td",
      { class: typeof ratio === "number" && ratio < 1 - TIE ? "number below" : "number" },
      typeof ratio === "number" ? percent(ratio - 1) : "–",
    );
  return element(
    "tr",
    { "data-selected": chosen },
    element("td", { class: "name-cell" }, button),
    element("td", { class: "wraps" }, statusText(result)),
    element("td", { class: "number" }, figure(result.revenue)),
    margin(result.revenueOverPap),
    element("td", { class: "number" }, figure(result.fairnessActive)),
    margin(result.fairnessOverPap),
    element("td", { class: "number", title: result.regret?.kind }, regretText(result.regret)),
  );
}

/** The status, with the number of equilibria where there is more than one to score. */
function statusText({ status, equilibria, dominatedEquilibria }) {
  const several = equilibria > 1 ? ` (worst of ${equilibria})` : "";
  const dominated = dominatedEquilibria > 0 ? `, ${dominatedEquilibria} dominated` : "";
  return `${status}${several}${dominated}`;
}

function regretText(regret) {
  if (!regret) return "–";
  return regret.kind === "proved"
    ? `≤ ${magnitude(regret.relative, roundedUp)}`
    : `≥ ${magnitude(regret.relative, roundedDown)}`;
}

/** The players of one profile at its equilibrium of least revenue, each figure with PAP's behind it. */
export function playerTable(profile, result, pap) {
  if (result.bids.length === 0) return null;
  const pairs = [
    ["Bid", "bids"],
    ["Allocation", "allocations"],
    ["Payment", "payments"],
    ["Utility", "utilities"],
  ].flatMap(([title, key]) => [
    [title, result[key]],
    ["PAP", pap?.[key]],
  ]);
  const columns = [["Value", profile?.values], ...pairs];
  const head = ["Player", ...columns.map(([title]) => title)].map((title) =>
    element("th", { scope: "col", class: title === "PAP" ? "number beside" : "number" }, title),
  );
  const rows = result.bids.map((_, i) =>
    element(
      "tr",
      {},
      element("td", { class: "number" }, String(i + 1)),
      columns.map(([title, figures]) =>
        element("td", { class: title === "PAP" ? "number beside" : "number" }, short(figures?.[i])),
      ),
    ),
  );
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, rows),
  );
  return scrolling("player-rows", "Players", table);
}

/** Which of several equilibria the players are at. */
export function severalSentence({ equilibria }) {
  return `The players are those at the equilibrium of least revenue of ${equilibria}; revenue and fairness above are each the worst of all ${equilibria}, and fairness may be another one's.`;
}

const METRICS = {
  entropy: "normalised entropy",
  hhi: "HHI",
  effectivePlayers: "effective players",
  largestShare: "largest share",
  gini: "Gini",
  nakamoto: "Nakamoto coefficient",
};

/** The concentration of the allocations at one profile. */
export function metricSentence({ metrics }) {
  if (!metrics) return "";
  const parts = Object.entries(METRICS).map(([key, title]) => `${title} ${short(metrics[key])}`);
  return `Concentration: ${parts.join(", ")}.`;
}

/** One scaled unit in the profile's own unit, where that says anything. */
export function unitSentence(profile) {
  if (!profile) return "";
  const top = profile.scale === 1 ? "" : `, which is ${short(profile.scale)} ${profile.unit}`;
  const weight = percent(profile.weight).replace("+", "");
  return `Weight ${weight}. Amounts are in units of the top value${top}.`;
}
