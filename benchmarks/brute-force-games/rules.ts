import { between, type Chance, pick, scaled } from "./chance.js";

/**
 * Writes what one player gets and pays: x_i and p_i. Written from the formulas on the families' cards, and from nothing
 * else of the project.
 */
export type Play = (bids: Float64Array, player: number, outcome: Float64Array) => void;

/** A rule as the engine reads it, and as plain code. */
export interface PlainRule {
  readonly candidate: {
    readonly family: string;
    readonly weight?: string;
    readonly payment?: string;
    readonly parameters?: Readonly<Record<string, number>>;
  };
  readonly play: Play;
  /** Sizes of bids, and of shares, at which a formula may bend or jump. */
  readonly constants: readonly number[];
}

type Weight = (bid: number, all: number, count: number) => number;
type Payment = (bid: number, all: number, count: number, share: number) => number;

/** x_i = weight_i / sum of weights, p_i = payment_i, over the positive bids; alone x = 1, and p = b where it has no other. */
function weighted(weight: Weight, payment: Payment): Play {
  return (bids, player, outcome) => {
    const own = bids[player]!;
    let all = 0;
    let count = 0;
    for (let j = 0; j < bids.length; j++) {
      all += bids[j]!;
      if (bids[j]! > 0) count++;
    }
    let share = 1;
    if (count > 1) {
      let total = 0;
      for (let j = 0; j < bids.length; j++) if (bids[j]! > 0) total += weight(bids[j]!, all, count);
      share = weight(own, all, count) / total;
    }
    const paid = payment(own, all, count, share);
    outcome[0] = share;
    outcome[1] = count === 1 && !Number.isFinite(paid) ? own : paid;
  };
}

const bidItself = (bid: number) => bid;

function expression(
  weight: string,
  payment: string,
  constants: readonly number[],
  weightOf: Weight,
  paymentOf: Payment,
): PlainRule {
  return {
    candidate: { family: "expression", weight, payment },
    play: weighted(weightOf, paymentOf),
    constants,
  };
}

function family(
  name: string,
  parameters: Readonly<Record<string, number>>,
  weightOf: Weight,
  paymentOf: Payment,
): PlainRule {
  return { candidate: { family: name, parameters }, play: weighted(weightOf, paymentOf), constants: [] };
}

/**
 * The sign by which a formula jumps at a size. The better side has the size itself, so that best replies exist.
 *
 * @param better whether bids above it are better off than bids below
 */
function edge(better: boolean, size: number): readonly [sign: string, isAbove: (bid: number) => boolean] {
  return better ? [">=", (bid) => bid >= size] : [">", (bid) => bid > size];
}

/** A window of bids: its ends, a ten-thousandth to a tenth apart. */
function windowOf(chance: Chance): [low: number, high: number] {
  const low = scaled(chance, 0.02, 0.6);
  return [low, Number((low * (1 + scaled(chance, 1e-4, 0.1))).toPrecision(8))];
}

/** b times a factor within a window, b elsewhere: as a formula, as code, and where it jumps. */
function windowed(
  low: number,
  high: number,
  factor: number,
  better: boolean,
): readonly [formula: string, factor: (bid: number) => number, constants: readonly number[]] {
  const [above, isAbove] = edge(better, low);
  const [beyond, isBeyond] = edge(!better, high);
  const formula = `b${above}${low} ? (b${beyond}${high} ? b : b*${factor}) : b`;
  const constants = [low, high, (low + high) / 2];
  return [formula, (bid) => (isAbove(bid) && !isBeyond(bid) ? factor : 1), constants];
}

/** Kinds of rules, each a maker of random ones. */
export const KINDS: Readonly<Record<string, (chance: Chance) => PlainRule>> = {
  "share weight": (chance) => {
    const c = between(chance, -1.5, 1.5);
    return expression(`b*exp(${c}*q)`, "b", [], (b, B) => b * Math.exp((c * b) / B), bidItself);
  },
  "share price": (chance) => {
    const [d, phi] = [between(chance, -2, 1.5), between(chance, 0, 0.1)];
    const price: Payment = (b, B) => b * Math.exp(d * (b / B) * (1 - b / B)) + phi * B;
    return expression("b", `b*exp(${d}*q*(1-q))+${phi}*B`, [], bidItself, price);
  },
  "share both": (chance) => {
    const [c, d] = [between(chance, -1, 1), between(chance, -2, 2)];
    const [weight, payment] = [`b*exp(${c}*q^2)`, `b*exp(${d}*q*(1-q))`];
    const price: Payment = (b, B) => b * Math.exp(d * (b / B) * (1 - b / B));
    return expression(weight, payment, [], (b, B) => b * Math.exp(c * (b / B) ** 2), price);
  },
  tullock: (chance) => {
    const alpha = between(chance, 0.3, 1.95);
    return family("tullock", { alpha }, (b) => b ** alpha, bidItself);
  },
  "pap fee": (chance) => {
    const [fee, phi] = [chance() < 0.3 ? 0 : scaled(chance, 1e-4, 0.2), between(chance, 0, 0.3)];
    return family("pap-fee", { fee, endogenousFee: phi }, bidItself, (b, B) => b + fee + phi * B);
  },
  "price by count": (chance) => {
    const [many, d] = [between(chance, 0.5, 2), between(chance, -0.5, 2)];
    const payment = `n>2 ? b*${many} : b*(1-${d}*q*(1-q))`.replace("--", "+");
    const price: Payment = (b, B, n) => (n > 2 ? b * many : b * (1 - d * (b / B) * (1 - b / B)));
    return expression("b", payment, [], bidItself, price);
  },
  "fee by count": (chance) => {
    const fees = Array.from({ length: 4 }, () => between(chance, 0, 0.12));
    const [f2, f3, f4, f5] = fees;
    const payment = `b+B*(n<3 ? ${f2} : n<4 ? ${f3} : n<5 ? ${f4} : ${f5})`;
    return expression(
      "b",
      payment,
      [],
      bidItself,
      (b, B, n) => b + B * fees[Math.min(Math.max(n, 2), 5) - 2]!,
    );
  },
  "own bid": (chance) => {
    const [h, a, k] = [scaled(chance, 1e-3, 0.3), between(chance, 0.5, 1.6), between(chance, 0, 2)];
    const [weight, weightOf] = pick<readonly [string, Weight]>(chance, [
      [`b+${h}*sqrt(b)`, (b) => b + h * Math.sqrt(b)],
      [`b^${a}`, (b) => b ** a],
      [`b+${h}*b^2`, (b) => b + h * b * b],
    ]);
    const [payment, paymentOf] = pick<readonly [string, Payment]>(chance, [
      ["b", bidItself],
      [`b+${k}*b^2`, (b) => b + k * b * b],
      [`b^${a}`, (b) => b ** a],
    ]);
    return expression(weight, payment, [], weightOf, paymentOf);
  },
  kinks: (chance) => {
    const [t, k] = [scaled(chance, 0.02, 0.6), between(chance, 1.1, 4)];
    const edge = Number((t * (k - 1)).toPrecision(12));
    const payment = `max(b, ${k}*b-${edge})`;
    return expression("b", payment, [t], bidItself, (b) => Math.max(b, k * b - edge));
  },
  jumps: (chance) => {
    const [t, s] = [scaled(chance, 0.02, 0.6), between(chance, 0.3, 2.5)];
    const [sign, isAbove] = edge(s > 1, t);
    const weightOf: Weight = (b) => (isAbove(b) ? b * s : b);
    return expression(`b${sign}${t} ? b*${s} : b`, "b", [t], weightOf, bidItself);
  },
  "share jumps": (chance) => {
    const [t, s] = [between(chance, 0.05, 0.9), between(chance, 0.7, 1.3)];
    const [sign, isAbove] = edge(s < 1, t);
    const price: Payment = (b, B) => (isAbove(b / B) ? b * s : b);
    return expression("b", `q${sign}${t} ? b*${s} : b`, [t], bidItself, price);
  },
  windows: (chance) => {
    const [low, high, s] = [...windowOf(chance), scaled(chance, 0.01, 3)];
    const [text, factor, constants] = windowed(low, high, s, s > 1);
    return expression(text, "b", constants, (b) => b * factor(b), bidItself);
  },
  "price windows": (chance) => {
    const [low, high, s] = [...windowOf(chance), scaled(chance, 0.01, 1)];
    const [text, factor, constants] = windowed(low, high, s, true);
    return expression("b", text, constants, bidItself, (b) => b * factor(b));
  },
  dips: (chance) => {
    const [d, m, s] = [between(chance, 0.05, 0.95), scaled(chance, 0.02, 0.9), scaled(chance, 3, 1000)];
    const weightOf: Weight = (b) => b * (1 - d * Math.exp(-(((b - m) * s) ** 2)));
    return expression(`b*(1-${d}*exp(-((b-${m})*${s})^2))`, "b", [m, m + 1 / s], weightOf, bidItself);
  },
  "price dips": (chance) => {
    const [d, m, s] = [between(chance, 0.05, 0.95), scaled(chance, 0.02, 0.9), scaled(chance, 3, 1000)];
    const price: Payment = (b) => b * (1 - d * Math.exp(-(((b - m) * s) ** 2)));
    return expression("b", `b*(1-${d}*exp(-((b-${m})*${s})^2))`, [m, m + 1 / s], bidItself, price);
  },
  serial: (chance) => {
    const alpha = between(chance, 0.3, 2.5);
    return { candidate: { family: "serial", parameters: { alpha } }, play: serial(alpha), constants: [] };
  },
  headstart: (chance) => {
    const h = scaled(chance, 1e-4, 0.3);
    return family("headstart", { h }, (b) => b + h, bidItself);
  },
  "winner pays": () => family("winner-pays", {}, bidItself, (b, _B, _n, x) => x * b),
  "power payment": (chance) => {
    const gamma = between(chance, 0.4, 2.5);
    return family("power-payment", { gamma }, bidItself, (b) => b ** gamma);
  },
  "affine power": (chance) => {
    const parameters = {
      ...{ alpha: between(chance, 0.6, 1.8), fee: chance() < 0.5 ? 0 : scaled(chance, 1e-4, 0.1) },
      ...{ kappa: between(chance, 0, 1), gamma: between(chance, 0.4, 2) },
    };
    const { alpha, fee, kappa, gamma } = parameters;
    return family(
      "affine-power",
      parameters,
      (b) => b ** alpha,
      (b) => fee + b + kappa * b ** gamma,
    );
  },
  logit: (chance) => {
    const k = scaled(chance, 0.5, 30);
    return family("logit", { k }, (b) => Math.exp(k * b), bidItself);
  },
  "pair price": (chance) => {
    const [dip, rise] = [between(chance, 0, 2.5), between(chance, 0, 2)];
    const parameters = { dip, rise, more: between(chance, 0.8, 3.5) };
    const price: Payment = (b, B, n) => {
      const square = (b / B) ** 2;
      if (n === 1) return b * (1 - dip / 4);
      return n > 2 ? parameters.more * b : b * (1 - dip * square * (1 - square) + rise * square * square);
    };
    return family("pair-price", parameters, bidItself, price);
  },
  "tapered fee": (chance) => {
    const parameters = {
      ...{ fee: between(chance, 0, 0.2), taper: between(chance, 1, 6), lean: between(chance, 0, 2) },
    };
    const { fee, taper, lean } = parameters;
    const price: Payment = (b, B) => b + B * fee * (1 - b / B) ** taper;
    return family("tapered-fee", parameters, (b, B) => b * (1 + (lean * b) / B), price);
  },
  "bid cap": (chance) => {
    const cap = between(chance, 0.2, 0.98);
    const counted = (b: number, B: number) => Math.min(b, cap * B);
    return { ...family("bid-cap", { cap }, counted, counted), constants: [cap] };
  },
  "tilt by count": (chance) => {
    const reach = between(chance, 2, 5);
    const bend = () => (chance() < 0.3 ? 0 : between(chance, -0.4, 0.4));
    const [zs, es] = [[0, 1].map(() => [0, bend(), bend()]), [0, 1].map(() => [bend(), bend(), bend()])];
    const parameters: Record<string, number> = { counts: 3, knots: 2, reach };
    for (const k of [0, 1]) {
      for (const knot of [1, 2]) parameters[`z${k + 2}${knot}`] = zs[k]![knot]!;
      for (const knot of [0, 1, 2]) parameters[`e${k + 2}${knot}`] = es[k]![knot]!;
    }
    const tilt = (rows: readonly number[][], b: number, B: number, n: number) =>
      n < 2 ? 1 : Math.exp(clamped(rows[Math.min(n, 3) - 2]!, Math.log(b / (B - b)) / reach));
    return family(
      "count-tilt",
      parameters,
      (b, B, n) => b * tilt(zs, b, B, n),
      (b, B, n) => b * tilt(es, b, B, n),
    );
  },
  concentration: (chance) => {
    const coefficient = () => (chance() < 0.3 ? 0 : between(chance, -0.5, 2));
    const [c1, c2, e1, e2] = [coefficient(), coefficient(), coefficient(), coefficient()];
    const fee = chance() < 0.5 ? 0 : scaled(chance, 1e-4, 0.1);
    const own = (q: number) => fee * (1 - q) + q * (1 - q) * (c1 * (1 - q) + c2 * q);
    const common = (q: number) => q * (1 - q) * (e1 * (1 - q) + e2 * q);
    const parameters = { terms: 2, fee, c1, c2, e1, e2 };
    return {
      candidate: { family: "concentration-price", parameters },
      play: priced((b, B, bids) => {
        let sum = 0;
        for (let j = 0; j < bids.length; j++) sum += common(bids[j]! / B);
        return b * (1 + sum) + B * own(b / B);
      }),
      constants: [],
    };
  },
  "sum over bids": (chance) => {
    const [h, s] = [between(chance, -0.9, 2), between(chance, 0, 0.5)];
    const payment = `b*(1+${h}*H)+${s}*q*sum(b^2)/B`.replace("+-", "-");
    return {
      candidate: { family: "expression", weight: "b", payment },
      play: priced((b, B, bids) => {
        let squares = 0;
        for (let j = 0; j < bids.length; j++) squares += bids[j]! ** 2;
        return b * (1 + (h * squares) / B ** 2) + (s * b * squares) / B ** 2;
      }),
      constants: [],
    };
  },
};

/** The cubic spline through three values at -1, 0 and 1, flat at both ends; constant beyond. */
function clamped([left, centre, right]: readonly number[], at: number): number {
  // Slope at 0 of two cubics whose second derivatives meet there: 4 s = 3 (right - left).
  const slope = (3 * (right! - left!)) / 4;
  const u = Math.min(Math.abs(at), 1);
  const [end, rise] = at < 0 ? [left!, -slope] : [right!, slope];
  const step = u * u * (3 - 2 * u);
  return centre! + (end - centre!) * step + rise * u * (1 - u) ** 2;
}

/** x_i = q_i, at a payment of the own bid, the sum and all bids. */
function priced(payment: (bid: number, all: number, bids: Float64Array) => number): Play {
  return (bids, player, outcome) => {
    let all = 0;
    for (let j = 0; j < bids.length; j++) all += bids[j]!;
    outcome[0] = bids[player]! / all;
    outcome[1] = payment(bids[player]!, all, bids);
  };
}

/** x_i = sum_(j >= i) (b_j^alpha - b_(j+1)^alpha) / (j b_1^alpha), b_1 >= b_2 >= ..., p_i = b_i. */
function serial(alpha: number): Play {
  return (bids, player, outcome) => {
    const own = bids[player]!;
    let highest = 0;
    for (let j = 0; j < bids.length; j++) highest = Math.max(highest, bids[j]!);
    // Rung by rung from the lowest: each is shared by those who reach it. Faster than sorting, for few players.
    let share = 0;
    for (let rung = 0; rung < own; ) {
      let next = Number.POSITIVE_INFINITY;
      let reaching = 0;
      for (let j = 0; j < bids.length; j++) {
        if (!(bids[j]! > rung)) continue;
        next = Math.min(next, bids[j]!);
        reaching++;
      }
      share += ((next / highest) ** alpha - (rung / highest) ** alpha) / reaching;
      rung = next;
    }
    outcome[0] = share;
    outcome[1] = own;
  };
}
