import type { Formula, ShareFormula } from "./formula.js";
import type { Facing } from "./shape/facing.js";
import type { SeatRule, Traits } from "./shape/seat.js";
import type { Shape } from "./shape/shape.js";

/** A mechanism as data: plain JSON that crosses threads, machines and years. */
export interface Candidate {
  readonly family: string;
  readonly parameters?: Readonly<Record<string, ParameterValue>>;
  /** Formula of the weight; family `expression` only. */
  readonly weight?: string;
  /** Formula of the payment; family `expression` only. */
  readonly payment?: string;
}

export type ParameterValue = number | Candidate | readonly Candidate[];

/** What a rule promises; the law tests hold every family to its claims. */
export interface Claims {
  /** x is unchanged and p scales when all bids scale by one factor. */
  readonly scaleFree: boolean;
  /** A higher own bid never lowers the own allocation. */
  readonly monotone: boolean;
  /** Ties go to the lower index: the one exception to anonymity. */
  readonly tiesByIndex: boolean;
  /** May keep the good although somebody bids (a reserve, a threshold). */
  readonly withholds: boolean;
}

/** An allocation rule and a payment rule, for every number of bids. */
export interface Rule {
  readonly shape: Shape;
  readonly claims: Claims;
  /**
   * Writes x(b) and p(b) for all players.
   *
   * A bid of 0 is staying out: allocation 0, payment 0. The rule's n counts positive bids only.
   *
   * @param bids        n numbers >= 0; not changed
   * @param allocations n numbers, overwritten: x_i in [0, 1], summing to 1 as soon as one bid is positive
   * @param payments    n numbers, overwritten: p_i >= 0, in the unit of the bids
   */
  outcome(bids: Float64Array, allocations: Float64Array, payments: Float64Array): void;
  /** The same rule in numbers of any kind; rules without it are never replayed exactly nor enclosed. */
  readonly formula?: Formula;
  /** The rule in shares of the sum of bids, where it depends on nothing else. */
  readonly inShares?: ShareFormula;
  /** The rule bid by bid, where weights and prices have no more to them; the law tests hold it to `outcome`. */
  readonly seat?: SeatRule;
  /** Of rules without seats, what is known of their course; a seat has it otherwise. */
  readonly traits?: Traits;
  /** A player's seat against fixed bids, where the rule knows one faster than `outcome` that its shape does not tell. */
  facing?(): Facing;
}

/** A rule and the candidate that it was built from. */
export interface Mechanism extends Rule {
  readonly candidate: Candidate;
}

/** One number that a family can be tuned by. */
export interface ParameterSpec {
  readonly name: string;
  readonly meaning: string;
  /** Smallest value; not itself allowed where `aboveMinimum` is set. */
  readonly minimum: number;
  readonly aboveMinimum?: true;
  readonly maximum: number;
  readonly default: number;
  /** Takes whole numbers only, and is no number to search. */
  readonly whole?: true;
  /** Stands for a row of parameters, up to the number that one says: z per knots is z1, z2, ... */
  readonly per?: string;
  /** Number of the first parameter of a row; 1 where it is left out. */
  readonly from?: number;
  /**
   * Makes a table of the row: a second digit from its own start up to the number that another parameter says. z per
   * counts from 2, by knots from 1, is z21, z22, ..., z31, ...; both numbers are one digit each.
   */
  readonly by?: { readonly per: string; readonly from: number };
}

/** The article's five questions about a block-space distribution mechanism (section 2). */
export interface W4H {
  readonly who: string;
  readonly what: string;
  readonly when: string;
  readonly where: string;
  readonly how: string;
}

/** What people read about a family. */
export interface Card {
  readonly title: string;
  /** x and p in AsciiMath: names of several letters in backticks, words in quotes, two spaces between parts. */
  readonly allocation: string;
  readonly payment: string;
  readonly source: string;
  /** The article's proposals that it models, by name (see proposals.ts). */
  readonly models: readonly string[];
  readonly w4h: W4H;
  readonly note?: string;
}

/** What a family builds a rule from, checked and with defaults filled. */
export interface Ingredients {
  readonly parameters: Readonly<Record<string, number>>;
  /** The mechanisms that it is made of. */
  readonly of: readonly Mechanism[];
  readonly weight: string;
  readonly payment: string;
}

/** A parameterised set of mechanisms: one file, one row of the table in families.ts. */
export interface MechanismFamily {
  readonly name: string;
  readonly card: Card;
  readonly parameters: readonly ParameterSpec[];
  /**
   * Where the family is PAP, if it is anywhere; parameters left out keep their defaults, and of a family made of others
   * the first is PAP. Searches start there.
   */
  readonly pap?: Readonly<Record<string, number>>;
  /** For families made of other mechanisms (their parameter `of`): how many, and the default where there is one. */
  readonly of?: {
    readonly count: number;
    readonly default?: readonly Candidate[];
    /** Takes only those that claim to be monotone. */
    readonly monotone?: true;
    /** Takes only scale-free rules of weights. */
    readonly inShares?: true;
  };
  /** For `expression`: takes formulas, and further parameters by any name. */
  readonly formulas?: true;
  build(ingredients: Ingredients): Rule | Promise<Rule>;
}
