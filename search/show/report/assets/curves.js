import { element } from "./dom.js";
import { short } from "./format.js";

/** What own bids get and pay against one rival's, for one or two mechanisms, beside PAP's. */
export function curveFigures(mechanisms, ownBids) {
  const drawn = mechanisms.filter(({ curves }) => curves);
  if (drawn.length === 0) return null;
  const papAt = (own) => ({ x: own / (own + 1), p: own });
  const lines = [
    ...drawn.map(({ curves: { allocations, payments, rival } }, m) => ({
      look: LOOKS[m],
      points: ownBids.map((own, k) => ({ own, x: allocations[k], p: payments[k] / rival })),
    })),
    {
      look: PAP_LOOK,
      points: ownBids.map((own) => ({ own, ...papAt(own) })),
    },
  ];
  return element(
    "div",
    { class: "curves" },
    chartOf(lines, "x", "↑ Allocation x", "Allocation by own bid, against one rival"),
    chartOf(lines, "p", "↑ Payment p / rival's bid", "Payment by own bid, against one rival"),
  );
}

const LOOKS = [
  { stroke: "var(--accent)", strokeWidth: 2 },
  { stroke: "var(--family-1)", strokeWidth: 2, strokeDasharray: "6,3" },
];
const PAP_LOOK = { stroke: "var(--muted)", strokeWidth: 1.25, strokeDasharray: "2,3" };

/** What the lines of the curves are, in words. */
export function curveSentence(mechanisms) {
  const names = ["Solid", "Dashed"];
  const drawn = mechanisms.filter(({ curves }) => curves);
  const rivals = drawn.map(
    ({ shown, curves: { rival, profile } }, m) =>
      `${names[m]}: ${shown}, the rival bids ${short(rival)}${profile === null ? "" : `, the highest bid at ${profile}`}.`,
  );
  return `Own bids from none to three times the rival's. ${rivals.join(" ")} Dotted: PAP.`;
}

function chartOf(lines, key, label, name) {
  const chart = Plot.plot({
    ...{ width: 260, height: 180, marginLeft: 40, marginBottom: 36, marginTop: 24, marginRight: 10 },
    style: { fontFamily: "inherit", fontSize: "11px", background: "transparent" },
    x: { label: "own bid / rival's →", labelAnchor: "center", labelOffset: 32, ticks: 4 },
    y: { label, ticks: 4, grid: true, zero: true },
    marks: lines.map(({ points, look }) => Plot.line(points, { x: "own", y: key, ...look })),
  });
  chart.setAttribute("aria-label", name);
  chart.setAttribute("role", "img");
  return chart;
}
