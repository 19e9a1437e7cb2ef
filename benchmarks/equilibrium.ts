import { availableParallelism, cpus } from "node:os";
import { measure } from "mitata";
import { Contests } from "../search/bench/equilibrium.js";
import type { EquilibriumInstance } from "../search/bench/schema.js";
import { timedPasses } from "../search/bench/timing.js";
import { figure } from "../search/show/text/format.js";
import { table } from "../search/show/text/table.js";
import { certify } from "../src/equilibrium/certify.js";
import { buildMechanism } from "../src/mechanism/build.js";
import { contestsOf } from "./instances.js";
import { IteratedBestResponse } from "./peers/iterated-best-response.js";

/**
 * Speed and quality of the equilibrium engine on contests of 2 to 10,000 players. Every solve is certified
 * within the timing, by the concavity lemma; every answer is judged once more, untimed, by the certifier's
 * global search. Run it with `npm run bench` on a machine that has nothing else to do.
 */
const SIZES = [
  { players: 2, count: 400 },
  { players: 5, count: 400 },
  { players: 20, count: 100 },
  { players: 100, count: 40 },
  { players: 1000, count: 8 },
  { players: 10_000, count: 2 },
] as const;

/** Sizes that the peer can do, and how many contests it is given. */
const PEER_SIZES = [
  { players: 2, count: 20 },
  { players: 5, count: 20 },
  { players: 20, count: 4 },
] as const;

const WARM_UP_SECONDS = 0.5;
const ROUNDS = 7;
const ROUND_SECONDS = 0.2;

print(machine());
await printOwnFigures();
await printPeerFigures();

async function printOwnFigures(): Promise<void> {
  const rows: string[][] = [];
  for (const { players, count } of SIZES) {
    const instances = contestsOf(players, count);
    const contests = await Contests.of(instances, "benchmark");
    timedPasses(() => contests.solveAll(), WARM_UP_SECONDS);
    const { p25, p50, p75 } = await measure(() => contests.solveAll());
    rows.push([
      `${players}`,
      `${count}`,
      figure((count * 1e9) / p50, 4),
      `${figure((100 * (p75 - p25)) / p50, 2)} %`,
      figure(p50 / 1000 / count / players, 3),
      figure(await worstRegret(instances, contests)),
      `${contests.answers().filter(({ ok }) => !ok).length}`,
    ]);
  }
  print(rightAligned(["n", "contests", "solves/s", "spread", "µs a player", "worst regret", "not ok"], rows));
  print("spread: the middle half of the passes, over the median");
  print("worst regret: of the top value, by global search over every player's bids\n");
}

/** Each in its turn, round for round, so that whatever else the machine does meets both. */
async function printPeerFigures(): Promise<void> {
  const peer = await IteratedBestResponse.start();
  if (peer === null) {
    print("peer: skipped, there is no python3 with scipy here");
    return;
  }
  const rows: string[][] = [];
  for (const { players, count } of PEER_SIZES) {
    const instances = contestsOf(players, count);
    const contests = await Contests.of(instances, "benchmark");
    await peer.pass(instances.slice(0, 2));
    const rates: number[] = [];
    const ratios: number[] = [];
    let apart = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const own = middle(timedPasses(() => contests.solveAll(), ROUND_SECONDS));
      const { seconds, bids } = await peer.pass(instances);
      rates.push(count / seconds);
      ratios.push(seconds / own);
      apart = Math.max(apart, largestDifference(contests, bids));
    }
    const shown = [middle(rates), middle(ratios), Math.min(...ratios), Math.max(...ratios), apart];
    rows.push([`${players}`, `${count}`, ...shown.map((each) => figure(each, 3))]);
  }
  peer.stop();
  print(`${peer.name}, in turns with goldilocks, ${ROUNDS} rounds`);
  print(rightAligned(["n", "contests", "solves/s", "ratio", "lowest", "highest", "bids apart by"], rows));
  print("ratio: goldilocks' solves a second over the peer's, in the median round");
}

/** The largest regret of all answers, relative to the top value, by the certifier's global search. */
async function worstRegret(instances: readonly EquilibriumInstance[], contests: Contests): Promise<number> {
  let worst = 0;
  for (const [k, { b }] of contests.answers().entries()) {
    const { a, v } = instances[k]!;
    const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: a } });
    const regret = certify(mechanism, Float64Array.from(v), Float64Array.from(b), Number.POSITIVE_INFINITY)!;
    worst = Math.max(worst, regret.relative);
  }
  return worst;
}

/** Between our bids and others, in units of the contest's largest bid. */
function largestDifference(contests: Contests, others: readonly (readonly number[])[]): number {
  return Math.max(
    ...contests.answers().map(({ b }, k) => {
      const most = Math.max(...b);
      return Math.max(...b.map((bid, i) => Math.abs(bid - others[k]![i]!) / most));
    }),
  );
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  return `${availableParallelism()} cores, ${model}; node ${process.version}; one thread\n`;
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function rightAligned(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return table(header, rows, { align: header.map(() => "right") });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
