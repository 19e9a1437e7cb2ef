import * as Plot from "@observablehq/plot";
import { blankDocument } from "./document.js";
import type { Figure, Series } from "./figure.js";

/** Told apart by the colour-blind: Okabe and Ito 2008, after black; then some of Tol 2021. */
const COLOURS = [
  "#000000",
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#e69f00",
  "#56b4e9",
  "#8b5a2b",
  "#666666",
  "#332288",
  "#999933",
  "#882255",
  "#44aa99",
];
const FAINT = "#9a9a9a";
const SIZE = { width: 760, height: 480, marginLeft: 64, marginBottom: 46, marginTop: 64, marginRight: 24 };
const LEGEND = { left: 60, top: 44, row: 18, swatch: 18, letter: 6.6, gap: 18 };
const AXIS = { grid: true, labelAnchor: "center", labelArrow: "none" };
const FONT = "font-family: system-ui, sans-serif";

interface Point {
  readonly x: number;
  readonly y: number;
  readonly name: string;
}

/**
 * A figure as a stand-alone SVG file: white background, title, legend, labelled axes. Equal figures give equal text.
 */
export function drawFigure(figure: Figure): string {
  const names = [...new Set(figure.series.map(({ name }) => name))];
  const rows = legendRows(names);
  const marginTop = SIZE.marginTop + (rows.length - 1) * LEGEND.row;
  const faint = new Set(figure.series.filter(({ mark }) => mark === "faint").map(({ name }) => name));
  const coloured = names.filter((name) => !faint.has(name));
  const colour = (name: string) =>
    faint.has(name) ? FAINT : COLOURS[coloured.indexOf(name) % COLOURS.length]!;
  const of = (mark: Series["mark"]) =>
    figure.series
      .filter((each) => each.mark === mark)
      .flatMap(({ name, points }) => points.map(([x, y]): Point => ({ x, y, name })));
  const dashed = { stroke: "#999999", strokeDasharray: "4,3" };
  const svg = Plot.plot({
    ...({ document: blankDocument() } as object),
    ...SIZE,
    inset: 8,
    ...{ marginTop, height: SIZE.height + marginTop - SIZE.marginTop },
    style: { background: "white", color: "#111111", fontSize: "12px" } as never,
    x: { label: figure.x.label, ...AXIS, ...domainOf(figure.x) },
    y: { label: figure.y.label, ...AXIS, ...domainOf(figure.y) },
    marks: [
      ...shade(figure),
      Plot.ruleX(figure.at?.x ?? [], dashed),
      Plot.ruleY(figure.at?.y ?? [], dashed),
      Plot.dot(of("faint"), { x: "x", y: "y", fill: FAINT, fillOpacity: 0.55, r: 2 }),
      Plot.line(of("line"), {
        x: "x",
        y: "y",
        z: "name",
        stroke: (p: Point) => colour(p.name),
        strokeWidth: 1.8,
      }),
      Plot.dot(of("dots"), { x: "x", y: "y", fill: (p: Point) => colour(p.name), r: 2.8 }),
    ],
    color: { type: "identity" },
  } as Plot.PlotOptions) as unknown as { outerHTML: string };
  return framed(svg.outerHTML, figure, rows, colour);
}

/** The shaded part, behind everything else. */
function shade({ shaded }: Figure): Plot.Markish[] {
  if (shaded === undefined) return [];
  const [{ x, y, label }, fill] = [shaded, "#009e73"];
  const corners = { x1: x[0], x2: x[1], y1: y[0], y2: y[1] };
  return [
    Plot.rect([corners], { x1: "x1", x2: "x2", y1: "y1", y2: "y2", fill, fillOpacity: 0.1 }),
    Plot.text([label], {
      ...{ x: x[1], y: y[1], textAnchor: "end", lineAnchor: "top", dx: -8, dy: 8 },
      ...{ fill: "#00664b", fontStyle: "italic" },
    }),
  ];
}

function domainOf({ domain }: { readonly domain?: readonly [number, number] }) {
  return domain === undefined ? {} : { domain: [...domain], clamp: false };
}

interface Entry {
  readonly name: string;
  readonly x: number;
}

/** Names beside their colours, wrapped to the width of the figure. */
function legendRows(names: readonly string[]): Entry[][] {
  const rows: Entry[][] = [[]];
  let x = LEGEND.left;
  for (const name of names) {
    const width = LEGEND.swatch + LEGEND.letter * name.length + LEGEND.gap;
    if (x + width > SIZE.width && rows.at(-1)!.length > 0) {
      rows.push([]);
      x = LEGEND.left;
    }
    rows.at(-1)!.push({ name, x });
    x += width;
  }
  return rows;
}

/** Adds what a file needs beyond the plot: name space, background, title and legend. */
function framed(svg: string, figure: Figure, rows: Entry[][], colour: (name: string) => string): string {
  const start = svg.indexOf(">") + 1;
  const head = svg.slice(0, start).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ');
  const legend = rows.flatMap((row, k) => {
    const y = LEGEND.top + k * LEGEND.row;
    return row.map(
      ({ name, x }) =>
        `<rect x="${x}" y="${y - 9}" width="12" height="10" fill="${colour(name)}"/>` +
        `<text x="${x + LEGEND.swatch}" y="${y}">${escaped(name)}</text>`,
    );
  });
  const frame = [
    '<rect width="100%" height="100%" fill="white"/>',
    `<g fill="#111111" font-size="12" text-anchor="start" style="${FONT}">`,
    `<text x="${LEGEND.left}" y="22" font-size="15" font-weight="bold">${escaped(figure.title)}</text>`,
    ...legend,
    "</g>",
  ].join("\n");
  return `${head}\n${frame}\n${svg.slice(start)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
