import { InputError } from "../../../src/input-error.js";
import { nearest } from "../../../src/nearest.js";
import { table } from "./table.js";

/** A column of a table of which a reader may choose. */
export interface Column {
  /** What `--columns` calls it. */
  readonly name: string;
  readonly heading: string;
  readonly cells: readonly string[];
  readonly align?: "left" | "right";
  /** Shown however narrow the terminal is. */
  readonly decides?: true;
  /** Long texts, such as formulas, are shortened in the middle where room is short. */
  readonly shortens?: true;
}

/** Which columns are shown: those chosen, all of them in full, or as many as fit. */
export interface Layout {
  /** Names separated by commas, from `--columns`. */
  readonly columns?: string;
  readonly wide?: true;
  /** Characters in a line; by default those of the terminal. */
  readonly width?: number;
}

/** Narrower terminals get as much, and files and pipes too. */
const LEAST_WIDTH = 80;
const GAP = 2;
/** A column is not shortened below this many characters. */
const LEAST_CELL = 12;
const DOTS = "…";
/** Characters from where texts begin to differ by which they can be told apart. */
const TELLING = 4;

/** Characters in a line of standard output. */
export function terminalWidth(): number {
  const { isTTY, columns } = process.stdout;
  return Math.max(LEAST_WIDTH, isTTY ? columns : 0);
}

/**
 * The columns asked for as a table. Unless they are chosen, or all are wanted, it has the columns that decide, and of
 * the others, in their order, those that fit beside them.
 *
 * @throws InputError for a name in `--columns` that no column has
 */
export function columnsText(columns: readonly Column[], layout: Layout = {}): string {
  const { width = terminalWidth() } = layout;
  const shown =
    layout.columns === undefined ? fitting(columns, layout.wide ? Infinity : width) : chosen(columns, layout);
  const fitted = layout.wide || layout.columns !== undefined ? shown : withinWidth(shown, width);
  return table(
    fitted.map(({ heading }) => heading),
    (fitted[0]?.cells ?? []).map((_, row) => fitted.map(({ cells }) => cells[row]!)),
    { align: fitted.map(({ align = "left" }) => align) },
  );
}

function chosen(columns: readonly Column[], layout: Layout): Column[] {
  return layout.columns!.split(",").map((given) => {
    const found = columns.find(({ name }) => name === given.trim());
    if (found !== undefined) return found;
    const known = columns.map(({ name }) => name);
    throw new InputError(`--columns: no column "${given.trim()}"; ${nearest(given.trim(), known)}`);
  });
}

function fitting(columns: readonly Column[], width: number): Column[] {
  const kept = new Set(columns.filter(({ decides }) => decides));
  let used = [...kept].reduce((sum, column) => sum + widthOf(column) + GAP, -GAP);
  for (const column of columns) {
    if (kept.has(column) || used + GAP + widthOf(column) > width) continue;
    kept.add(column);
    used += GAP + widthOf(column);
  }
  return columns.filter((column) => kept.has(column));
}

/** Columns whose long texts are shortened, the longest most, until they fit the width. */
function withinWidth(columns: readonly Column[], width: number): Column[] {
  const rooms = columns.map(widthOf);
  const gaps = GAP * (columns.length - 1);
  let excess = rooms.reduce((sum, room) => sum + room, gaps) - width;
  for (; excess > 0; excess--) {
    const longest = rooms.reduce(
      (best, room, k) => (columns[k]!.shortens && room > LEAST_CELL && room > (rooms[best] ?? 0) ? k : best),
      -1,
    );
    if (longest < 0) break;
    rooms[longest]!--;
  }
  return columns.map((column, k) =>
    column.shortens ? { ...column, cells: shortenedApart(column.cells, rooms[k]!) } : column,
  );
}

function widthOf({ heading, cells }: Column): number {
  return Math.max(heading.length, ...cells.map((cell) => cell.length));
}

/**
 * Texts of at most so many characters. Long ones lose their middle; where two begin alike for longer than the part
 * that is kept, what follows the common part is kept.
 */
export function shortenedApart(texts: readonly string[], most: number): string[] {
  return texts.map((text, k) => {
    if (text.length <= most) return text;
    const others = texts.filter((other, j) => j !== k && other !== text);
    const alike = Math.max(0, ...others.map((other) => commonPrefix(text, other)));
    const tail = Math.floor(most / 3);
    const head = most - tail - DOTS.length;
    const from = nameStart(text, alike, tail);
    if (alike + TELLING <= head || from >= text.length - tail) {
      return `${text.slice(0, head)}${DOTS}${text.slice(-tail)}`;
    }
    const room = most - tail - 2 * DOTS.length;
    const start = Math.min(from, text.length - room - DOTS.length);
    return `${text.slice(0, tail)}${DOTS}${text.slice(start, start + room)}${DOTS}`;
  });
}

function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** Where the number or name that a place is in begins, if that is near. */
function nameStart(text: string, place: number, room: number): number {
  const begin = text.slice(0, place).search(/[\w.=-]*$/);
  return place - begin > room ? place : begin;
}

/** A text in lines of at most so many characters, broken between words. */
export function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
