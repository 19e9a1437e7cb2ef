import type { Grade } from "../../claim/grade.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { nelderMead } from "../../numeric/nelder-mead.js";
import { type Argument, argumentFor } from "../../sybil/proof/lemma.js";
import type { BayesPlay, RivalDraws } from "./play.js";

/** What the Sybil notion `bayes` comes to at an equilibrium. */
export interface InterimSybil {
  /** `not-refuted` is what a search found, never a proof. */
  readonly sybilOutcome: "proved" | "refuted" | "not-refuted";
  readonly sybilGrade: Grade;
  /** Why it holds; where it is proved. */
  readonly sybilArgument?: string;
  /** The most that a type gains by several identities over its best single bid, as a share of its value. */
  readonly largestGainShare: number;
  /** The type that gains most and the bids of its identities; where it is refuted. */
  readonly sybilValue?: number;
  readonly sybilBids?: readonly number[];
  /** Gains at the values asked for: value units, and as shares of those values. */
  readonly gainAt?: readonly number[];
  readonly gainShareAt?: readonly number[];
  /** Two identities asked for: true where proved, false where refuted, null where it is neither. */
  readonly sybilProofTwoIdentities?: boolean | null;
}

/** Gains up to this share of the value may be the equilibrium's own regret. */
const TOLERANCE = 1e-6;
/** Types of each class that are looked at beside those asked for. */
const TYPES = 5;
/** Totals, from this share of the largest value up to all of it, and the part of the first identity. */
const TOTALS = 40;
const LEAST = 1e-6;
const PARTS = [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.98];
const CLIMB = { step: 0.05, tolerance: 1e-9, evaluations: 600 };

/**
 * Sybil notion `bayes`: whether some type gains by bids of several identities over its best single bid, against the
 * others' equilibrium strategies. Proved where a lemma holds at every vector of the others' bids; else searched in
 * expectation: divisions of totals of all magnitudes into a first part and equal others, the best climbed in log bids.
 *
 * @param identities at most so many, at least 2
 * @param atValues   of players of one prior
 */
export function interimSybil(
  play: BayesPlay,
  identities: number,
  atValues?: readonly number[],
): InterimSybil {
  const { mechanism } = play.game;
  // Of both notions the lemmas hold at every vector of the others' bids, and so in expectation.
  const lemma = argumentFor(mechanism, "split") ?? argumentFor(mechanism, "equilibrium");
  if (lemma !== null) return { ...proved(lemma), ...gainsAt(atValues, () => 0), ...two(true) };
  const searches = play.strategies.map((_, k) => new IdentitySearch(play, k, identities));
  let [largestGainShare, where]: [number, { value: number; bids: readonly number[] } | null] = [0, null];
  for (const [k, { types, cut }] of play.strategies.entries()) {
    const asked = k === 0 ? (atValues ?? []).map((value) => types.coordinateOf(value)) : [];
    const ends = types.stepwise
      ? types.breaks.slice(1).map((end, j) => 0.5 * (types.breaks[j]! + end))
      : Array.from({ length: TYPES }, (_, j) => cut + ((types.to - cut) * j) / (TYPES - 1));
    for (const t of [...asked, ...ends]) {
      const value = types.valueAt(t);
      if (!(value > 0)) continue;
      const { gain, bids } = searches[k]!.best(t);
      if (gain / value > largestGainShare) [largestGainShare, where] = [gain / value, { value, bids }];
    }
  }
  const refuted = largestGainShare > TOLERANCE;
  const { types } = play.strategies[0]!;
  return {
    ...{ sybilOutcome: refuted ? "refuted" : "not-refuted", sybilGrade: refuted ? "measured" : "searched" },
    largestGainShare,
    ...(refuted ? { sybilValue: where!.value, sybilBids: where!.bids } : {}),
    ...gainsAt(atValues, (value) => searches[0]!.best(types.coordinateOf(value)).gain),
    ...two(refuted ? false : null),
  };

  function two(holds: boolean | null) {
    return identities === 2 ? { sybilProofTwoIdentities: holds } : {};
  }
}

function proved({ grade, text }: Argument): InterimSybil {
  return { sybilOutcome: "proved", sybilGrade: grade, sybilArgument: text, largestGainShare: 0 };
}

function gainsAt(values: readonly number[] | undefined, gainOf: (value: number) => number) {
  if (values === undefined) return {};
  const gainAt = values.map(gainOf);
  return { gainAt, gainShareAt: gainAt.map((gain, k) => (values[k]! > 0 ? gain / values[k]! : 0)) };
}

/** A division of a total, and what its identities win and pay together, expected. */
interface Division {
  readonly bids: readonly number[];
  readonly allocation: number;
  readonly payment: number;
}

/** Bids of several identities of a player of one class, against the others' strategies. */
class IdentitySearch {
  private readonly scanned: readonly Division[];
  private readonly rivals: RivalDraws;
  private readonly mechanism: Mechanism;

  constructor(
    private readonly play: BayesPlay,
    private readonly own: number,
    identities: number,
  ) {
    this.rivals = play.rivals![own]!;
    this.mechanism = play.game.mechanism;
    const scanned: Division[] = [];
    for (let count = 2; count <= identities; count++) {
      for (let k = 0; k < TOTALS; k++) {
        const total = play.game.top * LEAST ** (1 - k / (TOTALS - 1));
        for (const first of [1 / count, ...PARTS]) {
          const rest = new Array<number>(count - 1).fill((total * (1 - first)) / (count - 1));
          scanned.push(this.expected([total * first, ...rest]));
        }
      }
    }
    this.scanned = scanned;
  }

  /** The most that a type gains over its equilibrium utility, at least 0, and the bids by which it does. */
  best(t: number): { readonly gain: number; readonly bids: readonly number[] } {
    const value = this.play.strategies[this.own]!.types.valueAt(t);
    const utilityOf = ({ allocation, payment }: Division) => value * allocation - payment;
    let [start, height] = [this.scanned[0]!, Number.NEGATIVE_INFINITY];
    for (const each of this.scanned) {
      const utility = utilityOf(each);
      if (utility > height) [start, height] = [each, utility];
    }
    const { top } = this.play.game;
    const bidsOf = (x: readonly number[]) => x.map((each) => top * LEAST ** (2 - 2 * each));
    const climbed = nelderMead(
      (x) => -utilityOf(this.expected(bidsOf(x))),
      start.bids.map((bid) => Math.min(1, Math.max(0, 1 - Math.log(bid / top) / (2 * Math.log(LEAST))))),
      CLIMB,
    );
    return { gain: Math.max(0, -climbed.value - this.play.utilityAt(this.own, t)), bids: bidsOf(climbed.x) };
  }

  private expected(own: readonly number[]): Division {
    const { draws, bids } = this.rivals;
    const { width, size, nodes, probabilities } = draws;
    const count = own.length;
    const played = new Float64Array(count + width);
    const [allocations, payments] = [new Float64Array(count + width), new Float64Array(count + width)];
    played.set(own);
    let [allocation, payment] = [0, 0];
    for (let draw = 0; draw < size; draw++) {
      for (let s = 0; s < width; s++) played[count + s] = bids[nodes[draw * width + s]!]!;
      this.mechanism.outcome(played, allocations, payments);
      for (let i = 0; i < count; i++) {
        allocation += probabilities[draw]! * allocations[i]!;
        payment += probabilities[draw]! * payments[i]!;
      }
    }
    return { bids: own, allocation, payment };
  }
}
