import type { Place } from "./optimiser.js";
import type { Outcome, Strategy } from "./strategy.js";

/** A strategy of a portfolio, and the share of the trials that it gets however badly it does. */
export interface Holding {
  readonly strategy: Strategy;
  readonly floor: number;
}

/** A gain counts half after so many trials of the strategy. */
const HALF_LIFE = 200;
const KEPT = 0.5 ** (1 / HALF_LIFE);

/**
 * Divides trials among strategies that learn from all outcomes: beyond the floors, in proportion to what each
 * strategy's trials have gained for the archive, a trial of late. The archive's gains are shares of what there
 * is (`FrontArchive.add`), so late and small improvements still tell strategies apart.
 *
 * The strategies take turns by a stride (Waldspurger and Weihl 1995), so that shares hold for small batches
 * too. What a strategy cannot propose passes on to the others in the order given.
 */
export function portfolio(holdings: readonly Holding[]): Strategy {
  const accounts = holdings.map((holding) => ({ ...holding, trials: 0, gains: 0, due: 0 }));
  const owners = new Map<Place, (typeof accounts)[number]>();
  const floors = accounts.reduce((sum, { floor }) => sum + floor, 0);

  const shares = (): number[] => {
    const rates = accounts.map(({ trials, gains }) => (trials > 0 ? gains / trials : 0));
    const total = rates.reduce((sum, rate) => sum + rate, 0);
    return accounts.map(
      ({ floor }, k) => floor + (1 - floors) * (total > 0 ? rates[k]! / total : 1 / accounts.length),
    );
  };

  /** How many of the next trials each gets. */
  const apportioned = (count: number): number[] => {
    const each = shares();
    const counts = accounts.map(() => 0);
    for (let k = 0; k < count; k++) {
      for (const [j, account] of accounts.entries()) account.due += each[j]!;
      const dues = accounts.map(({ due }) => due);
      const next = dues.indexOf(Math.max(...dues));
      accounts[next]!.due -= 1;
      counts[next]!++;
    }
    return counts;
  };

  return {
    propose(count) {
      const places: Place[] = [];
      const take = (account: (typeof accounts)[number], wanted: number) => {
        const proposed = wanted > 0 ? account.strategy.propose(wanted) : [];
        for (const place of proposed) owners.set(place, account);
        places.push(...proposed);
      };
      for (const [k, wanted] of apportioned(count).entries()) take(accounts[k]!, wanted);
      for (const account of accounts) take(account, count - places.length);
      return places;
    },
    learn(outcomes: readonly Outcome[]) {
      for (const { place, gain } of outcomes) {
        const account = owners.get(place);
        if (account === undefined) continue;
        owners.delete(place);
        account.trials = KEPT * account.trials + 1;
        account.gains = KEPT * account.gains + gain;
      }
      for (const { strategy } of accounts) strategy.learn(outcomes);
    },
  };
}
