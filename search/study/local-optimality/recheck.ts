import { solvePure } from "../../../src/equilibrium/solve.js";
import { firstOrder } from "../../../src/improve/first-order.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import type { CheckedClaim } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf, type Tools } from "../study.js";
import { caseProblem, caseProfiles, type LocalOptimalityOptions, NONE } from "./content.js";

/** How far along a direction the equilibria are solved anew: what bends is of the order of this. */
const STEPS = [0.002, 0.0005, 1e-5] as const;
const BENT = 0.05;
/** Programmes that are set up anew: those of so many profiles at most, which take seconds. */
const FEW_PROFILES = 8;

type Row = Record<string, Cell>;

/**
 * Walks a little along the improving directions at the smallest shares and solves all equilibria there, which knows
 * nothing of gradients; and solves the programmes of few profiles again.
 */
export async function recheckLocalOptimality(
  options: LocalOptimalityOptions,
  content: Content,
  { solveProgramme }: Tools,
): Promise<CheckedClaim[]> {
  const cases = recordsOf(content, "cases");
  const walked: (string | null)[] = [];
  for (const tilt of hardest(recordsOf(content, "tilts"))) {
    const row = cases.find((each) => nameOf(each) === nameOf(tilt));
    walked.push(row === undefined ? `${nameOf(tilt)}: no such case` : await walkFault(options, row, tilt));
  }
  const again: (string | null)[] = [];
  for (const row of cases) {
    if (Number(row.profiles) > FEW_PROFILES || row.status === "unsolved") continue;
    const problem = caseProblem(options, playersOf(row), Number(row.leastShare), row.notion as "none");
    const found = await firstOrder(problem, options.radius, solveProgramme);
    const gain = found === null || found.gain <= NONE ? 0 : 100 * found.gain;
    const agrees = Math.abs(gain - Number(row.gain)) <= 1e-4 * Number(row.gain);
    again.push(faultUnless(agrees, `${nameOf(row)}: gain ${row.gain} in the file, ${gain} anew`));
  }
  const counted = cases.map((row) =>
    faultUnless(
      (row.status === "possible") === Number(row.gain) > 0,
      `${nameOf(row)}: ${row.status} at a gain of ${row.gain}`,
    ),
  );
  return [
    judged("solved anew: the improving directions at the smallest shares improve", walked),
    judged("optimised anew: the programmes of few profiles", again),
    judged("every case is possible exactly where it gains", counted),
  ];
}

/** Of each notion and number of players the direction at the smallest share: its profiles include all others. */
function hardest(tilts: readonly Row[]): Row[] {
  const last = new Map<string, Row>();
  for (const tilt of tilts) {
    const key = `${tilt.notion}, ${tilt.players}`;
    const best = last.get(key);
    if (best === undefined || Number(tilt.leastShare) < Number(best.leastShare)) last.set(key, tilt);
  }
  return [...last.values()];
}

function nameOf({ notion, players, leastShare }: Row): string {
  return `${notion}, players ${players}, least share ${leastShare}`;
}

function playersOf({ players }: Row): number[] {
  return String(players).split(", ").map(Number);
}

/** The fault of the last of ever shorter steps along a direction: of first order is what holds for short ones. */
async function walkFault(options: LocalOptimalityOptions, row: Row, tilt: Row): Promise<string | null> {
  let fault: string | null = null;
  for (const step of STEPS) {
    fault = await stepFault(options, row, tilt, step);
    if (fault === null) return null;
  }
  return fault;
}

async function stepFault(
  options: LocalOptimalityOptions,
  row: Row,
  tilt: Row,
  step: number,
): Promise<string | null> {
  const parameters: Record<string, number> = { knots: options.knots };
  for (let k = 1; k <= options.knots; k++) {
    for (const each of [`z${k}`, `e${k}`]) parameters[each] = step * Number(tilt[each]);
  }
  const mechanism = await buildMechanism({ family: "share-tilt", parameters });
  let [gain, fairness] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const { name, values } of caseProfiles(options, playersOf(row), Number(row.leastShare))) {
    const { equilibria } = solvePure(mechanism, values);
    if (equilibria.length === 0) return `${nameOf(row)}: no equilibrium at ${name}`;
    const pap = papBenchmark(values);
    for (const { allocations, payments } of equilibria) {
      const revenue = payments.reduce((sum, each) => sum + each, 0);
      gain = Math.min(gain, revenue / pap.total - 1);
      const logs = allocations.map((each, i) => Math.log(each / pap.allocations[i]!) / values.length);
      fairness = Math.min(
        fairness,
        logs.reduce((sum, each) => sum + each, 0),
      );
    }
  }
  const promised = (step * Number(row.gain)) / 100;
  const where = nameOf(row);
  if (!(gain > (1 - BENT) * promised)) return `${where}: gains ${gain} on the way, not ${promised}`;
  return faultUnless(fairness > -BENT * promised, `${where}: fairness falls by ${-fairness} on the way`);
}
