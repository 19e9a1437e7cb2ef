import { solvePure } from "../../equilibrium/solve.js";
import { buildMechanism } from "../../mechanism/build.js";
import { randomStream } from "../../numeric/random.js";
import { papBenchmark } from "../../scenario/pap-benchmark.js";
import { caseText, type Slack, Slacks } from "./slack.js";
import { ruleText } from "./star-guards.js";
import { finiteSlopesCandidate } from "./star-rules.js";

export interface UnequalSlacks {
  /** 1 - c(1) f'(0) / (c'(0) f(1)): by how much less than PAP a rule raises in the limit. */
  readonly limit: Slack;
  /** 1 - R / R_PAP at the smallest ratio. */
  readonly revenue: Slack;
  /** Largest |R / R_PAP - limit| there. */
  readonly distance: number;
}

/** Random rules of finite slopes at 0, at two values of ratio r near 0. */
export async function unequalGuard(
  ratio: number,
  { rules, seed }: { readonly rules: number; readonly seed: number },
): Promise<UnequalSlacks> {
  const [limit, revenue] = [new Slacks(), new Slacks()];
  let distance = 0;
  for (let k = 0; k < rules; k++) {
    const candidate = finiteSlopesCandidate(randomStream(seed, k));
    const mechanism = await buildMechanism(candidate);
    const { a, g } = candidate.parameters as { a: number; g: number };
    const bound = 1 / ((1 + g) * (1 + a));
    const where = () => caseText(ruleText(candidate), [1, ratio]);
    limit.add(1 - bound, where);
    for (const { bids, payments } of solvePure(mechanism, [1, ratio]).equilibria) {
      if (bids.some((bid) => !(bid > 0))) continue;
      const over = (payments[0]! + payments[1]!) / papBenchmark([1, ratio]).total;
      revenue.add(1 - over, where);
      distance = Math.max(distance, Math.abs(over - bound));
    }
  }
  return { limit: limit.of(rules), revenue: revenue.of(rules), distance };
}
