import type { Mechanism } from "../../mechanism/mechanism.js";
import { type Prior, type Types, typesOf } from "./prior.js";

/** Players who share a prior, and so a strategy. */
export interface PlayerClass {
  readonly types: Types;
  readonly count: number;
}

/** A mechanism played by players of independent private values. */
export interface BayesGame {
  readonly mechanism: Mechanism;
  readonly classes: readonly PlayerClass[];
  /** The class of each player. */
  readonly classOf: readonly number[];
  readonly players: number;
  /** Largest value of any prior. */
  readonly top: number;
}

/** @param priors one a player */
export function bayesGame(mechanism: Mechanism, priors: readonly Prior[]): BayesGame {
  const names = priors.map((prior) => JSON.stringify(prior));
  const distinct = [...new Set(names)];
  const classes = distinct.map((name) => ({
    types: typesOf(priors[names.indexOf(name)]!),
    count: names.filter((each) => each === name).length,
  }));
  return {
    ...{ mechanism, classes, players: priors.length },
    classOf: names.map((name) => distinct.indexOf(name)),
    top: Math.max(...classes.map(({ types }) => types.highest)),
  };
}

/** How many rivals a player of class `own` has in each class. */
export function rivalCounts({ classes }: BayesGame, own: number): number[] {
  return classes.map(({ count }, k) => count - (k === own ? 1 : 0));
}
