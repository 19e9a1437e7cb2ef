import type { ValueProfile } from "../scenario/value-profile.js";
import type { State } from "./timing.js";

/** States of real slots, and the players that they have in common. */
export interface ProfileStates {
  readonly players: readonly string[];
  readonly states: readonly State[];
}

/**
 * Profiles of named players as equally likely states: the players who are in every profile, in the order of the first.
 * Others would have no value in some state, and are left out.
 *
 * @returns null where a profile names no players, or fewer than two are in every one
 */
export function profileStates(profiles: readonly ValueProfile[]): ProfileStates | null {
  const maps = profiles.map(
    ({ values, players }) => new Map((players ?? []).map((player, i) => [player, values[i]!])),
  );
  const players = [...(maps[0]?.keys() ?? [])].filter((player) => maps.every((each) => each.has(player)));
  if (players.length < 2) return null;
  const probability = 1 / maps.length;
  return {
    players,
    states: maps.map((each) => ({ probability, values: players.map((player) => each.get(player)!) })),
  };
}
