import type { Mechanism } from "../../mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../numeric/linear-programme.js";
import { MIXED_TARGET } from "../tolerance.js";
import { leastRegret } from "./least-regret.js";
import { lookAt } from "./look.js";
import { strategyOfLots, type WeightedLot } from "./lot.js";
import { isPlayable, lotGame } from "./lot-game.js";
import { type LotGrid, refinedLots, startingLots, trialBids } from "./lot-grid.js";
import { regretMatching } from "./regret-matching.js";
import type { MixedProposal, MixedStrategy } from "./strategy.js";

/** Grids to begin with, the finest whose game is not too large. */
const GRIDS: readonly LotGrid[] = [
  { logarithmic: 40, even: 16, pieces: 48 },
  { logarithmic: 24, even: 8, pieces: 24 },
  { logarithmic: 12, even: 6, pieces: 16 },
  { logarithmic: 8, even: 4, pieces: 12 },
];
/** Iterations of regret matching that the first programme starts from. */
const WARM_UP = 200;
const STEPS = 12;
/** Rounds at most, of two players and of more, whose games are larger. */
const ROUNDS = { pair: 16, more: 6 } as const;
/** Strategies of more lots than these, or after so many rounds, stop at this regret. */
const ENOUGH = { lots: 40, rounds: 4, regret: 7e-5 } as const;
/** Strategies of more lots than these are not refined. */
const MOST_LOTS = 120;
/** Total regret at which the programmes of one round stop. */
const ROUND_TARGET = 1e-10;
/** Of neighbouring trial bids of a round. */
const LARGEST_RATIO = 1.5;
/** Players of one value, and the lots that they share. */
interface Role {
  readonly value: number;
  readonly players: number;
  readonly lots: readonly WeightedLot[];
  /** Whether they may play atoms above 0: against an equal who does, the best bid is just above, where payoffs jump. */
  readonly atoms: boolean;
}

/**
 * Mixed strategies by least regret on lots that are refined where regret is left: round after round best bids are added
 * as atoms and spread pieces are cut. Rules whose payoffs jump at ties (`tiesByIndex`) are given spread pieces. Players
 * of equal value share a strategy.
 *
 * @param values two or more, falling: everybody's who mixes
 * @returns null where the finite game is too large
 */
export function leastRegretMixture(
  mechanism: Mechanism,
  values: readonly number[],
  solveProgramme: LinearProgrammeSolver,
): MixedProposal | null {
  let roles = startingRoles(mechanism, values);
  let best: { strategies: readonly MixedStrategy[]; gain: number } | null = null;
  const rounds = values.length === 2 ? ROUNDS.pair : ROUNDS.more;
  let round = 0;
  while (roles !== null && round < rounds) {
    const weighted = playRound(mechanism, roles, solveProgramme, round === 0);
    if (weighted === null) break;
    round++;
    const strategies = weighted.flatMap(({ players, lots }) => {
      return new Array<MixedStrategy>(players).fill(strategyOfLots(lots));
    });
    const looks = weighted.map((role) => lookAt(mechanism, strategies, values, role));
    const gain = Math.max(...looks.map((each) => each.gain)) / values[0]!;
    if (best === null || gain < best.gain) best = { strategies, gain };
    const inPlay = Math.max(...strategies.map(lotsOf));
    if (best.gain <= targetOf(round, inPlay) || inPlay > MOST_LOTS) break;
    roles = weighted.map((role, r) => {
      const { bestBids, isGood } = looks[r]!;
      return { ...role, lots: refinedLots(role.lots, bestBids, isGood, role.atoms) };
    });
  }
  if (best === null) return null;
  const outcome = `${round} rounds, gain left ${best.gain.toExponential(1)} of the top value`;
  return { strategies: best.strategies, solver: { name: "least-regret", outcome } };
}

/** Roles with the lots of the finest grid that the game's size allows; null where none does. */
function startingRoles(mechanism: Mechanism, values: readonly number[]): Role[] | null {
  const jumps = mechanism.claims.tiesByIndex;
  for (const grid of GRIDS) {
    const roles = [...new Set(values)].map((value) => {
      const players = values.filter((each) => each === value).length;
      const atoms = !(jumps && players > 1);
      const pieces = jumps ? grid.pieces : 0;
      const lots = startingLots(
        values[1]!,
        atoms ? { ...grid, pieces } : { logarithmic: 0, even: 0, pieces },
      );
      return { value, players, atoms, lots };
    });
    if (isPlayable(roles, trialsOf(mechanism, roles))) return roles;
  }
  return null;
}

function trialsOf(mechanism: Mechanism, roles: readonly Role[]): number[] {
  return trialBids(
    roles.flatMap(({ lots }) => lots),
    mechanism.claims.tiesByIndex ? 1 : 2,
    LARGEST_RATIO,
  );
}

/** The roles with the weights of least regret; null where the game is too large. */
function playRound(
  mechanism: Mechanism,
  roles: readonly Role[],
  solveProgramme: LinearProgrammeSolver,
  first: boolean,
): Role[] | null {
  const trials = trialsOf(mechanism, roles);
  if (!isPlayable(roles, trials)) return null;
  const game = lotGame(mechanism, roles, trials);
  const start = first
    ? regretMatching(game, { iterations: WARM_UP }).strategies
    : roles.map(({ lots }) => Float64Array.from(lots, ({ weight }) => weight));
  const weights = leastRegret(game, start, solveProgramme, { steps: STEPS, target: ROUND_TARGET });
  return roles.map((role, r) => {
    return { ...role, lots: role.lots.map((lot, a) => ({ ...lot, weight: weights[r]![a]! })) };
  });
}

/** The regret at which the search stops, relative to the top value. */
function targetOf(round: number, lots: number): number {
  return lots > ENOUGH.lots || round >= ENOUGH.rounds ? ENOUGH.regret : MIXED_TARGET;
}

function lotsOf({ support, uniform = [] }: MixedStrategy): number {
  return support.length + uniform.length;
}
