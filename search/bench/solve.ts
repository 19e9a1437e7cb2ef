import type { Solution } from "../../src/equilibrium/solution.js";
import { solvePure } from "../../src/equilibrium/solve.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { SolveWork } from "./schema.js";
import type { BenchReport } from "./timing.js";

/** The report of work unit W5: beside the whole, the milliseconds of a game in the median pass, by number of players. */
export interface SolveReport extends BenchReport {
  readonly by_players: Readonly<Record<string, number>>;
}

/** A game's answer: every equilibrium found, with its regret relative to the top value. */
interface GameAnswer {
  readonly status: Solution["status"];
  readonly equilibria: readonly {
    readonly bids: readonly number[];
    readonly revenue: number;
    readonly regret: number;
  }[];
}

/**
 * Work unit W5: every mechanism of a file at every one of its profiles, all pure equilibria, each certified, again and
 * again, by the code of `goldilocks solve` and of searches. A game without one has an empty list: mixed play is not
 * looked for. Each pass builds the mechanisms anew, so that no table is carried over; building is not timed.
 *
 * @param minimum seconds to go on for, at least
 * @param where   how messages call the work
 * @throws InputError where a candidate is no mechanism
 */
export async function benchSolve(
  { mechanisms: candidates, profiles }: SolveWork,
  minimum: number,
  where: string,
): Promise<SolveReport> {
  const build = () =>
    Promise.all(candidates.map((candidate, k) => buildMechanism(candidate, `${where}: mechanisms.${k}`)));
  const counts = [...new Set(profiles.map(({ length }) => length))].sort((a, b) => a - b);
  const parts = new Map<number, number[]>(counts.map((players) => [players, []]));
  const seconds: number[] = [];
  let answers: GameAnswer[][] = [];
  const end = performance.now() + minimum * 1000;
  for (let pass = 0; pass < 2 || performance.now() < end; pass++) {
    const mechanisms = await build();
    answers = mechanisms.map(() => []);
    const spent = new Map(counts.map((players) => [players, 0]));
    mechanisms.forEach((mechanism, m) => {
      profiles.forEach((values, p) => {
        const start = performance.now();
        answers[m]![p] = answerOf(solvePure(mechanism, values));
        spent.set(values.length, spent.get(values.length)! + (performance.now() - start) / 1000);
      });
    });
    // The first pass warms up.
    if (pass === 0) continue;
    seconds.push([...spent.values()].reduce((sum, each) => sum + each, 0));
    for (const [players, each] of spent) parts.get(players)!.push(each);
  }
  const games = (players: number) =>
    candidates.length * profiles.filter(({ length }) => length === players).length;
  return {
    ...{ peer: "goldilocks", work: "W5", units_per_pass: candidates.length * profiles.length },
    pass_seconds: seconds,
    by_players: Object.fromEntries(
      Array.from(parts, ([players, spent]) => [players, (1000 * median(spent)) / games(players)]),
    ),
    solutions: answers,
  };
}

function answerOf({ status, equilibria }: Solution): GameAnswer {
  return {
    status,
    equilibria: equilibria.map(({ bids, payments, regret }) => ({
      bids,
      revenue: payments.reduce((sum, payment) => sum + payment, 0),
      regret: regret.relative,
    })),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
