import { RunStopped } from "../run-stopped.js";

/** Seconds that a run waits for a queue that is out of reach, or full, before it stops. */
export const OUTAGE_SECONDS = 600;

/** What stands in the way of a queue: told once when it begins and once when it is over. */
export class Outage {
  private since: number | null = null;
  private text = "";

  constructor(
    private readonly name: string,
    private readonly limit: number,
    private readonly onNote: (text: string) => void,
  ) {}

  get lasts(): boolean {
    return this.since !== null;
  }

  begin(fault: string): void {
    if (this.since !== null) return;
    this.since = Date.now();
    this.text = inWords(fault);
    this.onNote(`${this.name}: ${this.text}; waiting for it, and nothing is lost`);
  }

  end(): void {
    if (this.since === null) return;
    this.onNote(`${this.name}: is back after ${Math.round((Date.now() - this.since) / 1000)} s`);
    this.since = null;
  }

  /** Why the run is to stop, once it has lasted too long. */
  verdict(): RunStopped | null {
    if (this.since === null || Date.now() - this.since < this.limit * 1000) return null;
    return new RunStopped(`${this.name}: ${this.text}, for ${this.limit} s`);
  }
}

/** Whether Redis refuses to hold more. */
export function isFull(fault: string): boolean {
  return /\bOOM\b/.test(fault);
}

function inWords(fault: string): string {
  if (isFull(fault)) return "Redis is full (OOM); give it more memory (maxmemory), or free some";
  return fault.split("\n")[0]!;
}
