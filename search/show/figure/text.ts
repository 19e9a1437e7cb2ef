import { figure as numberText } from "../text/format.js";
import type { Axis, Figure } from "./figure.js";

/** Characters in a line, and lines of the plane itself. */
const WIDTH = 72;
const ROWS = 15;
const MARGIN = 9;
const COLUMNS = WIDTH - MARGIN - 1;
/** One a name, in the order of the figure; letters follow. */
const MARKS = "@.:ox*+#%&=$abcdefghijklmnopqrstuvwxyz";
/** Steps in which a line is drawn, more than a plane has columns and lines. */
const STEPS = 2 * (COLUMNS + ROWS);

/**
 * A figure in plain characters, without colour: title, axes with figures at the quarters, a mark for each name of a
 * series, and what the marks mean. Where marks meet, the later series is seen, and the first above all of them.
 */
export function figureText(figure: Figure): string {
  const plane = new Plane(domainOf(figure, 0), domainOf(figure, 1));
  for (const y of figure.at?.y ?? []) plane.horizontal(y);
  for (const x of figure.at?.x ?? []) plane.vertical(x);
  if (figure.shaded) plane.write(figure.shaded.label);
  const names = [...new Set(figure.series.map(({ name }) => name))];
  const markOf = (name: string) => MARKS[names.indexOf(name) % MARKS.length]!;
  const [first, ...others] = figure.series;
  for (const { name, mark, points } of first === undefined ? [] : [...others, first]) {
    const places = mark !== "line" ? points : points.slice(1).flatMap((to, k) => between(points[k]!, to));
    for (const [x, y] of places) plane.put(x, y, markOf(name));
  }
  return [
    ...wrapped([figure.title]),
    "",
    ...wrapped([figure.y.label]),
    ...plane.lines(),
    ...wrapped([figure.x.label], MARGIN),
    "",
    ...wrapped(names.map((name) => `${markOf(name)} ${name}`)),
  ].join("\n");
}

type Place = readonly [number, number];
type Range = readonly [number, number];

/** The cells of a plot, top line first. */
class Plane {
  private readonly cells: string[][];

  constructor(
    private readonly x: Range,
    private readonly y: Range,
  ) {
    this.cells = Array.from({ length: ROWS }, () => Array<string>(COLUMNS).fill(" "));
  }

  put(x: number, y: number, mark: string): void {
    const [column, row] = [cell(x, this.x, COLUMNS), ROWS - 1 - cell(y, this.y, ROWS)];
    if (this.cells[row]?.[column] !== undefined) this.cells[row][column] = mark;
  }

  horizontal(y: number): void {
    this.cells[ROWS - 1 - cell(y, this.y, ROWS)]?.fill("-");
  }

  vertical(x: number): void {
    const column = cell(x, this.x, COLUMNS);
    if (column >= 0 && column < COLUMNS) for (const row of this.cells) row[column] = "|";
  }

  /** A label in the upper right corner, where there is room between it and what is drawn there. */
  write(label: string): void {
    const top = this.cells[0]!;
    const start = COLUMNS - label.length - 1;
    const room = start >= 0 && top.slice(start).every((each) => each === " ");
    if (room) top.splice(start, label.length, ...label);
  }

  /** The plane with its axes. */
  lines(): string[] {
    const quarters = (cells: number) => [0, 1, 2, 3, 4].map((k) => Math.round((k * (cells - 1)) / 4));
    const rows = quarters(ROWS);
    const body = this.cells.map((row, k) => {
      const label = rows.includes(k) ? numberText(valueAt(ROWS - 1 - k, this.y, ROWS), 4) : "";
      return `${label.padStart(MARGIN - 1)} |${row.join("")}`.trimEnd();
    });
    const columns = quarters(COLUMNS);
    const ticks = Array<string>(WIDTH).fill(" ");
    const axis = Array<string>(COLUMNS).fill("-");
    for (const column of columns) {
      axis[column] = "+";
      const label = numberText(valueAt(column, this.x, COLUMNS), 4);
      const centred = MARGIN + 1 + column - Math.floor(label.length / 2);
      ticks.splice(Math.min(centred, WIDTH - label.length), label.length, ...label);
    }
    return [...body, `${" ".repeat(MARGIN)}+${axis.join("")}`, ticks.join("").trimEnd()];
  }
}

/** Which of so many cells a value falls in; beyond them outside the range. */
function cell(value: number, [low, high]: Range, cells: number): number {
  return Math.round(((value - low) / (high - low)) * (cells - 1));
}

/** The value in the middle of a cell. */
function valueAt(index: number, [low, high]: Range, cells: number): number {
  return low + ((high - low) * index) / (cells - 1);
}

/** An axis's domain: the given one, else what the series reach. */
function domainOf({ x, y, series }: Figure, axis: 0 | 1): Range {
  const { domain }: Axis = axis === 0 ? x : y;
  if (domain !== undefined) return domain;
  const reached = series.flatMap(({ points }) => points.map((point) => point[axis]));
  const low = reached.reduce((least, each) => Math.min(least, each), reached[0] ?? 0);
  const high = reached.reduce((most, each) => Math.max(most, each), reached[0] ?? 0);
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

function between(from: Place, to: Place): Place[] {
  return Array.from({ length: STEPS + 1 }, (_, k): Place => {
    const t = k / STEPS;
    return [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
  });
}

/** Parts three spaces apart, broken into lines between them and, where one is longer than a line, between its words. */
function wrapped(parts: readonly string[], indent = 0): string[] {
  const lines: string[] = [];
  const add = (text: string, gap: string) => {
    const last = lines.at(-1);
    const joined = last === undefined ? text : last + gap + text;
    if (last === undefined || joined.length > WIDTH - indent) lines.push(text);
    else lines[lines.length - 1] = joined;
  };
  for (const part of parts) {
    const words = part.length > WIDTH - indent ? part.split(" ") : [part];
    for (const [k, word] of words.entries()) add(word, k === 0 ? "   " : " ");
  }
  return lines.map((line) => " ".repeat(indent) + line);
}
