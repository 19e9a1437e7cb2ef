import type { Mechanism } from "../mechanism/mechanism.js";
import { splitWitness } from "./notion/split.js";
import type { SearchOptions } from "./options.js";
import { changeOf } from "./play/division.js";
import type { Finding, Notion, Witness } from "./verdict.js";
import { witnessOpponents } from "./witness/trend.js";

/** What refutes a weaker notion refutes this one: its witness where the own search has found none. */
export function lifted(
  mechanism: Mechanism,
  own: Finding,
  { tolerance }: SearchOptions,
  known: ReadonlyMap<Notion, Finding>,
): Finding {
  const weaker: readonly Notion[] =
    own.notion === "split"
      ? ["best-response", "equilibrium"]
      : own.notion === "best-response"
        ? ["equilibrium"]
        : [];
  let found = own;
  for (const notion of weaker) {
    const { witness, largest } = known.get(notion) ?? { witness: null, largest: 0 };
    if (witness === null || !(largest > tolerance) || found.largest > tolerance) continue;
    if (own.notion === "split") found = splitBehind(mechanism, witness, found, tolerance);
    else if (!witness.mixture && witness.others.length > 0) {
      const { values, ...pure } = witness;
      found = { ...own, witness: pure, largest };
    }
  }
  return found;
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
