import { geometricMean } from "../metric/fairness.js";
import { sum } from "../numeric/sum.js";
import type { PlayedGame, Setting } from "./setting.js";

export interface PartsInput {
  /** `bundle`: one game for the whole block. `parts`: one game a part, each with a rule of its own. */
  readonly mode: "bundle" | "parts";
  /** v_ik >= 0, a row a player, a column a part; every player and every part has an entry above 0. */
  readonly valuesByPlayerAndPart: readonly (readonly number[])[];
}

export interface PartsFigures {
  /** Sum over the games, value units. */
  readonly revenue: number;
  /** revenue / sum_k max_i v_ik, in both modes. */
  readonly revenueShare: number;
  /** w_k = max_i v_ik / sum_l max_i v_il. */
  readonly weights: readonly number[];
  /** sum_k w_k x_ik. */
  readonly shares: readonly number[];
  /** The geometric mean of the shares. */
  readonly fairness: number;
  /** sum_ik v_ik x_ik / sum_k max_i v_ik. */
  readonly welfare: number;
  /** One entry a part; mode `parts` only. */
  readonly perPart?: readonly { readonly allocations: readonly number[]; readonly revenue: number }[];
}

/** A part of a block: the players of value above 0 for it, by their numbers, and those values. */
interface Part {
  readonly players: readonly number[];
  readonly values: readonly number[];
}

/**
 * *What* is sold: the whole block, or its parts (say top of block and rest) apart? Values are additive over parts. A part is
 * played for by the players of value above 0 for it; where that is one player, it gets the part for 0.
 * The benchmark is PAP on the bundle.
 */
export const parts: Setting<PartsInput, PartsFigures> = {
  name: "parts",
  games(rules, { mode, valuesByPlayerAndPart: values }) {
    if (mode === "bundle") return [{ name: "bundle", mechanism: rules[0]!, values: values.map(sum) }];
    return partsOf(values).flatMap(({ players, values: own }, k) =>
      players.length < 2 ? [] : [{ name: `part ${k + 1}`, mechanism: rules[k] ?? rules[0]!, values: own }],
    );
  },
  figures(input, games) {
    return input.mode === "bundle" ? bundleFigures(input, games[0]!) : figuresByPart(input, games);
  },
  benchmark: (input) => ({ ...input, mode: "bundle" }),
};

function partsOf(values: PartsInput["valuesByPlayerAndPart"]): Part[] {
  return values[0]!.map((_, k) => {
    const players = [...values.keys()].filter((i) => values[i]![k]! > 0);
    return { players, values: players.map((i) => values[i]![k]!) };
  });
}

function bundleFigures(input: PartsInput, { played }: PlayedGame): PartsFigures {
  const { allocations, payments } = played;
  return figuresOf(
    input,
    input.valuesByPlayerAndPart[0]!.map(() => allocations),
    sum(payments),
  );
}

function figuresByPart(input: PartsInput, games: readonly PlayedGame[]): PartsFigures {
  const { valuesByPlayerAndPart: values } = input;
  let next = 0;
  const perPart = partsOf(values).map(({ players }) => {
    const game = players.length < 2 ? null : games[next++]!.played;
    const allocations = new Array<number>(values.length).fill(0);
    for (const [j, i] of players.entries()) allocations[i] = game === null ? 1 : game.allocations[j]!;
    return { allocations, revenue: game === null ? 0 : sum(game.payments) };
  });
  const revenue = sum(perPart.map((each) => each.revenue));
  return {
    ...figuresOf(
      input,
      perPart.map(({ allocations }) => allocations),
      revenue,
    ),
    perPart,
  };
}

/** @param allocations x_ik, a list a part */
function figuresOf(
  { valuesByPlayerAndPart: values }: PartsInput,
  allocations: readonly (readonly number[])[],
  revenue: number,
): PartsFigures {
  const tops = allocations.map((_, k) => values.reduce((most, own) => Math.max(most, own[k]!), 0));
  const top = sum(tops);
  const weights = tops.map((each) => each / top);
  const shares = values.map((_, i) => sum(weights.map((weight, k) => weight * allocations[k]![i]!)));
  const produced = sum(values.map((own, i) => sum(own.map((value, k) => value * allocations[k]![i]!))));
  return {
    ...{ revenue, revenueShare: revenue / top, weights, shares },
    ...{ fairness: geometricMean(shares), welfare: produced / top },
  };
}
