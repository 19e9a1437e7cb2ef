import { readable } from "./format.js";

/** The two scales of the picture: what is drawn along x and y, and how it is called. */
export const AXES = {
  relative: {
    x: "revenueOverPap",
    y: "fairnessOverPap",
    xLabel: "Revenue over PAP, R / R_PAP",
    yLabel: "Fairness over PAP, F / F_PAP",
    xShort: "R / R_PAP",
    yShort: "F / F_PAP",
    unit: "weighted mean; PAP = 1",
  },
  absolute: {
    x: "revenueShare",
    y: "fairnessActive",
    xLabel: "Revenue as a share of the top value, R / max v",
    yLabel: "Fairness among PAP's active players",
    xShort: "R / max v",
    yShort: "fairnessActive",
    unit: "weighted mean",
  },
};

export const FAMILY_COLOURS = 7;
const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "wye", "cross"];
const SIGNS = ["●", "■", "▲", "◆", "★", "⅄", "✚"];

/** Everything that can be drawn and selected: the front, PAP, and the references. */
export function pointsOf(front, names) {
  const rows = [
    { ...front.baseline, kind: "pap", name: names.baseline },
    ...front.references.map((point, k) => ({
      ...point,
      kind: referenceKind(point),
      name: names.references[k],
    })),
    ...front.front.map((point, k) => ({ ...point, kind: "front", name: names.front[k] })),
  ];
  return rows.map((row) => ({ ...row, shown: shownName(row), family: row.candidate.family }));
}

/** The terms of the article for its two mechanisms; the short form for all others. */
function shownName({ kind, name }) {
  const terms = { pap: "PAP", wta: "WTA" };
  return (kind !== "front" && Object.hasOwn(terms, name) && terms[name]) || readable(name);
}

function referenceKind({ candidate }) {
  return candidate.family === "tullock" && typeof candidate.parameters?.alpha === "number"
    ? "tullock"
    : "reference";
}

/** The families on the front, each with a colour and a shape, so that colour alone carries nothing. */
export function familyStyles(points) {
  const families = [
    ...new Set(points.filter((point) => point.kind === "front").map((point) => point.family)),
  ];
  return families.map((family, k) => ({
    family,
    colour: `var(--family-${k % FAMILY_COLOURS})`,
    // A second round of colours meets other shapes.
    symbol: SYMBOLS[(k + Math.floor(k / FAMILY_COLOURS)) % SYMBOLS.length],
    sign: SIGNS[(k + Math.floor(k / FAMILY_COLOURS)) % SIGNS.length],
  }));
}

/** Position of a point on the chosen axes; null where it has no scores. */
export function place(point, axes) {
  const x = point.scores?.[axes.x];
  const y = point.scores?.[axes.y];
  return typeof x === "number" && typeof y === "number" ? { x, y, point } : null;
}

export function placesOf(points, axes) {
  return points.map((point) => place(point, axes)).filter((each) => each !== null);
}

/** What is looked at first: the point whose worse objective is best, or PAP where the front is empty. */
export function firstSelected(points) {
  const worse = ({ scores }) => Math.min(scores?.revenueOverPap ?? 0, scores?.fairnessOverPap ?? 0);
  const front = points.filter((point) => point.kind === "front");
  return (
    front.reduce((best, point) => (best === null || worse(point) > worse(best) ? point : best), null) ??
    points[0]
  );
}
