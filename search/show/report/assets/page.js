import { readAddress, writeAddress } from "./address.js";
import { comparison } from "./compare.js";
import { choice, element, toggle } from "./dom.js";
import { downloads } from "./downloads.js";
import { drawHistory, footerParts, headerParts, searchParts } from "./facts.js";
import { filtersOf } from "./filters.js";
import { count, plural } from "./format.js";
import { frontTable, otherLists } from "./front-table.js";
import { panelContent } from "./panel.js";
import { paretoPlot, tullockJumps, walkOrder } from "./pareto.js";
import { axesOf, FAIRNESS, familyStyles, firstSelected, pointsOf, rejectionStyles } from "./points.js";
import { shareOf } from "./words.js";

const $ = (id) => document.getElementById(id);
const data = JSON.parse($("data").textContent);
const { front } = data;
const points = pointsOf(data);
const styles = familyStyles(points);
const found = points.filter((point) => point.kind === "front");
const others = points.filter((point) => point.kind !== "front");
const context = {
  scenario: front.scenario,
  omitted: data.omitted,
  job: front.job,
  ownBids: data.ownBids,
  pap: front.baseline,
  objectives: front.objectives.map(({ name }) => name),
};
// The references lie far from a good front: with all of them in the frame nothing is told apart.
const view = {
  ...{ scale: "relative", fairness: FAIRNESS.relative[0].key, extent: found.length > 0 ? "front" : "all" },
  ...{ rejected: true, ceilings: false },
};
const HOW_TO_SELECT =
  "Hover over a point for details; click it, or use the arrow keys, to select it. Dashed: PAP.";
const JUMPS = tullockJumps(points) ? "Dotted: the Tullock curve where the number of equilibria changes." : "";
const SHADE = { fairnessOverPap: "Shaded: dominates PAP on average." };
const picture = element("div", {
  id: "chart",
  tabindex: "0",
  role: "group",
  "aria-label": "Pareto picture. The arrow keys walk along the front by rising revenue.",
  keydown: walkFront,
});
const frameNote = element("p", { class: "note" });
const fairness = element("select", { name: "fairness", change: () => change({ fairness: fairness.value }) });
const history = element("div");
const nobody = element("p", { hidden: true }, "No mechanism of the front passes the filters.");
const table = frontTable(found, styles, select);
/** What is looked at, what it is compared with, and the points that the filters leave. */
const state = { selected: firstSelected(points), pinned: null, left: found };

function select(point) {
  state.selected = point;
  drawPicture();
  drawPanel();
  drawComparison();
  table.mark(point);
  address();
  $("announcement").textContent = `Selected ${point.shown}`;
}

function pin(point) {
  state.pinned = point;
  drawPicture();
  drawComparison();
  address();
  $("announcement").textContent = point === null ? "" : `Select another to compare with ${point.shown}`;
}

function filter(left) {
  state.left = left;
  table.show(left);
  nobody.hidden = left.length > 0;
  drawPicture();
  address();
}

/** Keeps what is selected and filtered in the page's address. */
function address() {
  const { selected, pinned } = state;
  const idOf = (point) => (point?.kind === "front" ? point.id : null);
  writeAddress({ point: idOf(selected), compare: idOf(pinned), ...filters.chosenNow() });
}

function change(part) {
  Object.assign(view, part);
  if ("scale" in part) fillFairness();
  drawPicture();
}

function drawPicture() {
  const width = Math.max(320, picture.clientWidth);
  const size = { width, height: Math.round(Math.min(560, Math.max(340, width * 0.62))) };
  const drawn = paretoPlot([...others, ...state.left], styles, state, { ...view, ...size }, select);
  picture.replaceChildren(drawn.chart);
  frameNote.textContent = [
    HOW_TO_SELECT,
    JUMPS,
    view.scale === "relative" ? (SHADE[axesOf(view).y.key] ?? "Shaded: above PAP in both, on average.") : "",
    dominatedSentence(drawn.dominated),
    rejectedSentence(),
    outsideSentence(drawn.outside),
  ].join(" ");
}

function drawPanel() {
  const { selected } = state;
  const style =
    selected.kind === "front" ? styles.find(({ family }) => family === selected.family) : undefined;
  $("panel").replaceChildren(...panelContent(selected, style, context, () => pin(selected)).filter(Boolean));
  $("panel").scrollTop = 0;
}

function drawComparison() {
  const { pinned, selected } = state;
  $("compare").hidden = pinned === null;
  if (pinned === null) return;
  const waiting = [
    element("h2", { id: "compare-title" }, "Side by side"),
    element("p", {}, `Select another mechanism to see it beside ${pinned.shown}.`),
    element("button", { type: "button", class: "plain", click: () => pin(null) }, "End the comparison"),
  ];
  const parts = pinned === selected ? waiting : comparison(pinned, selected, data.ownBids, () => pin(null));
  $("compare").replaceChildren(...parts.filter(Boolean));
}

function walkFront(event) {
  const order = walkOrder(state.left, view);
  const at = order.indexOf(state.selected);
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

function fillPicture(filters) {
  const scales = [
    ["relative", "Over PAP"],
    ["absolute", "Absolute"],
  ];
  const extents = [
    ["all", "All points"],
    ["front", "Front and PAP"],
  ];
  const choices = [choice("Scores", "scale", scales, view.scale, (scale) => change({ scale }))];
  if (found.length > 0) {
    choices.push(choice("Extent", "extent", extents, view.extent, (extent) => change({ extent })));
  }
  fillFairness();
  const shown = [
    element("label", { class: "filter" }, element("span", {}, "Fairness by"), fairness),
    toggle("ceilings", "Maximum possible revenue", view.ceilings, (ceilings) => change({ ceilings })),
    front.rejected?.length > 0
      ? toggle("rejected", "Rejected", view.rejected, (rejected) => change({ rejected }))
      : null,
  ];
  $("picture").append(
    element(
      "div",
      { class: "bar" },
      element("h2", { id: "picture-title" }, "Revenue and fairness"),
      element("div", { class: "choices" }, choices),
    ),
    element("div", { class: "filters" }, shown),
    legend(filters),
    ...(found.length > 0 ? [filters.node] : []),
    picture,
    frameNote,
    downloads(front.job.name, picture, () => state.left, front),
  );
}

/** The figures of fairness that the scale has. */
function fillFairness() {
  const { key } = axesOf(view).y;
  fairness.replaceChildren(
    ...FAIRNESS[view.scale].map((each) =>
      element("option", { value: each.key, selected: each.key === key }, each.label),
    ),
  );
  view.fairness = key;
}

/** How many of the front another one beats in the figures of this view. */
function dominatedSentence(dominated) {
  if (dominated === 0) return "";
  const maximised = context.objectives.join(", ");
  return `Hollow: ${dominated} that another one dominates by these two figures; the search maximised ${maximised}.`;
}

/** Where the rejected cannot be drawn: their scores are all that is known of them. */
function rejectedSentence() {
  if (!view.rejected || !front.rejected?.length || axesOf(view).y.key in front.baseline.scores) return "";
  return "The rejected are known by revenue and fairness alone, and not drawn by this figure.";
}

/** Which references and rejected candidates the frame leaves out. */
function outsideSentence(outside) {
  const of = (kind) => outside.filter((point) => point.kind === kind).length;
  const left = outside.filter((point) => ["pap", "reference", "front"].includes(point.kind));
  const names = left.map((point) => point.shown);
  if (of("tullock") > 0) names.push(`${plural(of("tullock"), "point")} of the Tullock curve`);
  if (of("rejected") > 0) names.push(plural(of("rejected"), "rejected candidate"));
  return names.length === 0 ? "" : `Outside this frame: ${names.join(", ")}.`;
}

function sign(text, colour) {
  return element("span", { class: "sign", style: `color: ${colour}`, "aria-hidden": "true" }, text);
}

function legend(filters) {
  const entry = (mark, colour, text) => element("li", {}, sign(mark, colour), text);
  return element("ul", { class: "legend" }, [
    ...filters.families,
    entry("◆", "var(--text)", "PAP"),
    front.references.length > 0 ? entry("–", "var(--reference)", "references: Tullock curve, WTA") : null,
    ...rejectionStyles(points).map((each) =>
      entry(each.sign, "var(--muted)", `rejected, ${each.status} (a sample of ${count(each.size)})`),
    ),
  ]);
}

function familyEntries() {
  return styles.map(({ family, colour, sign: mark }) => ({
    family,
    label: [
      sign(mark, colour),
      `${family} (${count(found.filter((point) => point.family === family).length)})`,
    ],
  }));
}

function fillTable() {
  const size = data.front.found ?? data.size;
  const extent = `${shareOf({ found: size }, found.length)}${found.length < size ? ", evenly spread" : ""}`;
  const title = element(
    "h2",
    { id: "table-title" },
    found.length === 0 ? "The front" : `The front: ${extent}`,
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
  $("table").append(
    title,
    ...(found.length === 0 ? [empty] : [table.node, nobody, key]),
    ...otherLists(others, select),
  );
}

$("header").append(...headerParts(data));
const filters = filtersOf(found, familyEntries(), filter);
const wanted = readAddress();
const wantedPoint = (name) => found.find((point) => String(point.id) === wanted.get(name));
fillPicture(filters);
fillTable();
$("search").append(...searchParts(front, history));
$("footer").append(...footerParts(front));
state.pinned = wantedPoint("compare") ?? null;
state.selected = wantedPoint("point") ?? state.selected;
filters.restore(wanted);
select(state.selected);
$("announcement").textContent = "";
// Charts are drawn in pixels, so a change of width draws them anew; heights follow and must not.
let drawnWidth = 0;
new ResizeObserver(() => {
  if (picture.clientWidth === drawnWidth) return;
  drawnWidth = picture.clientWidth;
  drawPicture();
  drawHistory(front, history);
}).observe(picture);
