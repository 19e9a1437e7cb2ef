import type { Mechanism } from "../mechanism/mechanism.js";
import type { ConcentrationRule } from "../mechanism/shape/concentration.js";
import type { OwnBidRule } from "../mechanism/shape/own-bid.js";
import { papBenchmark } from "../scenario/pap-benchmark.js";
import { AggregativeSolver } from "./aggregative.js";
import { bidSets } from "./bid-sets.js";
import { hasUniqueEquilibrium } from "./concave-lemma.js";
import { concentrationSets } from "./concentration-sets.js";
import { EVERY_SET_UP_TO, fallingOrder, settledPoints, topSetPoints } from "./entry.js";
import { firstOrderPoints } from "./first-order.js";
import { highestBidEquilibria } from "./highest-bid.js";
import { type IterationResult, iterateBestResponses } from "./iterated-best-response.js";
import { ownBidSets } from "./own-bid-sets.js";
import { reserveEquilibrium } from "./reserve.js";
import { responseTo } from "./response.js";
import { serialEquilibria } from "./serial.js";
import { nestedSharePoints } from "./share-space/nested.js";
import { type RuleByCount, ruleOfShares } from "./share-space/rules.js";
import { shareSets } from "./share-space/sets.js";
import type { Proposal } from "./solution.js";
import { atVanishingBids } from "./vanishing.js";

/** What the solvers for a shape propose, and how those iterations ended that reached nothing. */
export interface Proposals {
  readonly proposals: Proposal[];
  readonly failures: IterationResult[];
  /** Whether the solver of the shape looked at every set of players that entry prices allow. */
  readonly complete: boolean;
}

export interface SearchEffort {
  /** How much work is allowed to each start of iterated best response and each certificate: players looked at. */
  readonly budget: number;
  /** Starts of iterated best response and of Newton's method, at most 4. */
  readonly starts: number;
}

const NEWTON_PLAYERS = 64;
/** Larger games may have equilibria that no start of Newton's method leads to. */
const COMPLETE_UP_TO = 8;
/** Sets are tried in bids, which takes longest, in games of up to so many players. */
const EVERY_SET_IN_BIDS = 6;
/** How far off best responses may stop, relative to the bid. */
const BLUNT = 1e-2;
/** Players beyond those who are in, of whom sets are tried in large games. */
const FURTHER = 3;
const NEXT_TO_NOTHING = 1e-9;

/** Proposals of pure equilibria for two players or more, by the shape of the rule. */
export function proposeEquilibria(
  mechanism: Mechanism,
  values: Float64Array,
  effort: SearchEffort,
): Proposals {
  const { shape } = mechanism;
  if (shape.kind === "highest-bid" && values.length > 1) {
    return { proposals: highestBidEquilibria(shape.price, values), failures: [], complete: false };
  }
  if (values.length === 1) return iterate(mechanism, values, effort, []);
  if (shape.kind === "own-bid" && hasUniqueEquilibrium(shape.rule)) {
    const unique = onlyPoint(shape.rule, values);
    if (unique !== null) return { proposals: [unique], failures: [], complete: true };
  }
  if (shape.kind === "reserve") {
    return { proposals: [reserveEquilibrium(shape.held, values)], failures: [], complete: true };
  }
  const ruleOf = ruleOfShares(mechanism);
  if (ruleOf !== null) return inShares(mechanism, ruleOf, values, effort);
  if (shape.kind === "own-bid" && shape.rule.weightAtZero === 0) {
    return inOwnBids(mechanism, shape.rule, values, effort);
  }
  if (shape.kind === "concentration") {
    if (values.length === 2) return inShares(mechanism, () => shape.pair, values, effort);
    return underConcentration(mechanism, shape.rule, values, effort);
  }
  const ladders = shape.kind === "serial" ? serialEquilibria(shape.alpha, values) : [];
  return iterate(mechanism, values, effort, [...ladders, ...inBids(mechanism, values)]);
}

/** Small games of smooth rules of no known shape: every set of players that entry prices allow. */
function inBids(mechanism: Mechanism, values: Float64Array): Proposal[] {
  const { seat, traits = seat } = mechanism;
  if (!traits?.smooth || values.length > EVERY_SET_IN_BIDS) return [];
  return Array.from(settledPoints(values, bidSets(mechanism, values)), ({ bids, players }) =>
    atVanishingBids(mechanism, pure(bids, "first-order", inside(players, values))),
  );
}

/** Every set of players that entry prices allow, in small games; else those of the highest values, and a second look. */
function underConcentration(
  mechanism: Mechanism,
  rule: ConcentrationRule,
  values: Float64Array,
  effort: SearchEffort,
): Proposals {
  const solver = concentrationSets(rule, values);
  const isSmall = values.length <= EVERY_SET_IN_BIDS;
  const sets = isSmall ? settledPoints(values, solver) : topSetPoints(values, solver);
  const found = Array.from(sets, ({ bids, players }) => pure(bids, "first-order", inside(players, values)));
  if (isSmall && found.length > 0) return { proposals: found, failures: [], complete: false };
  return iterate(mechanism, values, found.length > 0 ? twoStarts(effort) : effort, found);
}

/** The equilibrium of an own-bid rule of convex cost; null where the numbers give none. */
function onlyPoint(rule: OwnBidRule, values: Float64Array): Proposal | null {
  const solver = new AggregativeSolver();
  const outcome = solver.solve(rule, values);
  if (outcome === "no interior solution") return null;
  // Utility in the own weight is strictly concave, so that no other bid is as good, whatever rounding says.
  return { ...pure(solver.bids.slice(0, values.length), "aggregative", outcome), dominated: false };
}

function inShares(
  mechanism: Mechanism,
  ruleOf: RuleByCount,
  values: Float64Array,
  effort: SearchEffort,
): Proposals {
  if (values.length <= EVERY_SET_UP_TO) {
    const sets = settledPoints(values, shareSets(ruleOf, values));
    const proposals = Array.from(sets, ({ bids, players }) =>
      pure(bids, "share-space", inside(players, values)),
    );
    return { proposals, failures: [], complete: values.length <= COMPLETE_UP_TO };
  }
  const found = Array.from(nestedSharePoints(ruleOf, values), ({ bids, players }) =>
    pure(bids, "share-space", inside(players, values)),
  );
  if (found.length === 0) return iterate(mechanism, values, effort, found);
  const others = ofTheHighest(ruleOf, values, found);
  return { proposals: [...found, ...others], failures: [], complete: false };
}

/** Where few are in, sets that leave out one of the highest values too: all among somewhat more players than are in. */
function ofTheHighest(ruleOf: RuleByCount, values: Float64Array, found: readonly Proposal[]): Proposal[] {
  const most = Math.max(...found.map(({ bids }) => bids.filter((bid) => bid > 0).length));
  const considered = most + FURTHER;
  if (considered > EVERY_SET_UP_TO) return [];
  const highest = fallingOrder(values).slice(0, considered);
  const among = Float64Array.from(highest, (i) => values[i]!);
  return Array.from(settledPoints(among, shareSets(ruleOf, among)), ({ bids, players }) => {
    const all = new Float64Array(values.length);
    highest.forEach((i, k) => {
      all[i] = bids[k]!;
    });
    return pure(all, "share-space", inside(players, values));
  });
}

/** Where entry has a price of its own, or costs are not convex, several sets of players can be in, or none. */
function inOwnBids(
  mechanism: Mechanism,
  rule: OwnBidRule,
  values: Float64Array,
  effort: SearchEffort,
): Proposals {
  const solver = ownBidSets(rule, values);
  const sets =
    values.length <= EVERY_SET_UP_TO ? settledPoints(values, solver) : topSetPoints(values, solver);
  const found = Array.from(sets, ({ bids, players }) => pure(bids, "aggregative", inside(players, values)));
  if (rule.convexCost && values.length <= EVERY_SET_UP_TO) {
    const proposals = [...found, ...lonePoints(mechanism, values)];
    return { proposals, failures: [], complete: values.length <= COMPLETE_UP_TO };
  }
  return iterate(mechanism, values, twoStarts(effort), found);
}

/** Each player alone, at a bid next to nothing. */
function lonePoints(mechanism: Mechanism, values: Float64Array): Proposal[] {
  return Array.from(values, (value, player) => {
    const bids = values.map((_, i) => (i === player ? value * NEXT_TO_NOTHING : 0));
    return atVanishingBids(mechanism, pure(bids, "aggregative", inside(1, values)));
  });
}

function inside(players: number, values: Float64Array): string {
  return `${players} of ${values.length} players in`;
}

/** A second look only, at what a solver of the shape's own has found already. */
function twoStarts(effort: SearchEffort): SearchEffort {
  return { ...effort, starts: Math.min(effort.starts, 2) };
}

/** Iterated best response and Newton's method from spread starts, added to what was found. */
function iterate(
  mechanism: Mechanism,
  values: Float64Array,
  effort: SearchEffort,
  found: readonly Proposal[],
): Proposals {
  const proposals = [...found];
  if (found.length > 0 && values.length > NEWTON_PLAYERS) return { proposals, failures: [], complete: false };
  if (isTooLarge(mechanism, values, effort)) return { proposals, failures: [TOO_LARGE], complete: false };
  const failures: IterationResult[] = [];
  const newton = values.length <= NEWTON_PLAYERS && solvedInBidSpace(mechanism);
  for (const start of [...startsFor(values).slice(0, effort.starts), ...beyondKink(mechanism, values)]) {
    const result = iterateBestResponses(mechanism, values, start, effort.budget);
    const converged = result.outcome === "converged";
    const rest = converged
      ? pure(result.bids, "iterated-best-response", `converged in ${result.sweeps} sweeps`)
      : null;
    // From the start as well: an equilibrium that best responses run away from may be near it.
    const origins = converged ? [result.bids, start] : [start];
    const sharpened = (newton ? origins : []).flatMap((from) => firstOrderPoints(mechanism, values, from));
    for (const bids of sharpened) {
      const proposal = pure(bids, "first-order", `Newton after ${result.outcome} best responses`);
      // Best responses stop where nobody gains more than rounding shows: the same point, less sharp.
      const blunt = rest !== null && isBlunt(rest.bids, bids, values);
      proposals.push(atVanishingBids(mechanism, blunt ? { ...proposal, otherwise: rest } : proposal));
    }
    if (rest !== null) {
      if (!sharpened.some((bids) => isBlunt(rest.bids, bids, values)))
        proposals.push(atVanishingBids(mechanism, rest));
      // In large games one is enough: other starts mostly end there too, after long.
      if (values.length > NEWTON_PLAYERS) break;
      continue;
    }
    failures.push(result);
    // Every start meets the same cycle where there is no pure equilibrium: two witnesses are enough.
    if (failures.length > 1 || result.outcome === "budget-exceeded") break;
  }
  return { proposals, failures, complete: false };
}

/** What a sweep of best responses takes of each player, in utilities; and the fewest sweeps that get anywhere. */
const [UTILITIES_A_PLAYER, FEWEST_SWEEPS] = [200, 4];
const TOO_LARGE: IterationResult = {
  ...{
    outcome: "budget-exceeded",
    bids: new Float64Array(0),
    smallestGain: Number.POSITIVE_INFINITY,
    sweeps: 0,
  },
};

/** Whether best responses would use the work allowed up before they get anywhere: known beforehand. */
function isTooLarge(mechanism: Mechanism, values: Float64Array, { budget }: SearchEffort): boolean {
  const { cost } = responseTo(mechanism, values);
  return values.length * UTILITIES_A_PLAYER * cost * FEWEST_SWEEPS > budget;
}

/** Whether bids are those of a sharper point, as nearly as best responses can tell. */
function isBlunt(bids: Float64Array, sharp: Float64Array, values: Float64Array): boolean {
  return bids.every((bid, i) => Math.abs(bid - sharp[i]!) <= BLUNT * sharp[i]! + BLUNT ** 3 * values[i]!);
}

/** Whether no solver of its own covers the shape, so that Newton's method works on the bids. */
function solvedInBidSpace({ shape }: Mechanism): boolean {
  if (shape.kind === "own-bid") return shape.rule.weightAtZero > 0;
  return shape.kind !== "share" && shape.kind !== "highest-bid";
}

/**
 * PAP's equilibrium, in small games with those whom it keeps out at small bids; the two players of highest value alone
 * (well apart), half the values, tiny bids.
 */
function startsFor(values: Float64Array): Float64Array[] {
  const pap = papBenchmark(values);
  const small = values.length > NEWTON_PLAYERS ? 0 : 1e-3;
  const byValue = Array.from(values.keys()).sort((i, j) => values[j]! - values[i]!);
  return [
    Float64Array.from(values, (value, i) => pap.total * pap.allocations[i]! || small * value),
    values.map((value, i) => (i === byValue[0] ? value / 2 : i === byValue[1] ? value / 4 : 0)),
    values.map((value) => value / 2),
    values.map((value) => 1e-4 * value),
  ];
}

/** Players of highest value that are put beyond a kink, one at a time. */
const BEYOND = 2;

/** In small games of rules with a kink at some share: one player halfway between it and 1, the others as under PAP. */
function beyondKink({ seat, traits = seat }: Mechanism, values: Float64Array): Float64Array[] {
  if (traits === undefined || traits.smooth || traits.reach === "bid") return [];
  const kink = Math.max(...traits.constants.filter((share) => share > 0 && share < 1));
  if (!(kink > 0) || values.length < 2 || values.length > EVERY_SET_IN_BIDS) return [];
  const { total, allocations } = papBenchmark(values);
  return fallingOrder(values)
    .slice(0, BEYOND)
    .map((large) => {
      const rest = 1 - allocations[large]!;
      const scale = (total * (1 - kink)) / (2 * rest);
      return values.map((_, i) => (i === large ? (total * (1 + kink)) / 2 : scale * allocations[i]!));
    });
}

function pure(bids: Float64Array, name: string, outcome: string): Proposal {
  return { kind: "pure", bids, solver: { name, outcome } };
}
