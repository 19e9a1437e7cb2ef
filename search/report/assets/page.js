import { choice, element } from "./dom.js";
import { drawHistory, footerParts, headerParts, searchParts } from "./facts.js";
import { count, plural } from "./format.js";
import { frontTable } from "./front-table.js";
import { panelContent } from "./panel.js";
import { paretoPlot, walkOrder } from "./pareto.js";
import { familyStyles, firstSelected, pointsOf } from "./points.js";

const $ = (id) => document.getElementById(id);
const front = JSON.parse($("front").textContent);
const omitted = $("front").dataset.omitted;
const context = { scenario: front.scenario, omitted, rivals: front.job.constraints.rivals };
const names = JSON.parse($("names").textContent);
const points = pointsOf(front, names);
const styles = familyStyles(points);
const found = points.filter((point) => point.kind === "front");
// The references lie far from a good front: with all of them in the frame nothing is told apart.
const view = { scale: "relative", extent: found.length > 0 ? "front" : "all" };
const HOW_TO_SELECT =
  "Point at a mark to name it; click it, or use the arrow keys, to select it. Dashed: PAP.";
const SHADE = "Shaded: dominates PAP on average.";
const picture = element("div", {
  id: "chart",
  tabindex: "0",
  role: "group",
  "aria-label": "Pareto picture. The arrow keys walk along the front by rising revenue.",
  keydown: walkFront,
});
const frameNote = element("p", { class: "note" });
const history = element("div");
const table = frontTable(found, styles, select);
let selected = firstSelected(points);

function select(point) {
  selected = point;
  drawPicture();
  drawPanel();
  table.mark(point);
  $("announcement").textContent = `Selected ${point.shown}`;
}

function drawPicture() {
  const width = Math.max(320, picture.clientWidth);
  const size = { width, height: Math.round(Math.min(560, Math.max(340, width * 0.62))) };
  const { chart, outside } = paretoPlot(points, styles, selected, { ...view, ...size }, select);
  picture.replaceChildren(chart);
  frameNote.textContent = [
    HOW_TO_SELECT,
    view.scale === "relative" ? SHADE : "",
    outsideSentence(outside),
  ].join(" ");
}

function drawPanel() {
  const style =
    selected.kind === "front" ? styles.find(({ family }) => family === selected.family) : undefined;
  $("panel").replaceChildren(...panelContent(selected, style, context));
  $("panel").scrollTop = 0;
}

function walkFront(event) {
  const order = walkOrder(found, view.scale);
  const at = order.indexOf(selected);
  const next = {
    ArrowRight: Math.min(at + 1, order.length - 1),
    ArrowDown: Math.min(at + 1, order.length - 1),
    ArrowLeft: Math.max(at - 1, 0),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: order.length - 1,
  }[event.key];
  if (next === undefined || order.length === 0) return;
  event.preventDefault();
  if (next !== at) select(order[next]);
}

function fillPicture() {
  const set = (key) => (value) => {
    view[key] = value;
    drawPicture();
  };
  const scales = [
    ["relative", "Over PAP"],
    ["absolute", "Absolute"],
  ];
  const extents = [
    ["all", "All points"],
    ["front", "Front and PAP"],
  ];
  const choices = [choice("Scores", "scale", scales, view.scale, set("scale"))];
  if (found.length > 0) choices.push(choice("Extent", "extent", extents, view.extent, set("extent")));
  $("picture").append(
    element(
      "div",
      { class: "bar" },
      element("h2", { id: "picture-title" }, "Revenue and fairness"),
      element("div", { class: "choices" }, choices),
    ),
    legend(),
    picture,
    frameNote,
  );
}

/** Which references the frame leaves out. */
function outsideSentence(outside) {
  if (outside.length === 0) return "";
  const tullock = outside.filter((point) => point.kind === "tullock");
  const left = outside.filter((point) => point.kind !== "tullock").map((point) => point.shown);
  if (tullock.length > 0) left.push(`${plural(tullock.length, "point")} of the Tullock curve`);
  return `Outside this frame: ${left.join(", ")}.`;
}

function legend() {
  const entry = (sign, colour, text) =>
    element(
      "li",
      {},
      element("span", { class: "sign", style: `color: ${colour}`, "aria-hidden": "true" }, sign),
      text,
    );
  return element(
    "ul",
    { class: "legend" },
    styles.map(({ family, colour, sign }) =>
      entry(sign, colour, `${family} (${count(found.filter((p) => p.family === family).length)})`),
    ),
    entry("◆", "var(--text)", "PAP"),
    front.references.length > 0 ? entry("–", "var(--reference)", "references: Tullock curve, WTA") : null,
  );
}

function fillTable() {
  const title = element(
    "h2",
    { id: "table-title" },
    found.length === 0 ? "The front" : `The front: ${plural(found.length, "mechanism")}`,
  );
  const empty = element(
    "p",
    {},
    "The front is empty: no candidate passed the constraints. The counts below say where they ended.",
  );
  const key = element(
    "p",
    { class: "note" },
    "Sybil notions, up to the domain and tolerance of each verdict: ● proved, ○ not refuted, ✕ refuted. S1 split, S2 best-response, S3 equilibrium.",
  );
  $("table").append(title, ...(found.length === 0 ? [empty] : [table.node, key]));
}

$("header").append(...headerParts(front, names.constraint));
fillPicture();
fillTable();
$("search").append(...searchParts(front, history));
$("footer").append(...footerParts(front));
select(selected);
$("announcement").textContent = "";
// Charts are drawn in pixels, so a change of width draws them anew; heights follow and must not.
let drawnWidth = 0;
new ResizeObserver(() => {
  if (picture.clientWidth === drawnWidth) return;
  drawnWidth = picture.clientWidth;
  drawPicture();
  drawHistory(front, history);
}).observe(picture);
