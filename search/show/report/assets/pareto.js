import { clipped, figure } from "./format.js";
import { placedLabels } from "./labels.js";
import { axesOf, placesOf, rejectionStyles, undominated } from "./points.js";
import { dominanceWord } from "./words.js";

/** Room left around the points, as a share of their spread. */
const MARGIN = 0.08;
const SMALLEST_SPREAD = 0.02;

/**
 * The Pareto picture.
 *
 * @param marked  the selected point, and the one that it is compared with or null
 * @param view scale ("relative" or "absolute"), fairness (the figure along y), extent ("all" or "front"), whether
 *             `rejected` candidates and `ceilings` are drawn, width and height in pixels
 * @returns the chart, the points that its frame leaves out, and how many of the front others dominate in this view
 */
export function paretoPlot(points, styles, { selected, pinned }, view, onSelect) {
  const axes = axesOf(view);
  const groups = groupsOf(points, axes, view);
  const all = Object.values(groups).flat();
  const edge = undominated(groups.front);
  const domains = domainsOf(groups, view);
  const seen = (places) => places.filter((each) => inside(each, domains));
  const names = namesOf(groups, domains, seen, view);
  const chart = Plot.plot({
    ...{ width: view.width, height: view.height, ...FRAME },
    ...scalesOf(axes, domains, styles, view),
    marks: [
      ...background(groups.pap[0], domains, view),
      ...rejectedMarks(seen(groups.rejected), rejectionStyles(points)),
      ...(view.ceilings ? ceilingMarks([...groups.pap, ...groups.front], selected, axes) : []),
      ...referenceMarks(groups, seen),
      ...names.filter(({ point }) => point.kind !== "pap").map(nameMark),
      ...frontMarks(seen(groups.front), new Set(edge), edge),
      ...selectionMarks(seen(placesOf([selected], axes)), seen(placesOf(pinned ? [pinned] : [], axes))),
      ...papMarks(seen(groups.pap)),
      ...names.filter(({ point }) => point.kind === "pap").map(nameMark),
      tooltip(seen(all.filter(({ point }) => !isPap(point))), axes),
    ],
  });
  chart.setAttribute(
    "aria-label",
    "Revenue and fairness of every mechanism; the table below holds the figures.",
  );
  chart.addEventListener("click", () => {
    // A rejected candidate is told about by the tip; more is not known of it.
    if (chart.value && chart.value.point.kind !== "rejected") onSelect(chart.value.point);
  });
  return {
    chart,
    outside: all.filter((each) => !inside(each, domains)).map(({ point }) => point),
    dominated: groups.front.length - edge.length,
  };
}

const FRAME = {
  ...{ marginLeft: 60, marginBottom: 46, marginTop: 30, marginRight: 22 },
  style: { fontFamily: "inherit", fontSize: "12px", background: "transparent", overflow: "visible" },
};
const NARROW = 480;

/** The places of each kind of point; the Tullock curve by rising alpha. */
function groupsOf(points, axes, { rejected }) {
  const kind = (name) => points.filter((point) => point.kind === name);
  return {
    front: placesOf(kind("front"), axes),
    pap: placesOf(kind("pap"), axes),
    tullock: placesOf(byAlpha(kind("tullock")), axes),
    reference: placesOf(kind("reference"), axes),
    rejected: rejected ? placesOf(kind("rejected"), axes) : [],
  };
}

function scalesOf(axes, domains, styles, { width, height }) {
  const unit = width < NARROW ? "" : ` (${axes.unit})`;
  const families = styles.map((style) => style.family);
  return {
    x: {
      ...{ domain: domains.x, label: `${axes.x.label}${unit} →`, labelAnchor: "center", labelOffset: 40 },
      ticks: Math.round(width / 90),
      grid: true,
    },
    y: { domain: domains.y, label: `↑ ${axes.y.label}${unit}`, ticks: Math.round(height / 50), grid: true },
    color: { type: "ordinal", domain: families, range: styles.map((style) => style.colour) },
    symbol: { type: "ordinal", domain: families, range: styles.map((style) => style.symbol) },
  };
}

/** The quadrant that dominates PAP on average, shaded where the axes are relative to PAP, and PAP's lines. */
function background(pap, { x, y }, { scale, width, fairness }) {
  if (!pap) return [];
  const dashed = { stroke: "var(--muted)", strokeDasharray: "3,3", strokeOpacity: 0.8 };
  const lines = [Plot.ruleX([pap.x], dashed), Plot.ruleY([pap.y], dashed)];
  if (scale !== "relative") return lines;
  const quadrant = [{ x1: 1, x2: x[1], y1: 1, y2: y[1] }];
  const shade = { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill: "var(--accent)", fillOpacity: 0.07 };
  const look = { frameAnchor: "top-right", dx: -8, dy: 8, fill: "var(--muted)", fontStyle: "italic" };
  const isDominance = axesOf({ scale, fairness }).y.key === "fairnessOverPap";
  const words = isDominance ? "dominates PAP on average" : "above PAP in both, on average";
  const name = width < NARROW ? [] : [Plot.text([words], look)];
  return [Plot.rect(quadrant, shade), ...lines, ...name];
}

function referenceMarks({ tullock, reference }, seen) {
  const steps = stepsOf(tullock);
  const ends = { x1: "x1", y1: "y1", x2: "x2", y2: "y2", stroke: "var(--reference)", clip: true };
  const steady = Plot.link(
    steps.filter((step) => !step.jumps),
    { ...ends, strokeWidth: 1.5 },
  );
  const jumps = Plot.link(
    steps.filter((step) => step.jumps),
    { ...ends, strokeDasharray: "1,4" },
  );
  const dots = Plot.dot(seen(tullock), { x: "x", y: "y", r: 2, fill: "var(--reference)" });
  const cross = { x: "x", y: "y", r: 4, symbol: "times", stroke: "var(--reference)", strokeWidth: 2 };
  return [steady, jumps, dots, Plot.dot(seen(reference), cross)];
}

/** From each place of a curve to the next: where the number of equilibria changes, the curve may jump between them. */
function stepsOf(curve) {
  return curve.slice(1).map((to, k) => {
    const from = curve[k];
    return { x1: from.x, y1: from.y, x2: to.x, y2: to.y, jumps: hasJump(from.point, to.point) };
  });
}

/** Whether two mechanisms differ in the number of equilibria at some profile that is told of. */
function hasJump(one, other) {
  return (one.perProfile ?? []).some((result, k) => result.equilibria !== other.perProfile?.[k]?.equilibria);
}

/** Whether the Tullock curve may jump between two of its points. */
export function tullockJumps(points) {
  const curve = byAlpha(points.filter((point) => point.kind === "tullock"));
  return curve.slice(1).some((point, k) => hasJump(curve[k], point));
}

function byAlpha(points) {
  const alpha = ({ candidate }) => candidate.parameters.alpha;
  return points.sort((a, b) => alpha(a) - alpha(b));
}

/** The names that are written into the picture: PAP, the references, and both ends of the Tullock curve that it shows. */
function namesOf({ pap, reference, tullock, front }, domains, seen, { width, height }) {
  const shown = seen(tullock).filter((each) => !isPap(each.point));
  const ends = shown.length > 1 ? [shown[0], shown[shown.length - 1]] : shown;
  const named = (places, text, fontWeight = "400") =>
    seen(places).map((each) => ({ ...each, text: text(each.point), fontWeight }));
  const { marginLeft: left, marginTop: top, marginRight, marginBottom } = FRAME;
  const [right, bottom] = [width - marginRight, height - marginBottom];
  const toPixels = ({ x, y }) => ({
    x: left + share(x, domains.x) * (right - left),
    y: bottom - share(y, domains.y) * (bottom - top),
  });
  return placedLabels(
    [
      ...named(pap, () => "PAP", "600"),
      ...named(reference, (point) => clipped(point.shown, 24)),
      ...named(ends, (point) => `Tullock α = ${point.candidate.parameters.alpha}`),
    ],
    seen([...front, ...along(tullock)]),
    toPixels,
    { left, right, top, bottom },
  );
}

/** Places along a line, close enough that no name stands between two of them. */
function along(line) {
  const steps = Array.from({ length: 12 }, (_, k) => k / 12);
  return line
    .slice(1)
    .flatMap((to, k) =>
      steps.map((t) => ({ x: line[k].x + t * (to.x - line[k].x), y: line[k].y + t * (to.y - line[k].y) })),
    );
}

/** A name beside its point, with a halo so that lines do not cross it. */
function nameMark({ x, y, text, fontWeight, dx, dy, textAnchor }) {
  const look = { fill: "var(--text)", stroke: "var(--surface)", strokeWidth: 4 };
  return Plot.text([{ x, y }], { x: "x", y: "y", text: () => text, fontWeight, dx, dy, textAnchor, ...look });
}

/** The front's points and the edge of what they reach in this view; those inside it are hollow. */
function frontMarks(front, onEdge, edge) {
  const line = Plot.line(edge, {
    ...{ x: "x", y: "y", curve: "step-before", stroke: "var(--muted)", strokeOpacity: 0.45, clip: true },
  });
  const family = ({ point }) => point.family;
  const full = Plot.dot(
    front.filter((each) => onEdge.has(each)),
    {
      ...{
        x: "x",
        y: "y",
        r: 4.5,
        fill: family,
        symbol: family,
        stroke: "var(--surface)",
        strokeWidth: 0.75,
      },
    },
  );
  const hollow = Plot.dot(
    front.filter((each) => !onEdge.has(each)),
    {
      ...{ x: "x", y: "y", r: 4, stroke: family, symbol: family, strokeWidth: 1.25 },
    },
  );
  return [...(edge.length > 1 ? [line] : []), hollow, full];
}

/** Candidates that failed a constraint, where they would stand without it, by which. */
function rejectedMarks(places, reasons) {
  const look = { r: 2.75, stroke: "var(--muted)", strokeOpacity: 0.5, strokeWidth: 1 };
  return reasons.map(({ status, symbol }) => {
    const these = places.filter(({ point }) => point.status === status);
    return Plot.dot(these, { x: "x", y: "y", symbol, ...look });
  });
}

/**
 * How far revenue could go before somebody would rather stay out, sum v x: a tick for every mechanism, and a line to
 * that of the selected one.
 */
function ceilingMarks(places, selected, axes) {
  const reach = places.flatMap(({ x, y, point }) =>
    point.ceiling ? [{ x, y, to: point.ceiling[axes.ceiling], point }] : [],
  );
  const own = reach.filter(({ point }) => point === selected);
  return [
    Plot.dot(reach, { x: "to", y: "y", symbol: "plus", r: 3, stroke: "var(--ceiling)" }),
    Plot.link(own, { x1: "x", x2: "to", y1: "y", y2: "y", stroke: "var(--ceiling)", strokeDasharray: "2,2" }),
    Plot.text(own, { x: "to", y: "y", text: () => "sum v x", dy: -10, fill: "var(--ceiling)" }),
  ];
}

function selectionMarks(selected, pinned) {
  const ring = { x: "x", y: "y", r: 9, stroke: "var(--text)", strokeWidth: 1.75 };
  return [Plot.dot(selected, ring), Plot.dot(pinned, { ...ring, r: 11, strokeDasharray: "3,2" })];
}

function papMarks(places) {
  const diamond = { x: "x", y: "y", symbol: "diamond2", r: 6, fill: "var(--text)", stroke: "var(--surface)" };
  return [Plot.dot(places, diamond)];
}

/** Whether a reference is PAP once more, as the point of the Tullock curve that lies on it. */
function isPap({ kind, candidate }) {
  return kind === "tullock" && candidate.parameters.alpha === 1;
}

function share(at, [low, high]) {
  return (at - low) / (high - low);
}

function tooltip(places, axes) {
  const title = ({ x, y, point }) =>
    [
      clipped(point.shown),
      ...(point.kind === "rejected" ? [`rejected: ${point.status}`] : []),
      `${axes.x.short} ${figure(x, 5)}`,
      `${axes.y.short} ${figure(y, 5)}`,
      ...(point.dominatesPap ? [`dominance over PAP: ${dominanceWord(point.dominatesPap, "none")}`] : []),
    ].join("\n");
  const look = { fill: "var(--surface)", stroke: "var(--line)", lineHeight: 1.35, lineWidth: 30 };
  return Plot.tip(places, Plot.pointer({ x: "x", y: "y", title, ...look }));
}

function domainsOf(groups, view) {
  const { ceiling } = axesOf(view);
  const shown = view.extent === "front" ? [...groups.front, ...groups.pap] : Object.values(groups).flat();
  const ones = view.scale === "relative" ? [1] : [];
  const ceilings = view.ceilings
    ? [...groups.front, ...groups.pap].flatMap(({ point }) => (point.ceiling ? [point.ceiling[ceiling]] : []))
    : [];
  return {
    x: padded([...shown.map((each) => each.x), ...ceilings, ...ones]),
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
export function walkOrder(points, view) {
  const axes = axesOf(view);
  const drawn = placesOf(points, axes);
  return drawn.sort((a, b) => a.x - b.x || b.y - a.y).map(({ point }) => point);
}
