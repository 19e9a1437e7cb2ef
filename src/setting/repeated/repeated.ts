import type { Mechanism } from "../../mechanism/mechanism.js";
import { sum } from "../../numeric/sum.js";
import type { PlayedGame, Setting, Unanswered } from "../setting.js";
import { bestDeviation, cartelAt, largestShare } from "./deviation.js";
import { entryPrice } from "./outsider.js";

export interface RepeatedInput {
  /** v_i > 0, two players or more. */
  readonly values: readonly number[];
  /**
   * `scaled-bids`: everybody bids kappa times its equilibrium bid, and shares stay as they are. `shares-of-its-choice`:
   * the cartel bids next to nothing and shares the slot as it likes.
   */
  readonly cartel: "scaled-bids" | "shares-of-its-choice";
  /** `scaled-bids` only: points of the curve, each in [0, 1); 0 is the limit. */
  readonly kappas?: readonly number[];
  /**
   * `shares-of-its-choice` only. `after-bids`: the slot is drawn after the bids, as by PAP's own tickets; where the highest
   * bid wins this takes transfers outside the protocol. `before-bids`: only the player drawn bids, so that a loser can
   * outbid it knowing that it lost. By default after the bids, and before them where the highest bid wins.
   */
  readonly lottery?: Lottery;
  /** `shares-of-its-choice` only: the shares, summing to 1; those that are easiest to sustain where left out. */
  readonly shares?: readonly number[];
  /** `scaled-bids` only: the value v_o > 0 of somebody who is no member, and may enter against the cartel. */
  readonly outsider?: number;
}

type Lottery = "after-bids" | "before-bids";

export interface StageFigures {
  /** Of the stage equilibrium, value units. */
  readonly stageRevenue: number;
  readonly stageUtilities: readonly number[];
  /** The least discount factor that sustains the cartel; of a curve, at its smallest kappa. */
  readonly deltaStar: number;
  /** What the members gain together in each slot, sum of (U_coll - U_i), value units; of a curve, at its smallest kappa. */
  readonly coalitionGain: number;
}

/** A cartel that bids kappa times the equilibrium bids. */
export interface CurvePoint {
  readonly kappa: number;
  readonly deltaStar: number;
  /** delta of each player; the largest is `deltaStar`. */
  readonly byPlayer: readonly number[];
  readonly deviationUtilities: readonly number[];
  readonly cartelUtilities: readonly number[];
  /** What the protocol gets, and what it loses, value units. */
  readonly revenue: number;
  readonly revenueLost: number;
  /** The most that the outsider gains by entering; 0 where it stays out. */
  readonly outsiderGain?: number;
}

export interface ScaledBidsFigures extends StageFigures {
  readonly curve: readonly CurvePoint[];
  /** The kappa below which the outsider enters; 1 where it does not even wait for a cartel. */
  readonly outsiderEntersBelow?: number;
}

export interface SharesFigures extends StageFigures {
  readonly lottery: Lottery;
  readonly shares: readonly number[];
  /** Whether the shares take transfers that the protocol knows nothing of. */
  readonly transfers: "none" | "outside-protocol";
}

export type RepeatedFigures = ScaledBidsFigures | SharesFigures;

const KAPPAS = [0, 0.1, 0.25, 0.5, 0.75, 0.9];

/**
 * *Who* can collude? The stage game is played every slot, payoffs discounted by delta. Grim trigger: whoever deviates takes
 * U_dev, its best single response in that slot, and the stage equilibrium (U_i) follows for ever. A cartel that pays U_coll
 * is sustained from
 *
 *     delta* = max_i (U_dev,i - U_coll,i) / (U_dev,i - U_i)
 *
 * up; a player that gains nothing by deviating counts 0, one that gains and has U_coll <= U_i counts 1 (never sustained).
 * With several stage equilibria the one of least revenue is the stage and the punishment.
 * Source: Friedman 1971, "A Non-cooperative Equilibrium for Supergames".
 */
export const repeated: Setting<RepeatedInput, RepeatedFigures> = {
  name: "repeated",
  games: ([mechanism], { values }) => [{ name: "slot", mechanism: mechanism!, values }],
  figures: (input, [stage]) =>
    input.cartel === "scaled-bids" ? scaledBids(input, stage!) : sharesOfItsChoice(input, stage!),
};

/** Gains below this share of the value are rounding. */
const NO_GAIN = 1e-12;

/** The discount factor from which a player keeps to a cartel. */
function deltaOf(deviation: number, cartel: number, stage: number, noise: number): number {
  if (deviation - cartel <= noise) return 0;
  return cartel <= stage ? 1 : (deviation - cartel) / (deviation - stage);
}

function stageOf({ played }: PlayedGame) {
  return { stageRevenue: sum(played.payments), stageUtilities: played.utilities };
}

function scaledBids(input: RepeatedInput, game: PlayedGame): ScaledBidsFigures | Unanswered {
  const { kappas = KAPPAS, outsider } = input;
  const { mechanism, played } = game;
  if (!mechanism.claims.scaleFree && (played.strategies !== undefined || kappas.includes(0))) {
    return unsupported(
      mechanism,
      "bids next to nothing, and scaled mixtures, are known of scale-free rules only",
    );
  }
  if (outsider !== undefined && played.strategies !== undefined) {
    return unsupported(
      mechanism,
      "its stage equilibrium is mixed, and outsiders are known of pure ones only",
    );
  }
  const curve: CurvePoint[] = [];
  for (const kappa of kappas) {
    const point = kappa === 0 ? limitPoint(game, outsider) : pointAt(game, kappa, outsider);
    if ("reason" in point) return point;
    curve.push(point);
  }
  const deepest = curve.reduce((least, point) => (point.kappa < least.kappa ? point : least));
  const { stageRevenue, stageUtilities } = stageOf(game);
  return {
    ...{ stageRevenue, stageUtilities, deltaStar: deepest.deltaStar },
    coalitionGain: sum(deepest.cartelUtilities) - sum(stageUtilities),
    curve,
    ...(outsider === undefined || !mechanism.claims.scaleFree
      ? {}
      : { outsiderEntersBelow: Math.min(1, outsider / entryPrice(mechanism, played.bids)) }),
  };
}

/** What members and the protocol get where everybody bids kappa b*: x* and kappa p* under a scale-free rule. */
function cartelPlay({ mechanism, values, played }: PlayedGame, kappa: number) {
  let { allocations, payments }: { allocations: ArrayLike<number>; payments: ArrayLike<number> } = played;
  if (mechanism.claims.scaleFree) payments = played.payments.map((payment) => kappa * payment);
  else {
    const [x, p] = [new Float64Array(values.length), new Float64Array(values.length)];
    mechanism.outcome(
      Float64Array.from(played.bids, (bid) => kappa * bid),
      x,
      p,
    );
    [allocations, payments] = [x, p];
  }
  const utilities = values.map((value, i) => value * allocations[i]! - payments[i]!);
  return { cartelUtilities: utilities, revenue: sum(payments) };
}

function pointAt(game: PlayedGame, kappa: number, outsider?: number): CurvePoint | Unanswered {
  const { mechanism, values, played } = game;
  const cartel = cartelAt(mechanism, values, played, kappa);
  const deviations = values.map((_, i) => bestDeviation(cartel, i));
  const joined = outsider === undefined ? null : { ...played, bids: [...played.bids, 0] };
  const entry =
    joined === null
      ? null
      : bestDeviation(cartelAt(mechanism, [...values, outsider!], joined, kappa), values.length);
  if (deviations.includes(null) || (joined !== null && entry === null)) {
    return {
      status: "not-settled",
      reason: `kappa ${kappa}: a second search finds a better deviation than the first`,
    };
  }
  return {
    ...pointOf(
      game,
      kappa,
      deviations.map((each) => each!.utility),
    ),
    ...(entry === null ? {} : { outsiderGain: entry.utility }),
  };
}

/** The limit of a cartel that bids next to nothing: whoever deviates takes the largest share, and pays next to nothing. */
function limitPoint(game: PlayedGame, outsider?: number): CurvePoint | Unanswered {
  const { mechanism, values, played } = game;
  const bids = boldestBids(game);
  const reach = values.map((_, i) => largestShare(mechanism, bids, i));
  const entry = outsider === undefined ? 0 : largestShare(mechanism, [...played.bids, 0], values.length);
  if (reach.includes(null) || entry === null) {
    return {
      status: "not-settled",
      reason: "kappa 0: the share of a bid far above the others' has no limit in range",
    };
  }
  return {
    ...pointOf(
      game,
      0,
      values.map((value, i) => value * reach[i]!),
    ),
    ...(outsider === undefined ? {} : { outsiderGain: outsider * entry }),
  };
}

/** The bids played, and of players who mix their highest. */
function boldestBids({ played: { bids, strategies } }: PlayedGame): readonly number[] {
  if (strategies === undefined) return bids;
  return strategies.map(({ support, uniform = [] }) =>
    Math.max(0, ...support, ...uniform.map(({ to }) => to)),
  );
}

function pointOf(game: PlayedGame, kappa: number, deviationUtilities: readonly number[]): CurvePoint {
  const { values, played } = game;
  const { cartelUtilities, revenue } = cartelPlay(game, kappa);
  const byPlayer = values.map((value, i) =>
    deltaOf(
      ...([deviationUtilities[i]!, cartelUtilities[i]!, played.utilities[i]!] as const),
      Math.max(NO_GAIN * value, played.kind === "mixed" ? played.regret.absolute : 0),
    ),
  );
  return {
    ...{ kappa, deltaStar: Math.max(...byPlayer), byPlayer, deviationUtilities, cartelUtilities },
    ...{ revenue, revenueLost: sum(played.payments) - revenue },
  };
}

/** A share that is the whole but for rounding. */
const WHOLE = 1 - 1e-12;

function sharesOfItsChoice(input: RepeatedInput, game: PlayedGame): SharesFigures | Unanswered {
  const { mechanism, values, played } = game;
  const bids = boldestBids(game);
  const takesAll = values.every((_, i) => (largestShare(mechanism, bids, i) ?? 0) >= WHOLE);
  if (!mechanism.claims.scaleFree || !takesAll) {
    return unsupported(mechanism, "whoever deviates must be able to take the whole slot for next to nothing");
  }
  const { shape } = mechanism;
  const highestWins = shape.kind === "highest-bid";
  if (highestWins && shape.price === "second") {
    return unsupported(
      mechanism,
      "whoever is drawn can bid high and pay nothing, an equilibrium that needs no patience",
    );
  }
  const lottery = input.lottery ?? (highestWins ? "before-bids" : "after-bids");
  const kept = values.map((value, i) => played.utilities[i]! / value);
  const chosen = input.shares === undefined ? easiestShares(kept, lottery) : null;
  const shares = chosen?.shares ?? input.shares!;
  return {
    ...stageOf(game),
    deltaStar: chosen?.delta ?? Math.max(...shares.map((share, i) => deltaOfShare(share, kept[i]!, lottery))),
    coalitionGain: sum(values.map((value, i) => value * shares[i]!)) - sum(played.utilities),
    ...{ lottery, shares },
    transfers: highestWins && lottery === "after-bids" ? "outside-protocol" : "none",
  };
}

/**
 * The shares at which all members are equally tempted, and their delta, with u_i = U_i / v_i and S = sum u_i:
 *
 *     after-bids    (1 - s_i) / (1 - u_i) = delta    delta = (n - 1) / (n - S)
 *     before-bids   1 / (1 + s_i - u_i) = delta      delta = n / (n + 1 - S)
 *
 * Before the bids whoever is not drawn gives up v_i in that slot for s_i instead of u_i in all later ones.
 */
function easiestShares(kept: readonly number[], lottery: Lottery) {
  const [n, total] = [kept.length, sum(kept)];
  if (lottery === "after-bids") {
    const delta = (n - 1) / (n - total);
    return { delta, shares: kept.map((u) => 1 - delta * (1 - u)) };
  }
  const delta = n / (n + 1 - total);
  return { delta, shares: kept.map((u) => u + (1 - delta) / delta) };
}

function deltaOfShare(share: number, kept: number, lottery: Lottery): number {
  if (lottery === "after-bids") return deltaOf(1, share, kept, NO_GAIN);
  return share <= kept ? 1 : 1 / (1 + share - kept);
}

function unsupported(mechanism: Mechanism, why: string): Unanswered {
  return { status: "unsupported-rule", reason: `${mechanism.candidate.family}: ${why}` };
}
