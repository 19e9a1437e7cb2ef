import { element, scrolling } from "./dom.js";

/** The formulas of a mechanism, and below them those of the mechanisms that it is made of. */
export function formulaBlock(formulas) {
  return element(
    "div",
    { class: "formulas" },
    formulas.lines.map((line) => scrolling("formula", "Formula", mathOf(line))),
    formulas.of.map((part) =>
      element(
        "div",
        { class: "made-of" },
        element("p", { class: "note" }, `of ${part.title}:`),
        formulaBlock(part),
      ),
    ),
  );
}

/** The markup was made with the page, of the catalogue's formulas and of parsed ones; it is parsed without running. */
function mathOf(markup) {
  return document.importNode(new DOMParser().parseFromString(markup, "text/html").body.firstChild, true);
}
