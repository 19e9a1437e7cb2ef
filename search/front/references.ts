import type { Candidate } from "../../src/mechanism/mechanism.js";

/** What every front is compared with. */
export const BASELINE: Candidate = { family: "pap" };

const TULLOCK_ALPHAS = [
  ...[0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1],
  ...[1.01, 1.02, 1.03, 1.04, 1.05, 1.1, 1.15, 1.2, 1.3],
] as const;

/** Points that every picture of a front shows, where they have an equilibrium: WTA, and the Tullock curve by rising alpha. */
export const REFERENCES: readonly Candidate[] = [
  { family: "wta" },
  ...TULLOCK_ALPHAS.map((alpha) => ({ family: "tullock", parameters: { alpha } })),
];
