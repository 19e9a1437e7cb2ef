import { AggregativeSolver } from "../../src/equilibrium/aggregative.js";
import { hasUniqueEquilibrium, regretByConcavity } from "../../src/equilibrium/concave-lemma.js";
import { solve } from "../../src/equilibrium/solve.js";
import { PURE_REGRET } from "../../src/equilibrium/tolerance.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import type { EquilibriumInstance } from "./schema.js";
import { type BenchReport, timedPasses } from "./timing.js";

/** An instance's answer: `ok` where its regret is at most 1e-8 of the top value; one bid a player. */
export interface EquilibriumAnswer {
  readonly id: EquilibriumInstance["id"];
  readonly ok: boolean;
  readonly b: readonly number[];
}

/**
 * Work unit W1, equilibria of Tullock contests: solves all instances again and again.
 *
 * @param minimum seconds to go on for, at least
 * @param where   how messages call the instances
 * @throws InputError where an exponent is out of bounds
 */
export async function benchEquilibrium(
  instances: readonly EquilibriumInstance[],
  minimum: number,
  where: string,
): Promise<BenchReport> {
  const contests = await Contests.of(instances, where);
  const seconds = timedPasses(() => contests.solveAll(), minimum);
  return {
    peer: "goldilocks",
    work: "W1",
    units_per_pass: instances.length,
    pass_seconds: seconds,
    solutions: contests.answers(),
  };
}

/** A contest, with room for what is worked out. */
interface Contest {
  readonly id: EquilibriumInstance["id"];
  readonly mechanism: Mechanism;
  readonly values: Float64Array;
  /** The values in units of the largest. */
  readonly scaled: Float64Array;
  readonly bids: Float64Array;
  ok: boolean;
}

/** Contests built and ready, solved all in one pass as the engine solves a game of their shape. */
export class Contests {
  private readonly solver = new AggregativeSolver();
  private readonly weights: Float64Array;

  private constructor(private readonly contests: readonly Contest[]) {
    this.weights = new Float64Array(Math.max(0, ...contests.map(({ values }) => values.length)));
  }

  /** @throws InputError where an exponent is out of bounds */
  static async of(instances: readonly EquilibriumInstance[], where: string): Promise<Contests> {
    return new Contests(
      await Promise.all(
        instances.map(async ({ id, a, v }, k): Promise<Contest> => {
          const candidate = { family: "tullock", parameters: { alpha: a } };
          const mechanism = await buildMechanism(candidate, `${where}: instances.${k}`);
          const [scaled, bids] = [new Float64Array(v.length), new Float64Array(v.length)];
          return { id, mechanism, values: Float64Array.from(v), scaled, bids, ok: false };
        }),
      ),
    );
  }

  /** Solves and certifies every contest afresh: nothing is carried over from the pass before. */
  solveAll(): void {
    for (const contest of this.contests) {
      contest.ok = this.solvedByTotal(contest) || solvedGenerally(contest);
    }
  }

  answers(): EquilibriumAnswer[] {
    return this.contests.map(({ id, ok, bids }) => ({ id, ok, b: Array.from(bids) }));
  }

  /** The path of own-bid rules of convex cost: one unknown, and the regret proved by the lemma. */
  private solvedByTotal({ mechanism: { shape }, values, scaled, bids }: Contest): boolean {
    if (shape.kind !== "own-bid" || values.length < 2 || !hasUniqueEquilibrium(shape.rule)) return false;
    let unit = 0;
    for (let i = 0; i < values.length; i++) if (values[i]! > unit) unit = values[i]!;
    for (let i = 0; i < values.length; i++) scaled[i] = values[i]! / unit;
    const { solver } = this;
    if (solver.solve(shape.rule, scaled) === "no interior solution") return false;
    if (!(regretByConcavity(shape.rule, scaled, solver.bids, this.weights).relative <= PURE_REGRET))
      return false;
    for (let i = 0; i < values.length; i++) bids[i] = solver.bids[i]! * unit;
    return true;
  }
}

/** The path of every other shape; where there is no pure equilibrium the bids are 0. */
function solvedGenerally({ mechanism, values, bids }: Contest): boolean {
  const { equilibria } = solve(mechanism, Array.from(values));
  const found = equilibria.find(({ kind, dominated }) => kind === "pure" && !dominated);
  bids.fill(0);
  if (found !== undefined) bids.set(found.bids);
  return found !== undefined;
}
