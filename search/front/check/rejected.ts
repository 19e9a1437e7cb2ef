import { Evaluator } from "../../../src/evaluate.js";
import { InputError } from "../../../src/input-error.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { UNCONSTRAINED } from "../../executor/evaluate-task.js";
import { loadLinearProgrammeSolver } from "../../io/linear-programme.js";
import { equilibriaOf } from "../../job/job.js";
import type { PublishedFront, Rejected } from "../front.js";
import type { Fault } from "./claim.js";
import { differs } from "./tolerance.js";

/** What was rejected fails the constraint that the file names, and scores without it what the file says. */
export async function rejectedFaults(front: PublishedFront): Promise<Fault[]> {
  const { job, counts, rejected = [] } = front;
  const constraints = { ...job.constraints, seed: job.seed };
  const equilibria = equilibriaOf(job);
  const tools =
    equilibria === "any" && rejected.length > 0 ? { solveProgramme: await loadLinearProgrammeSolver() } : {};
  const options = { objectives: job.objectives, selection: job.selection, equilibria, brief: true, ...tools };
  const held = new Evaluator(job.scenario, constraints, options);
  const free = new Evaluator(job.scenario, { ...constraints, ...UNCONSTRAINED }, options);
  const faults: Fault[] = [];
  for (const point of rejected) faults.push(...(await pointFaults(point, held, free)));
  const ids = rejected.map(({ id }) => id);
  if (new Set([...ids, ...front.front.map(({ id }) => id)]).size < ids.length + front.front.length) {
    faults.push("an id stands there twice, or is that of a point of the front");
  }
  const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (ids.some((id) => id >= counted)) faults.push("an id is beyond what is counted");
  const statuses = new Set(rejected.map(({ status }) => status));
  for (const status of statuses) {
    const shown = rejected.filter((each) => each.status === status).length;
    if (shown > (counts[status] ?? 0)) faults.push(`${shown} are shown as ${status}, more than were counted`);
  }
  return faults;
}

async function pointFaults(point: Rejected, held: Evaluator, free: Evaluator): Promise<Fault[]> {
  const name = `rejected ${point.id}`;
  try {
    const mechanism = await buildMechanism(point.candidate);
    const { status } = held.evaluate(mechanism);
    const { scores } = free.evaluate(mechanism);
    return [
      status === point.status ? null : `${name}: ends as ${status}, not as ${point.status}`,
      ...(Object.keys(point.scores) as (keyof Rejected["scores"])[]).map((figure) =>
        differs(`${name}: ${figure}`, point.scores[figure], scores?.[figure]),
      ),
    ];
  } catch (error) {
    if (error instanceof InputError) return [`${name}: ${error.message}`];
    throw error;
  }
}
