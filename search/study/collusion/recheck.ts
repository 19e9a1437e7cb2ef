import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import type { CheckedClaim } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf } from "../study.js";
import type { CollusionOptions } from "./content.js";

const CLOSE = 1e-7;
/** Bids of a grid, and how far below the supremum it may end, relative to the value. */
const [GRID, COARSE] = [4000, 2e-4];

type Row = Record<string, Cell>;

/**
 * Holds delta* to the closed forms of PAP and winner-take-all, shares to being equally tempting, and PAP's and the Tullock
 * contests' curves to deviations on a grid of bids, played by the rule itself.
 */
export async function recheckCollusion(content: Content, options: CollusionOptions): Promise<CheckedClaim[]> {
  const rows = recordsOf(content, "by-rule");
  return [
    judged("PAP and winner-take-all by closed forms", rows.map(closedFormFault)),
    judged("shares sum to 1", rows.filter(({ shares }) => shares !== null).map(sumFault)),
    judged("PAP's curve by deviations on a grid", await curveFaults(content, options)),
  ];
}

function numbersOf(cell: Cell | undefined): number[] {
  return String(cell).split(" ").map(Number);
}

function closedFormFault(row: Row) {
  const values = numbersOf(row.values);
  const n = values.length;
  if (row.rule === "pap") {
    const { allocations } = papBenchmark(values);
    const kept = allocations.reduce((sum, x) => sum + x * x, 0);
    const scaled = 1 / (1 + Math.min(...allocations));
    const holds =
      Math.abs(scaled - Number(row.scaledDelta)) <= CLOSE &&
      Math.abs((n - 1) / (n - kept) - Number(row.sharesDelta)) <= CLOSE;
    return faultUnless(holds, `pap, values ${row.values}: delta* is ${scaled} and ${(n - 1) / (n - kept)}`);
  }
  if (row.rule !== "wta") return null;
  const [first, second] = [...values].sort((a, b) => b - a) as [number, number];
  const delta = n / (n + 1 - (first - second) / first);
  const holds = row.scaledDelta === 1 && Math.abs(delta - Number(row.sharesDelta)) <= CLOSE;
  return faultUnless(holds, `wta, values ${row.values}: delta* is 1 and ${delta}`);
}

function sumFault({ rule, shares, values }: Row) {
  const total = numbersOf(shares).reduce((sum, share) => sum + share, 0);
  return faultUnless(Math.abs(total - 1) <= CLOSE, `${rule}, values ${values}: shares sum to ${total}`);
}

async function curveFaults(content: Content, { profiles, rules }: CollusionOptions) {
  const values = profiles[0]!;
  const named = rules.find(({ candidate }) => candidate.family === "pap");
  if (named === undefined) return [];
  const mechanism = await buildMechanism(named.candidate);
  const { total, allocations } = papBenchmark(values);
  const [x, p] = [new Float64Array(values.length), new Float64Array(values.length)];
  return recordsOf(content, "curves")
    .filter(({ rule, kappa }) => rule === named.name && Number(kappa) > 0)
    .map((row) => {
      const kappa = Number(row.kappa);
      const deltas = values.map((value, i) => {
        const bids = Float64Array.from(allocations, (share) => kappa * total * share);
        let best = 0;
        for (let k = 1; k <= GRID; k++) {
          bids[i] = (value * k) / GRID;
          mechanism.outcome(bids, x, p);
          best = Math.max(best, value * x[i]! - p[i]!);
        }
        const share = allocations[i]!;
        const [cartel, stage] = [value * share - kappa * total * share, value * share * share];
        return Math.max(0, (best - cartel) / (best - stage));
      });
      const found = Math.max(...deltas);
      const stated = Number(row.deltaStar);
      return faultUnless(
        Math.abs(found - stated) <= COARSE / (1 - kappa),
        `${named.name}, kappa ${kappa}: delta* is ${found} on a grid and ${stated} in the file`,
      );
    });
}
