import { element } from "./dom.js";
import { plural } from "./format.js";
import { NOTIONS } from "./words.js";

/** The Sybil notions that a point has verdicts on, in the order in which they imply one another. */
export const SYBIL = ["split", "best-response", "equilibrium"];

const OUTCOME_FILTERS = {
  any: { text: "any", admits: () => true },
  proved: { text: "proved", admits: (outcome) => outcome === "proved" },
  holds: { text: "not refuted", admits: (outcome) => outcome === "proved" || outcome === "not-refuted" },
  refuted: { text: "refuted", admits: (outcome) => outcome === "refuted" },
};

const DOMINANCE_FILTERS = {
  any: { text: "any", admits: () => true },
  average: { text: "dominates on average", admits: (kind) => kind === "average" || kind === "uniform" },
  uniform: { text: "dominates at every profile", admits: (kind) => kind === "uniform" },
};

/** What a point's verdict on a notion came to; undefined where it has none. */
export function outcomeOn(point, notion) {
  return (point.sybil ?? []).find((verdict) => verdict.notion === notion)?.outcome;
}

/**
 * The choice of the front's points by family, verdict and dominance over PAP.
 *
 * @param families   entries of the legend: family, and the label's content
 * @param onChange   called with the points that remain
 */
export function filtersOf(found, families, onChange) {
  const chosen = { families: new Set(families.map(({ family }) => family)), dominance: "any" };
  for (const notion of SYBIL) chosen[notion] = "any";
  const told = element("output", { class: "note told" });
  const reset = element("button", { type: "button", class: "plain", click: clear }, "Show all");

  const boxes = families.map(({ family, label }) => {
    const box = element("input", { type: "checkbox", checked: true, value: family, change: () => keep(box) });
    return { box, node: element("li", {}, element("label", {}, box, ...label)) };
  });
  const selects = [
    ...SYBIL.map((notion) => choiceOf(NOTIONS[notion].title, notion, OUTCOME_FILTERS)),
    choiceOf("Over PAP", "dominance", DOMINANCE_FILTERS),
  ];

  function choiceOf(title, key, options) {
    const select = element(
      "select",
      { name: key, change: () => set(key, select.value) },
      Object.entries(options).map(([value, { text }]) => element("option", { value }, text)),
    );
    return { select, node: element("label", { class: "filter" }, element("span", {}, title), select) };
  }

  function keep(box) {
    if (box.checked) chosen.families.add(box.value);
    else chosen.families.delete(box.value);
    apply();
  }

  function set(key, value) {
    chosen[key] = value;
    apply();
  }

  function clear() {
    for (const { box } of boxes) {
      box.checked = true;
      chosen.families.add(box.value);
    }
    for (const { select } of selects) {
      select.value = "any";
      chosen[select.name] = "any";
    }
    apply();
  }

  function admits(point) {
    return (
      chosen.families.has(point.family) &&
      DOMINANCE_FILTERS[chosen.dominance].admits(point.dominatesPap?.kind) &&
      SYBIL.every((notion) => OUTCOME_FILTERS[chosen[notion]].admits(outcomeOn(point, notion)))
    );
  }

  function apply() {
    const left = found.filter(admits);
    tell(left);
    onChange(left);
  }

  function tell(left) {
    told.textContent = `${left.length} of ${plural(found.length, "mechanism")} shown.`;
    reset.hidden = left.length === found.length;
  }

  /** The filters that leave something out, by name; families are listed where some are left out. */
  function chosenNow() {
    const kept = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    const set = selects.filter(({ select }) => select.value !== "any");
    return {
      ...(kept.length < boxes.length ? { families: kept.join(",") } : {}),
      ...Object.fromEntries(set.map(({ select }) => [select.name, select.value])),
    };
  }

  /** Sets the filters that an address names; names and values that are not known are left aside. */
  function restore(parts) {
    const families = parts.get("families")?.split(",");
    for (const { box } of families === undefined ? [] : boxes) {
      box.checked = families.includes(box.value);
      if (!box.checked) chosen.families.delete(box.value);
    }
    for (const { select } of selects) {
      const value = parts.get(select.name);
      if (![...select.options].some((option) => option.value === value)) continue;
      select.value = value;
      chosen[select.name] = value;
    }
    apply();
  }

  tell(found);
  return {
    ...{ chosenNow, restore },
    families: boxes.map(({ node }) => node),
    node: element("div", { class: "filters", role: "group", "aria-label": "Filters" }, [
      ...selects.map(({ node }) => node),
      told,
      reset,
    ]),
  };
}
