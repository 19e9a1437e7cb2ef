import { beforeAll, describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import type { Equilibrium, Solution } from "../../../src/equilibrium/solution.js";
import { solve } from "../../../src/equilibrium/solve.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, ParameterValue } from "../../../src/mechanism/mechanism.js";
import type { LinearProgrammeSolver } from "../../../src/numeric/linear-programme.js";

/** Absolute error allowed, relative to the top value. */
const PURE_FORM = 1e-11;
const MIXED_FORM = 1e-9;
/** Where the answer is found on a grid of bids, not by a formula. */
const ON_A_GRID = 1e-4;

/** An equilibrium as a formula gives it, one entry a player; what the formula is silent about is left out. */
interface Answer {
  readonly status: Solution["status"];
  readonly bids?: readonly number[];
  readonly allocations?: readonly number[];
  readonly payments?: readonly number[];
  /** Atoms of the mixed strategies, `[bid, probability]`, by rising bid. */
  readonly atoms?: readonly (readonly (readonly [number, number])[])[];
  /** Whether it is the only one; elsewhere it has to be among those listed. */
  readonly only?: true;
  readonly within: number;
}

interface Row {
  readonly title: string;
  readonly formula: string;
  readonly source: string;
  readonly family: string;
  readonly cases: readonly {
    readonly parameters?: Readonly<Record<string, ParameterValue>>;
    readonly values: readonly number[];
    readonly answer: Answer;
  }[];
}

const sumOf = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0);

/** PAP by its definition: the largest set of top players, each of whose values exceeds the set's total. */
function papOf(values: readonly number[]): { total: number; shares: number[]; active: number } {
  const falling = values.toSorted((a, b) => b - a);
  let total = 0;
  let active = 0;
  for (let size = 2; size <= values.length; size++) {
    const totalOfSet = (size - 1) / sumOf(falling.slice(0, size).map((value) => 1 / value));
    if (falling[size - 1]! > totalOfSet) [total, active] = [totalOfSet, size];
  }
  return { total, active, shares: values.map((value) => Math.max(0, 1 - total / value)) };
}

function pap(values: readonly number[]) {
  const { total, shares } = papOf(values);
  const bids = shares.map((share) => share * total);
  const answer: Answer = {
    status: "pure",
    bids,
    payments: bids,
    allocations: shares,
    only: true,
    within: PURE_FORM,
  };
  return { values, answer };
}

function equalTullock(alpha: number, n: number, value: number) {
  const bids = new Array<number>(n).fill((alpha * (n - 1) * value) / n ** 2);
  const answer: Answer = {
    status: "pure",
    bids,
    payments: bids,
    allocations: bids.map(() => 1 / n),
    within: PURE_FORM,
  };
  return { parameters: { alpha }, values: bids.map(() => value), answer };
}

function pairTullock(alpha: number, [v1, v2]: readonly [number, number]) {
  const x1 = v1 ** alpha / (v1 ** alpha + v2 ** alpha);
  const x2 = v2 ** alpha / (v1 ** alpha + v2 ** alpha);
  const bids = [alpha * v1 * x1 * x2, alpha * v2 * x1 * x2];
  const answer: Answer = {
    status: "pure",
    bids,
    payments: bids,
    allocations: [x1, x2],
    only: true,
    within: PURE_FORM,
  };
  return { parameters: { alpha }, values: [v1, v2], answer };
}

function semiMixed(alpha: number, [v1, v2]: readonly [number, number]) {
  const high = (v2 * (alpha - 1) ** ((alpha - 1) / alpha)) / alpha;
  const low = (v2 * (alpha - 1)) / alpha;
  const entry = (v2 / v1) * (alpha - 1) ** (-1 / alpha);
  const x2 = (entry * low ** alpha) / (low ** alpha + high ** alpha);
  const answer: Answer = {
    status: "mixed",
    bids: [high, entry * low],
    payments: [high, entry * low],
    allocations: [1 - x2, x2],
    atoms: [
      [[high, 1]],
      [
        [0, 1 - entry],
        [low, entry],
      ],
    ],
    only: true,
    within: MIXED_FORM,
  };
  return { parameters: { alpha }, values: [v1, v2], answer };
}

/** The all-pay auction's expected outcome; values fall, and players from the third on stay out. */
function allPay(values: readonly [number, number, ...number[]], within: number) {
  const [v1, v2] = values;
  const out = values.slice(2).map(() => 0);
  const bids = [v2 / 2, v2 ** 2 / (2 * v1), ...out];
  const allocations = [1 - v2 / (2 * v1), v2 / (2 * v1), ...out];
  const answer: Answer = { status: "mixed", bids, payments: bids, allocations, only: true, within };
  return { values, answer };
}

function equalWinnerPays(n: number, value: number) {
  const bids = new Array<number>(n).fill((value * (n - 1)) / (2 * n - 1));
  const payments = bids.map((bid) => bid / n);
  const answer: Answer = {
    status: "pure",
    bids,
    payments,
    allocations: bids.map(() => 1 / n),
    within: PURE_FORM,
  };
  return { values: bids.map(() => value), answer };
}

function pairWinnerPays([v1, v2]: readonly [number, number]) {
  const t = rootOf((x) => v2 * x ** 3 + 2 * v2 * x ** 2 - 2 * v1 * x - v1, 0, 2 + v1 / v2);
  const b2 = v1 / (t * t + 2 * t);
  const b1 = t * b2;
  const x1 = t / (1 + t);
  const answer: Answer = {
    status: "pure",
    bids: [b1, b2],
    payments: [x1 * b1, (1 - x1) * b2],
    allocations: [x1, 1 - x1],
    only: true,
    within: PURE_FORM,
  };
  return { values: [v1, v2], answer };
}

function papWithFee(fee: number, values: readonly number[]) {
  const { total, shares } = papOf(values);
  const bids = shares.map((share) => share * total);
  const payments = bids.map((bid) => (bid > 0 ? bid + fee : 0));
  const answer: Answer = { status: "pure", bids, payments, allocations: shares, within: PURE_FORM };
  return { parameters: { fee, endogenousFee: 0 }, values, answer };
}

function papWithEndogenousFee(phi: number, values: readonly number[]) {
  const { total, shares } = papOf(values);
  const sum = total / (1 + phi);
  const bids = shares.map((share) => share * sum);
  const payments = bids.map((bid) => (bid > 0 ? bid + phi * sum : 0));
  const answer: Answer = { status: "pure", bids, payments, allocations: shares, within: PURE_FORM };
  return { parameters: { fee: 0, endogenousFee: phi }, values, answer };
}

function pairSerial([v1, v2]: readonly [number, number]) {
  const bids = [v2 / 2, v2 ** 2 / (2 * v1)];
  const x2 = v2 / (2 * v1);
  const answer: Answer = {
    status: "pure",
    bids,
    payments: bids,
    allocations: [1 - x2, x2],
    only: true,
    within: PURE_FORM,
  };
  return { parameters: { alpha: 1 }, values: [v1, v2], answer };
}

/** First price, values falling: the second value is all that is paid. */
function firstPrice(values: readonly number[]) {
  const bids = [values[1]!, ...values.slice(1)];
  const allocations = values.map((_, i) => (i === 0 ? 1 : 0));
  const payments = values.map((_, i) => (i === 0 ? values[1]! : 0));
  const answer: Answer = {
    status: "pure-limit",
    bids,
    payments,
    allocations,
    only: true,
    within: PURE_FORM,
  };
  return { values, answer };
}

function secondPrice(values: readonly number[]) {
  const allocations = values.map((_, i) => (i === 0 ? 1 : 0));
  const payments = values.map((_, i) => (i === 0 ? values[1]! : 0));
  const answer: Answer = { status: "pure", bids: values, payments, allocations, within: PURE_FORM };
  return { values, answer };
}

function pairHeadstart(h: number, values: readonly [number, number]) {
  const { total, shares } = papOf(values);
  const bids = shares.map((share) => share * total - h);
  const answer: Answer = { status: "pure", bids, payments: bids, allocations: shares, within: PURE_FORM };
  return { parameters: { h }, values, answer };
}

function equalPowerPayment(gamma: number, n: number, value: number) {
  const payment = (value * (n - 1)) / (gamma * n ** 2);
  const bids = new Array<number>(n).fill(payment ** (1 / gamma));
  const answer: Answer = {
    status: "pure",
    bids,
    payments: bids.map(() => payment),
    allocations: bids.map(() => 1 / n),
    within: PURE_FORM,
  };
  return { parameters: { gamma }, values: bids.map(() => value), answer };
}

const FIFTY = Array.from({ length: 50 }, (_, i) => 1 + ((37 * i) % 50) / 40);

const ROWS: readonly Row[] = [
  {
    title: "PAP, everybody or only some taking part",
    formula: "B = (k - 1) / sum_{i <= k} 1/v_i over the k players with v_i > B,  b_i = B (1 - B / v_i)",
    source: "Hillman and Riley 1989; Neuder, Garimidi and Roughgarden 2024",
    family: "pap",
    cases: [
      pap([4, 2]),
      pap([1e-3, 7]),
      pap([5, 4, 3]),
      pap([1, 10, 9]),
      pap([6, 5, 4.5, 2, 1]),
      pap(FIFTY),
      pap(Array.from(FIFTY, (value) => value ** 4)),
    ],
  },
  {
    title: "Tullock contest, equal values, alpha <= n / (n - 1)",
    formula: "b = alpha (n - 1) v / n^2",
    source: "Tullock 1980; Perez-Castrillo and Verdier 1992",
    family: "tullock",
    cases: [
      equalTullock(0.3, 4, 2),
      equalTullock(1, 2, 1),
      equalTullock(2, 2, 3),
      equalTullock(1.5, 3, 1),
      equalTullock(1.2, 5, 2),
      equalTullock(0.7, 50, 1),
    ],
  },
  {
    title: "Tullock contest of two, alpha up to its threshold 1 + (v_2 / v_1)^alpha",
    formula: "x_i = v_i^alpha / (v_1^alpha + v_2^alpha),  b_i = alpha v_i x_1 x_2",
    source: "Nti 1999",
    family: "tullock",
    cases: [
      pairTullock(0.25, [4, 2]),
      pairTullock(1.38, [4, 2]),
      pairTullock(1.65, [5, 4]),
      pairTullock(0.7, [1000, 1]),
    ],
  },
  {
    title: "Tullock contest of two, alpha from its threshold to 2",
    formula:
      "b_1 = v_2 (a - 1)^((a - 1)/a) / a for certain,  b_2 = v_2 (a - 1)/a with probability (v_2/v_1) (a - 1)^(-1/a), else 0",
    source: "Wang 2010",
    family: "tullock",
    cases: [
      semiMixed(1.4, [4, 2]),
      semiMixed(1.7, [4, 2]),
      semiMixed(2, [3, 2]),
      semiMixed(1.5, [10, 1]),
      semiMixed(1.9, [5, 4]),
    ],
  },
  {
    title: "Tullock contest of two, alpha above 2: the all-pay auction's expected outcome",
    formula: "E b_1 = v_2 / 2,  E b_2 = v_2^2 / (2 v_1),  E x_2 = v_2 / (2 v_1)",
    source: "Alcalde and Dahm 2010",
    family: "tullock",
    cases: [
      { parameters: { alpha: 2.5 }, ...allPay([4, 2], ON_A_GRID) },
      { parameters: { alpha: 2.2 }, ...allPay([3, 2], ON_A_GRID) },
      { parameters: { alpha: 3 }, ...allPay([4, 2], ON_A_GRID) },
    ],
  },
  {
    title: "All-pay auction, the second value above the third",
    formula: "E b_1 = v_2 / 2,  E b_2 = v_2^2 / (2 v_1),  E x_2 = v_2 / (2 v_1)",
    source: "Hillman and Riley 1989; Baye, Kovenock and de Vries 1996",
    family: "all-pay-auction",
    cases: [allPay([4, 2], MIXED_FORM), allPay([5, 5], MIXED_FORM), allPay([5, 4, 3], MIXED_FORM)],
  },
  {
    title: "Winner-pays, equal values",
    formula: "b = v (n - 1) / (2n - 1)",
    source: "Yates 2011",
    family: "winner-pays",
    cases: [equalWinnerPays(2, 1), equalWinnerPays(3, 4), equalWinnerPays(20, 1)],
  },
  {
    title: "Winner-pays, two players",
    formula: "t = b_1 / b_2 with v_2 t^3 + 2 v_2 t^2 - 2 v_1 t - v_1 = 0,  b_2 = v_1 / (t^2 + 2 t)",
    source: "Yates 2011 (first-order conditions)",
    family: "winner-pays",
    cases: [pairWinnerPays([4, 2]), pairWinnerPays([1, 1]), pairWinnerPays([10, 1])],
  },
  {
    title: "PAP with a fee, fee <= v_i q_i^2 for all who are in",
    formula: "the bids of PAP",
    source: "Corchon 2007 (entry costs)",
    family: "pap-fee",
    cases: [papWithFee(0.2, [4, 2]), papWithFee(0.1, [5, 4, 3.5]), papWithFee(0.04, [1, 1, 1, 1, 1])],
  },
  {
    title: "PAP with an endogenous fee phi B, phi (1 - 2 q_i) <= q_i^2 for all who are in",
    formula: "B = B_PAP / (1 + phi) at PAP's shares",
    source: "the first-order conditions, v_i (1 - q_i) / B = 1 + phi",
    family: "pap-fee",
    cases: [
      papWithEndogenousFee(0.3, [4, 2]),
      papWithEndogenousFee(0.04, [6, 5]),
      papWithEndogenousFee(0.1, [5, 4, 4]),
    ],
  },
  {
    title: "Serial contest, alpha = 1, two players",
    formula: "b_1 = v_2 / 2,  b_2 = v_2^2 / (2 v_1)",
    source: "Alcalde and Dahm 2007",
    family: "serial",
    cases: [pairSerial([4, 2]), pairSerial([3, 2]), pairSerial([20, 1])],
  },
  {
    title: "First price, in the limit",
    formula: "the highest value wins and pays the second highest",
    source: "Vickrey 1961; Neuder, Garimidi and Roughgarden 2024",
    family: "wta",
    cases: [firstPrice([4, 2]), firstPrice([7, 7]), firstPrice([9, 3, 2, 1])],
  },
  {
    title: "Second price, truthful",
    formula: "b_i = v_i, the highest value wins and pays the second highest",
    source: "Vickrey 1961",
    family: "second-price",
    cases: [secondPrice([4, 2]), secondPrice([9, 3, 2, 1])],
  },
  {
    title: "Headstart of two, h below PAP's lower bid",
    formula: "b_i = B_PAP q_i - h at PAP's shares",
    source: "Konrad 2009",
    family: "headstart",
    cases: [pairHeadstart(0.1, [4, 2]), pairHeadstart(0.4, [4, 2]), pairHeadstart(0.2, [1, 1])],
  },
  {
    title: "Power payment, equal values, gamma >= (n - 1) / n",
    formula: "gamma b^gamma = v (n - 1) / n^2",
    source: "Cornes and Hartley 2005",
    family: "power-payment",
    cases: [
      equalPowerPayment(2, 2, 1),
      equalPowerPayment(3, 5, 7),
      equalPowerPayment(0.8, 3, 1),
      equalPowerPayment(1.5, 30, 2),
    ],
  },
];

let solveProgramme: LinearProgrammeSolver;
beforeAll(async () => {
  solveProgramme = await loadLinearProgrammeSolver();
});

async function solved(candidate: Candidate, values: readonly number[]): Promise<Solution> {
  return solve(await buildMechanism(candidate), values, { solveProgramme });
}

const AMOUNTS = ["bids", "payments", "allocations"] as const;

/** The largest error of an equilibrium, amounts relative to the top value; infinite where it is of another kind. */
function errorOf(found: Equilibrium, answer: Answer, order: readonly number[], top: number): number {
  if (found.kind !== answer.status) return Number.POSITIVE_INFINITY;
  let error = 0;
  for (const name of AMOUNTS) {
    answer[name]?.forEach((amount, i) => {
      const unit = name === "allocations" ? 1 : top;
      error = Math.max(error, Math.abs(found[name][order[i]!]! - amount) / unit);
    });
  }
  answer.atoms?.forEach((atoms, i) => {
    const { support, probabilities } = found.strategies![order[i]!]!;
    if (support.length !== atoms.length) error = Number.POSITIVE_INFINITY;
    atoms.forEach(([bid, probability], k) => {
      error = Math.max(error, Math.abs(support[k]! - bid) / top, Math.abs(probabilities[k]! - probability));
    });
  });
  return error;
}

describe.each(ROWS)("$title: $formula ($source)", ({ family, cases }) => {
  const rows = cases.map((each) => ({ ...each, shown: JSON.stringify(each.values).slice(0, 40) }));

  it.each(rows)("at values $shown and parameters $parameters", async ({ parameters, values, answer }) => {
    const top = Math.max(...values);
    const candidate = { family, ...(parameters ? { parameters } : {}) };
    const straight = Array.from(values.keys());
    for (const order of [straight, straight.toReversed()]) {
      // Player i of the formula sits on seat order[i].
      const seated = straight.map((seat) => values[order.indexOf(seat)]!);
      const solution = await solved(candidate, seated);
      expect(solution.status).toBe(answer.status);
      if (answer.only) expect(solution.equilibria).toHaveLength(1);
      const errors = solution.equilibria.map((each) => errorOf(each, answer, order, top));
      expect(Math.min(...errors)).toBeLessThanOrEqual(answer.within);
      // Equal values are ties, which the order of the seats may break; the rest is a matter of time.
      if (new Set(values).size === 1 || values.length > 8 || answer.within === ON_A_GRID) break;
    }
  });
});

describe("where a closed form's condition fails, that point is not reported", () => {
  // Within 1e-6 above a threshold a point of regret 1e-13 still exists, so that no numerical judge refuses it.
  const BELOW = 1e-6;
  const ABOVE = 1e-4;

  async function amongThose(family: string, { parameters, values, answer }: Row["cases"][number]) {
    const { equilibria } = await solved({ family, ...(parameters ? { parameters } : {}) }, values);
    const order = Array.from(values.keys());
    return equilibria.some((each) => errorOf(each, answer, order, Math.max(...values)) < 1e-6);
  }

  it("PAP with a fee, at v_i q_i^2", async () => {
    for (const values of [
      [4, 2],
      [5, 4, 3.5],
    ]) {
      const { shares } = papOf(values);
      const threshold = Math.min(...values.map((value, i) => value * shares[i]! ** 2));
      expect(await amongThose("pap-fee", papWithFee(threshold - BELOW, values))).toBe(true);
      expect(await amongThose("pap-fee", papWithFee(threshold + ABOVE, values))).toBe(false);
    }
  });

  it("PAP with an endogenous fee, at q_i^2 / (1 - 2 q_i)", async () => {
    for (const values of [
      [4, 2],
      [6, 5],
    ]) {
      const { shares } = papOf(values);
      const threshold = Math.min(...shares.map((q) => (q < 0.5 ? q ** 2 / (1 - 2 * q) : 10)));
      expect(await amongThose("pap-fee", papWithEndogenousFee(threshold - BELOW, values))).toBe(true);
      expect(await amongThose("pap-fee", papWithEndogenousFee(threshold + ABOVE, values))).toBe(false);
    }
  });

  it("Tullock contest of equal values, at alpha = n / (n - 1)", async () => {
    for (const n of [2, 3, 5]) {
      const threshold = n / (n - 1);
      expect(await amongThose("tullock", equalTullock(threshold - BELOW, n, 1))).toBe(true);
      expect(await amongThose("tullock", equalTullock(threshold + ABOVE, n, 1))).toBe(false);
    }
  });
});

function rootOf(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let step = 0; step < 200; step++) {
    const middle = (a + b) / 2;
    if (f(middle) < 0) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
