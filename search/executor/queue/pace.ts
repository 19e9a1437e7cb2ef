import type { Purpose } from "../executor.js";
import type { BatchReport } from "./batch.js";

/** The queue's share of the work that batches are made for; with it the share stays under 3 % as candidates vary. */
const OVERHEAD_SHARE = 0.02;
/** How much of a mean the latest measurement is. */
const FRESHNESS = 0.2;

/**
 * How many candidates go in a batch: as few as keep what the queue costs a small share of the work, since small batches
 * spread best and lose least, and never so many that a thread would go without.
 *
 * @param waiting  candidates to send
 * @param threads  threads to send them to
 * @param overhead seconds that the queue costs a batch
 * @param seconds  that a candidate takes
 */
export function batchSize(waiting: number, threads: number, overhead: number, seconds: number): number {
  const fair = Math.ceil(waiting / Math.max(1, threads));
  const wanted = Math.ceil(overhead / (OVERHEAD_SHARE * seconds));
  return Math.max(1, Number.isFinite(wanted) ? Math.min(wanted, fair) : fair);
}

/** What candidates and batches have cost of late, from the workers' reports. */
export class Pace {
  private overhead = 0;
  /** Seconds a candidate, screened and verified in full; 1 until the first report, so that batches begin small. */
  private readonly seconds = { screened: 1, verified: 1 };
  private readonly known = { screened: false, verified: false };

  /** Learns from a batch of candidates, all for one purpose. */
  learn({ results, seconds, overhead }: BatchReport, purpose?: Purpose): void {
    if (results.length === 0) return;
    const kind = kindOf(purpose);
    const each = seconds / results.length;
    this.seconds[kind] = this.known[kind] ? mixed(this.seconds[kind], each) : each;
    this.known[kind] = true;
    if (overhead > 0) this.overhead = this.overhead > 0 ? mixed(this.overhead, overhead) : overhead;
  }

  /** How many candidates go in the next batch. */
  size(waiting: number, threads: number, purpose?: Purpose): number {
    return batchSize(waiting, threads, this.overhead, this.seconds[kindOf(purpose)]);
  }
}

/** Whether candidates take as long as verifications do. */
function kindOf(purpose: Purpose | undefined) {
  return purpose === "verify" ? "verified" : "screened";
}

function mixed(mean: number, latest: number): number {
  return mean + FRESHNESS * (latest - mean);
}
