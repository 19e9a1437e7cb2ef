import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RuleOverShares } from "../../../src/certificate/at-share.js";
import { clipped, DivisionBounds, type Slice } from "../../../src/certificate/best-response.js";
import { checkCertificate } from "../../../src/certificate/check.js";
import { PartCells } from "../../../src/certificate/part-cells.js";
import { proveBestResponse } from "../../../src/certificate/prove-best-response.js";
import { termsOf } from "../../../src/certificate/rule.js";
import type { Box } from "../../../src/certificate/tree.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../../src/mechanism/mechanism.js";

const OPTIONS = { gain: 1e-4, valueRatio: 1000, limit: 2000 };

function tilt(z: readonly number[], e: readonly number[]): Candidate {
  const row = (name: string, values: readonly number[]) =>
    Object.fromEntries(values.map((value, k) => [`${name}${k + 1}`, value]));
  return { family: "share-tilt", parameters: { knots: 4, ...row("z", z), ...row("e", e) } };
}

const STAR = tilt([0.004, 0.012, 0.03, 0.05], [-0.02, -0.1, -0.2, -0.25]);
/** Weights fall by the share: two identities win more. */
const SPLITTING = tilt([-0.05, -0.2, -0.4, -0.5], [0, 0, 0, 0]);
/** Not star-shaped, and yet no identities gain: the price falls faster than the weight. */
const CURVED = tilt([0.1, 0.2, 0.15, 0.3], [0.02, -0.1, -0.25, -0.3]);

/** What parts of the shares given earn at a value 1 / u against one rival, in shares of the value; by the rule itself. */
function earned(mechanism: Mechanism, parts: readonly number[], u: number): number {
  const rest = 1 - parts.reduce((sum, part) => sum + part, 0);
  const bids = Float64Array.from([rest, ...parts], (share) => share / rest);
  const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
  mechanism.outcome(bids, allocations, payments);
  return 1 - allocations[0]! - u * payments.slice(1).reduce((sum, paid) => sum + paid, 0);
}

describe("a bound on what divisions earn", () => {
  it.each([
    ["a star-shaped rule", STAR],
    ["a rule that rewards splits", SPLITTING],
    ["a curved rule", CURVED],
  ])("%s: is no less than what any division of the box earns", async (_, candidate) => {
    const mechanism = await buildMechanism(candidate);
    const rule = new RuleOverShares(termsOf(mechanism)!);
    const cells = new PartCells(rule);
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(unit, { minLength: 2, maxLength: 6 }),
        fc.array(unit, { minLength: 8, maxLength: 8 }),
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0.05, max: 1.5, noNaN: true }),
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        (sizes, offsets, taken, u, single) => {
          const scale = (0.05 + 0.85 * offsets[0]!) / sizes.reduce((sum, size) => sum + size, 1e-3);
          const parts = sizes.map((size) => Math.max(1e-6, size * scale)).sort((a, b) => b - a);
          const total = parts.reduce((sum, part) => sum + part, 0);
          const around = (centre: number, k: number): Box[number] => {
            const width = 0.02 * offsets[k]!;
            return { lo: Math.max(0, centre - width * offsets[k + 1]!), hi: Math.min(1, centre + width) };
          };
          const axes = [total, ...parts.slice(0, Math.min(taken, parts.length))];
          const box = axes.map((centre, k) => around(centre, k + 1));
          const slice: Slice = { from: u, to: u * 1.01, single };
          const gained = Math.max(
            ...[u, u * 1.01].map((at) => earned(mechanism, parts, at) - earned(mechanism, [single], at)),
          );
          expect(clipped(box)).not.toBeNull();
          // Were the bound below what this division gains, it would be wrong.
          const below = gained - 1e-9;
          if (below > 0)
            expect(new DivisionBounds(rule, cells, slice, below).isBounded(clipped(box)!, 0)).toBe(false);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("the whole in place of its parts", () => {
  it("is said to be no worse only where it is", async () => {
    const mechanism = await buildMechanism(CURVED);
    const rule = new RuleOverShares(termsOf(mechanism)!);
    const cells = new PartCells(rule);
    let said = 0;
    const inside = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(inside, inside, fc.double({ min: 0.01, max: 3, noNaN: true }), (total, part, u) => {
        const parts = [total * Math.max(part, 1 - part), total * Math.min(part, 1 - part)];
        const box = [total, parts[0]!].map((share) => ({ lo: share, hi: share }));
        const bounds = new DivisionBounds(rule, cells, { from: u, to: u, single: total }, 0);
        if (!bounds.isDominated(box, 0) && !bounds.isStar(box, 0)) return;
        said++;
        expect(earned(mechanism, parts, u)).toBeLessThanOrEqual(earned(mechanism, [total], u) + 1e-12);
      }),
      { numRuns: 3000 },
    );
    expect(said).toBeGreaterThan(100);
  });
});

describe("best-response against one rival", () => {
  it.each([
    ["pap", { family: "pap" }],
    ["a star-shaped rule", STAR],
  ])("%s: is proved, and the proof repeats", async (_, candidate) => {
    const mechanism = await buildMechanism(candidate as Candidate);
    const proof = proveBestResponse(mechanism, { ...OPTIONS, gain: 1e-6 });
    if (!("certificate" in proof)) throw new Error(JSON.stringify(proof));
    expect(await checkCertificate(proof.certificate, mechanism)).toBeNull();
    const { statement, lemmas } = proof.certificate;
    if (statement.kind !== "best-response") throw new Error(statement.kind);
    const gap = { ...statement, slices: statement.slices.filter((_, k) => k !== 3) };
    expect(await checkCertificate({ statement: gap, lemmas }, mechanism)).not.toBeNull();
    const merged = { ...lemmas, "slice-1": "v" };
    expect(await checkCertificate({ statement, lemmas: merged }, mechanism)).toMatchObject({
      lemma: "slice-1",
    });
  });

  it("is not proved of a rule that rewards splits", async () => {
    const mechanism = await buildMechanism(SPLITTING);
    expect(proveBestResponse(mechanism, OPTIONS)).toHaveProperty("reason");
  });

  it("needs a rule that is the same for every number of bids, without a fee", async () => {
    for (const family of ["pap-fee", "pair-price"]) {
      const proof = proveBestResponse(await buildMechanism({ family }), OPTIONS);
      expect(proof).toMatchObject({ lemma: "", box: [] });
    }
  });
});
