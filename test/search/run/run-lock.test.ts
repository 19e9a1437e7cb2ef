import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockRun, writerOf } from "../../../search/run/run-lock.js";
import { InputError } from "../../../src/input-error.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "goldilocks-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const leave = (writer: object | string) =>
  writeFileSync(join(folder, "run.lock"), typeof writer === "string" ? writer : JSON.stringify(writer));
/** A process id that was in use, and is no more. */
const deadPid = () => spawnSync(process.execPath, ["--version"]).pid;

describe("the right to write a run", () => {
  it("is one's alone until it is given back", () => {
    const unlock = lockRun(folder);
    expect(writerOf(folder)?.pid).toBe(process.pid);
    expect(() => lockRun(folder)).toThrow(InputError);
    expect(() => lockRun(folder)).toThrow(new RegExp(`process ${process.pid} on .* is writing this run`));
    unlock();
    expect(writerOf(folder)).toBeNull();
    lockRun(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken over from a process that is no more, or whose id another has got since", () => {
    leave({ pid: deadPid(), host: hostname(), began: null });
    expect(writerOf(folder)).toBeNull();
    lockRun(folder)();
    leave({ pid: process.pid, host: hostname(), began: "1" });
    lockRun(folder)();
    leave('{"pid": 12');
    lockRun(folder)();
    expect(existsSync(join(folder, "run.lock"))).toBe(false);
  });

  it("is given back by its holder alone, and refused where a folder stands in its place", () => {
    const unlock = lockRun(folder);
    leave({ pid: process.pid + 1, host: "elsewhere", began: null });
    unlock();
    expect(existsSync(join(folder, "run.lock"))).toBe(true);
    rmSync(join(folder, "run.lock"));
    mkdirSync(join(folder, "run.lock"));
    expect(() => lockRun(folder)).toThrow(/run\.lock: is a folder; delete it/);
  });

  it("is not taken over from another machine, where nobody can tell", () => {
    leave({ pid: deadPid(), host: "elsewhere", began: null });
    expect(() => lockRun(folder)).toThrow(/on elsewhere is writing this run.*delete/);
  });
});
