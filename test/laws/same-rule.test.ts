import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Equilibrium } from "../../src/equilibrium/solution.js";
import { solvePure } from "../../src/equilibrium/solve.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import { DEFAULT_SEARCH, screening } from "../../src/sybil/options.js";
import { screen } from "../../src/sybil/screen.js";
import { verify } from "../../src/sybil/verify.js";
import { uniform } from "../arbitrary/uniform.js";
import { law } from "../law.js";

const FILE = "test/laws/same-rule.test.ts";

/** A family of the catalogue, ranges of its parameters, and the formulas that write it out. */
interface Twin {
  readonly family: string;
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly weight: string;
  readonly payment: string;
  /** Without seats a full verdict takes a minute: the searches of a screen are compared. */
  readonly screened?: true;
}

const TWINS: readonly Twin[] = [
  { family: "pap", ranges: {}, weight: "b", payment: "b" },
  { family: "tullock", ranges: { alpha: [0.4, 1.6] }, weight: "b^alpha", payment: "b" },
  {
    ...{ family: "pap-fee", ranges: { fee: [0, 0.1], endogenousFee: [0, 0] } },
    ...{ weight: "b", payment: "b + fee" },
  },
  {
    ...{ family: "pap-fee", ranges: { fee: [0, 0], endogenousFee: [0.001, 0.2] } },
    ...{ weight: "b", payment: "b + endogenousFee*B" },
  },
  { family: "power-payment", ranges: { gamma: [1, 3] }, weight: "b", payment: "b^gamma" },
  {
    ...{ family: "power-fee-quadratic", ranges: { alpha: [0.4, 1], fee: [0, 0.05], kappa: [0, 2] } },
    ...{ weight: "b^alpha", payment: "fee + b + kappa*b^2" },
  },
  {
    ...{ family: "shifted-power", ranges: { alpha: [0.2, 0.9], scale: [0.05, 1] } },
    ...{ weight: "scale/alpha*((1 + b/scale)^alpha - 1)", payment: "b" },
  },
  {
    ...{ family: "tapered-fee", ranges: { fee: [0, 0.1], taper: [1, 5], lean: [0, 1] } },
    ...{ weight: "q*(1 + lean*q)", payment: "B*(q + fee*(1 - q)^taper)" },
  },
  {
    family: "share-form",
    ranges: { linear: [-0.3, 0.5], hump: [-0.3, 0.5], kappa: [0, 0.3], pole: [0, 0.2] },
    weight: "q*exp((linear + kappa)*q + hump*q*(1 - q))*(1 - q)^(-pole)",
    payment: "B*q*exp(linear*q + hump*q*(1 - q))*(1 - q)^(-pole)",
  },
  {
    family: "pair-price",
    ranges: { dip: [0, 2], rise: [0, 1], more: [1, 3] },
    weight: "b",
    payment: "n < 2 ? b*(1 - dip/4) : n < 3 ? b*(1 - dip*q^2*(1 - q^2) + rise*q^4) : more*b",
  },
  {
    family: "count-fee",
    ranges: { fee2: [0, 0.1], fee3: [0, 0.1], fee4: [0, 0.1], fee5: [0, 0.1] },
    weight: "b",
    payment: "b + B*(n < 2 ? 0 : n < 3 ? fee2 : n < 4 ? fee3 : n < 5 ? fee4 : fee5)",
  },
  {
    family: "concentration-price",
    ranges: {
      terms: [2, 2],
      fee: [0, 0.02],
      c1: [0, 0.4],
      c2: [-0.2, 0.3],
      e1: [0.05, 0.5],
      e2: [-0.2, 0.3],
    },
    weight: "b",
    payment: "b*(1 + sum(q*(1 - q)*(e1*(1 - q) + e2*q))) + B*(1 - q)*(fee + q*(c1*(1 - q) + c2*q))",
    screened: true,
  },
  {
    family: "concentration-price",
    ranges: { terms: [1, 1], e1: [0.05, 0.9] },
    weight: "b",
    payment: "b*(1 + e1*(1 - H))",
    screened: true,
  },
  { family: "bid-cap", ranges: { cap: [0.5, 0.95] }, weight: "min(b, cap*B)", payment: "min(b, cap*B)" },
  { family: "winner-pays", ranges: {}, weight: "b", payment: "b*q" },
  { family: "critical-payment", ranges: {}, weight: "b", payment: "n < 2 ? 0 : B*(1 - q)*(-log(1 - q) - q)" },
  { family: "headstart", ranges: { h: [0.01, 0.2] }, weight: "b + h", payment: "b" },
  { family: "refund", ranges: { share: [0, 0.9] }, weight: "b", payment: "b*(1 - share*(1 - x))" },
];

const NOTIONS = ["split", "best-response"] as const;

const nearby = (a: number, b: number, unit: number) => Math.abs(a - b) <= 1e-6 * unit;

function agree(a: Equilibrium, b: Equilibrium, unit: number): boolean {
  return (
    a.kind === b.kind &&
    a.dominated === b.dominated &&
    a.bids.every((bid, i) => nearby(bid, b.bids[i]!, unit)) &&
    a.payments.every((payment, i) => nearby(payment, b.payments[i]!, unit)) &&
    a.allocations.every((x, i) => nearby(x, b.allocations[i]!, 1))
  );
}

async function both({ family, weight, payment }: Twin, parameters: Record<string, number>) {
  return Promise.all([
    buildMechanism({ family, parameters }),
    buildMechanism({ family: "expression", weight, payment, parameters }),
  ]);
}

const parametersOf = ({ ranges }: Twin) =>
  fc.record(
    Object.fromEntries(Object.entries(ranges).map(([name, [low, high]]) => [name, uniform(low, high)])),
  );

describe.each(TWINS.map((twin) => [twin.family, twin.payment, twin] as const))(
  "%s, p = %s",
  (_, __, twin) => {
    it("has the equilibria, figures and marks of its formulas", async () => {
      const profiles = fc.array(uniform(0.1, 1), { minLength: 1, maxLength: 3 });
      const game = fc.tuple(parametersOf(twin), profiles);
      await law(
        FILE,
        fc.asyncProperty(game, async ([parameters, rest]) => {
          const [family, formulas] = await both(twin, parameters as Record<string, number>);
          const values = [1, ...rest];
          const [one, other] = [solvePure(family, values), solvePure(formulas, values)];
          expect(other.status).toBe(one.status);
          expect(other.equilibria).toHaveLength(one.equilibria.length);
          for (const each of one.equilibria) {
            expect(other.equilibria.some((twinned) => agree(each, twinned, 1))).toBe(true);
          }
        }),
        20,
      );
    });

    it("has the verdicts of its formulas", async () => {
      await law(
        FILE,
        fc.asyncProperty(parametersOf(twin), async (parameters) => {
          const [family, formulas] = await both(twin, parameters as Record<string, number>);
          const options = { ...DEFAULT_SEARCH, rivals: 2 };
          const verdicts = await Promise.all(
            [family, formulas].map((mechanism) =>
              twin.screened
                ? NOTIONS.map((notion) => screen(mechanism, notion, screening(options)))
                : verify(mechanism, NOTIONS, options),
            ),
          );
          verdicts[0]!.forEach(({ outcome, notion }, k) => {
            expect([notion, verdicts[1]![k]!.outcome === "refuted"]).toEqual([notion, outcome === "refuted"]);
          });
        }),
        3,
      );
    });
  },
);
