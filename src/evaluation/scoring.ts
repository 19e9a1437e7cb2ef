import { dominanceAt, dominanceOver, RELATIVE_ERROR, type ScenarioDominance } from "../pareto/dominance.js";
import type { Scores } from "./evaluation.js";
import type { ProfileResult, Stage } from "./profile-result.js";

/** The scores of the profiles, where each has an equilibrium. */
export function scoresOf(perProfile: readonly ProfileResult[], weights: readonly number[]): Scores {
  const mean = (figure: (result: ProfileResult) => number | null) =>
    perProfile.reduce((total, result, k) => total + (figure(result) ?? 0) * weights[k]!, 0);
  return {
    revenueOverPap: mean((result) => result.revenueOverPap),
    fairnessOverPap: mean((result) => result.fairnessOverPap),
    // Scenario profiles have top value 1, so revenue is its own share of the top value.
    revenueShare: mean((result) => result.revenue),
    fairness: mean((result) => result.fairness),
    fairnessActive: mean((result) => result.fairnessActive),
    margin: Math.min(...perProfile.map((result) => (result.revenueOverPap ?? 0) - 1)),
  };
}

/** How the profiles stand to PAP, each by its worst case. */
export function dominanceOf(
  stages: readonly Stage[],
  perProfile: readonly ProfileResult[],
  weights: readonly number[],
): ScenarioDominance {
  const margins = perProfile.map((result, k) => {
    const { revenue, fairnessActive } = stages[k]!.pap;
    const performance = { revenue: result.revenue ?? 0, fairness: result.fairnessActive ?? 0 };
    return dominanceAt(performance, { revenue, fairness: fairnessActive }).margins;
  });
  return dominanceOver(margins, weights, RELATIVE_ERROR, notableOver(perProfile));
}

/**
 * How far above PAP's a figure must be to count as better: `RELATIVE_ERROR`, and where equilibria are mixed the square root
 * of the largest regret left. Strategies that nearly are best responses may lie so far from those that are; it is an
 * estimate, and no bound.
 */
export function notableOver(perProfile: readonly Pick<ProfileResult, "kind" | "regret">[]): number {
  const regrets = perProfile.map(({ kind, regret }) => (kind === "mixed" ? (regret?.relative ?? 0) : 0));
  return Math.max(RELATIVE_ERROR, Math.sqrt(Math.max(0, ...regrets)));
}
