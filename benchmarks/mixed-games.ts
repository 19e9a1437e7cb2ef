import { loadLinearProgrammeSolver } from "../search/io/linear-programme.js";
import { table } from "../search/show/text/table.js";
import { solve } from "../src/equilibrium/solve.js";
import { buildMechanism } from "../src/mechanism/build.js";
import type { Candidate } from "../src/mechanism/mechanism.js";

/**
 * Games that have mixed equilibria, solved as a user solves them: four rules at ten value profiles of two to five
 * players. Prints for each game its status, the regret as a share of the top value, who mixes and the seconds, and
 * last how many games have an answer within the time allowed.
 *
 *     npm run bench:mixed
 */
const RULES: readonly { readonly name: string; readonly candidate: Candidate }[] = [
  { name: "half PAP, half all-pay", candidate: halfPap("all-pay-auction") },
  { name: "half PAP, half WTA", candidate: halfPap("wta") },
  { name: "serial:alpha=2", candidate: { family: "serial", parameters: { alpha: 2 } } },
  { name: "logit:k=5", candidate: { family: "logit", parameters: { k: 5 } } },
];

const PROFILES: readonly (readonly number[])[] = [
  [1, 1],
  [1, 0.9],
  [1, 0.5],
  [1, 0.2],
  [1, 0.05],
  [1, 1, 1],
  [1, 0.8, 0.6],
  [1, 0.5, 0.25],
  [1, 1, 1, 1],
  [1, 0.9, 0.5, 0.3, 0.1],
];

/** Seconds that an answer may take. */
const SECONDS = 2;

const solveProgramme = await loadLinearProgrammeSolver();
const rows: string[][] = [];
let answered = 0;
for (const { name, candidate } of RULES) {
  const mechanism = await buildMechanism(candidate);
  for (const values of PROFILES) {
    const started = performance.now();
    const { status, equilibria, reason = "" } = solve(mechanism, values, { solveProgramme });
    const seconds = (performance.now() - started) / 1000;
    const found = equilibria.length > 0;
    if (found && seconds <= SECONDS) answered++;
    const regret = found
      ? Math.max(...equilibria.map((each) => each.regret.relative)).toExponential(1)
      : (/regret of (\S+)/.exec(reason)?.[1] ?? "");
    const solver = equilibria[0]?.solver.name ?? "";
    rows.push([name, values.join(", "), status, regret, solver, seconds.toFixed(2)]);
  }
}
const header = ["rule", "values", "status", "regret", "solver", "seconds"];
process.stdout.write(`${table(header, rows)}\n`);
process.stdout.write(`${answered} of ${rows.length} games answered, each within ${SECONDS} s\n`);

function halfPap(other: string): Candidate {
  return {
    family: "mixture",
    parameters: { weight: 0.5, of: [{ family: "pap" }, { family: other }] },
  };
}
