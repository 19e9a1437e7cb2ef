import CliTable from "cli-table3";

/** How a table is laid out. */
export interface TableOptions {
  /** One a column; columns without one are on the left. */
  readonly align?: ("left" | "right")[];
  /** Whether the header is dimmed; by default where standard output is a terminal with colours. */
  readonly colour?: boolean;
}

const DIM = "\u001b[2m";
const NORMAL = "\u001b[22m";

const NO_BORDERS = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid"]
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .map((name) => [name, ""]),
);

/** Rows under a header, in aligned columns two spaces apart, without borders or trailing spaces. */
export function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  options: TableOptions = {},
): string {
  const grid = new CliTable({
    chars: { ...NO_BORDERS, middle: "  " },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
    colAligns: header.map((_, i) => options.align?.[i] ?? "left"),
  });
  grid.push([...header], ...rows.map((row) => [...row]));
  const [first, ...rest] = grid
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  const colour = options.colour ?? process.stdout.hasColors?.() ?? false;
  return [colour ? `${DIM}${first}${NORMAL}` : first, ...rest].join("\n");
}
