import { certify } from "../../../src/equilibrium/certify.js";
import { PURE_REGRET } from "../../../src/equilibrium/tolerance.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../../src/numeric/linear-programme.js";
import { straightRule } from "../../../src/study/conservation/frontier.js";
import { allocationOfShare } from "../../../src/study/conservation/law.js";
import { LAW_RULES } from "../../../src/study/conservation/rules.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
import { verify } from "../../../src/sybil/verify.js";
import type { CheckedClaim } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, columnOf, recordsOf, type Tools } from "../study.js";

/** Simpson's rule and central differences leave this much, splines having kinks in their curvature. */
const INTEGRATED = 2e-5;
const PANELS = 64;
const STEP = 1e-6;
const CERTIFIER_BUDGET = 1e7;
const GRID = 60;

type Row = Record<string, Cell>;

/**
 * Holds the law to bids built from the first-order conditions, h' by differences of outcomes, judged by the certifier
 * and summed by Simpson's rule; the frontier to a linear programme over all monotone h on a grid of shares; and the
 * straight rule to bids in closed form, judged by the certifier. No solver of equilibria takes part.
 */
export async function recheckTradeOff(content: Content, { solveProgramme }: Tools): Promise<CheckedClaim[]> {
  const lawFaults = [];
  for (const row of recordsOf(content, "law")) lawFaults.push(...(await lawFault(row)));
  const straight = [];
  for (const row of recordsOf(content, "frontier")) straight.push(...(await straightFault(row)));
  const g = Math.max(...columnOf(content, "frontier", "gain"));
  const [split] = await verify(await buildMechanism(straightRule(g)), ["split"], {
    ...DEFAULT_SEARCH,
    seed: 2,
  });
  return [
    judged("integrated anew: the law, at bids by first-order conditions", lawFaults),
    judged(
      "optimised anew: the frontier, as a linear programme",
      recordsOf(content, "frontier").map((row) => programmeFault(row, solveProgramme)),
    ),
    judged("certified anew: the straight rule on the frontier", straight),
    judged("verified anew: no split gains under the straight rule", [
      faultUnless(split!.outcome === "proved", `at g = ${g} the split notion is ${split!.outcome}`),
    ]),
  ];
}

/** h'(q) by a central difference of outcomes. */
function slopeAt(mechanism: Mechanism, share: number): number {
  return (
    (allocationOfShare(mechanism, share + STEP) - allocationOfShare(mechanism, share - STEP)) / (2 * STEP)
  );
}

/** Relative regret of the bids (q B, (1 - q) B), B = h'(q) v_1 v_2 / (v_1 + v_2), at values 1 and (1 - q) / q. */
function regretAt(mechanism: Mechanism, share: number, slope: number): number {
  const values = Float64Array.of(1, (1 - share) / share);
  const total = slope * (1 - share);
  const bids = Float64Array.of(share * total, (1 - share) * total);
  return certify(mechanism, values, bids, CERTIFIER_BUDGET)?.relative ?? Number.POSITIVE_INFINITY;
}

async function lawFault(row: Row) {
  if (row.integral === null) return [];
  const where = `${row.rule}, ratio ${row.ratio}`;
  const rule = LAW_RULES.find(({ name }) => name === row.rule);
  if (rule === undefined) return [`${where}: no such rule`];
  const mechanism = await buildMechanism(rule.candidate);
  const top = 1 / (1 + Number(row.ratio));
  let [sum, regret] = [0, 0];
  for (let k = 0; k <= PANELS; k++) {
    const share = 0.5 + ((top - 0.5) * k) / PANELS;
    const slope = slopeAt(mechanism, share);
    sum += (k === 0 || k === PANELS ? 1 : k % 2 === 1 ? 4 : 2) * (slope - 1);
    if (k % 8 === 0) regret = Math.max(regret, regretAt(mechanism, share, slope));
  }
  const integral = (sum * (top - 0.5)) / PANELS / 3;
  return [
    faultUnless(
      Math.abs(integral - Number(row.integral)) < INTEGRATED,
      `${where}: the integral is ${row.integral} in the file and ${integral} anew`,
    ),
    faultUnless(
      Math.abs(allocationOfShare(mechanism, top) - top - Number(row.difference)) < 1e-6,
      `${where}: h(q) - q is not ${row.difference}`,
    ),
    faultUnless(regret <= PURE_REGRET, `${where}: regret ${regret} at the first-order bids`),
  ];
}

/**
 * The largest smallest gain g of any h with the fairness of the row: maximise g over slopes s_k of h on a grid of
 * shares from 1/2 to Q, s_k >= 1 + g, the weaker player taking part at Q with h'(Q) >= 1 + g, and h(Q) (1 - h(Q)) at
 * least what the row's fairness asks. The mean slopes of every smooth rule are a point of it, so that its optimum
 * bounds them all.
 */
function programmeFault(row: Row, solveProgramme: LinearProgrammeSolver) {
  const [r, gain, fairness] = [Number(row.r), Number(row.gain), Number(row.fairnessOverPap)];
  const top = 1 / (1 + r);
  const width = (top - 0.5) / GRID;
  const columns = GRID + 1;
  const rows = GRID + 2;
  const matrix = new Float64Array(rows * columns);
  const rowLower = new Float64Array(rows).fill(Number.NEGATIVE_INFINITY);
  const rowUpper = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  for (let k = 0; k < GRID; k++) {
    matrix[k * columns + k] = 1;
    matrix[k * columns + GRID] = -1;
    rowLower[k] = 1;
    matrix[GRID * columns + k] = width;
    matrix[(GRID + 1) * columns + k] = width;
  }
  // 1/2 + sum s_k w + (1 + g) Q (1 - Q) <= 1, and sum s_k w <= sqrt(1/4 - fairness^2 Q (1 - Q)).
  matrix[GRID * columns + GRID] = top * (1 - top);
  rowUpper[GRID] = 0.5 - top * (1 - top);
  rowUpper[GRID + 1] = Math.sqrt(0.25 - fairness ** 2 * top * (1 - top));
  const cost = new Float64Array(columns);
  cost[GRID] = 1;
  const lower = new Float64Array(columns);
  const upper = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const optimum = solveProgramme({ rows, columns, cost, matrix, lower, upper, rowLower, rowUpper });
  const where = `r ${r}, gain ${gain}`;
  if (optimum === null) return `${where}: the programme has no optimum`;
  return faultUnless(
    Math.abs(optimum.objective - gain) < 1e-5,
    `${where}: the programme's largest gain at fairness ${fairness} is ${optimum.objective}`,
  );
}

async function straightFault(row: Row) {
  const [r, gain] = [Number(row.r), Number(row.gain)];
  const mechanism = await buildMechanism(straightRule(gain));
  const shares = [0.5, 0.5 / (1 + r) + 0.25, 1 / (1 + r)];
  const where = `r ${r}, gain ${gain}`;
  const regret = Math.max(...shares.map((share) => regretAt(mechanism, share, 1 + gain)));
  const h = allocationOfShare(mechanism, shares[2]!);
  const fairness = Math.sqrt(h * (1 - h) * (1 + r) * (1 + 1 / r));
  return [
    faultUnless(regret <= PURE_REGRET, `${where}: regret ${regret}`),
    faultUnless(
      Math.abs(fairness - Number(row.fairnessOverPap)) < 1e-7,
      `${where}: fairness is ${row.fairnessOverPap} in the file and ${fairness} anew`,
    ),
    faultUnless(
      row.straightGain === null || Math.abs(Number(row.straightGain) - gain) < 1e-5,
      `${where}: the straight rule's gain is ${row.straightGain}`,
    ),
  ];
}
