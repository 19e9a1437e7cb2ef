import { type CheckedClaim, type Fault, faultUnless, judged } from "../front/check/claim.js";
import type { PublishedFront } from "../front/front.js";
import { stableJson } from "../io/canonical.js";
import type { Entry } from "./journal.js";
import { settledReplay } from "./replay.js";

/**
 * Compares what only the journal of a run tells with its front: the counts, the hypervolume's history, how many points the
 * front has, which candidates were verified or rejected, why a limit on time ended the search, and where the time went.
 *
 * @param entries reads the journal, at each call from its beginning
 */
export function checkJournal(front: PublishedFront, entries: () => Iterable<Entry>): CheckedClaim {
  const { archive, verified, rejects, stopped, work } = settledReplay(front.job, entries);
  const same = (what: string, stated: unknown, journalled: unknown): Fault =>
    faultUnless(
      stableJson(stated) === stableJson(journalled),
      `${what}: ${stableJson(stated)} in the file, ${stableJson(journalled)} in the journal`,
    );
  return judged("counts, history, points and time are those of the journal", [
    same("counts", front.counts, archive.counts),
    same("hypervolume", front.hypervolume.value, archive.hypervolume),
    same("history", front.hypervolume.history, archive.history),
    front.found === undefined ? null : same("points found", front.found, archive.front.length),
    front.made.work === undefined ? null : same("work", front.made.work, work),
    stopped === null ? null : same("stopped", front.stopped.reason, stopped),
    ...front.front.map(({ id, candidate }) =>
      same(`point ${id}`, candidate, verified.get(id)?.candidate ?? null),
    ),
    ...(front.rejected ?? []).map(({ id, candidate, status }) => {
      const kept = rejects.kept.find((each) => each.id === id);
      return same(
        `rejected ${id}`,
        { candidate, status },
        { candidate: kept?.candidate, status: kept?.status },
      );
    }),
  ]);
}
