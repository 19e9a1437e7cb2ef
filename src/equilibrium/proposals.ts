import type { Mechanism } from "../mechanism/mechanism.js";
import type { ShareRule } from "../mechanism/shape/share.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import { AggregativeSolver } from "./aggregative.js";
import { hasUniqueEquilibrium } from "./concave-lemma.js";
import { entrants, entryPoints } from "./entry.js";
import { firstOrderPoints } from "./first-order.js";
import { highestBidEquilibria } from "./highest-bid.js";
import { type IterationResult, iterateBestResponses } from "./iterated-best-response.js";
import { nestedSharePoints } from "./share-space/nested.js";
import { twoPlayerSharePoints } from "./share-space/two-players.js";
import type { Proposal } from "./solution.js";
import { atVanishingBids } from "./vanishing.js";

/** What the solvers for a shape propose, and how those iterations ended that reached nothing. */
export interface Proposals {
  readonly proposals: Proposal[];
  readonly failures: IterationResult[];
}

export interface SearchEffort {
  /** How much work is allowed to each start of iterated best response and each certificate: players looked at. */
  readonly budget: number;
  /** Starts of iterated best response and of Newton's method, at most 4. */
  readonly starts: number;
}

const NEWTON_PLAYERS = 64;

/** Proposals of pure equilibria for two players or more, by the shape of the rule. */
export function proposeEquilibria(
  mechanism: Mechanism,
  values: Float64Array,
  effort: SearchEffort,
): Proposals {
  const { shape } = mechanism;
  if (shape.kind === "highest-bid" && values.length > 1) {
    return { proposals: highestBidEquilibria(shape.price, values), failures: [] };
  }
  if (values.length === 1) return iterate(mechanism, values, effort, []);
  if (shape.kind === "own-bid" && shape.rule.weightAtZero === 0) {
    const solver = new AggregativeSolver();
    if (hasUniqueEquilibrium(shape.rule)) {
      const outcome = solver.solve(shape.rule, values);
      if (outcome !== "no interior solution") {
        const bids = solver.bids.slice(0, values.length);
        // Utility in the own weight is strictly concave, so that no other bid is as good, whatever rounding says.
        return { proposals: [{ ...pure(bids, "aggregative", outcome), dominated: false }], failures: [] };
      }
    }
    const found = Array.from(entryPoints(shape.rule, values, solver), ({ bids, outcome }) =>
      pure(bids, "aggregative", outcome),
    );
    return iterate(mechanism, values, twoStarts(effort), found);
  }
  if (shape.kind === "share") {
    const found = sharePoints(shape.rule, values);
    return iterate(mechanism, values, found.length > 0 ? twoStarts(effort) : effort, found);
  }
  if (shape.kind === "by-count") {
    const found = Array.from(entrants(values), (set) =>
      pointsOf(shape.of(set.length).shape.rule, values, set),
    ).flat();
    return iterate(mechanism, values, twoStarts(effort), found);
  }
  return iterate(mechanism, values, effort, []);
}

/** A second look only, at what a solver of the shape's own has found already. */
function twoStarts(effort: SearchEffort): SearchEffort {
  return { ...effort, starts: Math.min(effort.starts, 2) };
}

function sharePoints(rule: ShareRule, values: Float64Array): Proposal[] {
  if (values.length === 2) {
    return twoPlayerSharePoints(rule, values).map((bids) => pure(bids, "share-space", "root of one share"));
  }
  return Array.from(nestedSharePoints(rule, values), ({ bids, players }) =>
    pure(bids, "share-space", `Newton, ${players} of ${values.length} players in`),
  );
}

/** Points at which the players of a set are in, all of them and nobody else, by the rule for their number. */
function pointsOf(rule: ShareRule, values: Float64Array, set: readonly number[]): Proposal[] {
  const inside = Float64Array.from(set, (i) => values[i]!);
  return sharePoints(rule, inside).flatMap(({ bids }): Proposal[] => {
    if (bids.some((bid) => !(bid > 0))) return [];
    const all = new Float64Array(values.length);
    set.forEach((i, k) => {
      all[i] = bids[k]!;
    });
    return [pure(all, "share-space", `${set.length} of ${values.length} players in`)];
  });
}

/** Iterated best response and Newton's method from spread starts, added to what was found. */
function iterate(
  mechanism: Mechanism,
  values: Float64Array,
  effort: SearchEffort,
  found: readonly Proposal[],
): Proposals {
  const proposals = [...found];
  if (found.length > 0 && values.length > NEWTON_PLAYERS) return { proposals, failures: [] };
  const failures: IterationResult[] = [];
  const newton = values.length <= NEWTON_PLAYERS && solvedInBidSpace(mechanism);
  for (const start of startsFor(values).slice(0, effort.starts)) {
    const result = iterateBestResponses(mechanism, values, start, effort.budget);
    const converged = result.outcome === "converged";
    // From the start as well: an equilibrium that best responses run away from may be near it.
    const origins = converged ? [result.bids, start] : [start];
    for (const sharpened of newton
      ? origins.flatMap((from) => firstOrderPoints(mechanism, values, from))
      : []) {
      const proposal = pure(sharpened, "first-order", `Newton after ${result.outcome} best responses`);
      proposals.push(atVanishingBids(mechanism, proposal));
    }
    if (converged) {
      const outcome = `converged in ${result.sweeps} sweeps`;
      proposals.push(atVanishingBids(mechanism, pure(result.bids, "iterated-best-response", outcome)));
      continue;
    }
    failures.push(result);
    // Every start meets the same cycle where there is no pure equilibrium: two witnesses are enough.
    if (failures.length > 1 || result.outcome === "budget-exceeded") break;
  }
  return { proposals, failures };
}

/** Whether no solver of its own covers the shape, so that Newton's method works on the bids. */
function solvedInBidSpace({ shape }: Mechanism): boolean {
  if (shape.kind === "own-bid") return shape.rule.weightAtZero > 0;
  return shape.kind !== "share" && shape.kind !== "highest-bid";
}

/** PAP's equilibrium, the two players of highest value alone (well apart), half the values, tiny bids. */
function startsFor(values: Float64Array): Float64Array[] {
  const pap = papBenchmark(values);
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]!);
  return [
    Float64Array.from(values, (value, i) => pap.total * pap.allocations[i]! + 1e-3 * value),
    values.map((value, i) => (i === byValue[0] ? value / 2 : i === byValue[1] ? value / 4 : 0)),
    values.map((value) => value / 2),
    values.map((value) => 1e-4 * value),
  ];
}

function pure(bids: Float64Array, name: string, outcome: string): Proposal {
  return { kind: "pure", bids, solver: { name, outcome } };
}
