import { bisect } from "../../numeric/bisect.js";

/** A finite prior of independent, identical values, rising. */
export interface Prior {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** Bids of each type where `players` draw their values from a prior and bid under PAP, all types positive. */
export interface PrivateBids {
  readonly bids: readonly number[];
  /** Largest |v E[R / (b + R)^2] - 1| over the types: the first-order condition, R the rivals' total. */
  readonly residual: number;
}

const SWEEPS = 4000;
const SETTLED = 1e-14;

/** PAP's symmetric equilibrium of two players with private values, by solving each type's first-order condition in turn. */
export function privateBids({ values, weights }: Prior): PrivateBids {
  const bids = values.map((value) => value / 4);
  const marginal = (value: number, bid: number) =>
    bids.reduce((sum, rival, k) => sum + (weights[k]! * value * rival) / (bid + rival) ** 2, 0) - 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const next = values.map((value) => bisect({ at: (bid) => marginal(value, bid) }, 1e-9 * value, value));
    const change = Math.max(...next.map((bid, i) => Math.abs(bid - bids[i]!) / values[i]!));
    next.forEach((bid, i) => {
      bids[i] = bid;
    });
    if (change < SETTLED) break;
  }
  return { bids, residual: Math.max(...values.map((value, i) => Math.abs(marginal(value, bids[i]!)))) };
}

/** Expected utility of a bid under p = b + phi B, against a rival who draws its type and bids by `rivals`. */
export function privateUtility(
  { weights }: Prior,
  rivals: readonly number[],
  phi: number,
  value: number,
  bid: number,
): number {
  return rivals.reduce(
    (sum, rival, k) => sum + weights[k]! * ((value * bid) / (bid + rival) - bid - phi * (bid + rival)),
    0,
  );
}

export interface PrivateGain {
  /** The largest fee at which every type takes part. */
  readonly phi: number;
  /** R / R_PAP - 1 there. */
  readonly gain: number;
  /** n U_PAP(v_low) / R_PAP, which the theorem says that it is. */
  readonly stated: number;
  /** Most that a type gains by a bid of a grid, or by staying out, over its value. */
  readonly regret: number;
}

const GRID = 400;

/** The largest fee with all types in, its gain by playing every pair of types, and what deviations on a grid gain. */
export function privateGain(prior: Prior): PrivateGain {
  const { values, weights } = prior;
  const { bids } = privateBids(prior);
  const mean = bids.reduce((sum, bid, k) => sum + weights[k]! * bid, 0);
  const lowest = privateUtility(prior, bids, 0, values[0]!, bids[0]!);
  const part = lowest / mean;
  const phi = part / (1 - part);
  const scaled = bids.map((bid) => bid / (1 + phi));
  const utilityOf = (value: number, bid: number) => privateUtility(prior, scaled, phi, value, bid);
  const regrets = values.map((value, i) => {
    const own = utilityOf(value, scaled[i]!);
    const others = Array.from({ length: GRID }, (_, k) => utilityOf(value, (value * (k + 1)) / GRID));
    return (Math.max(0, ...others) - own) / value;
  });
  let revenue = 0;
  scaled.forEach((a, i) => {
    scaled.forEach((b, k) => {
      revenue += weights[i]! * weights[k]! * (a + b + 2 * phi * (a + b));
    });
  });
  return {
    phi,
    gain: revenue / (2 * mean) - 1,
    stated: (2 * lowest) / (2 * mean),
    regret: Math.max(...regrets),
  };
}

/** Values evenly spread over [low, high], weighing as u^bend does over it. */
export function evenPrior(low: number, high: number, types: number, bend: number): Prior {
  const places = Array.from({ length: types }, (_, k) => (k + 0.5) / types);
  const raw = places.map((u) => u ** bend);
  const sum = raw.reduce((all, each) => all + each, 0);
  return { values: places.map((u) => low + (high - low) * u), weights: raw.map((each) => each / sum) };
}
