import type { OwnBidRule } from "../mechanism/shape/own-bid.js";

export type AggregativeOutcome = "newton" | "bracketed" | "closed form" | "no interior solution";

/** Steps allowed, and the longest step: the start may be far off where weight has a nearly constant price. */
const NEWTON = { steps: 32, longest: 3 };
/** Where that cycles, shorter steps nearly always settle. */
const CAREFUL_NEWTON = { steps: 400, longest: 0.4 };
/** Newton's convergence is quadratic: after a step this small the error is below rounding. */
export const SMALL_STEP = 1e-8;
/** A share that is less than the rounding of its total is none. */
const ROUNDING = 8 * Number.EPSILON;
/** Below these log odds a share is its own odds, to rounding. */
const LOW_ODDS = -37;
const BRACKET_STEPS = 128;
const BISECTIONS = 200;

/**
 * The equilibrium of an own-bid rule among players who all take part, through one unknown: the total
 * weight W. With shares s_i = w_i / W the first-order conditions are
 *
 *     log v_i + log(1 - s_i) = log W + log C'(s_i W),   sum_i s_i = 1,
 *
 * so that each share is a function of W alone (the share function), decreasing in W where C is convex.
 * Unknowns are the log odds of the shares and log W; a joint Newton step costs O(n), since its matrix is
 * diagonal but for one row and column. Where Newton does not settle, or weight has a price at zero so
 * that some players stay out, log W is found by Newton steps within a bracket of sum_i s_i(W) = 1.
 *
 * For a cost that is not convex the solution is on the branch of each share function that Newton starts
 * on; whether it is an equilibrium is for the certifier to say.
 *
 * The workspace grows to the largest game seen and is used again: a solve allocates nothing.
 *
 * Source: Cornes and Hartley 2005, "Asymmetric contests with general technologies", Economic Theory 26.
 */
export class AggregativeSolver {
  /** The shares and bids of the last solve, one a player. */
  shares = new Float64Array(16);
  bids = new Float64Array(16);
  /** log W of the last solve. */
  logTotal = 0;
  /** How many players it was for. */
  private players = 0;
  /** -d log sum_i s_i / d log W at the total last tried. */
  private sumSlope = 0;
  private logValues = new Float64Array(16);
  private logOdds = new Float64Array(16);
  private residuals = new Float64Array(16);
  private slopes = new Float64Array(16);
  private prices = new Float64Array(16);

  /**
   * Solves for the first n >= 2 of the values. A rule without a weight at zero; its fee is left out of
   * account, as it does not change the first-order conditions.
   */
  solve(rule: OwnBidRule, values: Float64Array, n: number = values.length): AggregativeOutcome {
    const outcome = this.approach(rule, values, n, SMALL_STEP);
    if (outcome === "no interior solution") return outcome;
    const total = Math.exp(this.logTotal);
    for (let i = 0; i < n; i++) {
      const share = this.shares[i]!;
      this.bids[i] = share > 0 ? rule.bidAt(share * total) : 0;
    }
    return outcome;
  }

  /**
   * As `solve`, up to a Newton step of less than `step` in log odds, the error then being of the order of its
   * square, and without working out the bids.
   */
  approach(rule: OwnBidRule, values: Float64Array, n: number, step: number): AggregativeOutcome {
    if (this.shares.length < n) this.grow(n);
    this.players = n;
    return rule.linear ? this.solveLinearCost(rule, values, n) : this.solveNonlinear(rule, values, n, step);
  }

  /** `approach` from where the last one ended, to the same values or to the first n >= 2 of them. */
  approachOn(rule: OwnBidRule, values: Float64Array, n: number, step: number): AggregativeOutcome {
    if (!rule.linear && rule.priceAtZero === 0) {
      if (n < this.players) this.divideAmong(n);
      this.players = n;
      if (this.newton(rule, n, NEWTON, step)) return "newton";
    }
    return this.approach(rule, values, n, step);
  }

  /** A start without the last players: the others take their share, in proportion, at the same bids. */
  private divideAmong(n: number): void {
    const { shares, logOdds } = this;
    let kept = 0;
    for (let i = 0; i < n; i++) kept += shares[i]!;
    for (let i = 0; i < n; i++) {
      const share = shares[i]!;
      logOdds[i] = Math.log(share / (kept - share));
    }
    this.logTotal += Math.log(kept);
  }

  /**
   * A constant price c: s_i = 1 - c W / v_i for those with v_i > c W, as for PAP. Players whose value is
   * not above the total are dropped and the total is worked out again until nobody is; whoever is dropped
   * stays out in the end, since the total only rises on the way.
   */
  private solveLinearCost(rule: OwnBidRule, values: Float64Array, n: number): AggregativeOutcome {
    let total = 0;
    let active = 0;
    for (;;) {
      let inverses = 0;
      let count = 0;
      for (let i = 0; i < n; i++) {
        if (values[i]! <= total) continue;
        inverses += 1 / values[i]!;
        count++;
      }
      // The two highest values are always in, however rounding puts the lower one beside the total.
      if (count === active || count < 2) break;
      active = count;
      total = (count - 1) / inverses;
    }
    for (let i = 0; i < n; i++) {
      const share = 1 - total / values[i]!;
      this.shares[i] = share > ROUNDING ? share : 0;
    }
    if (active === 2) this.shareBetweenTwo(values, n);
    this.logTotal = Math.log(total / rule.priceAtZero);
    return total > 0 && Number.isFinite(total) ? "closed form" : "no interior solution";
  }

  /** s_i = v_i / (v_1 + v_2), without the cancellation that loses a tiny share. */
  private shareBetweenTwo(values: Float64Array, n: number): void {
    let [top, second] = values[0]! >= values[1]! ? [0, 1] : [1, 0];
    for (let i = 2; i < n; i++) {
      if (values[i]! > values[top]!) [top, second] = [i, top];
      else if (values[i]! > values[second]!) second = i;
    }
    const ratio = values[second]! / values[top]!;
    this.shares.fill(0, 0, n);
    this.shares[top] = 1 / (1 + ratio);
    this.shares[second] = ratio / (1 + ratio);
  }

  private solveNonlinear(
    rule: OwnBidRule,
    values: Float64Array,
    n: number,
    small: number,
  ): AggregativeOutcome {
    this.start(rule, values, n);
    if (rule.priceAtZero === 0 && this.newton(rule, n, NEWTON, small)) return "newton";
    this.start(rule, values, n);
    if (rule.convexCost) {
      if (!this.bracketed(rule, n)) return "no interior solution";
      // From there joint steps settle at once and sharpen what the sum of many shares left, as a rule.
      if (rule.priceAtZero === 0 && !this.newton(rule, n, NEWTON)) {
        this.start(rule, values, n);
        this.bracketed(rule, n);
      }
      return "bracketed";
    }
    return this.newton(rule, n, CAREFUL_NEWTON) ? "newton" : "no interior solution";
  }

  /**
   * Starting point: the price as a power of weight, its exponent taken at a typical player. Shares then
   * solve slope log s - log(1 - s) = r_i, and are first set by the two ends of that curve.
   */
  private start(rule: OwnBidRule, values: Float64Array, n: number): void {
    let top = 0;
    for (let i = 0; i < n; i++) top = Math.max(top, values[i]!);
    const logTop = Math.log(top);
    const slopeAtTop = rule.logPriceSlope(logTop);
    const reach = Math.min(1 / Math.max(slopeAtTop + 1 / (n - 1), 0.1), 8);
    let effective = 0;
    for (let i = 0; i < n; i++) {
      this.logValues[i] = Math.log(values[i]!);
      effective += Math.exp(reach * (this.logValues[i]! - logTop));
    }
    const logShare = -Math.log(Math.max(effective, 1.05));
    const logRest = Math.log1p(-Math.exp(logShare));
    // The total at which the top player takes the typical share.
    let logTotal = logTop;
    for (let step = 0; step < 4; step++) {
      const excess = logTop + logRest - logTotal - rule.logPrice(logShare + logTotal);
      logTotal += excess / Math.max(1 + rule.logPriceSlope(logShare + logTotal), 0.1);
    }
    this.logTotal = logTotal;
    const slopeThere = rule.logPriceSlope(logShare + logTotal);
    const slope = Math.max(slopeThere, 0.02);
    const middle = logOddsAtLevel(slope);
    for (let i = 0; i < n; i++) {
      if (slopeThere < 0) {
        // A falling price: shares near v^reach stay on the branch where taking part pays.
        const share = Math.exp(reach * (this.logValues[i]! - logTop)) / Math.max(effective, 1.05);
        this.logOdds[i] = Math.log(share) - Math.log1p(-share);
        continue;
      }
      const level = this.logValues[i]! - logTop + slope * logShare - logRest;
      this.logOdds[i] = (level < 0 ? level / slope : level) + middle;
    }
  }

  /** Joint Newton steps; false where they do not settle on a proper branch. */
  private newton(
    rule: OwnBidRule,
    n: number,
    { steps, longest }: typeof NEWTON,
    small: number = SMALL_STEP,
  ): boolean {
    const { logOdds, logValues, residuals, slopes, prices, shares } = this;
    for (let step = 0; step < steps; step++) {
      let excess = -1;
      let weighted = 0;
      let pull = 0;
      for (let i = 0; i < n; i++) {
        const odds = logOdds[i]!;
        const inverse = odds < LOW_ODDS ? 0 : Math.exp(-odds);
        const share = odds < LOW_ODDS ? Math.exp(odds) : 1 / (1 + inverse);
        const logShare = odds < LOW_ODDS ? odds : -Math.log1p(inverse);
        const logWeight = logShare + this.logTotal;
        const slope = rule.logPriceSlope(logWeight);
        const residual = logValues[i]! + logShare - odds - this.logTotal - rule.logPrice(logWeight);
        const rest = odds < LOW_ODDS ? 1 : inverse * share;
        const bend = share + slope * rest;
        const spread = (share * rest) / bend;
        shares[i] = share;
        residuals[i] = residual;
        slopes[i] = bend;
        prices[i] = 1 + slope;
        excess += share;
        weighted += spread * residual;
        pull += spread * (1 + slope);
      }
      const move = cut((weighted + excess) / pull, longest);
      let largest = Math.abs(move);
      let proper = true;
      for (let i = 0; i < n; i++) {
        const change = cut((residuals[i]! - prices[i]! * move) / slopes[i]!, longest);
        logOdds[i] = logOdds[i]! + change;
        if (!(slopes[i]! > 0)) proper = false;
        if (!(Math.abs(change) <= largest)) largest = Math.abs(change);
      }
      this.logTotal += move;
      if (!(largest <= longest)) return false;
      if (largest < small) {
        for (let i = 0; i < n; i++) shares[i] = 1 / (1 + Math.exp(-logOdds[i]!));
        return proper;
      }
    }
    return false;
  }

  /**
   * The total for convex costs, by Newton's method on log sum_i s_i(W) within a bracket, halved where a step
   * leaves it or gains little; false where no total has shares that sum to 1.
   */
  private bracketed(rule: OwnBidRule, n: number): boolean {
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    let before = Number.POSITIVE_INFINITY;
    let width = 1;
    for (let step = 0; step < BRACKET_STEPS + BISECTIONS; step++) {
      const at = this.logTotal;
      const excess = Math.log(this.sharesAt(rule, n, at));
      if (excess > 0) low = at;
      else high = at;
      let next = at + excess / this.sumSlope;
      const bracketed = high - low < Number.POSITIVE_INFINITY;
      const slow = Math.abs(excess) > 0.5 * before;
      if (!(next >= low && next <= high) || (slow && bracketed)) {
        next = bracketed ? 0.5 * (low + high) : excess > 0 ? at + width : at - width;
        width *= 2;
      }
      before = Math.abs(excess);
      if (next === at || Math.abs(next - at) <= 2 * Number.EPSILON * Math.max(1, Math.abs(at))) break;
      this.logTotal = next;
    }
    return Math.abs(this.sharesAt(rule, n, this.logTotal) - 1) < 1e-6;
  }

  /** Every share at a total, and their sum; notes the sum's relative fall with log W. */
  private sharesAt(rule: OwnBidRule, n: number, logTotal: number): number {
    const logFloor = rule.priceAtZero > 0 ? Math.log(rule.priceAtZero) : Number.NEGATIVE_INFINITY;
    let sum = 0;
    let fall = 0;
    for (let i = 0; i < n; i++) {
      if (this.logValues[i]! <= logFloor + logTotal) {
        this.shares[i] = 0;
        continue;
      }
      const odds = this.oddsAt(rule, this.logValues[i]!, logTotal, this.logOdds[i]!);
      this.logOdds[i] = odds;
      const share = 1 / (1 + Math.exp(-odds));
      const rest = 1 / (1 + Math.exp(odds));
      const slope = rule.logPriceSlope(Math.log(share) + logTotal);
      this.shares[i] = share;
      sum += share;
      if (share > 0) fall += (share * rest * (1 + slope)) / (share + slope * rest);
    }
    this.sumSlope = fall / sum;
    return sum;
  }

  /**
   * The log odds of one share at a total: the residual falls in them, and Newton's method stays within the
   * bracket that its own points make.
   */
  private oddsAt(rule: OwnBidRule, logValue: number, logTotal: number, start: number): number {
    let low = Number.NEGATIVE_INFINITY;
    let high = Number.POSITIVE_INFINITY;
    let odds = Number.isFinite(start) ? start : 0;
    let before = Number.POSITIVE_INFINITY;
    for (let step = 0; step < BISECTIONS; step++) {
      const inverse = Math.exp(-Math.abs(odds));
      const logShare = odds > 0 ? -Math.log1p(inverse) : odds - Math.log1p(inverse);
      const residual = logValue + logShare - odds - logTotal - rule.logPrice(logShare + logTotal);
      if (residual > 0) low = odds;
      else high = odds;
      const rest = (odds > 0 ? inverse : 1) / (1 + inverse);
      let next = odds + residual / (1 - rest + rule.logPriceSlope(logShare + logTotal) * rest);
      const slow = Math.abs(residual) > 0.5 * before;
      if (!(next >= low && next <= high) || (slow && high - low < Number.POSITIVE_INFINITY))
        next = 0.5 * (low + high);
      if (!Number.isFinite(next)) next = odds + (residual > 0 ? 1 : -1) * (1 + Math.abs(odds));
      before = Math.abs(residual);
      if (Math.abs(next - odds) <= 2 * Number.EPSILON * Math.max(1, Math.abs(odds))) return next;
      odds = next;
    }
    return odds;
  }

  private grow(n: number): void {
    const size = 2 * n;
    this.shares = new Float64Array(size);
    this.bids = new Float64Array(size);
    this.logValues = new Float64Array(size);
    this.logOdds = new Float64Array(size);
    this.residuals = new Float64Array(size);
    this.slopes = new Float64Array(size);
    this.prices = new Float64Array(size);
  }
}

function cut(step: number, longest: number): number {
  return Math.min(longest, Math.max(-longest, step));
}

/** The log odds at which slope log s = log(1 - s), by a few Newton steps. */
function logOddsAtLevel(slope: number): number {
  let odds = 0.7 * Math.log(Math.min(slope, 1));
  for (let step = 0; step < 4; step++) {
    const share = 1 / (1 + Math.exp(-odds));
    const residual = slope * Math.log(share) - Math.log1p(-share);
    odds -= residual / (slope * (1 - share) + share);
  }
  return odds;
}
