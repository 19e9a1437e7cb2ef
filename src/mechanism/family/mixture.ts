import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { Formula } from "../formula.js";
import type { MechanismFamily, Rule } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { type ShareBase, shareBaseOf } from "../shape/exponent-share.js";
import { bothFaced } from "../shape/facing.js";
import { shareRule } from "../shape/share.js";

/** A coin decides which of two mechanisms is run on the same bids. */
export const mixture: MechanismFamily = {
  name: "mixture",
  card: {
    title: "Mixture of two mechanisms",
    allocation: "x = `weight` x' + (1 - `weight`) x''",
    payment: "p = `weight` p' + (1 - `weight`) p''",
    source: "a lottery over mechanisms: Myerson 1981, Optimal Auction Design (randomised mechanisms)",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "a public coin picks one of two rules"),
  },
  parameters: [
    { name: "weight", meaning: "probability of the first of `of`", minimum: 0, maximum: 1, default: 0.5 },
  ],
  pap: { weight: 1 },
  of: { count: 2, default: [{ family: "pap" }, { family: "wta" }] },
  build({ parameters, of }) {
    const weight = parameters.weight!;
    const [first, second] = [of[0]!, of[1]!];
    const bases = [shareBaseOf(first), shareBaseOf(second)] as const;
    if (bases[0]?.proportional && bases[1]?.proportional) return mixedShares(bases[0], bases[1], weight);
    const facing = bothFaced(first, second, (mine, theirs) => weight * mine + (1 - weight) * theirs);
    let x = new Float64Array(0);
    let p = new Float64Array(0);
    const both = (claim: "scaleFree" | "monotone") => first.claims[claim] && second.claims[claim];
    const either = (claim: "tiesByIndex" | "withholds") => first.claims[claim] || second.claims[claim];
    return {
      shape: { kind: "mixture", of: [first, second] },
      ...(facing ? { facing } : {}),
      claims: {
        scaleFree: both("scaleFree"),
        monotone: both("monotone"),
        tiesByIndex: either("tiesByIndex"),
        withholds: either("withholds"),
      },
      ...(first.formula && second.formula ? { formula: mixed(first.formula, second.formula, weight) } : {}),
      outcome(bids, allocations, payments) {
        if (x.length !== bids.length) {
          x = new Float64Array(bids.length);
          p = new Float64Array(bids.length);
        }
        first.outcome(bids, allocations, payments);
        second.outcome(bids, x, p);
        for (let i = 0; i < bids.length; i++) {
          allocations[i] = weight * allocations[i]! + (1 - weight) * x[i]!;
          payments[i] = weight * payments[i]! + (1 - weight) * p[i]!;
        }
      },
    };
  },
};

/** Where x_i = q_i under both, only prices are mixed: a rule of shares again. */
function mixedShares(first: ShareBase, second: ShareBase, weight: number): Rule {
  const mix = (mine: number, theirs: number) => weight * mine + (1 - weight) * theirs;
  return shareRule(
    {
      weight: (q) => q,
      weightSlope: () => 1,
      price: (q, rest) => mix(first.rule.price(q, rest), second.rule.price(q, rest)),
      priceSlope: (q, rest) => mix(first.rule.priceSlope(q, rest), second.rule.priceSlope(q, rest)),
      splitProof: first.rule.splitProof && second.rule.splitProof,
      proportional: true,
    },
    {
      weight: (_, q) => q,
      price: (a, q, rest) =>
        a.add(
          a.multiply(a.of(weight), first.formula.price(a, q, rest)),
          a.multiply(a.subtract(a.of(1), a.of(weight)), second.formula.price(a, q, rest)),
        ),
    },
  );
}

function mixed(first: Formula, second: Formula, weight: number): Formula {
  return <T>(a: Arithmetic<T>, bids: readonly T[]) => {
    const [one, other] = [first(a, bids), second(a, bids)];
    const share = a.of(weight);
    const rest = a.subtract(a.of(1), share);
    const mix = (mine: readonly T[], theirs: readonly T[]) =>
      mine.map((each, i) => a.add(a.multiply(share, each), a.multiply(rest, theirs[i]!)));
    return {
      allocations: mix(one.allocations, other.allocations),
      payments: mix(one.payments, other.payments),
    };
  };
}
