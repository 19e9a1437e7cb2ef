import type { Scores } from "../../src/evaluation/evaluation.js";
import type { ProfileResult } from "../../src/evaluation/profile-result.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import type { ScenarioDominance } from "../../src/pareto/dominance.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import type { TaskStatus } from "../executor/executor.js";
import type { ResolvedJob } from "../job/job.js";

export const FRONT_SCHEMA = "goldilocks/front/1";

/**
 * How a mechanism does at one profile, as it is published: what follows from the bids is left out, and worked
 * out again by who needs it (`detail.ts`). Where bids are a limit nothing follows from them, and the outcome is
 * kept.
 */
export type PublishedResult = Omit<ProfileResult, Derived | "allocations" | "payments"> &
  Partial<Pick<ProfileResult, "allocations" | "payments">>;

type Derived = "metrics" | "utilities";

/**
 * Seconds that workers spent: on the candidates that ended in each status, and on verifying in full what would be on the
 * front.
 */
export interface Work {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly verification: number;
}

/** The result of a search, as the program holds it. In `front.json` it is a `PublishedFront`. */
export interface Front<Result = ProfileResult> {
  readonly schema: typeof FRONT_SCHEMA;
  /** SHA-256 of the canonical JSON of everything but this key. */
  readonly sha256: string;
  readonly job: ResolvedJob;
  readonly jobHash: string;
  /** The only part in which two runs of one job may differ. */
  readonly made: {
    readonly at: string;
    readonly code: string;
    readonly node: string;
    readonly seed: number;
    readonly wallSeconds: number;
    readonly workers: number;
    /** Seconds that the workers spent on candidates by status and on verifying; older files have none. */
    readonly work?: Work;
  };
  readonly objectives: readonly {
    readonly name: string;
    readonly unit: string;
    readonly sense: "maximise" | "minimise";
  }[];
  readonly scenario: Scenario;
  /** PAP on the same scenario. */
  readonly baseline: Point<Result>;
  /** Points to compare with that were not searched for: WTA, and the Tullock curve by rising alpha. */
  readonly references: readonly Point<Result>[];
  /** How many candidates ended in each status. */
  readonly counts: Readonly<Record<string, number>>;
  readonly stopped: { readonly reason: string; readonly success: boolean };
  readonly hypervolume: {
    readonly value: number;
    readonly reference: readonly number[];
    /** Pairs of evaluations told so far and the hypervolume then. */
    readonly history: readonly (readonly [number, number])[];
  };
  /** How many points the front has, of which the file holds at most `frontSize`, evenly spread; older files do not say. */
  readonly found?: number;
  /** How many candidates were verified in full, and how many of them fell; older files do not say. */
  readonly verification?: { readonly done: number; readonly fallen: number };
  /** A choice of what was rejected, for pictures; older files have none. */
  readonly rejected?: readonly Rejected[];
  readonly front: readonly FrontPoint<Result>[];
}

/** A candidate that failed a constraint, and what it would score without it. */
export interface Rejected {
  readonly id: number;
  readonly candidate: Candidate;
  readonly status: TaskStatus;
  readonly scores: Scores;
}

/** A mechanism and how it scores on the scenario. */
export interface Point<Result = ProfileResult> {
  readonly candidate: Candidate;
  readonly scores: Scores;
  readonly perProfile: readonly Result[];
}

export interface FrontPoint<Result = ProfileResult> extends Point<Result> {
  readonly id: number;
  /** What was maximised, in the order of the front's objectives. */
  readonly objectives: readonly number[];
  /** Verdicts of older files lack a grade and have sentences for a domain; `detail.ts` translates them. */
  readonly sybil: readonly Verdict[];
  readonly dominatesPap: ScenarioDominance;
}

/** A front as its file has it. */
export type PublishedFront = Front<PublishedResult>;
export type PublishedPoint = Point<PublishedResult>;
export type PublishedFrontPoint = FrontPoint<PublishedResult>;
