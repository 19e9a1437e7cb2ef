import { InputError } from "../../src/input-error.js";
import type { Crew, TaskResult, VerifiedResult } from "../executor/executor.js";
import type { Work } from "../front/front.js";
import { shareOfVerification } from "../front/work.js";
import type { ResolvedJob } from "../job/job.js";
import type { Archive } from "./archive.js";
import type { Entry, Mark, Stop } from "./journal.js";
import { RejectSample } from "./rejects.js";
import { type Progress, Tracker } from "./tracker.js";

/**
 * A batch of candidates, in the order of their ids, and the verifications of those that would be on the front, in the
 * order made. Without its mark it is not over: results or verifications are missing.
 */
export interface Batch {
  readonly results: readonly TaskResult[];
  readonly verified: readonly VerifiedResult[];
  readonly mark: Mark | null;
}

/** What a run does: it takes in a batch, or stops by the clock. */
export type Step = Batch | Stop;

/** The steps that the entries of a journal record. */
export function* stepsOf(entries: Iterable<Entry>): Generator<Step> {
  let results: TaskResult[] = [];
  let verified: VerifiedResult[] = [];
  for (const entry of entries) {
    if ("id" in entry) {
      results.push(entry);
    } else if ("verified" in entry) {
      verified.push(entry.verified);
    } else if ("seconds" in entry) {
      yield { results, verified, mark: entry };
      [results, verified] = [[], []];
    } else {
      yield entry;
    }
  }
  if (results.length > 0) yield { results, verified, mark: null };
}

/** The results of a batch, those that were verified as their verification found them. */
export function settledResults({ results, verified }: Omit<Batch, "mark">): TaskResult[] {
  const found = new Map(verified.map((each) => [each.id, each]));
  return results.map((result) => found.get(result.id) ?? result);
}

export function isVerified(result: TaskResult): result is VerifiedResult {
  return "sybil" in result;
}

/**
 * Everything that a run's steps amount to: the archive and its progress, the verified front, where the time went, a sample
 * of what was rejected, who worked, and why a limit on time ended the search. A running search takes each step as it
 * journals it; everybody else takes the steps of a journal.
 */
export class Replay {
  readonly rejects = new RejectSample();
  /** Who worked at the end of the last batch; null where the journal does not say. */
  crew: Crew | null = null;
  /** Why a limit on time ended the search, where one did. */
  stopped: string | null = null;
  /** The batch that is not over yet, where there is one; nothing else counts it. */
  open: Batch | null = null;
  /** How many candidates were verified in full, and how many of them fell. */
  readonly verification = { done: 0, fallen: 0 };
  private readonly tracker: Tracker;
  private readonly seconds: Record<string, number> = {};
  private verifying = 0;

  constructor(job: Pick<ResolvedJob, "reference" | "grid">) {
    this.tracker = new Tracker(job);
  }

  get archive(): Archive {
    return this.tracker.archive;
  }

  /** The front, every point of which is verified in full. */
  get front(): readonly VerifiedResult[] {
    return this.archive.front.filter(isVerified);
  }

  /** Seconds that workers spent, by what they spent them on. */
  get work(): Work {
    return { byStatus: { ...this.seconds }, verification: this.verifying };
  }

  get progress(): Progress {
    const share = shareOfVerification(this.work);
    return { ...this.tracker.progress(), verification: { ...this.verification, share } };
  }

  /** @throws InputError where a batch that is over brings something to the front that it has no verification of */
  take(step: Step): void {
    if ("stopped" in step) this.stopped = step.stopped;
    else if (step.mark === null) this.open = step;
    else this.takeBatch(step, step.mark);
  }

  private takeBatch(batch: Batch, mark: Mark): void {
    this.archive.add(settledResults(batch));
    const unverified = this.archive.members.find((member) => !isVerified(member));
    if (unverified !== undefined) {
      throw new InputError(
        `the journal has no verification of candidate ${unverified.id}, which is on the front (it was written by another ` +
          "version of this program, or of Node); choose another folder with --out",
      );
    }
    for (const result of batch.results) {
      this.rejects.add(result);
      this.seconds[result.status] = (this.seconds[result.status] ?? 0) + (result.took ?? 0);
    }
    for (const { status, took = 0 } of batch.verified) {
      this.verifying += took;
      this.verification.done++;
      if (status !== "feasible") this.verification.fallen++;
    }
    this.tracker.mark(mark.seconds);
    const { alive, workers } = mark;
    this.crew = alive === undefined || workers === undefined ? null : { alive, workers };
  }
}

/** Replays a journal to its end. */
export function replayed(job: Pick<ResolvedJob, "reference" | "grid">, entries: Iterable<Entry>): Replay {
  const replay = new Replay(job);
  for (const step of stepsOf(entries)) replay.take(step);
  return replay;
}
