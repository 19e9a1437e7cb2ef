import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

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

const SHARED = fileURLToPath(new URL("./shared-program.mjs", import.meta.url));

/**
 * The compiled program in one process that answers one command line after another, which saves each of them the start.
 * It is for what ends by itself and uses no worker threads; `test/search/cli.test.ts` compares it with the program itself.
 */
export class SharedProgram {
  private readonly ended = new AbortController();
  private child: ChildProcess | null = null;
  private last: Promise<unknown> = Promise.resolve();

  /** As `goldilocks`, in turn. */
  readonly goldilocks = (words: readonly string[], { folder = "." }: { folder?: string } = {}) => {
    const answer = this.last.then(() => this.ask({ words, folder }));
    this.last = answer.catch(() => {});
    return answer;
  };

  close(): void {
    this.child?.kill();
  }

  private async ask(question: object): Promise<Ended> {
    if (this.child === null) {
      this.child = fork(SHARED, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
      this.child.on("exit", (code) => this.ended.abort(new Error(`the shared program ended with ${code}`)));
      await this.message(this.child);
    }
    this.child.send(question);
    return this.message(this.child);
  }

  /** What it sends next. @throws where it ends first */
  private async message(child: ChildProcess): Promise<Ended> {
    const [message] = await once(child, "message", { signal: this.ended.signal });
    return message;
  }
}
