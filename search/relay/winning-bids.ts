import { basename } from "node:path";
import { CsvError, type Info, parse } from "csv-parse/sync";
import { InputError } from "../../src/input-error.js";
import { type BuilderStrengths, builderStrengths, logMoments } from "../../src/scenario/builder-strengths.js";
import type { ValueProfile } from "../../src/scenario/value-profile.js";
import { ethOf, parseWinningBid, type SourceFile, WINNING_BID_COLUMNS, type WinningBid } from "./schema.js";

/**
 * Tables of winning bids to one profile: the players' typical values in ETH, by builderStrengths over the
 * rows of all files. One player a label, or a key where the label is empty. A slot that several files
 * have counts once.
 *
 * @param files CSV with the columns block_number, slot, builder_label, builder_pubkey, value_wei
 * @throws InputError for a malformed file, for rows that disagree about a slot, or for bids without spread
 */
export function winningBidsProfile(files: readonly SourceFile[]): ValueProfile {
  const where = files.map(({ path }) => path).join(", ");
  const rows = files.flatMap(rowsOf);
  const distinct = oneEachSlot(rows);
  const bids = distinct.filter(({ wei }) => wei > 0n);
  if (bids.length === 0) throw new InputError(`${where}: every bid is 0 wei; values must be above 0`);
  const strengths = builderStrengths(winnersOf(bids), logMoments(bids.map(({ wei }) => ethOf(wei))), where);
  const blocks = bids.map(({ block }) => block).sort((a, b) => a - b);
  return {
    name: `blocks-${blocks[0]}-${blocks.at(-1)}`,
    unit: "ETH",
    values: strengths.values,
    players: strengths.players,
    source: `${files.map(({ path }) => basename(path)).join(", ")}: winning bids of ${bids.length} blocks`,
    method: methodOf(strengths, distinct.length - bids.length, rows.length - distinct.length),
  };
}

function methodOf({ theta, thetaError }: BuilderStrengths, zeros: number, repeated: number): string {
  return [
    "Each block is taken for an independent auction in which builder i values it at s_i times a Frechet",
    `variable of shape theta and the highest value wins; theta = ${theta.toFixed(3)}, standard error`,
    `${thetaError.toFixed(3)}, from the standard deviation of the log winning bids.`,
    "s_i^theta is in proportion to the share of blocks won, and the value given is the geometric mean",
    "exp(E log V_i). Winning bids are lower bounds of the winners' values and stand for them: levels are too",
    "low, and ratios right if all winners keep the same share of their value. One player a builder label, or",
    "a key where the label is empty; builders that never won are unknown.",
    `Bids of 0 wei, ignored: ${zeros}. Repeated rows, counted once: ${repeated}.`,
  ].join(" ");
}

interface Row extends WinningBid {
  /** How messages call the row. */
  readonly where: string;
}

function rowsOf({ path, text }: SourceFile): Row[] {
  const [header, ...lines] = linesOf(text, path);
  const columns = header?.cells ?? [];
  const missing = WINNING_BID_COLUMNS.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new InputError(
      `${path}, line ${header?.line ?? 1}: no column ${missing.join(", ")}; ` +
        `give CSV with the header ${WINNING_BID_COLUMNS.join(",")}`,
    );
  }
  if (lines.length === 0) throw new InputError(`${path}: no rows below the header; give at least two`);
  return lines.map(({ cells, line }) => {
    const where = `${path}, line ${line}`;
    if (cells.length !== columns.length) {
      throw new InputError(
        `${where}: has ${cells.length} cells where the header has ${columns.length}; mend or remove the line`,
      );
    }
    const named = Object.fromEntries(columns.map((column, i) => [column, cells[i]!]));
    return { ...parseWinningBid(named, where), where };
  });
}

interface Line {
  readonly cells: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

function linesOf(text: string, path: string): Line[] {
  try {
    const records: unknown = parse(text, {
      info: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    });
    // The library's types leave out what `info: true` adds.
    return (records as { record: string[]; info: Info }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new InputError(`${path}, line ${error.lines}: broken CSV; look for an unpaired quote`);
  }
}

/** The rows without repetitions: several relays may have delivered one and the same block. */
function oneEachSlot(rows: readonly Row[]): Row[] {
  const kept = new Map<number, Row>();
  for (const row of rows) {
    const other = kept.get(row.slot);
    if (!other) kept.set(row.slot, row);
    else if (other.wei !== row.wei || other.player !== row.player) {
      throw new InputError(
        `${row.where}: slot ${row.slot} has another winning bid at ${other.where}; keep one`,
      );
    }
  }
  return [...kept.values()];
}

function winnersOf(bids: readonly WinningBid[]): { player: string; wins: number }[] {
  const wins = new Map<string, number>();
  for (const { player } of bids) wins.set(player, (wins.get(player) ?? 0) + 1);
  return Array.from(wins, ([player, count]) => ({ player, wins: count }));
}
