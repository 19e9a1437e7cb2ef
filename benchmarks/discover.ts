import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { resolveScenario } from "../search/job/scenario.js";
import type { ScenarioPart } from "../search/job/schema.js";
import { evaluate } from "../src/evaluate.js";
import { objectiveOf } from "../src/evaluation/objective.js";
import { buildMechanism } from "../src/mechanism/build.js";
import type { Candidate } from "../src/mechanism/mechanism.js";

/**
 * What searches find by themselves: runs jobs of `search/jobs/discover` from several seeds by the command line, takes the
 * rule of each front that gains most at every profile, and scores it at others, four times as many, that no search saw.
 *
 *     npm run bench:discover -- JOB.json [SEEDS]
 */

const [path, seeds = "1"] = process.argv.slice(2);
if (path === undefined) throw new Error("name a job, such as search/jobs/discover/split-02.json");

/** Seed of the profiles that are drawn to confirm. */
const OTHER_SEED = 7919;
const SMALLEST = [objectiveOf("revenueOverPap", "minimum"), objectiveOf("fairnessOverPap", "minimum")];

interface Job {
  readonly scenario: Exclude<ScenarioPart, string>;
  readonly constraints: { readonly identities: number; readonly participation: "as-pap" };
}

interface Front {
  readonly front: readonly {
    readonly candidate: Candidate;
    readonly dominatesPap: { readonly kind: string; readonly margins: { smallest: { revenue: number } } };
  }[];
  readonly verification: { readonly done: number; readonly fallen: number };
}

const job: Job = JSON.parse(readFileSync(path, "utf8"));
const rows: Record<string, unknown>[] = [];
for (let seed = 1; seed <= Number(seeds); seed++) rows.push(await searched(seed));
console.table(rows);

async function searched(seed: number): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), "goldilocks-discover-"));
  try {
    const file = join(folder, "job.json");
    writeFileSync(file, JSON.stringify({ ...job, seed }));
    const started = performance.now();
    const { status } = spawnSync(
      process.execPath,
      ["dist/search/cli.js", "search", file, "--out", join(folder, "run")],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    if (status !== 0) throw new Error(`the search ended with ${status}`);
    const seconds = Math.round((performance.now() - started) / 1000);
    const { front, verification }: Front = JSON.parse(readFileSync(join(folder, "run/front.json"), "utf8"));
    const gain = (point: Front["front"][number]) => point.dominatesPap.margins.smallest.revenue;
    const [best] = front
      .filter(({ dominatesPap }) => dominatesPap.kind === "uniform")
      .sort((a, b) => gain(b) - gain(a));
    const row = { job: basename(path!, ".json"), seed, seconds, ...verification };
    if (best === undefined) return { ...row, gain: "none dominates PAP" };
    return { ...row, gain: gain(best), ...(await confirmed(best.candidate)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The smallest figures of a rule at profiles that no search saw. */
async function confirmed(candidate: Candidate): Promise<Record<string, unknown>> {
  const scenario = resolveScenario(othersOf(job.scenario), "scenario");
  const { status, objectives, reason } = evaluate(
    await buildMechanism(candidate),
    scenario,
    {
      ...{ notions: [], identities: job.constraints.identities, tolerance: 1e-9, seed: 1 },
      participation: "as-pap",
    },
    { objectives: SMALLEST },
  );
  const [revenue, fairness] = objectives ?? [];
  return {
    confirmed: `${status} at ${scenario.profiles.length} others${reason === null ? "" : `: ${reason}`}`,
    ...{ revenue, fairness },
  };
}

/** Ratios halfway between those of a domain's finer grid; or draws by shares from another seed. */
function othersOf({ name, ratios, shares }: Job["scenario"]): ScenarioPart {
  if (shares) return { name, shares: { ...shares, draws: 4 * shares.draws, seed: OTHER_SEED } };
  if (ratios && "count" in ratios) {
    const count = 4 * ratios.count;
    const at = (k: number) => ratios.from + ((ratios.to - ratios.from) * (k + 0.5)) / count;
    return { name, ratios: Array.from({ length: count }, (_, k) => at(k)) };
  }
  throw new Error("only ranges of ratios and draws by shares are confirmed");
}
