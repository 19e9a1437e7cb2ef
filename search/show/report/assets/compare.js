import { curveFigures, curveSentence } from "./curves.js";
import { element, scrolling } from "./dom.js";
import { outcomeOn, SYBIL } from "./filters.js";
import { figure, percent } from "./format.js";
import { formulaBlock } from "./formula.js";
import { ceilingText, SCORES } from "./panel.js";
import { FAIRNESS } from "./points.js";
import { dominanceWord, NOTIONS, OUTCOMES } from "./words.js";

/** Two mechanisms side by side: formulas, figures with their difference, verdicts, curves, and every profile. */
export function comparison(one, other, ownBids, onEnd) {
  const both = [one, other];
  const end = element("button", { type: "button", class: "plain", click: onEnd }, "End the comparison");
  return [
    element("div", { class: "bar" }, element("h2", { id: "compare-title" }, "Side by side"), end),
    scrolling(
      "compared-rows",
      "Figures and verdicts",
      element(
        "table",
        { class: "compared" },
        element("thead", {}, headRow(both)),
        element("tbody", {}, figureRows(both), verdictRows(both)),
      ),
    ),
    curveFigures(both, ownBids),
    element("p", { class: "note" }, curveSentence(both)),
    ...profilePart(both),
  ];
}

function headRow(both) {
  const name = (point) =>
    element(
      "th",
      { scope: "col", class: "mechanism" },
      element("code", {}, point.shown),
      formulaBlock(point.formulas),
    );
  return element(
    "tr",
    {},
    element("td"),
    both.map(name),
    element("th", { scope: "col", class: "number" }, "Change"),
  );
}

/** The scores, then the other figures of fairness. */
function figureRows([one, other]) {
  const others = FAIRNESS.relative.slice(1).map(({ key, label }) => [key, label]);
  return [...Object.entries(SCORES), ...others].map(([key, title]) => {
    const [a, b] = [one.figures[key], other.figures[key]];
    const change = typeof a === "number" && typeof b === "number" && a !== 0 ? percent(b / a - 1) : "–";
    return comparedRow(title, [figure(a, 6), figure(b, 6)], change);
  });
}

function verdictRows(both) {
  const verdict = (notion) => (point) => {
    const { sign, words } = OUTCOMES[outcomeOn(point, notion)] ?? { sign: "–", words: "not checked" };
    return `${sign} ${words}`;
  };
  return [
    comparedRow("Maximum possible revenue, share of the top value", both.map(ceilingText), ""),
    comparedRow(
      "Over PAP",
      both.map((point) => dominanceWord(point.dominatesPap)),
      "",
    ),
    ...SYBIL.map((notion) => comparedRow(NOTIONS[notion].title, both.map(verdict(notion)), "")),
  ];
}

function comparedRow(title, cells, change) {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, title),
    cells.map((text) => element("td", { class: "number" }, text)),
    element("td", { class: "number" }, change),
  );
}

/** Revenue and fairness over PAP at every profile, where the page holds them for both. */
function profilePart([one, other]) {
  if (one.perProfile.length === 0 || other.perProfile.length === 0) return [];
  const heads = ["Profile", "R / R_PAP, first", "second", "Change", "F / F_PAP, first", "second", "Change"];
  const rows = one.perProfile.map((result, k) => {
    const second = other.perProfile[k];
    const pair = (key) => {
      const [a, b] = [result[key], second?.[key]];
      const change = typeof a === "number" && typeof b === "number" && a !== 0 ? percent(b / a - 1) : "–";
      return [figure(a, 5), figure(b, 5), change];
    };
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, result.profile),
      [...pair("revenueOverPap"), ...pair("fairnessOverPap")].map((text) =>
        element("td", { class: "number" }, text),
      ),
    );
  });
  return [
    element("h3", {}, "At each profile"),
    scrolling(
      "player-rows",
      "Profiles",
      element(
        "table",
        {},
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            heads.map((text, k) => element("th", { scope: "col", class: k > 0 ? "number" : "" }, text)),
          ),
        ),
        element("tbody", {}, rows),
      ),
    ),
  ];
}
