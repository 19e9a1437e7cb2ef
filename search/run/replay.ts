import type { Crew, TaskResult, VerifiedResult } from "../executor/executor.js";
import type { Work } from "../front/front.js";
import type { ResolvedJob } from "../job/job.js";
import type { Archive } from "./archive.js";
import type { Entry, Mark, Stop, Verified } from "./journal.js";
import { RejectSample } from "./rejects.js";
import { Tracker } from "./tracker.js";

/** A batch of candidates, in the order of their ids. Without its mark it was torn, and the search asks for its rest. */
export interface Batch {
  readonly results: readonly TaskResult[];
  readonly mark: Mark | null;
}

/** What a run does: it takes in a batch, stops by the clock, or verifies a point. */
export type Step = Batch | Stop | Verified;

/** The steps that the entries of a journal record. */
export function* stepsOf(entries: Iterable<Entry>): Generator<Step> {
  let results: TaskResult[] = [];
  for (const entry of entries) {
    if ("id" in entry) {
      results.push(entry);
    } else if ("seconds" in entry) {
      yield { results, mark: entry };
      results = [];
    } else {
      yield entry;
    }
  }
  if (results.length > 0) yield { results, mark: null };
}

/**
 * Everything that a run's steps amount to: the archive and its progress, the verifications, where the time went, a sample of
 * what was rejected, who worked, and why a limit on time ended the search. A running search takes each step as it journals
 * it; everybody else takes the steps of a journal.
 */
export class Replay {
  readonly tracker: Tracker;
  /** What the full verification of a front point came to, by its id. */
  readonly verified = new Map<number, VerifiedResult>();
  readonly rejects = new RejectSample();
  /** Who worked at the end of the last batch; null where the journal does not say. */
  crew: Crew | null = null;
  /** Why a limit on time ended the search, where one did. */
  stopped: string | null = null;
  private readonly seconds: Record<string, number> = {};
  private verification = 0;

  /** @param fallen verifications that count in place of what the search had found of the same candidate */
  constructor(
    { reference }: Pick<ResolvedJob, "reference">,
    private readonly fallen: ReadonlyMap<number, TaskResult> = new Map(),
  ) {
    this.tracker = new Tracker(reference);
  }

  get archive(): Archive {
    return this.tracker.archive;
  }

  /** Seconds that workers spent, by what they spent them on. */
  get work(): Work {
    return { byStatus: { ...this.seconds }, verification: this.verification };
  }

  take(step: Step): void {
    if ("results" in step) this.takeBatch(step);
    else if ("stopped" in step) this.stopped = step.stopped;
    else {
      this.verified.set(step.verified.id, step.verified);
      this.verification += step.verified.took ?? 0;
    }
  }

  private takeBatch({ results, mark }: Batch): void {
    this.archive.add(results.map((result) => this.fallen.get(result.id) ?? result));
    for (const result of results) {
      this.rejects.add(result);
      this.seconds[result.status] = (this.seconds[result.status] ?? 0) + (result.took ?? 0);
    }
    if (mark === null) return;
    this.tracker.mark(mark.seconds);
    const { alive, workers } = mark;
    this.crew = alive === undefined || workers === undefined ? null : { alive, workers };
  }
}

/**
 * Replays a journal to its end.
 *
 * @param fallen as in `Replay`
 */
export function replayed(
  job: Pick<ResolvedJob, "reference">,
  entries: Iterable<Entry>,
  fallen?: ReadonlyMap<number, TaskResult>,
): Replay {
  const replay = new Replay(job, fallen);
  for (const step of stepsOf(entries)) replay.take(step);
  return replay;
}

/** Replays a journal to its end, points that fell in their verification counted as fallen. */
export function settledReplay(
  job: Pick<ResolvedJob, "reference">,
  entriesAgain: () => Iterable<Entry>,
): Replay {
  const replay = replayed(job, entriesAgain());
  const fallen = fallenOf(replay.verified);
  return fallen.size === 0 ? replay : replayed(job, entriesAgain(), fallen);
}

/** The verifications that did not confirm what the search had found. */
export function fallenOf(verified: ReadonlyMap<number, VerifiedResult>): Map<number, VerifiedResult> {
  return new Map([...verified].filter(([, { status }]) => status !== "feasible"));
}
