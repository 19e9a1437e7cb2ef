import { type Fraction, fraction } from "mathjs";
import { describe, expect, it } from "vitest";
import type { Equilibrium, Solution } from "../../../src/equilibrium/solution.js";
import { solve } from "../../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../../src/evaluation/profile-result.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { metricsOf } from "../../../src/metric/metrics.js";

const VALUES = [4, 2];
const BIDS = [fraction(8, 9), fraction(4, 9)];

async function solved(family: string, values = VALUES): Promise<Solution> {
  return solve(await buildMechanism({ family }), values);
}

/** The one equilibrium that is scored. */
function theOne(solution: Solution): Equilibrium {
  const scored = scoredEquilibria(solution);
  expect(scored).toHaveLength(1);
  return scored[0]!;
}

function sumOf(parts: readonly Fraction[]): Fraction {
  return parts.reduce((total, part) => total.add(part), fraction(0));
}

function near(figures: readonly number[], exact: readonly Fraction[]) {
  expect(figures).toHaveLength(exact.length);
  figures.forEach((figure, i) => {
    expect(Math.abs(figure - exact[i]!.valueOf())).toBeLessThanOrEqual(1e-12);
  });
}

describe("the article's two players, 4 against 2, under Proportional-all-pay", () => {
  const total = sumOf(BIDS);
  const shares = BIDS.map((bid) => bid.div(total));

  it("bid 8/9 and 4/9, get 2/3 and 1/3, and pay 4/3 together", () => {
    expect(total.toFraction()).toBe("4/3");
    expect(shares.map((share) => share.toFraction())).toEqual(["2/3", "1/3"]);
  });

  it("meet the first-order conditions exactly: v_i (B - b_i) / B^2 = 1", () => {
    BIDS.forEach((bid, i) => {
      const slope = fraction(VALUES[i]!).mul(total.sub(bid)).div(total.mul(total));
      expect(slope.toFraction()).toBe("1");
    });
  });

  it("gain by no other bid, exactly: U_i is concave, and lower at bids on either side", () => {
    BIDS.forEach((bid, i) => {
      const rival = total.sub(bid);
      const utility = (own: Fraction) =>
        fraction(VALUES[i]!)
          .mul(own.div(own.add(rival)))
          .sub(own);
      for (const factor of [
        fraction(0),
        fraction(1, 2),
        fraction(99, 100),
        fraction(101, 100),
        fraction(2),
      ]) {
        expect(utility(bid.mul(factor)).compare(utility(bid))).toBe(-1);
      }
    });
  });

  it("are solved to 12 digits", async () => {
    const solution = await solved("pap");
    expect(solution.status).toBe("pure");
    const equilibrium = theOne(solution);
    near(equilibrium.bids, BIDS);
    near(equilibrium.payments, BIDS);
    near(equilibrium.allocations, shares);
    near(
      equilibrium.utilities,
      BIDS.map((bid, i) => fraction(VALUES[i]!).mul(shares[i]!).sub(bid)),
    );
    expect(equilibrium.regret.relative).toBeLessThanOrEqual(1e-8);
    const metrics = metricsOf(VALUES, equilibrium);
    near([metrics.revenue, metrics.revenueShare, metrics.hhi], [total, fraction(1, 3), fraction(5, 9)]);
    // The geometric mean of 2/3 and 1/3: its square is 2/9.
    near([metrics.fairness ** 2], [shares[0]!.mul(shares[1]!)]);
    expect(metrics.fairness).toBeCloseTo(0.4714, 4);
  });

  it("are solved whatever the order and the unit of the values", async () => {
    near(theOne(await solved("pap", [2, 4])).bids, BIDS.toReversed());
    const inWei = theOne(await solved("pap", [4e18, 2e18]));
    near(
      inWei.bids.map((bid) => bid / 1e18),
      BIDS,
    );
  });
});

describe("the article's two players under the other mechanisms", () => {
  it("reach the second value in the limit under first-price winner-take-all, and fairness 0", async () => {
    const solution = await solved("wta");
    expect(solution.status).toBe("pure-limit");
    const equilibrium = theOne(solution);
    expect(equilibrium).toMatchObject({
      kind: "pure-limit",
      bids: [2, 2],
      allocations: [1, 0],
      payments: [2, 0],
    });
    expect(metricsOf(VALUES, equilibrium)).toMatchObject({ revenue: 2, revenueShare: 0.5, fairness: 0 });
  });

  it("reach the same limit in the other order, where ties fall to the weaker player", async () => {
    const equilibrium = theOne(await solved("wta", [2, 4]));
    expect(equilibrium).toMatchObject({ bids: [2, 2], allocations: [0, 1], payments: [0, 2] });
  });

  it("are truthful under the second price, and the bully's equilibrium is marked and not scored", async () => {
    const solution = await solved("second-price");
    expect(solution.status).toBe("pure");
    const truth = theOne(solution);
    expect(truth).toMatchObject({ kind: "pure", bids: [4, 2], allocations: [1, 0], payments: [2, 0] });
    const dominated = solution.equilibria.filter((each) => each.dominated);
    expect(dominated).not.toHaveLength(0);
    for (const { allocations, payments } of dominated) {
      expect(allocations).toEqual([0, 1]);
      expect(payments).toEqual([0, 0]);
    }
  });

  it("have no pure equilibrium in the all-pay auction, and none is claimed", async () => {
    for (const values of [VALUES, [1, 1], [5, 4, 3]]) {
      const solution = await solved("all-pay-auction", values);
      expect(["none-found", "mixed"]).toContain(solution.status);
      expect(solution.equilibria.filter(({ kind }) => kind !== "mixed")).toEqual([]);
    }
  });

  it("lose every bid above 0 to a single player, who pays nothing in the limit", async () => {
    const alone = theOne(await solved("pap", [4]));
    expect(alone).toMatchObject({ kind: "pure-limit", allocations: [1], payments: [0] });
  });
});
