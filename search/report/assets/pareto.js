import { clipped, figure } from "./format.js";
import { AXES, place, placesOf } from "./points.js";
import { dominanceWord } from "./words.js";

/** Room left around the points, as a share of their spread. */
const MARGIN = 0.08;
const SMALLEST_SPREAD = 0.02;

/**
 * The Pareto picture.
 *
 * @param view scale ("relative" or "absolute"), extent ("all" or "front"), width and height in pixels
 * @returns the chart, and the points that its frame leaves out
 */
export function paretoPlot(points, styles, selected, view, onSelect) {
  const axes = AXES[view.scale];
  const groups = groupsOf(points, axes);
  const all = Object.values(groups).flat();
  const domains = domainsOf(groups, view);
  const seen = (places) => places.filter((each) => inside(each, domains));
  const labels = (places, text, weight) =>
    places.map((each) => label(each, text(each.point), domains, weight));
  const chart = Plot.plot({
    ...{ width: view.width, height: view.height, ...FRAME },
    ...scalesOf(axes, domains, styles, view),
    marks: [
      ...background(groups.pap[0], domains, view),
      ...referenceMarks(groups, domains, seen, labels),
      ...frontMarks(seen(groups.front), view.scale),
      ...selectionMarks(seen(placesOf([selected], axes))),
      ...papMarks(seen(groups.pap), labels),
      tooltip(seen(all), axes),
    ],
  });
  chart.setAttribute(
    "aria-label",
    "Revenue and fairness of every mechanism; the table below holds the figures.",
  );
  chart.addEventListener("click", () => chart.value && onSelect(chart.value.point));
  return { chart, outside: all.filter((each) => !inside(each, domains)).map(({ point }) => point) };
}

const FRAME = {
  ...{ marginLeft: 60, marginBottom: 46, marginTop: 30, marginRight: 22 },
  style: { fontFamily: "inherit", fontSize: "12px", background: "transparent", overflow: "visible" },
};
const NARROW = 480;

/** The places of each kind of point; the Tullock curve by rising alpha. */
function groupsOf(points, axes) {
  const kind = (name) => points.filter((point) => point.kind === name);
  const alpha = ({ candidate }) => candidate.parameters.alpha;
  return {
    front: placesOf(kind("front"), axes),
    pap: placesOf(kind("pap"), axes),
    tullock: placesOf(
      kind("tullock").sort((a, b) => alpha(a) - alpha(b)),
      axes,
    ),
    reference: placesOf(kind("reference"), axes),
  };
}

function scalesOf(axes, domains, styles, { width, height }) {
  const unit = width < NARROW ? "" : ` (${axes.unit})`;
  const families = styles.map((style) => style.family);
  return {
    x: {
      ...{ domain: domains.x, label: `${axes.xLabel}${unit} →`, labelAnchor: "center", labelOffset: 40 },
      ticks: Math.round(width / 90),
      grid: true,
    },
    y: { domain: domains.y, label: `↑ ${axes.yLabel}${unit}`, ticks: Math.round(height / 50), grid: true },
    color: { type: "ordinal", domain: families, range: styles.map((style) => style.colour) },
    symbol: { type: "ordinal", domain: families, range: styles.map((style) => style.symbol) },
  };
}

/** The quadrant that dominates PAP on average, shaded where the axes are relative to PAP, and PAP's lines. */
function background(pap, { x, y }, { scale, width }) {
  if (!pap) return [];
  const dashed = { stroke: "var(--muted)", strokeDasharray: "3,3", strokeOpacity: 0.8 };
  const lines = [Plot.ruleX([pap.x], dashed), Plot.ruleY([pap.y], dashed)];
  if (scale !== "relative") return lines;
  const quadrant = [{ x1: 1, x2: x[1], y1: 1, y2: y[1] }];
  const shade = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "var(--accent)", fillOpacity: 0.07 };
  const look = { frameAnchor: "top-right", dx: -8, dy: 8, fill: "var(--muted)", fontStyle: "italic" };
  const name = width < NARROW ? [] : [Plot.text(["dominates PAP on average"], look)];
  return [Plot.rect(quadrant, shade), ...lines, ...name];
}

function referenceMarks({ tullock, reference, pap }, domains, seen, labels) {
  const line = Plot.line(tullock, {
    ...{ x: "x", y: "y", stroke: "var(--reference)", strokeWidth: 1.5, curve: "linear", clip: true },
  });
  const shown = seen(tullock);
  const dots = Plot.dot(shown, { x: "x", y: "y", r: 2, fill: "var(--reference)" });
  // The curve passes through PAP, which has its own name there.
  const named = shown.filter((each) => !pap.some((other) => near(each, other, domains)));
  const ends = named.length > 1 ? [named[0], named[named.length - 1]] : named;
  const alpha = (point) => `Tullock α = ${point.candidate.parameters.alpha}`;
  const others = seen(reference);
  const name = (point) => clipped(point.shown, 24);
  return [
    ...(tullock.length > 1 ? [line] : []),
    dots,
    ...labels(ends, alpha),
    Plot.dot(others, { x: "x", y: "y", r: 4, symbol: "times", stroke: "var(--reference)", strokeWidth: 2 }),
    ...labels(others, name),
  ];
}

/** The front's points, and the edge of what they reach where the axes are the objectives relative to PAP. */
function frontMarks(front, scale) {
  const sorted = [...front].sort((a, b) => a.x - b.x || b.y - a.y);
  const falling = sorted.every((each, k) => k === 0 || each.y <= sorted[k - 1].y);
  const edge = Plot.line(sorted, {
    ...{ x: "x", y: "y", curve: "step-before", stroke: "var(--muted)", strokeOpacity: 0.45 },
  });
  const dots = Plot.dot(front, {
    ...{ x: "x", y: "y", r: 4.5, fill: ({ point }) => point.family, symbol: ({ point }) => point.family },
    ...{ stroke: "var(--surface)", strokeWidth: 0.75 },
  });
  return [...(scale === "relative" && falling && sorted.length > 1 ? [edge] : []), dots];
}

function selectionMarks(places) {
  return [Plot.dot(places, { x: "x", y: "y", r: 9, stroke: "var(--text)", strokeWidth: 1.75 })];
}

function papMarks(places, labels) {
  const diamond = { x: "x", y: "y", symbol: "diamond2", r: 6, fill: "var(--text)", stroke: "var(--surface)" };
  return [Plot.dot(places, diamond), ...labels(places, () => "PAP", "600")];
}

/** A name beside its point, kept off the axes, with a halo so that lines do not cross it. */
function label({ x, y }, text, domains, fontWeight = "400") {
  const atLeft = share(x, domains.x) < 0.25;
  const atFoot = share(y, domains.y) < 0.1;
  return Plot.text([{ x, y }], {
    ...{ x: "x", y: "y", text: () => text, fontWeight, fill: "var(--text)" },
    ...{ dx: atLeft ? 9 : -9, textAnchor: atLeft ? "start" : "end", dy: atFoot ? -11 : 12 },
    ...{ stroke: "var(--surface)", strokeWidth: 4 },
  });
}

/** Whether names beside two points would run into each other. */
function near(one, other, { x, y }) {
  const apart = (key, domain) => Math.abs(share(one[key], domain) - share(other[key], domain));
  return apart("x", x) < 0.25 && apart("y", y) < 0.08;
}

function share(at, [low, high]) {
  return (at - low) / (high - low);
}

function tooltip(places, axes) {
  const title = ({ x, y, point }) =>
    [
      clipped(point.shown),
      `${axes.xShort} ${figure(x, 5)}`,
      `${axes.yShort} ${figure(y, 5)}`,
      ...(point.dominatesPap ? [`dominance over PAP: ${dominanceWord(point.dominatesPap, "none")}`] : []),
    ].join("\n");
  const look = { fill: "var(--surface)", stroke: "var(--line)", lineHeight: 1.35, lineWidth: 30 };
  return Plot.tip(places, Plot.pointer({ x: "x", y: "y", title, ...look }));
}

function domainsOf(groups, { scale, extent }) {
  const shown = extent === "front" ? [...groups.front, ...groups.pap] : Object.values(groups).flat();
  const ones = scale === "relative" ? [1] : [];
  return {
    x: padded([...shown.map((each) => each.x), ...ones]),
    y: padded([...shown.map((each) => each.y), ...ones]),
  };
}

/** From the least to the most with room around, but not below 0, where no score is. */
function padded(numbers) {
  const [low, high] = numbers.length === 0 ? [0, 1] : [Math.min(...numbers), Math.max(...numbers)];
  const room = Math.max(high - low, SMALLEST_SPREAD) * MARGIN;
  return [Math.max(0, low - room), high + room];
}

function inside(each, { x, y }) {
  return each.x >= x[0] && each.x <= x[1] && each.y >= y[0] && each.y <= y[1];
}

/** The front's points in the order in which the arrow keys walk: by rising revenue. */
export function walkOrder(points, scale) {
  const axes = AXES[scale];
  const drawn = points.filter((point) => point.kind === "front" && place(point, axes) !== null);
  return drawn.sort((a, b) => a.scores[axes.x] - b.scores[axes.x] || b.scores[axes.y] - a.scores[axes.y]);
}
