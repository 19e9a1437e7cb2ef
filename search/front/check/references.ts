import { Evaluator } from "../../../src/evaluate.js";
import { mechanismText } from "../../../src/mechanism/notation.js";
import type { PublishedFront } from "../front.js";
import { mechanismOf } from "../mechanisms.js";
import { BASELINE, REFERENCES } from "../references.js";
import { type Fault, faultUnless } from "./claim.js";

/** The references are those that every front shows, in their order; one is left out only where it has no equilibrium. */
export async function referenceFaults({
  baseline,
  references,
  job,
  scenario,
}: PublishedFront): Promise<Fault[]> {
  const constraints = { ...job.constraints, seed: job.seed, notions: [] };
  const evaluator = new Evaluator(scenario, constraints, { brief: true });
  const [pap, ...expected] = await Promise.all(
    [BASELINE, ...REFERENCES].map(async (each) => mechanismText((await mechanismOf(each)).candidate)),
  );
  const shown = references.map(({ candidate }) => mechanismText(candidate));
  const faults: Fault[] = [
    faultUnless(
      mechanismText(baseline.candidate) === pap,
      `the baseline is ${mechanismText(baseline.candidate)}`,
    ),
    faultUnless(
      shown.join() === expected.filter((each) => shown.includes(each)).join(),
      "the references are not those of every front, in their order",
    ),
  ];
  for (const [k, name] of expected.entries()) {
    if (shown.includes(name)) continue;
    const { scores } = evaluator.evaluate(await mechanismOf(REFERENCES[k]!));
    faults.push(faultUnless(scores === null, `the reference ${name} is left out`));
  }
  return faults;
}
