/** Largest regret of an equilibrium, relative to the largest value. */
export const PURE_REGRET = 1e-8;

/** Most that a player may gain in a pure equilibrium, relative to its own value, where that is far below the largest. */
export const OWN_REGRET = 1e-6;

/** Largest regret, relative to the largest value, at which mixed strategies are reported as an equilibrium. */
export const MIXED_REGRET = 1e-4;

/** Most that a player may gain in a mixed equilibrium, relative to its own value, where that is far below the largest. */
export const MIXED_OWN_REGRET = 1e-2;

/** Regret at which the search for mixed strategies stops refining. */
export const MIXED_TARGET = 2e-9;

/** Gain, relative to the own value, below which a player is taken to be indifferent: rounding noise. */
export const INDIFFERENCE = 1e-13;

/**
 * Two equilibria whose outcomes differ by less than this, relative to the largest value, are the same one: best
 * responses stop where nobody gains 1e-13, which pins bids only to about its root.
 */
export const SAME_BIDS = 1e-4;
