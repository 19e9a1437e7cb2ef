/**
 * Rows under a header as comma-separated values (RFC 4180): lines end in CR LF, cells with commas, quotes or line
 * breaks are quoted, numbers keep every digit.
 */
export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [header, ...rows].map(csvRow).join("");
}

/** What a cell holds; null and undefined are empty. */
export type Cell = string | number | null | undefined;

/** One line of it, for tables that are too large to hold. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map((cell) => quoted(String(cell ?? ""))).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
