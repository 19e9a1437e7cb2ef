import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { InputError } from "../../src/input-error.js";

/** Who writes a run. */
export interface Writer {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the system's own count, where that is to be had: process ids are used again. */
  readonly began: string | null;
}

/**
 * Takes the right to write a run's folder, so that two processes never write one run. What a process that is
 * no more has left behind is taken over.
 *
 * @returns what gives the right back
 * @throws InputError where another process holds it
 */
export function lockRun(folder: string): () => void {
  const path = join(folder, "run.lock");
  for (;;) {
    if (created(path)) return () => giveBack(path);
    const holder = readWriter(path);
    if (holder !== null && isAlive(holder)) {
      throw new InputError(
        `${folder}: process ${holder.pid} on ${holder.host} is writing this run; ` +
          `look at it with: goldilocks status ${folder} (if no such run is left, delete ${path})`,
      );
    }
    removeStale(path, holder);
  }
}

/** Removes the lock where it is still this process's own. */
function giveBack(path: string): void {
  if (readWriter(path)?.pid === process.pid) rmSync(path, { force: true });
}

/** Who writes a run just now, or null. */
export function writerOf(folder: string): Writer | null {
  const writer = readWriter(join(folder, "run.lock"));
  return writer !== null && isAlive(writer) ? writer : null;
}

/** Whether the lock could be made. It appears whole, by a link, so that nobody ever reads half of it. */
function created(path: string): boolean {
  const whole = `${path}.${process.pid}`;
  const writer: Writer = { pid: process.pid, host: hostname(), began: beginningOf(process.pid) };
  try {
    writeFileSync(whole, JSON.stringify(writer));
    linkSync(whole, path);
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    throw new InputError(`${path}: ${message}; choose a folder that can be written, with --out`);
  } finally {
    rmSync(whole, { force: true });
  }
}

/** The writer named in a lock; null where the file is gone, or was left unfinished. */
function readWriter(path: string): Writer | null {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** Moves the lock aside before it is removed: of two processes that find it stale only one moves that one. */
function removeStale(path: string, holder: Writer | null): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    if (statSync(path).isDirectory()) throw new InputError(`${path}: is a folder; delete it`);
    renameSync(path, aside);
  } catch (error) {
    if (error instanceof InputError) throw error;
    return;
  }
  const moved = readWriter(aside);
  if (JSON.stringify(moved) === JSON.stringify(holder)) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

/** A process on another machine cannot be asked, and counts as alive. */
function isAlive({ pid, host, began }: Writer): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return began === beginningOf(pid);
}

/** Field 22 of the process's line in /proc: clock ticks from boot to its start. Null where there is no /proc. */
function beginningOf(pid: number): string | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!;
    return afterName.split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
