import { element } from "./dom.js";
import { figure, magnitude, percent, short } from "./format.js";

/** The profile that a result is about: in the scenario's order, or by name where the order differs. */
export function profileOf(scenario, result, k) {
  const there = scenario.profiles[k];
  if (there?.name === result.profile) return there;
  return scenario.profiles.find((profile) => profile.name === result.profile);
}

/** Every profile's figures; pressing a name shows that profile's players. */
export function profileTable(results, chosen, onChoose) {
  const heads = ["Profile", "Status", "Revenue", "R / R_PAP", "Fairness", "F / F_PAP", "Regret"];
  const hints = [
    "Press a profile to see its players",
    "How the profile's game was solved",
    "In units of the profile's top value",
    "Revenue over PAP's",
    "fairnessActive: among the players whom PAP leaves active",
    "Fairness over PAP's",
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
  return element("div", { class: "scroll profile-rows" }, table);
}

function profileRow(result, chosen, onChoose) {
  const button = element(
    "button",
    { type: "button", class: "name", "aria-pressed": String(chosen), click: onChoose },
    result.profile,
  );
  const ratio = (value) =>
    element(
      "td",
      { class: typeof value === "number" && value < 1 - 1e-9 ? "number below" : "number" },
      figure(value, 5),
    );
  return element(
    "tr",
    { "data-selected": chosen },
    element("td", { class: "name-cell" }, button),
    element("td", { class: "wraps" }, statusText(result)),
    element("td", { class: "number" }, figure(result.revenue)),
    ratio(result.revenueOverPap),
    element("td", { class: "number" }, figure(result.fairnessActive)),
    ratio(result.fairnessOverPap),
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
  return `${regret.kind === "proved" ? "≤" : "≥"} ${magnitude(regret.relative)}`;
}

/** The players of one profile at its equilibrium of least revenue. */
export function playerTable(profile, result) {
  if (result.bids.length === 0) return null;
  const columns = [
    ["Value", profile?.values],
    ["Bid", result.bids],
    ["Allocation", result.allocations],
    ["Payment", result.payments],
    ["Utility", result.utilities],
  ];
  const head = ["Player", ...columns.map(([title]) => title)].map((title) =>
    element("th", { scope: "col", class: "number" }, title),
  );
  const rows = result.bids.map((_, i) =>
    element(
      "tr",
      {},
      element("td", { class: "number" }, String(i + 1)),
      columns.map(([, figures]) => element("td", { class: "number" }, figure(figures?.[i], 5))),
    ),
  );
  const table = element(
    "table",
    {},
    element("thead", {}, element("tr", {}, head)),
    element("tbody", {}, rows),
  );
  return element("div", { class: "scroll player-rows" }, table);
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
  const weight = percent(profile.weight).replace("+", "");
  return `Weight ${weight}. Amounts are in units of the top value, which is ${short(profile.scale)} ${profile.unit}.`;
}
