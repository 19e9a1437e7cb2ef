import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvePure } from "../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../src/mechanism/mechanism.js";
import { parseMechanismText } from "../../src/mechanism/notation.js";
import type { PlayedProfile } from "../../src/sybil/notion/equilibrium.js";
import {
  DEFAULT_SCREEN,
  DEFAULT_SEARCH,
  type SearchOptions,
  SYBIL_NOTIONS,
  screening,
} from "../../src/sybil/options.js";
import { search } from "../../src/sybil/search.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import { verify } from "../../src/sybil/verify.js";
import { formulaRule } from "../arbitrary/rule.js";
import { law } from "../law.js";

const FILE = "test/laws/sybil.test.ts";
/** Between the effort of a screen and a full search. */
const MODERATE: SearchOptions = {
  ...DEFAULT_SEARCH,
  identities: 4,
  effort: {
    rivalVectors: 10,
    magnitudes: 20,
    values: 18,
    divisions: "many",
    climbs: 2,
    boxes: 100,
  },
};

function playedAt(mechanism: Mechanism, values: readonly number[]): PlayedProfile[] {
  return scoredEquilibria(solvePure(mechanism, values)).map(({ bids }) => ({ values, bids }));
}

async function verdictsOn(candidate: Candidate, options = MODERATE, values: readonly number[] = [3, 2]) {
  const mechanism = await buildMechanism(candidate);
  return verify(mechanism, SYBIL_NOTIONS, options, playedAt(mechanism, values));
}

const outcomes = (verdicts: readonly Verdict[]) => verdicts.map(({ outcome }) => outcome);

describe("on random rules", () => {
  it("split-proof implies best-response-proof implies equilibrium-proof at pure equilibria", async () => {
    const seen = new Set<string>();
    await law(
      FILE,
      fc.asyncProperty(formulaRule, async (candidate) => {
        const [split, bestResponse, equilibrium] = outcomes(await verdictsOn(candidate));
        seen.add(`${split} ${bestResponse} ${equilibrium}`);
        if (split !== "refuted") expect(bestResponse).not.toBe("refuted");
        if (bestResponse !== "refuted") expect(equilibrium).not.toBe("refuted");
      }),
      40,
    );
    // The law says something: it has met rules on both sides.
    expect(seen.size).toBeGreaterThan(1);
  });

  it("every witness replays to the same figures without rounding", async () => {
    await law(
      FILE,
      fc.asyncProperty(formulaRule, async (candidate) => {
        for (const { notion, witness, tolerance, outcome } of await verdictsOn(candidate)) {
          if (outcome !== "refuted") continue;
          const { exact, gain, allocationChange, paymentChange, single } = witness!;
          const near = (text: string, figure: number, unit: number) =>
            expect(Math.abs(numberOf(text) - figure), notion).toBeLessThanOrEqual(
              1e-12 * Math.max(unit, 1e-300),
            );
          near(exact!.allocationChange, allocationChange, 1);
          near(exact!.paymentChange, paymentChange, Math.abs(single.payment) + Math.abs(witness!.payment));
          if (notion === "split") expect(exact!.gain).toBeNull();
          else {
            near(exact!.gain!, gain!, witness!.value!);
            expect(numberOf(exact!.gain!)).toBeGreaterThan(tolerance * witness!.value!);
          }
        }
      }),
      30,
    );
  });

  it("a verdict depends neither on the order of the values nor on the seed", async () => {
    await law(
      FILE,
      fc.asyncProperty(formulaRule, fc.integer({ min: 2, max: 1e6 }), async (candidate, seed) => {
        const plain = outcomes(await verdictsOn(candidate));
        expect(outcomes(await verdictsOn(candidate, MODERATE, [2, 3]))).toEqual(plain);
        expect(outcomes(await verdictsOn(candidate, { ...MODERATE, seed }))).toEqual(plain);
      }),
      15,
    );
  });

  it("a verdict on a scale-free rule does not depend on the unit of the values", async () => {
    await law(
      FILE,
      fc.asyncProperty(formulaRule, fc.constantFrom(1e-9, 1e3, 1e18), async (candidate, unit) => {
        const mechanism = await buildMechanism(candidate);
        fc.pre(mechanism.claims.scaleFree);
        const [plain, scaled] = await Promise.all(
          [1, unit].map((each) =>
            verify(mechanism, ["equilibrium"], MODERATE, playedAt(mechanism, [3 * each, 2 * each])),
          ),
        );
        expect(outcomes(scaled!)).toEqual(outcomes(plain!));
        expect(scaled![0]!.largestGainShare).toBeCloseTo(plain![0]!.largestGainShare, 6);
      }),
      15,
    );
  });
});

function numberOf(text: string): number {
  const [above, below = "1"] = text.split("/") as [string, string?];
  return below === "1" ? Number(above) : quotient(BigInt(above), BigInt(below));
}

/** A quotient of integers too large for doubles, to 17 digits. */
function quotient(above: bigint, below: bigint): number {
  const digits = 40n - BigInt(`${above}`.length - `${below}`.length);
  const shift = digits > 0n ? digits : 0n;
  return Number(`${(above * 10n ** shift) / below}e-${shift}`);
}

describe("the searches alone", () => {
  const SAFE = [
    ...["pap", "tullock:alpha=1.0001", "tullock:alpha=1.2", "tullock:alpha=2", "tullock:alpha=64"],
    ...[
      "pap-fee:fee=0.1,endogenousFee=0",
      "pap-fee:fee=0,endogenousFee=0.1",
      "pap-fee:fee=0.1,endogenousFee=0.2",
    ],
    ...["all-pay-auction", "power-payment:gamma=0.9"],
  ];

  it("raise no false alarm in 1,000 seeded runs over mechanisms that a lemma proves", async () => {
    const mechanisms = await Promise.all(
      SAFE.map((text) => buildMechanism(parseMechanismText(text, "test"))),
    );
    let runs = 0;
    for (let seed = 1; runs < 1000; seed++) {
      for (const mechanism of mechanisms) {
        for (const notion of ["split", "best-response"] as const) {
          const options = screening({ ...DEFAULT_SCREEN, seed });
          const { largest } = search(mechanism, notion, options, []);
          expect(largest, `${mechanism.candidate.family} ${notion} seed ${seed}`).toBeLessThanOrEqual(1e-9);
          runs++;
        }
      }
    }
  });
});
