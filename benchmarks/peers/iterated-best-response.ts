import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { EquilibriumInstance } from "../../search/bench/schema.js";

/** What the peer made of a list of contests. */
export interface PeerPass {
  /** Of the solving alone. */
  readonly seconds: number;
  readonly bids: readonly (readonly number[])[];
}

/** scipy's iterated best response in a process of its own, kept running so that starting it is not timed. */
export class IteratedBestResponse {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: AsyncIterator<string>,
    readonly name: string,
  ) {}

  /** Null where there is no python3 with scipy. */
  static async start(): Promise<IteratedBestResponse | null> {
    const child = spawn("python3", [script()], { stdio: "pipe" });
    child.stdin.on("error", () => {});
    child.stderr.resume();
    const failed = new Promise<null>((done) => child.on("error", () => done(null)));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const first = await Promise.race([failed, lines.next()]);
    if (first === null || first.done) return null;
    const { scipy } = JSON.parse(first.value) as { scipy: string };
    return new IteratedBestResponse(child, lines, `scipy ${scipy}, iterated best response`);
  }

  /** Solves every contest once. */
  async pass(contests: readonly EquilibriumInstance[]): Promise<PeerPass> {
    this.child.stdin.write(`${JSON.stringify(contests)}\n`);
    const line = await this.lines.next();
    if (line.done) throw new Error("the peer ended before it answered");
    return JSON.parse(line.value) as PeerPass;
  }

  stop(): void {
    this.child.stdin.end();
  }
}

/** The script beside this source, found from the build as well, which holds no Python. */
function script(): string {
  const name = "iterated_best_response.py";
  const places = [`./${name}`, `../../../benchmarks/peers/${name}`];
  const paths = places.map((place) => fileURLToPath(new URL(place, import.meta.url)));
  const path = paths.find((each) => existsSync(each));
  if (path === undefined) throw new Error(`${name} is missing; looked in ${paths.join(" and ")}`);
  return path;
}
