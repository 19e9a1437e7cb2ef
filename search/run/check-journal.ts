import { type CheckedClaim, type Fault, faultUnless, judged } from "../front/check/claim.js";
import type { PublishedFront } from "../front/front.js";
import { stableJson } from "../io/canonical.js";
import { STOPPED } from "../job/stop-reason.js";
import type { Entry } from "./journal.js";
import { Replay, stepsOf } from "./replay.js";

/**
 * Compares what only the journal of a run tells with its front: the counts, the hypervolume's history, how many points the
 * front has, which candidates were verified or rejected, why a limit on time ended the search, and where the time went.
 * A front that was written at an interrupt is compared with the journal up to there.
 *
 * @param entries reads the journal, at each call from its beginning
 */
export function checkJournal(front: PublishedFront, entries: () => Iterable<Entry>): CheckedClaim {
  const counted = Object.values(front.counts).reduce((sum, count) => sum + count, 0);
  const replay = replayedUpTo(counted, front, entries());
  const { archive, rejects, verification, work } = replay;
  const isAtRest = front.stopped.reason === STOPPED.interrupted(counted);
  const stopped = isAtRest ? null : replay.stopped;
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
    front.verification === undefined ? null : same("verified", front.verification, verification),
    front.made.work === undefined ? null : same("work", front.made.work, work),
    stopped === null ? null : same("stopped", front.stopped.reason, stopped),
    ...front.front.map(({ id, candidate, sybil, dominatesPap }) => {
      const point = replay.front.find((each) => each.id === id);
      const verified = point === undefined ? null : [point.candidate, point.sybil, point.dominatesPap];
      return same(`point ${id}`, [candidate, sybil, dominatesPap], verified);
    }),
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

/** The replay of a journal up to so many evaluations. */
function replayedUpTo(evaluations: number, { job }: PublishedFront, entries: Iterable<Entry>): Replay {
  const replay = new Replay(job);
  for (const step of stepsOf(entries)) {
    if ("results" in step && replay.archive.evaluations >= evaluations) break;
    replay.take(step);
  }
  return replay;
}
