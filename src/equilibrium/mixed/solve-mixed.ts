import type { Mechanism } from "../../mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../numeric/linear-programme.js";
import type { Equilibrium } from "../solution.js";
import { MIXED_REGRET, MIXED_TARGET } from "../tolerance.js";
import { allPayProposal } from "./all-pay.js";
import { judgeMixed } from "./certify-mixed.js";
import { doubleOracle } from "./double-oracle.js";
import { judgeAllPay } from "./judge-all-pay.js";
import { leastRegretMixture } from "./least-regret-mixture.js";
import { semiMixedTullock } from "./semi-mixed-tullock.js";
import { type MixedProposal, withOthersOut } from "./strategy.js";

/** How hard mixed strategies are looked for: counts, so that the same effort gives the same answer. */
export interface MixingEffort {
  /** Most players among whom mixing is looked for by linear programmes; of more, all but these stay out. */
  readonly players: number;
  /** Most rounds of the double oracle. */
  readonly rounds: number;
  /** Regret, relative to the largest value, at which the double oracle stops. */
  readonly target: number;
}

/** For a game that somebody asks about, and for the many games of a search. */
export const FULL_MIXING: MixingEffort = { players: 5, rounds: 160, target: MIXED_TARGET };
export const BRIEF_MIXING: MixingEffort = { players: 2, rounds: 40, target: 1e-5 };

/**
 * Mixed strategies for a game without a pure equilibrium, judged on the true game: the first proposal whose
 * regret makes it an equilibrium, else the one of least regret; null where there is none. Closed forms come
 * first, then mixtures of the players of highest value with the others out: of two, three, up to five. The double oracle
 * is more exact where few bids are played, least regret goes further where many are, or pieces.
 *
 * @param values two or more
 * @param budget how much work a certificate may take, in players looked at
 * @param effort how hard to look
 */
export function solveMixed(
  mechanism: Mechanism,
  values: Float64Array,
  solveProgramme: LinearProgrammeSolver | undefined,
  budget: number,
  effort: MixingEffort = FULL_MIXING,
): Equilibrium | null {
  const { shape } = mechanism;
  if (shape.kind === "highest-bid" && shape.price === "all-pay") {
    return judgeAllPay(values, allPayProposal(values));
  }
  let best: Equilibrium | null = null;
  for (const proposal of proposals(mechanism, values, solveProgramme, effort)) {
    const judged = proposal && judgeMixed(mechanism, values, proposal, budget);
    if (judged && (best === null || judged.regret.relative < best.regret.relative)) best = judged;
    if (best && best.regret.relative <= MIXED_REGRET) break;
  }
  return best;
}

function* proposals(
  mechanism: Mechanism,
  values: Float64Array,
  solveProgramme: LinearProgrammeSolver | undefined,
  effort: MixingEffort,
): Generator<MixedProposal | null> {
  const { candidate, claims } = mechanism;
  if (candidate.family === "tullock") yield semiMixedTullock(candidate.parameters?.alpha as number, values);
  // Where payoffs jump at ties, strategies are spread, and the search that knows spread pieces does better.
  if (!claims.tiesByIndex || !solveProgramme) {
    yield doubleOracle(mechanism, values, solveProgramme, effort.target, effort.rounds);
  }
  if (solveProgramme === undefined) return;
  for (let mixing = 2; mixing <= Math.min(values.length, effort.players); mixing++) {
    yield mixtureOfFirst(mechanism, values, mixing, solveProgramme);
  }
}

/** The players' indices by falling value. */
function byValue(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((i, j) => values[j]! - values[i]! || i - j);
}

/** A mixture of the players of highest value, the others out; whether they would enter is for the judge to say. */
function mixtureOfFirst(
  mechanism: Mechanism,
  values: Float64Array,
  mixing: number,
  solveProgramme: LinearProgrammeSolver,
): MixedProposal | null {
  const first = byValue(values).slice(0, mixing);
  const proposal = leastRegretMixture(
    mechanism,
    first.map((i) => values[i]!),
    solveProgramme,
  );
  return proposal && { ...proposal, strategies: withOthersOut(values.length, first, proposal.strategies) };
}
