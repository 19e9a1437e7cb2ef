import type { Domain } from "../../claim/domain.js";
import type { Mechanism } from "../../mechanism/mechanism.js";
import { type RandomStream, randomStream } from "../../numeric/random.js";
import { identitiesTried, identityCounts, type SearchOptions } from "../options.js";
import { ascend, movesOf } from "../play/ascend.js";
import { changeFor, changeOf, type Direction, type Division, wholeOf } from "../play/division.js";
import { IdentityPlay, jointOutcome, Tally } from "../play/identities.js";
import { fixedBids } from "../play/opponents.js";
import { dividedShare, divisions, levelWith } from "../play/parts.js";
import { rivalsSearched, rivalVectors } from "../play/rivals.js";
import type { Witness } from "../verdict.js";

const BID_DECADES = 8;
const ROUNDING = 1e-13;
const CLIMB_ROUNDS = 6;
const CLIMB_REACH = 6;

/** The division found that changes most, and how many were looked at. */
export interface DivisionSearch {
  readonly division: Division | null;
  readonly size: number;
  readonly tally: Tally;
}

/**
 * Looks for a division of one bid whose parts' total allocation or total payment differs from the bid's the
 * wrong way: over vectors of rivals' bids (nobody, one, several, many), totals of all magnitudes and ties,
 * and divisions of every kind; then from those that change most for what they divide off, by climbing.
 */
export function searchDivisions(
  mechanism: Mechanism,
  direction: Direction,
  options: SearchOptions,
): DivisionSearch {
  const random = randomStream(options.seed, direction === "split" ? 1 : 4);
  const search = new Search(mechanism, direction, options, random);
  const { scaleFree } = mechanism.claims;
  const vectors = [new Float64Array(0), ...rivalVectors(options, scaleFree)];
  for (const others of vectors) {
    search.scan(others);
    if (options.effort.climbs === 0 && search.size > options.tolerance) break;
  }
  for (const start of search.starts()) {
    if (search.size > options.tolerance) break;
    search.climb(start);
  }
  return { division: search.best, size: search.size, tally: search.tally };
}

/** Where divisions are looked for. */
export function divisionDomain({ claims, seat }: Mechanism, options: SearchOptions): Domain {
  return {
    identities: identitiesTried(options, seat !== undefined),
    rivals: rivalsSearched(0, options, claims.scaleFree),
    values: "any",
  };
}

/** What a witness of a division shows, but for a value at which it pays. */
export function divisionWitness(
  mechanism: Mechanism,
  division: Division,
  direction: Direction,
): Omit<Witness, "value" | "gain" | "gainShare"> {
  const { others, parts } = division;
  const bid = wholeOf(parts);
  const { allocationChange, paymentChange } = changeOf(mechanism, division, direction);
  return {
    others: Array.from(others),
    single: { bid, ...jointOutcome(mechanism, [bid], others) },
    identities: Array.from(parts),
    ...jointOutcome(mechanism, parts, others),
    allocationChange,
    paymentChange,
  };
}

class Search {
  best: Division | null = null;
  size = 0;
  readonly tally = new Tally();
  private readonly near: (Division & { readonly rate: number })[] = [];

  constructor(
    private readonly mechanism: Mechanism,
    private readonly direction: Direction,
    private readonly options: SearchOptions,
    private readonly random: RandomStream,
  ) {}

  /** Every division of every total against one vector of others' bids. */
  scan(others: Float64Array): void {
    const { effort, identities: most } = this.options;
    const opponents = fixedBids(others);
    const unit = others[0] ?? 1;
    const whole = new IdentityPlay(this.mechanism, opponents, 1, this.tally);
    for (const identities of identityCounts(most, effort)) {
      const divided = new IdentityPlay(this.mechanism, opponents, identities, this.tally);
      let nearest: (Division & { rate: number }) | null = null;
      const look = (parts: Float64Array) => {
        const { size } = changeFor(whole, divided, parts, this.direction);
        this.take({ others, parts }, size);
        const rate = (size - ROUNDING) / dividedShare(parts);
        if (rate > (nearest?.rate ?? Number.NEGATIVE_INFINITY)) nearest = { others, parts, rate };
      };
      const offset = this.random();
      for (const fractions of divisions(identities, this.random, effort)) {
        for (let m = 0; m < effort.magnitudes; m++) {
          const total = unit * 10 ** (BID_DECADES * ((m + offset) / effort.magnitudes - 0.5));
          look(fractions.map((fraction) => fraction * total));
        }
        for (const bid of others.slice(0, 3)) look(fractions.map((fraction) => fraction * bid));
      }
      for (const bids of levelWith(identities, Array.from(others))) look(bids);
      if (nearest !== null) this.near.push(nearest);
    }
  }

  /** The divisions that change most for what they divide off. */
  starts(): readonly Division[] {
    return this.near.sort((a, b) => b.rate - a.rate).slice(0, this.options.effort.climbs);
  }

  /** Climbs from a division over its parts and the others' bids. */
  climb({ others, parts }: Division): void {
    const k = parts.length;
    const sizeAt = (numbers: Float64Array) => {
      const at = { others: numbers.subarray(k), parts: numbers.subarray(0, k) };
      return changeOf(this.mechanism, at, this.direction, this.tally).size;
    };
    const numbers = Float64Array.of(...parts, ...others);
    const moves = [...movesOf(parts), ...Array.from(others.slice(0, 4), (_, j) => [k + j])];
    const rateAt = (at: Float64Array) => (sizeAt(at) - ROUNDING) / dividedShare(at.subarray(0, k));
    ascend(rateAt, numbers, moves, CLIMB_ROUNDS, CLIMB_REACH);
    if (sizeAt(numbers) > ROUNDING) ascend(sizeAt, numbers, moves, CLIMB_ROUNDS, CLIMB_REACH);
    this.take({ others: numbers.slice(k), parts: numbers.slice(0, k) }, sizeAt(numbers));
  }

  private take(division: Division, size: number): void {
    if (!(size > this.size)) return;
    this.size = size;
    this.best = division;
  }
}
