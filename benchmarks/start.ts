import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/**
 * How long the program takes to start, beside node and npx without it: the median wall time of runs in turns, after a
 * first turn that is not counted. `npx -c true` starts npm and a shell, and nothing else.
 *
 *     npm run bench:start [-- ROUNDS]
 */

const ROUNDS = Number(process.argv[2] ?? 9);
const STARTS: Readonly<Record<string, readonly string[]>> = {
  "node -e 0": ["node", "-e", "0"],
  "node dist/search/cli.js --help": ["node", "dist/search/cli.js", "--help"],
  "node_modules/.bin/goldilocks --help": ["node_modules/.bin/goldilocks", "--help"],
  "npx -c true": ["npx", "-c", "true"],
  "npx goldilocks --help": ["npx", "goldilocks", "--help"],
  "npx goldilocks solve --mechanism pap --values 4,2": [
    ...["npx", "goldilocks", "solve", "--mechanism", "pap", "--values", "4,2"],
  ],
};

const seconds = new Map(Object.keys(STARTS).map((name) => [name, [] as number[]]));
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, [program, ...words]] of Object.entries(STARTS)) {
    const begun = performance.now();
    const { status } = spawnSync(program!, words, { stdio: "ignore" });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    if (round > 0) seconds.get(name)!.push((performance.now() - begun) / 1000);
  }
}
for (const [name, times] of seconds) {
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  process.stdout.write(`${median.toFixed(2)} s  ${name}\n`);
}
