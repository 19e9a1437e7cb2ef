import type { ProfileResult, Scores } from "../../src/evaluate.js";
import type { Candidate } from "../../src/mechanism/mechanism.js";
import type { ScenarioDominance } from "../../src/pareto/dominance.js";
import type { Scenario } from "../../src/scenario/scenario.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import type { ResolvedJob } from "../job.js";

export const FRONT_SCHEMA = "goldilocks/front/1";

/** The published result of a search: `front.json`. */
export interface Front {
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
  };
  readonly objectives: readonly {
    readonly name: string;
    readonly unit: string;
    readonly sense: "maximise" | "minimise";
  }[];
  readonly scenario: Scenario;
  /** PAP on the same scenario. */
  readonly baseline: Point;
  /** Points to compare with that were not searched for: WTA, and the Tullock curve by rising alpha. */
  readonly references: readonly Point[];
  /** How many candidates ended in each status. */
  readonly counts: Readonly<Record<string, number>>;
  readonly stopped: { readonly reason: string; readonly success: boolean };
  readonly hypervolume: {
    readonly value: number;
    readonly reference: readonly number[];
    /** Pairs of evaluations told so far and the hypervolume then. */
    readonly history: readonly (readonly [number, number])[];
  };
  readonly front: readonly FrontPoint[];
}

/** A mechanism and how it scores on the scenario. */
export interface Point {
  readonly candidate: Candidate;
  readonly scores: Scores;
  readonly perProfile: readonly ProfileResult[];
}

export interface FrontPoint extends Point {
  readonly id: number;
  readonly sybil: readonly Verdict[];
  readonly dominatesPap: ScenarioDominance;
}
