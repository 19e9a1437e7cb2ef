/** Largest regret of an equilibrium, relative to the largest value. */
export const PURE_REGRET = 1e-8;

/** Gain, relative to the largest value, below which a player is taken to be indifferent: rounding noise. */
export const INDIFFERENCE = 1e-13;

/** Two equilibria whose bids differ by less than this, relative to the largest value, are the same one. */
export const SAME_BIDS = 1e-6;
