import { element } from "./dom.js";

/** What is copied into a picture, which does not have the page's styles. */
const STYLES = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "font-family",
  "font-size",
  "text-anchor",
];

/** Buttons that save the picture as SVG, the points shown as CSV, and the front as JSON. */
export function downloads(name, picture, shownPoints, front) {
  const button = (text, file, type, content) =>
    element("button", { type: "button", class: "plain", click: () => save(file, type, content()) }, text);
  return element("div", { class: "filters", role: "group", "aria-label": "Downloads" }, [
    element("span", { class: "note" }, "Save:"),
    button("SVG", `${name}.svg`, "image/svg+xml", () => pictureText(picture.querySelector("svg"))),
    button("CSV", `${name}.csv`, "text/csv", () => pointsCsv(shownPoints())),
    button("JSON", `${name}.json`, "application/json", () => `${JSON.stringify(front, null, 1)}\n`),
  ]);
}

function save(file, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function pictureText(svg) {
  const copy = svg.cloneNode(true);
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [k, original] of [svg, ...svg.querySelectorAll("*")].entries()) {
    const computed = getComputedStyle(original);
    for (const style of STYLES) copies[k].setAttribute(style, computed.getPropertyValue(style));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

/** One line a point under a header (RFC 4180), nothing rounded. */
export function pointsCsv(points) {
  const scores = Object.keys(points[0]?.scores ?? {});
  const notions = [...new Set(points.flatMap(({ sybil }) => sybil.map(({ notion }) => notion)))];
  const rows = points.map((point) => [
    ...[point.id, point.family, point.name, point.dominatesPap.kind],
    ...scores.map((name) => point.scores[name]),
    ...notions.map((notion) => point.sybil.find((verdict) => verdict.notion === notion)?.outcome ?? ""),
  ]);
  return [["id", "family", "mechanism", "dominatesPap", ...scores, ...notions], ...rows]
    .map((cells) => `${cells.map(csvCell).join(",")}\r\n`)
    .join("");
}

function csvCell(value) {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
