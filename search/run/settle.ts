import type { TaskResult, VerifiedResult } from "../executor/executor.js";
import type { Archive } from "./archive.js";
import { type Batch, isVerified, settledResults } from "./replay.js";

/**
 * Verifies in full what a batch would bring to the front, round by round: what falls is not feasible, so another round
 * takes what it had hidden or dominated, until every point that the archive would keep is verified. Each round is in the
 * order of ids. What one verification finds counts only at the end of its round, so that a run that was stopped within a
 * round goes on with that round.
 *
 * @param archive as it was before the batch
 * @param batch   all results of the batch, and the verifications that are known already
 * @param verify  verifies candidates, and keeps what it finds; null where it was interrupted
 * @returns every verification of the batch, in the order made; null where it was interrupted
 */
export async function settle(
  archive: Archive,
  { results, verified }: Omit<Batch, "mark">,
  verify: (candidates: readonly TaskResult[]) => Promise<readonly VerifiedResult[] | null>,
): Promise<VerifiedResult[] | null> {
  const known = new Map(verified.map((each) => [each.id, each]));
  const counted: VerifiedResult[] = [];
  for (;;) {
    const kept = archive.keptWith(settledResults({ results, verified: counted }));
    const round = kept.filter((result) => !isVerified(result));
    if (round.length === 0) return counted;
    const unknown = round.filter(({ id }) => !known.has(id));
    const found = unknown.length === 0 ? [] : await verify(unknown);
    if (found === null) return null;
    for (const each of found) known.set(each.id, each);
    counted.push(...round.map(({ id }) => known.get(id)!));
  }
}
