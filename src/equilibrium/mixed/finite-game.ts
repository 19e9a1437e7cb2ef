/** Players who are alike: they have the same actions and share one mixed strategy. */
export interface Role {
  /** How many players, >= 1. */
  readonly players: number;
  /** How many actions each has, >= 1. */
  readonly actions: number;
}

/**
 * The payoff of one player of a role.
 *
 * @param role   which role, by index
 * @param own    the player's action, or from their number on a trial
 * @param others the actions of the other players, role by role and not falling within a role, the player
 *               itself left out; the list is used again for the next call
 */
export type PayoffOf = (role: number, own: number, others: Int32Array) => number;

/** One role's payoffs against every choice of actions by the others. */
interface Table {
  /** The role of each of the others. */
  readonly slots: Int32Array;
  /** Profiles of the others' actions, as many entries each as there are slots. */
  readonly others: Int32Array;
  /** In how many ways each profile comes about among players who are alike. */
  readonly ways: Float64Array;
  /** Payoffs, a profile after the other, as many entries each as the role has actions and trials. */
  readonly payoffs: Float64Array;
  /** How many actions and trials the role has. */
  readonly width: number;
}

/**
 * How many payoffs a game's tables hold: each role's actions times the profiles of the others, where
 * players who are alike count once, C(actions + players - 1, players) a role. Five players of one role
 * with 25 actions: 511,875; of five roles: 48,828,125.
 *
 * @param trials how many trials each role has
 */
export function payoffCount(roles: readonly Role[], trials: readonly number[] = []): number {
  return roles.reduce((total, { actions }, role) => {
    return total + (actions + (trials[role] ?? 0)) * profileCount(roles, role);
  }, 0);
}

/**
 * A finite game among players of a few roles, as tables: one role is a symmetric game, one role a player
 * the general case. Payoffs are asked for once, at the start; afterwards `expect` allocates nothing.
 *
 * A role may have trials beside its actions: what a player could deviate to, but nobody plays.
 */
export class FiniteGame {
  private readonly tables: readonly Table[];

  constructor(
    readonly roles: readonly Role[],
    payoffOf: PayoffOf,
    /** How many trials each role has. */
    readonly trials: readonly number[] = roles.map(() => 0),
  ) {
    this.tables = roles.map(({ actions }, role) => tableOf(roles, role, actions + trials[role]!, payoffOf));
  }

  /**
   * The expected payoff of every action of a role's player where all others play their roles' strategies.
   *
   * @param strategies one distribution over actions a role
   * @param expected   one number an action, or an action and a trial, overwritten
   */
  expect(role: number, strategies: readonly Float64Array[], expected: Float64Array): void {
    const { slots, others, ways, payoffs, width } = this.tables[role]!;
    expected.fill(0);
    for (let k = 0; k < ways.length; k++) {
      let chance = ways[k]!;
      for (let s = 0; s < slots.length; s++) {
        chance *= strategies[slots[s]!]![others[k * slots.length + s]!]!;
      }
      if (chance === 0) continue;
      const at = k * width;
      for (let a = 0; a < expected.length; a++) expected[a] = expected[a]! + chance * payoffs[at + a]!;
    }
  }

  /**
   * The derivatives of the expected payoffs of a role's actions and trials in the probabilities of what `of` plays.
   *
   * @returns a row for each action and trial of the role, and a column for each action of `of`
   */
  slopes(role: number, of: number, strategies: readonly Float64Array[]): Float64Array {
    const { slots, others, ways, payoffs, width } = this.tables[role]!;
    const columns = this.roles[of]!.actions;
    const slopes = new Float64Array(width * columns);
    for (let s = 0; s < slots.length; s++) {
      if (slots[s] !== of) continue;
      for (let k = 0; k < ways.length; k++) {
        let chance = ways[k]!;
        for (let t = 0; t < slots.length && chance > 0; t++) {
          if (t !== s) chance *= strategies[slots[t]!]![others[k * slots.length + t]!]!;
        }
        if (chance === 0) continue;
        const column = others[k * slots.length + s]!;
        for (let a = 0; a < width; a++) {
          slopes[a * columns + column] = slopes[a * columns + column]! + chance * payoffs[k * width + a]!;
        }
      }
    }
    return slopes;
  }
}

function tableOf(roles: readonly Role[], role: number, width: number, payoffOf: PayoffOf): Table {
  const slots = Int32Array.from(
    roles.flatMap(({ players }, each) => Array<number>(players - (each === role ? 1 : 0)).fill(each)),
  );
  const count = profileCount(roles, role);
  const table: Table = {
    slots,
    others: new Int32Array(count * slots.length),
    ways: new Float64Array(count),
    payoffs: new Float64Array(count * width),
    width,
  };
  const chosen = new Int32Array(slots.length);
  let k = 0;
  /** Chooses the action of one more of the others; `rank` is its place in its role, `run` how many chose alike. */
  const choose = (slot: number, ways: number, rank: number, run: number): void => {
    if (slot === slots.length) {
      table.others.set(chosen, k * slots.length);
      table.ways[k] = ways;
      for (let own = 0; own < width; own++) table.payoffs[k * width + own] = payoffOf(role, own, chosen);
      k++;
      return;
    }
    const sameRole = slot > 0 && slots[slot] === slots[slot - 1];
    const before = sameRole ? chosen[slot - 1]! : -1;
    const place = sameRole ? rank + 1 : 1;
    for (let action = Math.max(0, before); action < roles[slots[slot]!]!.actions; action++) {
      chosen[slot] = action;
      const alike = action === before ? run + 1 : 1;
      choose(slot + 1, (ways * place) / alike, place, alike);
    }
  };
  choose(0, 1, 0, 0);
  return table;
}

function profileCount(roles: readonly Role[], role: number): number {
  return roles.reduce((count, { players, actions }, each) => {
    const others = players - (each === role ? 1 : 0);
    let ways = 1;
    for (let k = 1; k <= others; k++) ways = (ways * (actions + k - 1)) / k;
    return count * ways;
  }, 1);
}
