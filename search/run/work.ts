import type { Entry } from "./journal.js";

/** Seconds that workers spent: on the candidates that ended in each status, and on verifying the front in full. */
export interface Work {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly verification: number;
}

/** Where the time of a run went, as far as its journal says. */
export function workOf(entries: Iterable<Entry>): Work {
  const byStatus: Record<string, number> = {};
  let verification = 0;
  for (const entry of entries) {
    if ("id" in entry) byStatus[entry.status] = (byStatus[entry.status] ?? 0) + (entry.took ?? 0);
    else if ("verified" in entry) verification += entry.result.took ?? 0;
  }
  return { byStatus, verification };
}
