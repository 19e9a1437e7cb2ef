import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const PROGRAM = resolve("dist/search/cli.js");
if (!existsSync(PROGRAM)) throw new Error("dist is missing; compile first, as npm test does: npm run build");

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where to run the compiled program, and what to do while it runs. */
export interface RunOptions {
  readonly folder?: string;
  readonly program?: string;
  /** Variables of the environment beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Called when it has started, with what sends it a signal (an interrupt where none is named), and what it has said on
   * standard error so far.
   */
  readonly onStart?: (send: (signal?: NodeJS.Signals) => void, said: () => string) => void;
}

/** Runs the compiled program with these arguments. */
export function goldilocks(
  words: readonly string[],
  { folder = ".", program = PROGRAM, env = {}, onStart }: RunOptions = {},
): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [program, ...words], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", fail).on("close", (code) => done({ code, stdout, stderr }));
    onStart?.(
      (signal = "SIGINT") => child.kill(signal),
      () => stderr,
    );
  });
}
