import type { Front, FrontPoint, Point } from "../../../../search/front/front.js";
import { objectiveOf } from "../../../../src/evaluation/objective.js";
import type { ProfileResult } from "../../../../src/evaluation/profile-result.js";
import { metricsOf } from "../../../../src/metric/metrics.js";
import type { Verdict } from "../../../../src/sybil/verdict.js";

/** Fronts that pages are tried with: small, empty, large and hostile. */

export const HOSTILE = `</script><img src=x onerror="alert(1)"><!--<script>$&$'$\`{{title}} & "quotes" </title>`;

export const profile: ProfileResult = {
  profile: "article",
  status: "pure",
  equilibria: 1,
  dominatedEquilibria: 0,
  revenue: 0.34,
  revenueOverPap: 1.02,
  fairness: 0.47,
  fairnessActive: 0.47,
  fairnessOverPap: 1,
  metrics: metricsOf([1, 0.5], { allocations: [2 / 3, 1 / 3], payments: [0.22, 0.12] }),
  kind: "pure",
  bids: [0.22, 0.11],
  allocations: [2 / 3, 1 / 3],
  payments: [0.22, 0.12],
  utilities: [0.44, 0.05],
  regret: { absolute: 1e-16, relative: 1e-16, kind: "searched" },
};

export const refuted: Verdict = {
  notion: "split",
  outcome: "refuted",
  grade: "proved-by-certificate",
  witness: {
    others: [1],
    single: { bid: 3, allocation: 1, payment: 3 },
    identities: [2, 1],
    allocation: 1,
    payment: 2,
    allocationChange: 0,
    paymentChange: -1,
    value: null,
    gain: null,
    gainShare: null,
  },
  domain: { identities: 8, rivals: { fewest: 0, most: 5 }, values: "any" },
  tolerance: 1e-9,
  largestGainShare: 1 / 3,
};

export const pap: Point = {
  candidate: { family: "pap" },
  scores: {
    revenueOverPap: 1,
    fairnessOverPap: 1,
    revenueShare: 0.33,
    fairness: 0.47,
    fairnessActive: 0.47,
    margin: 0,
  },
  perProfile: [profile],
};

export const margin = { revenue: 0.02, fairness: 0 };
export const found: FrontPoint<ProfileResult> = {
  ...pap,
  id: 7,
  objectives: [1.02, 1],
  candidate: { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.02 } },
  sybil: [refuted],
  dominatesPap: { kind: "uniform", strict: false, margins: { smallest: margin, mean: margin } },
};

export const scenario = {
  name: "article",
  profiles: [{ name: "article", values: [1, 0.5], scale: 4, unit: "value units", weight: 1 }],
};

export const front: Front = {
  schema: "goldilocks/front/1",
  sha256: "0".repeat(64),
  job: {
    name: "sample",
    seed: 1,
    scenario,
    families: [],
    objectives: [objectiveOf("revenueOverPap"), objectiveOf("fairnessOverPap")],
    reference: [0, 0],
    selection: "every-equilibrium",
    constraints: {
      notions: ["best-response"],
      identities: 8,
      tolerance: 1e-9,
      withholding: false,
      regret: 1e-8,
    },
    optimiser: { name: "low-discrepancy" },
    budget: { evaluations: 10 },
    batch: 16,
    grid: 0,
    frontSize: 200,
  },
  jobHash: "1".repeat(64),
  made: {
    at: "2025-01-01T00:00:00.000Z",
    code: "0.1.0",
    node: "v20",
    seed: 1,
    wallSeconds: 2,
    workers: 1,
    work: { byStatus: { feasible: 1.5 }, verification: 3 },
  },
  objectives: [{ name: "revenueOverPap", unit: "relative to PAP", sense: "maximise" }],
  scenario,
  baseline: pap,
  references: [
    {
      ...pap,
      candidate: { family: "tullock", parameters: { alpha: 0.9 } },
      scores: { ...pap.scores, revenueOverPap: 0.95, fairnessOverPap: 0.9 },
    },
  ],
  counts: { feasible: 4, "refuted-split": 6 },
  stopped: { reason: "budget of 10 evaluations", success: true },
  hypervolume: { value: 1.02, reference: [0, 0], history: [[10, 1.02]] },
  rejected: [
    {
      id: 3,
      candidate: { family: "tullock", parameters: { alpha: 0.9 } },
      status: "refuted-split",
      scores: { ...pap.scores, revenueOverPap: 0.97 },
    },
  ],
  front: [found],
};

export const empty: Front = {
  ...front,
  front: [],
  hypervolume: { value: 0, reference: [0, 0], history: [] },
};

/** A front of many points over many profiles of many players, all with the same equilibrium figures. */
export function largeFront(points: number, profiles: number, players: number): Front {
  const values = Array.from({ length: players }, (_, i) => 1 - i / (2 * players));
  const [bids, allocations] = [1 / 3, 1 / players].map((each) => new Array<number>(players).fill(each));
  const metrics = metricsOf(values, { allocations: allocations!, payments: bids! });
  const crowd: ProfileResult = { ...profile, bids: bids!, metrics };
  const perProfile = new Array<ProfileResult>(profiles).fill(crowd);
  const large = { ...scenario.profiles[0]!, values, weight: 1 / profiles };
  const at = (k: number): FrontPoint<ProfileResult> => {
    const [revenueOverPap, fairnessOverPap] = [1 + k / points, 1 - (k / points) ** 2 / 2];
    return {
      ...found,
      id: k,
      candidate: { family: "pap-fee", parameters: { fee: 0, endogenousFee: (k + 1) / points / 10 } },
      scores: { ...found.scores, revenueOverPap, fairnessOverPap },
      objectives: [revenueOverPap, fairnessOverPap],
      perProfile,
    };
  };
  return {
    ...front,
    scenario: { ...scenario, profiles: new Array(profiles).fill(large) },
    baseline: { ...pap, perProfile },
    references: front.references.map((point) => ({ ...point, perProfile })),
    front: Array.from({ length: points }, (_, k) => at(k)),
  };
}

/** The Tullock curve at three exponents, at the last of which one profile has a second equilibrium. */
export const jumpingCurve: Front["references"] = [0.9, 1.1, 1.2].map((alpha, k) => ({
  ...front.references[0]!,
  candidate: { family: "tullock", parameters: { alpha } },
  scores: {
    ...front.references[0]!.scores,
    revenueOverPap: 0.999 + 0.001 * k,
    fairnessOverPap: 1 - 0.001 * k,
  },
  perProfile: front.references[0]!.perProfile.map((result) => ({ ...result, equilibria: k < 2 ? 1 : 2 })),
}));

/** Markup and placeholders wherever a file can hold a string of its own. */
export const hostile: Front = {
  ...front,
  job: { ...front.job, name: HOSTILE, comment: HOSTILE },
  scenario: {
    ...scenario,
    name: HOSTILE,
    profiles: [{ ...scenario.profiles[0]!, name: HOSTILE, unit: HOSTILE }],
  },
  stopped: { reason: HOSTILE, success: false },
  counts: { [HOSTILE]: 1 },
  rejected: [
    {
      ...front.rejected![0]!,
      candidate: { family: HOSTILE, weight: HOSTILE },
      status: HOSTILE as "withholds",
    },
  ],
  front: [
    {
      ...found,
      perProfile: [{ ...profile, profile: HOSTILE }],
      sybil: [{ ...refuted, outcome: "proved", argument: HOSTILE }],
    },
  ],
};
