import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { taskEvaluator } from "../search/executor/evaluate-task.js";
import type { TaskResult } from "../search/executor/executor.js";
import { comparable } from "../search/front/comparable.js";
import { resolveJob } from "../search/job/job.js";
import { optimiserFor } from "../search/job/search-space.js";
import { Archive } from "../search/run/archive.js";
import { Journal } from "../search/run/journal.js";
import { randomStream } from "../src/numeric/random.js";
import { tasksOf } from "./tasks.js";

/**
 * What one producer can take in, and what its generations cost, for as many workers as there may ever be: candidates a
 * second through the journal, the optimiser and into the archive, bytes a candidate, and the share of the workers' time that is work
 * when everybody waits for the last candidate of a generation, by the times that candidates of a job take.
 *
 *     npm run bench:scaling [-- JOB.json CANDIDATES]
 */

const [path = "search/jobs/quickstart.json", count = "512"] = process.argv.slice(2);
const GENERATIONS = [16, 256, 4096] as const;
const FRONTS = [100, 1000, 10_000] as const;
const WORKERS = [10, 100, 1000] as const;
const PER_WORKER = [1, 4, 16, 64] as const;
const ROUNDS = 5;
const SEED = 1;

const job = resolveJob(JSON.parse(readFileSync(path, "utf8")), path);
const evaluate = taskEvaluator({
  scenario: job.scenario,
  constraints: { ...job.constraints, seed: job.seed },
  objectives: job.objectives,
  selection: job.selection,
});
const print = (line: string) => process.stdout.write(`${line}\n`);

const results: TaskResult[] = [];
const seconds: number[] = [];
for (const task of tasksOf(job, Number(count))) {
  const started = performance.now();
  results.push(await evaluate(task));
  seconds.push((performance.now() - started) / 1000);
}
const rising = [...seconds].sort((a, b) => a - b);
const mean = seconds.reduce((a, b) => a + b, 0) / seconds.length;
const at = (share: number) => (1000 * rising[Math.floor(share * (rising.length - 1))]!).toFixed(0);
print(
  `${path}: ${count} candidates take ${(1000 * mean).toFixed(0)} ms each in the mean (median ${at(0.5)}, 95 % ${at(0.95)}, most ${at(1)})`,
);

journalRates();
optimiserRates();
archiveTimes();
barriers();

function journalRates(): void {
  const folder = mkdtempSync(join(tmpdir(), "goldilocks-bench-"));
  try {
    const journal = Journal.open(folder, "hash");
    for (const generation of GENERATIONS) {
      const batch = Array.from({ length: generation }, (_, k) => results[k % results.length]!);
      const bytes = JSON.stringify(batch).length / generation;
      const rate = repeated(() => journal.append(batch)) * generation;
      print(
        `journal, generations of ${generation}: ${figure(rate)} candidates/s of ${bytes.toFixed(0)} bytes`,
      );
    }
    journal.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What the job's optimiser proposes and learns, told the results of candidates of the job whatever it proposed. */
function optimiserRates(): void {
  for (const generation of GENERATIONS) {
    const optimiser = optimiserFor(job);
    const rate = repeated(() => {
      const trials = optimiser.ask(generation);
      optimiser.tell(
        trials.map(({ id }) => {
          const result = results[id % results.length]!;
          return { id, objectives: comparable(result), violation: result.violation };
        }),
      );
    });
    print(
      `optimiser ${job.optimiser.name}, generations of ${generation}: ${figure(rate * generation)} candidates/s`,
    );
  }
}

/** A generation into an archive whose front holds so many points; one of its 16 candidates is a new point of the front. */
function archiveTimes(): void {
  const random = randomStream(SEED, 0);
  const feasible = results.find(({ status }) => status === "feasible")!;
  const point = (id: number, height: number): TaskResult => {
    const x = random();
    return { ...feasible, id, objectives: [x * height, (1 - x) * height] };
  };
  for (const front of FRONTS) {
    const archive = new Archive({ reference: [0, 0], grid: 0 });
    archive.add(Array.from({ length: front }, (_, id) => point(id, 1)));
    let id = front;
    const rate = repeated(() => {
      archive.add(Array.from({ length: 16 }, (_, k) => point(id++, k === 0 ? 1 : 0.9)));
    });
    print(`archive, front of ${front}: ${figure(1000 / rate)} ms a generation`);
  }
}

/** The share of the time that workers work, each taking the next candidate, until a generation is done. */
function barriers(): void {
  const random = randomStream(SEED, 1);
  for (const workers of WORKERS) {
    const shares = PER_WORKER.map((each) => {
      let [work, time] = [0, 0];
      for (let round = 0; round < ROUNDS; round++) {
        const free = new Float64Array(workers);
        for (let k = 0; k < workers * each; k++) {
          const took = seconds[Math.floor(random() * seconds.length)]!;
          free[free.indexOf(Math.min(...free))]! += took;
          work += took;
        }
        time += Math.max(...free);
      }
      return `${((100 * work) / (workers * time)).toFixed(0)} % at ${each}`;
    });
    print(`barrier, ${workers} workers, by candidates a worker in a generation: ${shares.join(", ")}`);
  }
}

/** Times a second, over one second. */
function repeated(act: () => void): number {
  const started = performance.now();
  let times = 0;
  for (; performance.now() - started < 1000; times++) act();
  return (1000 * times) / (performance.now() - started);
}

function figure(number: number): string {
  return Number(number.toPrecision(2)).toLocaleString("en");
}
