import type { Formula } from "../../mechanism/formula.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { BeyondArithmetic } from "../../numeric/arithmetic.js";
import { exactArithmetics, type PrintedArithmetic } from "../../numeric/exact.js";
import type { ExactFigures, Notion, Witness } from "../verdict.js";

/** A witness without rounding: figures to print, and how much it shows, as a double. */
export interface Replay {
  readonly exact: ExactFigures;
  /** Gain as a share of the value; for split and merge allocation won and relative payment saved. */
  readonly size: number;
}

/**
 * Evaluates a witness again without rounding, its numbers taken as the decimals they print as: in fractions
 * where the rule is rational at it, else in decimals of 50 digits. For split and merge the whole is the exact
 * sum of the parts.
 *
 * @returns null where the rule has no formula, or its formula no number at the witness
 */
export async function replay(mechanism: Mechanism, notion: Notion, witness: Witness): Promise<Replay | null> {
  const { formula } = mechanism;
  if (formula === undefined) return null;
  const { rational, decimal } = await exactArithmetics();
  return (
    attempt(() => replayIn(rational, "rational", formula, notion, witness)) ??
    attempt(() => replayIn(decimal, "50 digits", formula, notion, witness))
  );
}

function attempt(make: () => Replay): Replay | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof BeyondArithmetic) return null;
    throw error;
  }
}

function replayIn<T>(
  a: PrintedArithmetic<T>,
  arithmetic: ExactFigures["arithmetic"],
  formula: Formula,
  notion: Notion,
  witness: Witness,
): Replay {
  const own = witness.identities.filter((bid) => bid > 0).map(a.of);
  const dividing = notion === "split" || notion === "merge";
  const whole = dividing ? own.reduce(a.add) : a.of(witness.single.bid);
  const divided = totals(a, formula, own, witness);
  const single = totals(a, formula, dividing || witness.single.bid > 0 ? [whole] : [], witness);
  const [before, after] = notion === "merge" ? [divided, single] : [single, divided];
  const allocationChange = a.subtract(after.allocation, before.allocation);
  const paymentChange = a.subtract(after.payment, before.payment);
  const value = witness.value === null || dividing ? null : a.of(witness.value);
  const gain = value === null ? null : a.subtract(a.multiply(value, allocationChange), paymentChange);
  const saved = a.compare(before.payment, a.of(0)) > 0 ? a.divide(paymentChange, before.payment) : a.of(0);
  return {
    exact: {
      arithmetic,
      allocationChange: a.print(allocationChange),
      paymentChange: a.print(paymentChange),
      gain: gain === null ? null : a.print(gain),
    },
    size:
      gain === null || value === null
        ? Math.max(a.toNumber(allocationChange), 0) + Math.max(-a.toNumber(saved), 0)
        : a.toNumber(a.divide(gain, value)),
  };
}

/** The total allocation and payment of own bids against the others of a witness, expected where they randomise. */
function totals<T>(
  a: PrintedArithmetic<T>,
  formula: Formula,
  own: readonly T[],
  { others, mixture }: Witness,
) {
  const vectors = mixture ?? [{ bids: others, probability: 1 }];
  let [allocation, payment] = [a.of(0), a.of(0)];
  for (const { bids, probability } of own.length === 0 ? [] : vectors) {
    const outcome = formula(a, [...own, ...bids.map(a.of)]);
    const weight = a.of(probability);
    for (let k = 0; k < own.length; k++) {
      allocation = a.add(allocation, a.multiply(weight, outcome.allocations[k]!));
      payment = a.add(payment, a.multiply(weight, outcome.payments[k]!));
    }
  }
  return { allocation, payment };
}
