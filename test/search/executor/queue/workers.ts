import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("./worker-process.mjs", import.meta.url));

/** A worker process of a test. */
export interface WorkerProcess {
  readonly process: ChildProcess;
  /** What it has said so far. */
  readonly said: () => string;
  /** Tells it to stop and waits for its end. */
  stop(): Promise<number | null>;
}

/** Worker processes that a test starts, and that end with it. */
export class Workers {
  private readonly all: WorkerProcess[] = [];
  private closing = false;

  constructor(
    private readonly url: string,
    /** Seconds that a batch is held without a sign of life. */
    private readonly lock: number,
  ) {}

  /** @param turn seconds that it stays with a run while another has work */
  start(threads: number, turn = 30): WorkerProcess {
    const child = spawn(process.execPath, [FILE, this.url, ...[threads, this.lock, turn].map(String)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (part) => (text += part));
    const worker: WorkerProcess = {
      process: child,
      said: () => text,
      async stop() {
        if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
        child.kill("SIGTERM");
        await once(child, "exit");
        return child.exitCode;
      },
    };
    this.all.push(worker);
    return worker;
  }

  /** Starts a worker that is replaced whenever it ends. */
  keep(threads: number, onDeath = () => {}): void {
    this.start(threads).process.on("exit", (_, signal) => {
      if (this.closing) return;
      if (signal !== null) onDeath();
      this.keep(threads, onDeath);
    });
  }

  /** Those that have not ended. */
  get up(): WorkerProcess[] {
    return this.all.filter(({ process: child }) => child.exitCode === null && child.signalCode === null);
  }

  async close(): Promise<void> {
    this.closing = true;
    for (const { process: child } of this.all) {
      child.kill("SIGCONT");
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    }
  }
}
