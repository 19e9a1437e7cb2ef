/**
 * Rows under a header as comma-separated values (RFC 4180): lines end in CR LF, cells with commas, quotes or line
 * breaks are quoted, numbers keep every digit.
 */
export function csv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [header, ...rows].map((row) => `${row.map((cell) => quoted(String(cell))).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
