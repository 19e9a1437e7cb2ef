import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMechanism } from "../../src/mechanism/build.js";
import { FAMILIES } from "../../src/mechanism/families.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText, parseMechanismText } from "../../src/mechanism/notation.js";
import { facingOf } from "../../src/mechanism/shape/facing.js";
import type { SeatRule } from "../../src/mechanism/shape/seat.js";
import { ALLOCATION_SUM_TOLERANCE, faultAt } from "../../src/mechanism/validity.js";
import { DOUBLES } from "../../src/numeric/arithmetic.js";
import { bids, positiveBid } from "../arbitrary/bids.js";
import { candidateOf } from "../arbitrary/candidate.js";
import { law } from "../law.js";

const FILE = "test/laws/mechanism.test.ts";

/** Families whose rules may be integrals, or made of rules that are. */
const WITHOUT_FORMULA = ["critical-payment", "mixture", "refund"];

function outcome(mechanism: Mechanism, at: Float64Array) {
  const allocations = new Float64Array(at.length);
  const payments = new Float64Array(at.length);
  mechanism.outcome(at, allocations, payments);
  return { allocations, payments };
}

/** What two positive bids or more win and pay, by the weight and the price of each. */
function outcomeOfSeats(seat: SeatRule, bids: Float64Array) {
  // Of rules of shares weights have no unit: bids are taken relative to their sum.
  const sum = bids.reduce((total, bid) => total + bid, 0);
  const unit = seat.reach === "share" ? sum : 1;
  const seats = Array.from(bids, (bid, i) => ({
    bid: bid / unit,
    rest: bids.reduce((total, other, j) => (j === i ? total : total + other), 0) / unit,
  }));
  const weights = seats.map(({ bid, rest }) => seat.weight(bid, rest, bids.length));
  const all = weights.reduce((total, weight) => total + weight, 0);
  const allocations = weights.map((weight) => (all > 0 ? weight / all : 0));
  const payments = seats.map(
    ({ bid, rest }, i) => unit * seat.price(bid, rest, bids.length, allocations[i]!),
  );
  return { all, allocations, payments };
}

function close(a: ArrayLike<number>, b: ArrayLike<number>, tolerance: number) {
  for (let i = 0; i < a.length; i++) {
    const off = Math.abs(a[i]! - b[i]!);
    expect(off, `entry ${i}: ${a[i]} and ${b[i]}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(b[i]!)),
    );
  }
}

describe.each(FAMILIES.map((family) => [family.name, family] as const))("every %s", (_, family) => {
  const candidates = candidateOf(family);
  const builtWith = (check: (mechanism: Mechanism, at: Float64Array) => void) =>
    fc.asyncProperty(candidates, bids, async (candidate, at) => {
      check(await buildMechanism(candidate), at);
    });

  it("allocates everything, charges nothing negative, and leaves those who stay out alone", async () => {
    await lawAsync(builtWith((mechanism, at) => expect(faultAt(mechanism, at)).toBeNull()));
  });

  it("gives a lone bidder everything, unless it may withhold the good", async () => {
    await lawAsync(
      fc.asyncProperty(candidates, positiveBid, async (candidate, bid) => {
        const mechanism = await buildMechanism(candidate);
        if (mechanism.claims.withholds) return;
        const { allocations } = outcome(mechanism, Float64Array.of(0, bid, 0));
        expect(allocations[1]).toBeCloseTo(1, 12);
      }),
    );
  });

  it("is anonymous: permuting the bids permutes the outcome", async () => {
    await lawAsync(
      builtWith((mechanism, at) => {
        const distinct = new Set(at.filter((bid) => bid > 0)).size === at.filter((bid) => bid > 0).length;
        if (mechanism.claims.tiesByIndex && !distinct) return;
        const forward = outcome(mechanism, at);
        const reversed = outcome(mechanism, Float64Array.from(at).reverse());
        close(reversed.allocations.reverse(), forward.allocations, 1e-12);
        close(reversed.payments.reverse(), forward.payments, 1e-12);
      }),
    );
  });

  it("is the rule of its seats, where it has them", async () => {
    await lawAsync(
      builtWith((mechanism, at) => {
        const positive = at.filter((bid) => bid > 0);
        if (mechanism.seat === undefined || positive.length < 2) return;
        const { allocations, payments } = outcome(mechanism, positive);
        const seated = outcomeOfSeats(mechanism.seat, positive);
        // Weights beyond the doubles are for the rule's own outcome to compare.
        if (!Number.isFinite(seated.all)) return;
        close(seated.allocations, allocations, 1e-9);
        close(seated.payments, payments, 1e-9);
      }),
    );
  });

  it("is what a player faces by its own bid against the others', where it tells that fast", async () => {
    await lawAsync(
      fc.asyncProperty(candidates, bids, fc.nat(), positiveBid, async (candidate, at, seat, bid) => {
        const mechanism = await buildMechanism(candidate);
        const facing = facingOf(mechanism);
        if (facing === null) return;
        const player = seat % at.length;
        const played = Float64Array.from(at);
        // Ties of the highest as well, now and then.
        for (const own of [bid, at.reduce((most, each) => Math.max(most, each), 0) || bid]) {
          played[player] = own;
          const { allocations, payments } = outcome(mechanism, played);
          // The seat's own bid is left aside, whatever it was.
          facing.face(at, player);
          facing.play(own);
          if (Number.isNaN(facing.allocation)) continue;
          close([facing.allocation, facing.payment], [allocations[player]!, payments[player]!], 1e-9);
        }
      }),
    );
  });

  it("leaves the bids as they were, and does not depend on what was asked before", async () => {
    await lawAsync(
      builtWith((mechanism, at) => {
        const kept = Float64Array.from(at);
        const first = outcome(mechanism, at);
        outcome(mechanism, Float64Array.of(3, 1, 2, 5));
        const again = outcome(mechanism, at);
        expect(at).toEqual(kept);
        expect(again).toEqual(first);
      }),
    );
  });

  it("never lowers the allocation of a higher bid, where it claims to be monotone", async () => {
    await lawAsync(
      fc.asyncProperty(candidates, bids, fc.nat(), positiveBid, async (candidate, at, seat, rise) => {
        const mechanism = await buildMechanism(candidate);
        if (!mechanism.claims.monotone) return;
        const i = seat % at.length;
        const before = outcome(mechanism, at).allocations[i]!;
        const higher = Float64Array.from(at);
        higher[i] = higher[i]! + rise;
        const after = outcome(mechanism, higher).allocations[i]!;
        expect(after).toBeGreaterThanOrEqual(before - ALLOCATION_SUM_TOLERANCE);
      }),
    );
  });

  it("has no unit, where it claims to be scale-free", async () => {
    await lawAsync(
      fc.asyncProperty(candidates, bids, fc.constantFrom(1e-6, 0.3, 7, 1e9), async (candidate, at, unit) => {
        const mechanism = await buildMechanism(candidate);
        if (!mechanism.claims.scaleFree) return;
        const plain = outcome(mechanism, at);
        const scaled = outcome(
          mechanism,
          at.map((bid) => bid * unit),
        );
        close(scaled.allocations, plain.allocations, 1e-10);
        close(
          scaled.payments.map((payment) => payment / unit),
          plain.payments,
          1e-10,
        );
      }),
    );
  });

  it("does as its formula says, in any kind of number", async () => {
    await lawAsync(
      builtWith((mechanism, at) => {
        const { allocations, payments } = outcome(mechanism, at);
        const positive = Array.from(at.keys()).filter((i) => at[i]! > 0);
        if (positive.length === 0) return;
        if (mechanism.formula === undefined && WITHOUT_FORMULA.includes(family.name)) return;
        const exact = mechanism.formula!(
          DOUBLES,
          positive.map((i) => at[i]!),
        );
        close(
          positive.map((i) => allocations[i]!),
          exact.allocations,
          1e-11,
        );
        close(
          positive.map((i) => payments[i]!),
          exact.payments,
          1e-11,
        );
      }),
    );
  });

  it("is read back from its short form", async () => {
    await lawAsync(
      fc.asyncProperty(candidates, async (candidate) => {
        const { candidate: complete } = await buildMechanism(candidate);
        const again = await buildMechanism(parseMechanismText(mechanismText(complete), "test"));
        expect(again.candidate).toEqual(complete);
      }),
    );
  });
});

describe.each(
  FAMILIES.filter(({ pap }) => pap !== undefined).map((family) => [family.name, family] as const),
)("PAP as one of %s", (_, { name, pap }) => {
  it("has PAP's outcome at every bids", async () => {
    const [member, benchmark] = await Promise.all(
      [{ family: name, parameters: pap! }, { family: "pap" }].map((candidate) => buildMechanism(candidate)),
    );
    await law(
      FILE,
      fc.property(bids, (at) => {
        const [ours, paps] = [outcome(member!, at), outcome(benchmark!, at)];
        close(ours.allocations, paps.allocations, 1e-12);
        close(ours.payments, paps.payments, 1e-12);
      }),
    );
  });
});

function lawAsync<T extends unknown[]>(property: fc.IAsyncProperty<T>): Promise<void> {
  return law(FILE, property);
}
