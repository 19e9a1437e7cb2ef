import { normalDensity, normalProbability } from "../../numeric/normal.js";

/** What others believe of a player's value. */
export type Prior =
  | { readonly type: "uniform"; readonly low: number; readonly high: number }
  /** exp of a normal number of mean log median and standard deviation sigma, given that it is in [low, high]. */
  | {
      readonly type: "lognormal";
      readonly median: number;
      readonly sigma: number;
      readonly low: number;
      readonly high: number;
    }
  /** Rising values; probabilities sum to 1. */
  | {
      readonly type: "discrete";
      readonly values: readonly number[];
      readonly probabilities: readonly number[];
    };

/**
 * A prior in a coordinate t of the types that rises with the value: the value itself (uniform), its logarithm
 * (lognormal), or the probability of lower types (discrete), so that an atom is an interval of t on which the value is
 * constant, and a mixed strategy of the atom is a function of t.
 */
export interface Types {
  readonly from: number;
  readonly to: number;
  /** From `from` to `to`, rising: where the value jumps, or strategies may be steep. */
  readonly breaks: readonly number[];
  /** Whether the value is constant between breaks. */
  readonly stepwise: boolean;
  readonly lowest: number;
  readonly highest: number;
  valueAt(t: number): number;
  /** Of t; its integral is 1. */
  densityAt(t: number): number;
  probabilityBelow(t: number): number;
  /** The first t of a value within the support; of a discrete prior, the middle of the nearest atom. */
  coordinateOf(value: number): number;
}

export function typesOf(prior: Prior): Types {
  if (prior.type === "discrete") return atoms(prior.values, prior.probabilities);
  if (prior.low === prior.high) return atoms([prior.low], [1]);
  return prior.type === "uniform" ? uniform(prior.low, prior.high) : lognormal(prior);
}

/** Intervals next to a lowest value of 0 halve: strategies there are powers of the value. */
const HALVINGS = 10;

function uniform(low: number, high: number): Types {
  const width = high - low;
  const inner =
    low < width / 2 ** 6 ? Array.from({ length: HALVINGS }, (_, k) => low + width / 2 ** (HALVINGS - k)) : [];
  return {
    ...{ from: low, to: high, breaks: [low, ...inner, high], stepwise: false, lowest: low, highest: high },
    valueAt: (t) => t,
    densityAt: () => 1 / width,
    probabilityBelow: (t) => (t - low) / width,
    coordinateOf: (value) => value,
  };
}

export type LognormalPrior = Extract<Prior, { type: "lognormal" }>;

/** The probability of [low, high] before the lognormal is cut to it. */
export function lognormalMass({ median, sigma, low, high }: LognormalPrior): number {
  const below = (value: number) => normalProbability(Math.log(value / median) / sigma);
  return below(high) - below(low);
}

function lognormal(prior: LognormalPrior): Types {
  const { median, sigma, low, high } = prior;
  const standard = (t: number) => (t - Math.log(median)) / sigma;
  const below = normalProbability(standard(Math.log(low)));
  const mass = lognormalMass(prior);
  const [from, to] = [Math.log(low), Math.log(high)];
  return {
    ...{ from, to, breaks: [from, to], stepwise: false, lowest: low, highest: high },
    valueAt: Math.exp,
    densityAt: (t) => normalDensity(standard(t)) / (sigma * mass),
    probabilityBelow: (t) => (normalProbability(standard(t)) - below) / mass,
    coordinateOf: Math.log,
  };
}

function atoms(values: readonly number[], probabilities: readonly number[]): Types {
  const breaks = [0];
  for (const probability of probabilities) breaks.push(breaks.at(-1)! + probability);
  breaks[values.length] = 1;
  const atomAt = (t: number) => {
    let k = 0;
    while (k < values.length - 1 && t >= breaks[k + 1]!) k++;
    return k;
  };
  return {
    ...{ from: 0, to: 1, breaks, stepwise: true, lowest: values[0]!, highest: values.at(-1)! },
    valueAt: (t) => values[atomAt(t)]!,
    densityAt: () => 1,
    probabilityBelow: (t) => t,
    coordinateOf(value) {
      const apart = values.map((each) => Math.abs(each - value));
      const k = apart.indexOf(Math.min(...apart));
      return 0.5 * (breaks[k]! + breaks[k + 1]!);
    },
  };
}
