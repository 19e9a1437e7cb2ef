import type { Mechanism } from "../../mechanism/mechanism.js";
import { IdentityPlay, type Tally } from "./identities.js";
import { Minorant } from "./minorant.js";
import { bidsInPlay, type Opponents } from "./opponents.js";

/** Totals from the first to the last of these, in units of the rivals' total. */
const SINGLE = { points: 4001, from: 1e-6, to: 1e4 };
const DIVIDED = { points: 500, from: 1e-3, to: 2e3 };
/** Two parts in steps of a hundredth; of more, one part beside equal others in steps of a tenth. */
const HUNDREDTHS = 50;
const TENTHS = 9;
/** Plays that P** is dearer than by more than this share of the value are no starts. */
const NEAR = 1e-4;

/** A play of several identities, the value at which it is nearest to a gain, and that gain as a share of the value. */
export interface LatticePlay {
  readonly bids: Float64Array;
  readonly value: number;
  readonly gainShare: number;
}

/**
 * The plays of several identities that come nearest to a gain on a lattice of totals and divisions, each held to one
 * identity's P** at the value that is its slope there: every value is looked at, where a grid of values would step
 * over gains that hold for a few hundredths of it. Against fixed rivals, of a rule without a unit.
 *
 * @param valueRatio largest value, in units of the rivals' total
 * @returns for each division the totals at which the gain is largest among those near, best first; the gains are
 *   too large by what P** is interpolated by, about 1e-8, so that they are for others to judge
 */
export function latticePlays(
  mechanism: Mechanism,
  opponents: Opponents,
  { identities, valueRatio }: { readonly identities: number; readonly valueRatio: number },
  tally: Tally,
): LatticePlay[] {
  const unit = bidsInPlay(opponents).reduce((sum, bid) => sum + bid, 0);
  const single = outcomesOf(
    new IdentityPlay(mechanism, opponents, 1, tally),
    Float64Array.of(1),
    unit,
    SINGLE,
  );
  if (!single.allocations.some((allocation) => allocation > 0)) return [];
  const minorant = new Minorant(single, valueRatio * unit);
  const found: LatticePlay[] = [];
  for (let k = 2; k <= identities; k++) {
    const play = new IdentityPlay(mechanism, opponents, k, tally);
    for (const parts of divisionsOf(k)) {
      const { totals, allocations, payments } = outcomesOf(play, parts, unit, DIVIDED);
      const segments = Array.from(allocations, (allocation) => minorant.at(allocation));
      const gains = segments.map(({ price, slope }, g) => (price - payments[g]!) / slope);
      for (const [g, gainShare] of gains.entries()) {
        const isPeak = !(gains[g - 1]! > gainShare) && !(gains[g + 1]! > gainShare);
        const { slope, to } = segments[g]!;
        if (!isPeak || !(gainShare > -NEAR) || !(slope > 0) || to === 0) continue;
        const bids = parts.map((part) => part * totals[g]!);
        found.push({ bids, value: slope, gainShare });
      }
    }
  }
  return found.sort((a, b) => b.gainShare - a.gainShare);
}

/** Two parts; equal parts of more, and one large or small beside them. */
function divisionsOf(identities: number): Float64Array[] {
  const steps = identities === 2 ? HUNDREDTHS : TENTHS;
  const first = (step: number) => (identities === 2 ? step / (2 * HUNDREDTHS) : step / (TENTHS + 1));
  const uneven = Array.from({ length: steps }, (_, k) => {
    const rest = (1 - first(k + 1)) / (identities - 1);
    return Float64Array.from({ length: identities }, (_, j) => (j === 0 ? first(k + 1) : rest));
  });
  return identities === 2 ? uneven : [new Float64Array(identities).fill(1 / identities), ...uneven];
}

function outcomesOf(
  play: IdentityPlay,
  parts: Float64Array,
  unit: number,
  { points, from, to }: typeof SINGLE,
) {
  const totals = Float64Array.from(
    { length: points },
    (_, g) => unit * from * (to / from) ** (g / (points - 1)),
  );
  const allocations = new Float64Array(points);
  const payments = new Float64Array(points);
  for (let g = 0; g < points; g++) {
    for (let j = 0; j < parts.length; j++) play.own[j] = parts[j]! * totals[g]!;
    play.play();
    // A bid that has no outcome is as good as none.
    allocations[g] = Number.isNaN(play.allocation) ? 0 : play.allocation;
    payments[g] = Number.isNaN(play.payment) ? 0 : play.payment;
  }
  return { totals, allocations, payments };
}
