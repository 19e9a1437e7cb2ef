import type { Crew } from "../executor.js";
import { CODE } from "./code.js";
import type { Announcement } from "./registry.js";

/** How often in a row nobody must be there before it is said. */
const PATIENCE = 4;

/** The workers of a run as its producer sees them. */
export class RemoteCrew implements Crew {
  alive = 0;
  workers = 0;
  private lonely = 0;
  private readonly refused = new Set<string>();

  /**
   * @param hint   how to start a worker
   * @param onNote told of workers of another code, each once, and when nobody is there
   */
  constructor(
    private readonly hint: string,
    private readonly onNote: (text: string) => void,
  ) {}

  update(announced: readonly Announcement[]): void {
    const able = announced.filter(({ code }) => code === CODE);
    this.alive = able.reduce((total, { threads }) => total + threads, 0);
    this.workers = Math.max(this.workers, this.alive);
    this.lonely = this.alive > 0 ? 0 : this.lonely + 1;
    if (this.lonely === PATIENCE) this.onNote(`waiting for workers; start them with: ${this.hint}`);
    for (const { id, host, pid, code } of announced) {
      if (code === CODE || this.refused.has(id)) continue;
      this.refused.add(id);
      this.onNote(`worker ${pid} on ${host} runs ${code}; this run needs ${CODE}, so it gets no work`);
    }
  }
}
