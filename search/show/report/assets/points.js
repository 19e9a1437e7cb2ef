import { readable } from "./format.js";

/** What is drawn along x on each scale. */
const REVENUE = {
  relative: { key: "revenueOverPap", label: "Revenue over PAP, R / R_PAP", short: "R / R_PAP" },
  absolute: {
    key: "revenueShare",
    label: "Revenue as a share of the top value, R / max v",
    short: "R / max v",
  },
};

/** What can be drawn along y on each scale; the larger, the fairer. The first is what dominance is judged by. */
export const FAIRNESS = {
  relative: [
    { key: "fairnessOverPap", label: "Fairness over PAP, F / F_PAP", short: "F / F_PAP" },
    { key: "entropyOverPap", label: "Normalised entropy over PAP's", short: "entropy / PAP's" },
    {
      key: "effectivePlayersOverPap",
      label: "Effective players (1 / HHI) over PAP's",
      short: "1 / HHI / PAP's",
    },
    { key: "hhiOverPap", label: "1 − HHI over PAP's", short: "1 − HHI / PAP's" },
    { key: "largestShareOverPap", label: "1 − largest share over PAP's", short: "1 − largest / PAP's" },
    { key: "giniOverPap", label: "1 − Gini over PAP's", short: "1 − Gini / PAP's" },
    { key: "nakamotoOverPap", label: "Nakamoto coefficient over PAP's", short: "Nakamoto / PAP's" },
  ],
  absolute: [
    { key: "fairnessActive", label: "Fairness among PAP's active players", short: "fairnessActive" },
    { key: "fairness", label: "Fairness among all players", short: "fairness" },
  ],
};

/** The two axes of a view: its scale, and the figure of fairness chosen on it. */
export function axesOf({ scale, fairness }) {
  const choices = FAIRNESS[scale];
  const y = choices.find(({ key }) => key === fairness) ?? choices[0];
  const unit = scale === "relative" ? "weighted mean; PAP = 1" : "weighted mean";
  return { x: REVENUE[scale], y, unit, ceiling: scale === "relative" ? "overPap" : "share" };
}

export const FAMILY_COLOURS = 7;
const SYMBOLS = ["circle", "square", "triangle", "diamond", "star", "wye", "cross"];
const SIGNS = ["●", "■", "▲", "◆", "★", "⅄", "✚"];

/** Everything that can be drawn: the front, PAP, the references, and a choice of what was rejected. */
export function pointsOf(data) {
  const { front } = data;
  const row = (point, about, kind) => ({
    ...point,
    ...about,
    kind,
    shown: shownName(kind, about.name, point.candidate),
    family: point.candidate.family,
    formulas: data.formulas[about.formula],
    sybil: point.sybil?.map((verdict, k) => ({
      ...verdict,
      where: data.domains[about.domains[k]],
      meaning: data.grades[verdict.grade],
    })),
    figures: {
      ...point.scores,
      ...Object.fromEntries(data.measures.map((name, k) => [name, about.measures?.[k] ?? null])),
    },
  });
  return [
    row(front.baseline, data.baseline, "pap"),
    ...front.references.map((point, k) => row(point, data.references[k], referenceKind(point))),
    ...front.front.map((point, k) => row(point, data.points[k], "front")),
    ...(front.rejected ?? []).map((point, k) => row(point, { name: data.rejected[k] }, "rejected")),
  ];
}

/** The terms of the article for its two mechanisms; the short form where there is one; else the family and what tells most. */
function shownName(kind, name, { family, parameters = {}, weight, payment }) {
  const terms = { pap: "PAP", wta: "WTA" };
  const isTerm = kind === "pap" || kind === "reference";
  if (isTerm && Object.hasOwn(terms, name)) return terms[name];
  if (!name.startsWith("{")) return readable(name);
  const numbers = Object.entries(parameters).filter(([, value]) => typeof value === "number");
  const few = numbers.map(([key, value]) => `${key}=${value}`).join(",");
  const told = numbers.length > FEW ? `${numbers.length} numbers` : few;
  const formulas = weight === undefined ? [] : [`x ∝ ${weight}`, `p = ${payment}`];
  return readable(`${family}: ${[...formulas, ...(told === "" ? [] : [told])].join("; ")}`);
}

/** Up to so many parameters a name holds their values. */
const FEW = 4;

/**
 * Names that tell the points of a family apart, even cut short: the family, then what is not the same in all of them,
 * first what differs most. A family's only point has its own name.
 */
export function tellingNames(points) {
  const names = new Map();
  for (const family of new Set(points.map((point) => point.family))) {
    const kin = points.filter((point) => point.family === family);
    const parts = kin.map(({ candidate }) => partsOf(candidate));
    const keys = [...new Set(parts.flatMap(Object.keys))];
    const differing = keys
      .map((key) => ({ key, kinds: new Set(parts.map((each) => each[key])).size }))
      .filter(({ kinds }) => kinds > 1)
      .sort((a, b) => b.kinds - a.kinds);
    for (const [k, point] of kin.entries()) {
      const told = differing
        .filter(({ key }) => key in parts[k])
        .map(({ key }) => `${key}=${readable(parts[k][key])}`);
      names.set(point, kin.length === 1 ? point.shown : [family, ...told].join(" "));
    }
  }
  return names;
}

/** What makes a mechanism of its family, as texts by name; numbers to as many digits as a cell has room for. */
function partsOf({ parameters = {}, weight, payment }) {
  const parts = Object.entries({ weight, payment, ...parameters }).filter(([, part]) => part !== undefined);
  const text = (part) => {
    if (typeof part === "number") return String(Number(part.toPrecision(CELL_DIGITS)));
    return typeof part === "string" ? part : JSON.stringify(part);
  };
  return Object.fromEntries(parts.map(([key, part]) => [key, text(part)]));
}

const CELL_DIGITS = 4;

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

const REASON_SYMBOLS = ["circle", "square", "triangle", "diamond"];
const REASON_SIGNS = ["○", "□", "△", "◇"];

/** Why candidates were rejected, each reason with a shape and how many of it are shown. */
export function rejectionStyles(points) {
  const rejected = points.filter((point) => point.kind === "rejected");
  const statuses = [...new Set(rejected.map(({ status }) => status))];
  return statuses.map((status, k) => ({
    status,
    size: rejected.filter((point) => point.status === status).length,
    symbol: REASON_SYMBOLS[k % REASON_SYMBOLS.length],
    sign: REASON_SIGNS[k % REASON_SIGNS.length],
  }));
}

/** Position of a point on the chosen axes; null where it has no such figures. */
export function place(point, axes) {
  const x = point.figures[axes.x.key];
  const y = point.figures[axes.y.key];
  return typeof x === "number" && typeof y === "number" ? { x, y, point } : null;
}

export function placesOf(points, axes) {
  return points.map((point) => place(point, axes)).filter((each) => each !== null);
}

/** The places that no other one is at least as good as in both, by rising x. */
export function undominated(places) {
  const falling = [...places].sort((a, b) => b.x - a.x || b.y - a.y);
  let highest = Number.NEGATIVE_INFINITY;
  const kept = [];
  for (const each of falling) {
    if (each.y <= highest) continue;
    highest = each.y;
    kept.push(each);
  }
  return kept.reverse();
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
