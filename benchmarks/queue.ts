import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EvaluationContext, Executor, Task } from "../search/executor/executor.js";
import { parseQueueAddress } from "../search/executor/queue/address.js";
import { queueExecutor } from "../search/executor/queue/producer.js";
import type { Served } from "../search/executor/queue/serve-run.js";
import { DEFAULT_MEMORY, DEFAULT_PATIENCE, threadExecutor } from "../search/executor/threads.js";
import { resolveJob } from "../search/job/job.js";
import { tasksOf } from "./tasks.js";

/**
 * The first candidates of a job, in generations, by local threads and by as many workers at a queue, in turns: a
 * redis-server, the producer and the workers all on this machine. Prints candidates a second (the median of the rounds)
 * and the queue's share of the workers' time. Last, how many batches of next to nothing a second one producer gets through.
 *
 *     npm run bench:queue [-- JOB.json CANDIDATES GENERATION ROUNDS]
 */

const [path = "search/jobs/quickstart.json", ...numbers] = process.argv.slice(2);
const [candidates = 512, generation = 64, rounds = 3] = numbers.map(Number);
const THREADS = [1, 2] as const;
const EMPTY = 2000;
const PORT = 7391;
const URL_OF_QUEUE = `redis://127.0.0.1:${PORT}/0`;
const PROGRAM = fileURLToPath(new URL("../search/cli.js", import.meta.url));

const job = resolveJob(JSON.parse(readFileSync(path, "utf8")), path);
const context: EvaluationContext = {
  scenario: job.scenario,
  constraints: { ...job.constraints, seed: job.seed },
  objectives: job.objectives,
  selection: job.selection,
};
const onNote = (text: string) => process.stderr.write(`${text}\n`);

function byThreads(workers: number): Promise<Executor> {
  const limits = { patience: DEFAULT_PATIENCE, memory: DEFAULT_MEMORY, onIncident: onNote };
  return threadExecutor(context, { workers, ...limits });
}

function byQueue(run: string): Promise<Executor> {
  const address = parseQueueAddress(URL_OF_QUEUE, "the queue");
  return queueExecutor(context, { address, run, job: job.name, onNote, interrupted: () => false });
}

/** Candidates a second, once threads have started and warmed up on the first generation. */
async function rate(executor: Executor, tasks: readonly Task[]): Promise<number> {
  await executor.run(tasks.slice(0, generation));
  const started = performance.now();
  for (let k = generation; k < tasks.length; k += generation) {
    await executor.run(tasks.slice(k, k + generation));
  }
  return (1000 * (tasks.length - generation)) / (performance.now() - started);
}

/** Does something while so many workers of one thread each are up, and adds what they did. */
async function withWorkers(count: number, act: () => Promise<void>): Promise<Served> {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, [PROGRAM, "worker", "--queue", URL_OF_QUEUE, "--workers", "1", "--json"], {
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const reports = children.map(async ({ stdout }): Promise<Served> => {
    let text = "";
    for await (const chunk of stdout) text += chunk;
    return JSON.parse(text);
  });
  await act();
  for (const child of children) child.kill("SIGTERM");
  const all = await Promise.all(reports);
  const sum = (figure: keyof Served) => all.reduce((total, each) => total + each[figure], 0);
  return {
    batches: sum("batches"),
    candidates: sum("candidates"),
    seconds: sum("seconds"),
    overhead: sum("overhead"),
  };
}

const folder = mkdtempSync(join(tmpdir(), "goldilocks-bench-"));
const redis = spawn("redis-server", [
  "--port",
  `${PORT}`,
  "--bind",
  "127.0.0.1",
  "--save",
  "",
  "--dir",
  folder,
]);
try {
  await ready(redis);
  const tasks = tasksOf(job, candidates);
  const found = new Map<string, { rates: number[]; served: Served[] }>();
  const note = (name: string, each: number, served: Served[] = []) => {
    const row = found.get(name) ?? { rates: [], served: [] };
    row.rates.push(each);
    row.served.push(...served);
    found.set(name, row);
  };
  for (let round = 0; round < rounds; round++) {
    for (const threads of THREADS) {
      const local = await byThreads(threads);
      note(`${threads} local`, await rate(local, tasks));
      await local.close();
      let measured = 0;
      const served = await withWorkers(threads, async () => {
        const remote = await byQueue(`bench-${round}-${threads}`);
        measured = await rate(remote, tasks);
        await remote.close();
      });
      note(`${threads} queue`, measured, [served]);
    }
  }
  process.stdout.write(
    `${path}: ${candidates} candidates in generations of ${generation}, ${rounds} rounds\n`,
  );
  for (const threads of THREADS) {
    const local = median(found.get(`${threads} local`)!.rates);
    const { rates, served } = found.get(`${threads} queue`)!;
    const total = (figure: keyof Served) => served.reduce((sum, each) => sum + each[figure], 0);
    const share = (100 * total("overhead")) / total("seconds");
    const size = total("candidates") / total("batches");
    process.stdout.write(
      `${threads} thread${threads > 1 ? "s" : ""}: ${local.toFixed(1)}/s local, ${median(rates).toFixed(1)}/s by the queue ` +
        `(${((100 * median(rates)) / local).toFixed(1)} %), batches of ${size.toFixed(1)}, overhead ${share.toFixed(2)} % of the work\n`,
    );
  }
  // Candidates that cannot be built cost next to nothing, and the first batches of a producer hold one each.
  const nothing = Array.from({ length: EMPTY }, (_, id): Task => ({ id, candidate: { family: "no-such" } }));
  let seconds = 0;
  await withWorkers(2, async () => {
    const remote = await byQueue("bench-empty");
    await remote.run(nothing.slice(0, 1).map((task) => ({ ...task, id: EMPTY })));
    const started = performance.now();
    await remote.run(nothing);
    seconds = (performance.now() - started) / 1000;
    await remote.close();
  });
  process.stdout.write(`batches of next to nothing: ${(EMPTY / seconds).toFixed(0)}/s\n`);
} finally {
  redis.kill("SIGKILL");
  if (redis.exitCode === null && redis.signalCode === null) await once(redis, "exit");
  rmSync(folder, { recursive: true });
}

async function ready({ stdout }: ChildProcess): Promise<void> {
  for await (const chunk of stdout!) if (/Ready to accept connections/.test(String(chunk))) break;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
