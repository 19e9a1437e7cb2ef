import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divisions } from "../../../src/improve/division.js";
import {
  contacts,
  contactWorth,
  fieldOf,
  minorantRows,
  singleField,
} from "../../../src/improve/gain-rows.js";
import { Tilt } from "../../../src/improve/tilt.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { shareBaseOf } from "../../../src/mechanism/shape/exponent-share.js";
import { Minorant } from "../../../src/sybil/play/minorant.js";
import { law } from "../../law.js";

const FILE = "test/src/improve/gain-rows.test.ts";
const KNOTS = 4;
const TILT = new Tilt(KNOTS);
const DOMAIN = { valueRatio: 100, reach: 0.02, totals: 41, block: 1 };
const RIVALS = Float64Array.of(0.8, 0.2);

function ruleOf(mechanism: Mechanism) {
  return shareBaseOf(mechanism)!.rule;
}

function tilted(t: Float64Array): Promise<Mechanism> {
  return buildMechanism({ family: "share-tilt", parameters: TILT.parameters(t) });
}

const vector = (largest: number) =>
  fc.array(fc.double({ min: -largest, max: largest, noNaN: true }), {
    minLength: 2 * KNOTS,
    maxLength: 2 * KNOTS,
  });

describe("the rows of best response", () => {
  it("have the gradients of central differences at their values", async () => {
    await law(
      FILE,
      fc.asyncProperty(vector(0.05), vector(1), fc.nat(52), async (tilt, towards, pick) => {
        const h = 1e-5;
        const [below, own, above] = await Promise.all(
          [-h, 0, h].map(async (step) =>
            ruleOf(await tilted(Float64Array.from(tilt, (each, k) => each + step * towards[k]!))),
          ),
        );
        const division = divisions(16)[pick]!;
        const minorant = new Minorant(singleField(own!, RIVALS), DOMAIN.valueRatio);
        const found = contacts(minorant, fieldOf(own!, RIVALS, division, DOMAIN), division, DOMAIN);
        for (const contact of found) {
          const worth = (rule: typeof own) =>
            contactWorth(
              rule!,
              TILT,
              RIVALS,
              contact,
              singleField(rule!, RIVALS),
              fieldOf(rule!, RIVALS, division, DOMAIN),
            );
          const difference = (worth(above).utility - worth(below).utility) / (2 * h);
          const along = worth(own).gradient.reduce((sum, each, k) => sum + each * towards[k]!, 0);
          expect(Math.abs(difference - along)).toBeLessThan(1e-5 * (1 + Math.abs(difference)));
        }
      }),
      20,
    );
  });

  it("are below 0 exactly where bids tried one by one show a gain", async () => {
    // Rising prices per share: splitting pays. Falling ones: it does not.
    for (const [slope, gains] of [
      [0.5, true],
      [-0.5, false],
    ] as const) {
      const t = Float64Array.from({ length: 2 * KNOTS }, (_, k) =>
        k < KNOTS ? 0 : slope * Math.sin((Math.PI * (k - KNOTS + 1)) / (2 * KNOTS)) ** 2,
      );
      const mechanism = await tilted(t);
      const rows = minorantRows(
        ruleOf(mechanism),
        TILT,
        Float64Array.of(1),
        divisions(2),
        DOMAIN,
        "against 1",
      );
      expect(Math.min(...rows.map(({ value }) => value)) < -1e-6).toBe(gains);
      expect(triedGain(mechanism, 3) > 1e-6).toBe(gains);
    }
  });
});

/** What two equal identities are worth more than one bid, at the best of a fine grid of totals each. */
function triedGain(mechanism: Mechanism, value: number): number {
  const best = (parts: number) => {
    let most = 0;
    for (let k = -300; k < 300; k++) {
      const bids = Float64Array.from([...new Array(parts).fill(Math.exp(k / 50) / parts), 1]);
      const [allocations, payments] = [new Float64Array(bids.length), new Float64Array(bids.length)];
      mechanism.outcome(bids, allocations, payments);
      let worth = 0;
      for (let i = 0; i < parts; i++) worth += value * allocations[i]! - payments[i]!;
      most = Math.max(most, worth);
    }
    return most;
  };
  return best(2) - best(1);
}
