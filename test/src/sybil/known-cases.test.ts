import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
import { search } from "../../../src/sybil/search.js";
import outside from "./known/best-response.json" with { type: "json" };
import bruteForce from "./known/brute-force.json" with { type: "json" };

/** Of the largest gain known, what a search must show. */
const PART = 0.99;
/** More than this is no rounding. */
const ROUNDING = 1e-12;

interface KnownCase {
  readonly id: string;
  readonly mechanism: Candidate;
  readonly notion?: string;
  readonly identities: number;
  readonly rivals: readonly number[];
  readonly gainShare: number;
  /** Of the equilibrium notion: the values, and the bids in equilibrium. */
  readonly values?: readonly number[];
  readonly bid?: number;
}

const CASES = [...outside.cases, ...bruteForce.cases] as unknown as readonly KnownCase[];

describe("of rules whose largest gain is known", () => {
  it.each(CASES.map((each) => [each.id, each] as const))("%s", async (_, each) => {
    const mechanism = await buildMechanism(each.mechanism);
    const notion = (each.notion ?? "best-response") as "split" | "best-response" | "equilibrium";
    const options = { ...DEFAULT_SEARCH, identities: each.identities, against: [each.rivals] };
    const played = each.values ? [{ values: each.values, bids: [each.bid!, ...each.rivals] }] : [];
    const found = search(mechanism, notion, options, played);
    if (each.gainShare > 0) expect(found.largest).toBeGreaterThanOrEqual(PART * each.gainShare);
    else expect(found.largest).toBeLessThanOrEqual(ROUNDING);
  });
});
