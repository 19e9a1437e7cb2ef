import type { ResolvedJob } from "../job/job.js";
import { Archive } from "./archive.js";

/** What is recent: the last five minutes that the search worked, or its last batch where that took longer. */
const RECENT_SECONDS = 300;

/** How far a search has come. */
export interface Progress extends Standing {
  /** How many candidates were verified in full, how many of them fell, and the share of the workers' time that it took. */
  readonly verification: { readonly done: number; readonly fallen: number; readonly share: number | null };
}

/** How a search stands by its archive and its clock. */
export interface Standing {
  readonly evaluations: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly frontSize: number;
  readonly hypervolume: number;
  /** Evaluations since the hypervolume last rose notably. */
  readonly stagnant: number;
  /** See `Archive.bestGain`. */
  readonly bestGain: number | null;
  /** Seconds that the search has worked in all, verification included, interruptions left out. */
  readonly seconds: number;
  readonly recent: Recent;
}

/** How a search gets on of late. */
export interface Recent {
  /** Evaluations a second. */
  readonly rate: number;
  /** The rise of the hypervolume, as a share of what it was so many seconds ago; null before there was any. */
  readonly rise: { readonly share: number; readonly seconds: number } | null;
}

interface Mark {
  readonly seconds: number;
  readonly evaluations: number;
  readonly hypervolume: number;
}

/** Follows a search from batch to batch, as it runs or from its journal. */
export class Tracker {
  readonly archive: Archive;
  /** Where the search stood after its recent batches, oldest first; the first is where they began. */
  private readonly marks: Mark[] = [{ seconds: 0, evaluations: 0, hypervolume: 0 }];

  constructor(job: Pick<ResolvedJob, "reference" | "grid">) {
    this.archive = new Archive(job);
  }

  /** Notes the end of a batch, at so many seconds of work. */
  mark(seconds: number): void {
    const { evaluations, hypervolume } = this.archive;
    this.marks.push({ seconds, evaluations, hypervolume });
    while (this.marks.length > 2 && this.marks[1]!.seconds <= seconds - RECENT_SECONDS) this.marks.shift();
  }

  progress(): Standing {
    const { evaluations, counts, front, hypervolume, stagnant, bestGain } = this.archive;
    return {
      ...{ evaluations, counts: { ...counts }, frontSize: front.length, hypervolume, stagnant, bestGain },
      ...{ seconds: this.marks.at(-1)!.seconds, recent: this.recent() },
    };
  }

  private recent(): Recent {
    const [first, last] = [this.marks[0]!, this.marks.at(-1)!];
    const base = this.marks.find(({ hypervolume }) => hypervolume > 0) ?? last;
    return {
      rate: (last.evaluations - first.evaluations) / Math.max(last.seconds - first.seconds, 1e-3),
      rise:
        base === last
          ? null
          : { share: last.hypervolume / base.hypervolume - 1, seconds: last.seconds - base.seconds },
    };
  }
}
