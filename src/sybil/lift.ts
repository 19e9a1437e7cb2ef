import type { Mechanism } from "../mechanism/mechanism.js";
import { splitWitness } from "./notion/split.js";
import { ofBestResponse, type SearchOptions } from "./options.js";
import { changeOf } from "./play/division.js";
import type { Finding, Notion, Witness } from "./verdict.js";
import { witnessOpponents } from "./witness/trend.js";

/** The notions whose witnesses may refute a notion as well. */
export const AKIN: Readonly<Record<Notion, readonly Notion[]>> = {
  equilibrium: [],
  "best-response": ["equilibrium", "split"],
  split: ["best-response", "equilibrium"],
  merge: [],
};

/**
 * A finding, or where its own search has found nothing, what the witness of a notion akin shows: a deviation
 * that refutes a weaker notion refutes the stronger one, and a split that pays at a value within the domain
 * refutes best-response. Where best-response is asked against one rival, a deviation against several is beyond it.
 */
export function lifted(
  mechanism: Mechanism,
  own: Finding,
  options: SearchOptions,
  akin: readonly Finding[],
): Finding {
  const { tolerance, rivals, valueRatio } = ofBestResponse(options);
  let found = own;
  for (const { notion, witness, largest } of akin) {
    if (witness === null || !(largest > tolerance) || found.largest > tolerance) continue;
    if (own.notion === "split") found = splitBehind(mechanism, witness, found, tolerance);
    else if (
      (rivals > 1 || witness.others.length === 1) &&
      paysWithin(witness, notion === "split" ? valueRatio : Number.POSITIVE_INFINITY)
    ) {
      const { values, gainShare, ...rest } = witness;
      if (gainShare! > tolerance) found = { ...own, witness: { ...rest, gainShare }, largest: gainShare! };
    }
  }
  return found;
}

/** Whether a deviation gains against fixed bids of a rival or more, at a value of so many times their total. */
function paysWithin({ value, others, mixture }: Witness, valueRatio: number): boolean {
  const total = others.reduce((sum, bid) => sum + bid, 0);
  return value !== null && !mixture && others.length > 0 && value <= valueRatio * total;
}

/**
 * The split in a deviation that beats every single bid: the bid of the same total is one of those, so against
 * some of the others' bids the parts get more or pay less than it does.
 */
function splitBehind(mechanism: Mechanism, witness: Witness, own: Finding, tolerance: number): Finding {
  const parts = Float64Array.from(witness.identities).filter((bid) => bid > 0);
  for (const others of witnessOpponents(witness).vectors) {
    const { size } = changeOf(mechanism, { others, parts }, "split");
    if (size > tolerance && size > own.largest) {
      return { ...own, largest: size, witness: splitWitness(mechanism, { others, parts }, tolerance) };
    }
  }
  return own;
}
