import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solve } from "../../../src/equilibrium/solve.js";
import { InputError } from "../../../src/input-error.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { bids } from "../../arbitrary/bids.js";
import { law } from "../../law.js";

const FILE = "test/src/mechanism/expression.test.ts";

function expression(weight: string, payment: string, parameters: Record<string, unknown> = {}) {
  return buildMechanism({ family: "expression", weight, payment, parameters }, "--mechanism");
}

function outcome(mechanism: Mechanism, at: Float64Array) {
  const [allocations, payments] = [new Float64Array(at.length), new Float64Array(at.length)];
  mechanism.outcome(at, allocations, payments);
  return { allocations, payments };
}

async function refusal(
  weight: string,
  payment: string,
  parameters?: Record<string, unknown>,
): Promise<string> {
  const error = await expression(weight, payment, parameters).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error, `${weight} | ${payment} was accepted`).toBeInstanceOf(InputError);
  return (error as InputError).message;
}

describe("a formula", () => {
  /** Of the first player at bids (3, 0, 1), where b = 3, B = 4, q = x = 3/4 and n = 2; a is 5. */
  it.each([
    ["b", 3],
    ["B", 4],
    ["q", 0.75],
    ["n", 2],
    ["x", 0.75],
    ["a", 5],
    ["7", 7],
    ["1.5e1", 15],
    ["b + B * a", 23],
    ["b - B - 1", -2],
    ["a / B / n", 0.625],
    ["-b^2", -9],
    ["+b", 3],
    ["2^3^2", 512],
    ["2^-1", 0.5],
    ["(b + 1) * 2", 8],
    ["exp(0) + log(1)", 1],
    ["sqrt(b + 1)", 2],
    ["abs(b - B)", 1],
    ["min(b, B, 2)", 2],
    ["max(b, B, 2)", 4],
    ["b < B ? 1 : 2", 1],
    ["b <= 3 ? 1 : 2", 1],
    ["b > B ? 1 : 2", 2],
    ["b >= 3 ? 1 : 2", 1],
    ["b == 3 ? 1 : 2", 1],
    ["b != 3 ? 1 : 2", 2],
    ["b > 2 ? (b > 5 ? 1 : 2) : 3", 2],
    ["(b > 1) + (B > 1)", 2],
    ["b # a comment", 3],
    ["H", 0.625],
    ["sum(b)", 4],
    ["sum(q)", 1],
    ["sum(1)", 2],
    ["sum(b^2)", 10],
    ["sum(b*q) + b", 5.5],
    ["sum(b > 2 ? B : n)", 6],
    ["sum(H*a) / H", 10],
    ["b - sum(b^2)/sum(b^2) + sum(q^2) - H", 2],
  ])("%s is %d", async (payment, value) => {
    const mechanism = await expression("b", payment, { a: 5 });
    expect(outcome(mechanism, Float64Array.of(3, 0, 1)).payments[0]).toBe(value);
  });

  it("is normalised to an allocation where it is a weight, and sees the own bid only of positive ones", async () => {
    const mechanism = await expression("b^a", "b", { a: 2 });
    expect([...outcome(mechanism, Float64Array.of(3, 0, 1)).allocations]).toEqual([0.9, 0, 0.1]);
  });

  it("of PAP is PAP, at every bids", async () => {
    const [formula, pap] = [await expression("b", "b"), await buildMechanism({ family: "pap" })];
    await law(
      FILE,
      fc.asyncProperty(bids, async (at) => {
        const [ours, theirs] = [outcome(formula, at), outcome(pap, at)];
        ours.allocations.forEach((x, i) => {
          expect(x).toBeCloseTo(theirs.allocations[i]!, 12);
        });
        expect(ours.payments).toEqual(theirs.payments);
      }),
    );
  });

  it("solves to the catalogue's answer", async () => {
    const [formula, tullock] = await Promise.all([
      expression("b^a", "b", { a: 1.2 }),
      buildMechanism({ family: "tullock", parameters: { alpha: 1.2 } }),
    ]);
    const [ours, theirs] = [solve(formula, [4, 2]), solve(tullock, [4, 2])];
    expect(ours.status).toBe("pure");
    ours.equilibria[0]!.bids.forEach((bid, i) => {
      expect(bid).toBeCloseTo(theirs.equilibria[0]!.bids[i]!, 9);
    });
  });
});

describe("a formula is refused by name and position", () => {
  it.each([
    ["i", "i", 1],
    ["b + i", "i", 5],
    ["min(b, i)", "i", 8],
    ["exp(b) * e", "e", 10],
    ["e", "e", 1],
    ["b * pi", "pi", 5],
    ["phi", "phi", 1],
    ["Infinity", "Infinity", 1],
    ["NaN", "NaN", 1],
    ["true", "true", 1],
    ["null", "null", 1],
    ["process", "process", 1],
    ["constructor", "constructor", 1],
    ['"b"', '"b"', 1],
    ["[b, 1]", "[b, 1]", 1],
    ["b[1]", "b[1]", 1],
    ["1:3", "1:3", 1],
    ["a = 1", "a = 1", 1],
    ["f(b) = b", "f(b) = b", 1],
    ["sum(b, 1)", "sum", 1],
    ["b + cos(b)", "cos", 5],
    ['import("fs")', "import", 1],
    ['parse("1")', "parse", 1],
    ['evaluate("1")', "evaluate", 1],
    ["b(1)", "b", 1],
    ["min(b)", "min", 1],
    ["sqrt(b, 2)", "sqrt", 1],
    ["log(b, 2)", "log", 1],
    ["b!", "!", 2],
    ["b'", "'", 2],
    ["b % 2", "%", 3],
    ["b .* 2", ".*", 3],
    ["b and B", "and", 3],
    ["not b", "not", 1],
    ["b | 1", "|", 3],
    ["b to a", "to", 3],
    ["1 < b < 2", "1 < b < 2", 1],
    ["b B", "b B", 1],
    ["sum", "sum", 1],
    ["b + sum()", "sum", 5],
    ["sum(b) + sum( b * sum(q) )", "sum", 19],
    ["x * sum(b * x)", "x", 13],
    ["sum(b) + sum(c)", "c", 14],
    ["H(b)", "H", 1],
  ])("%s", async (formula, what, position) => {
    const message = await refusal("b", formula, { a: 1 });
    expect(message).toContain(`payment "${formula}": ${what} at position ${position} `);
    expect(message).not.toContain("\n");
  });

  it.each(["2a", "b + 2a", "1/2a", "2(b)", "1e999", "[1, 2; 3, 4]", "{a: 1}", "b; b"])(
    "%s, however the parser would write it",
    async (formula) => {
      const message = await refusal("b", formula, { a: 1 });
      expect(message).toMatch(/^payment ".*": .+ at position \d+ /);
    },
  );

  it.each([
    ["b +", 4],
    ["(b", 3],
    ["b)", 2],
    ["b ? 1", 6],
    ["b => 1", 4],
    ["b ** 2", 4],
    ["b @ 2", 3],
  ])("%s, where it cannot be read", async (formula, position) => {
    expect(await refusal(formula, "b")).toMatch(new RegExp(`^weight ".*": .*\\(char ${position}\\)$`));
  });

  it("x in a weight, which it would have to define itself", async () => {
    expect(await refusal("x", "b")).toContain('weight "x": x at position 1 is not known');
    await expect(expression("b", "x * b")).resolves.toBeDefined();
  });

  it.each(["", "  "])("nothing at all (%j)", async (formula) => {
    expect(await refusal(formula, "b")).toBe('--mechanism.weight: must be a formula, for instance "b"');
    expect(await refusal("b", formula)).toBe('--mechanism.payment: must be a formula, for instance "b"');
  });
});

describe("a parameter of a formula", () => {
  it.each(["b", "B", "q", "n", "x", "e", "i", "pi", "exp", "log", "sqrt", "min", "max", "abs", "H", "sum"])(
    "is not called %s",
    async (name) => {
      expect(await refusal("b", "b", { [name]: 1 })).toContain(`"${name}" already has a meaning in formulas`);
    },
  );

  it.each(["1a", "a b", "a-b", "", "é", "_a"])("is not called %j", async (name) => {
    expect(await refusal("b", "b", { [name]: 1 })).toContain(`"${name}" is not a name`);
  });

  it.each(["phi", "c", "cos", "cm", "toString", "alpha_1"])(
    "may be called %s, and is then that",
    async (name) => {
      const mechanism = await expression("b", `b + ${name}`, { [name]: 0.5 });
      expect(outcome(mechanism, Float64Array.of(1)).payments[0]).toBe(1.5);
    },
  );

  it("is a finite number", async () => {
    expect(await refusal("b", "b", { a: "1" })).toContain("parameters.a: must be a number");
    expect(await refusal("b", "b", { a: Number.POSITIVE_INFINITY })).toContain("a: Infinity is outside");
  });
});

describe("formulas that are no mechanism", () => {
  it.each([
    ["b", "log(b - 2)", /^payment of player \d at bids \(.*\) is NaN$/],
    ["b", "log(b - 1)", /^payment of player \d at bids \(.*\) is (NaN|-Infinity)$/],
    ["b", "b - 1", /^payment of player \d at bids \(.*\) is -.*, below 0$/],
    ["b", "-b", /^payment of player \d at bids \(.*\) is -.*, below 0$/],
    ["0 * b", "b", /^allocation of player \d at bids \(.*\) is NaN$/],
    ["b - 0.6", "b", /^allocation of player \d at bids \(.*\) is .*, outside \[0, 1\]$/],
    ["1 / (b - 1)", "b", /^allocation of player \d at bids \(.*\) is /],
  ])("weight %s, payment %s end in a status with its reason", async (weight, payment, reason) => {
    const solution = solve(await expression(weight, payment), [1, 0.5]);
    expect(solution).toMatchObject({ status: "invalid-mechanism", equilibria: [] });
    expect(solution.reason).toMatch(reason);
  });
});
