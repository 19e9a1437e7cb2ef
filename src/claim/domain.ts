/** What a claim covers, as data. A key that is left out is not restricted, or plays no part in the claim. */
export interface Domain {
  /** Number of players. */
  readonly players?: number | Span;
  /** Ratios v_2 / v_1 of two values; several spans where the claim is made for each of several ranges. */
  readonly ratios?: Numbers | readonly Span[];
  /** Smallest share of any player in all bids under Proportional-all-pay. */
  readonly shares?: Numbers;
  /** Largest number of identities of one player. */
  readonly identities?: number | "any";
  readonly rivals?: Rivals;
  readonly values?: Values;
  /** Private values: any independent priors, or those that the tables name. */
  readonly priors?: "independent" | readonly string[];
  /** The rules, where the claim is about others than the one that it names. */
  readonly rules?: Rules;
  /** Ranges of named parameters. */
  readonly parameters?: Readonly<Record<string, Numbers>>;
  readonly equilibria?: EquilibriaMeant;
}

/** Numbers from one bound to another. */
export interface Span {
  readonly from: number;
  /** No upper bound where it is left out. */
  readonly to?: number;
  /** Whether `from` itself is left out. */
  readonly above?: true;
  /** How many numbers of the span were taken; all of them where it is left out. */
  readonly count?: number;
  /** How these are spread; evenly where it is left out. */
  readonly spacing?: "logarithmic";
}

/** A span, or the numbers themselves. */
export type Numbers = Span | readonly number[];

/** Whom the identities meet: anybody, bids of so many rivals, given bids, or the other players of equilibria. */
export type Rivals = "any" | RivalBids | RivalsGiven | RivalsInEquilibrium;

/** Vectors of rivals' bids. */
export interface RivalBids {
  readonly fewest: number;
  readonly most: number;
  /** A larger number of rivals that was tried too. */
  readonly also?: number;
  /** Largest ratio of two rivals' bids. */
  readonly spread?: number;
  /** The largest bid, where the rule has a unit. */
  readonly largest?: Span;
}

/** Vectors of rivals' bids as they were given; an empty one is nobody. */
export interface RivalsGiven {
  readonly bids: readonly (readonly number[])[];
}

/** The other players of so many equilibria. */
export interface RivalsInEquilibrium {
  readonly equilibria: number;
  /** Whether mixed equilibria are among them. */
  readonly mixed?: true;
  /** Players that were left aside, the others' mixture being too large to play out. */
  readonly leftAside?: number;
}

/** The players' values: any, those of the game played, multiples of the rivals' total bid, or given profiles. */
export type Values =
  | "any"
  | "own"
  | { readonly overRivals: Span }
  | { readonly profiles: number | readonly (readonly number[])[] }
  | { readonly scenarios: readonly string[] };

/** Sets of rules that claims are made about. */
export type Rules =
  /** x_i = h(q_i), p_i = b_i, h differentiable, both players in a pure equilibrium at every ratio. */
  | "smooth-all-pay"
  /** The all-pay rules that are straight in the share: x_1 = 1/2 + (1 + g)(q - 1/2), held within [0, 1]. */
  | "straight"
  /** x_i = q_i, with one price of a bid for all numbers of bids from three on, and no gain by a split. */
  | "proportional-by-count"
  /** x_i = q_i, p_i = b_i + phi_n B, n the number of positive bids. */
  | "count-fees"
  /** x_i ~ f(q_i), p_i = B c(q_i), the same for every count, f(q) / q not falling and c(q) / q not rising. */
  | "star-shaped"
  /** x_i ~ f(q_i), p_i = B c(q_i), the same for every count, f and c positive and continuous on (0, 1], no gain by a split. */
  | "split-proof-shares"
  /** Anonymous, and a payment depends on the own bid alone. */
  | "own-bid-payments"
  /** Rules of the catalogue, that the tables name. */
  | { readonly catalogue: number }
  /** Small tilts of PAP by natural splines on so many knots, in both exponents. */
  | { readonly tiltsOfPap: number };

/** Which equilibria are meant: all there are, or the kind that was looked for and how. */
export type EquilibriaMeant =
  | "all"
  | "pure"
  /** Every pure equilibrium that the solver finds, those included that leave a player out. */
  | "found"
  /** The same, and where there is none a mixed one. */
  | "found-else-mixed"
  /** Those that entry games lead to, one for each set of players, and so many random starts. */
  | { readonly entryGames: true; readonly starts: number };
