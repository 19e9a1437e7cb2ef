import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { countFeeEquilibria, gainOf, limitFees } from "../../../src/study/any-number/fees.js";
import { feesCharged, floorRule } from "../../../src/study/any-number/floor-games.js";
import type { CheckedClaim } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf } from "../study.js";
import { guardsOf } from "./guards.js";
import type { AnyNumberOptions } from "./options.js";

/** What published digits, and fees 1e-4 below the formula's, may shift a figure by, relative to it. */
const [DIGITS, SPARE] = [1e-6, 1.01e-4];
/** The closed form tries every set of players. */
const MOST_SETS = 12;
/** Bids of a grid on which the examples' players deviate. */
const GRID = 5000;
/** Rules that guards draw again with another seed. */
const AGAIN = { rules: 60, contests: 600 } as const;

type Row = Record<string, Cell>;

/**
 * Holds the fees to the formula, solved profiles to every set of players tried by the closed form, the examples to deviations
 * on a grid played by the rule, and the theorems to random cases of another seed.
 */
export async function recheckAnyNumber(content: Content, options: AnyNumberOptions): Promise<CheckedClaim[]> {
  const guards = await guardsOf({
    ...{ rules: Math.min(options.rules, AGAIN.rules), contests: Math.min(options.contests, AGAIN.contests) },
    ...{ smallRatio: options.smallRatio, seed: options.seed + 1 },
  });
  const profiles = recordsOf(content, "profiles");
  const plain = profiles.filter(
    ({ profile, players }) => /^[\d. ]+$/.test(String(profile)) && Number(players) <= MOST_SETS,
  );
  return [
    judged("fees by the formula", recordsOf(content, "fees").map(feeFault)),
    judged("examples by deviations on a grid", await exampleFaults(recordsOf(content, "examples"))),
    judged("profiles by the closed form", await Promise.all(plain.map(profileFault))),
    judged(
      "every drawn profile is as claimed",
      recordsOf(content, "draws").map(({ leastShare, players, profiles: drawn, asClaimed, leastMargin }) =>
        faultUnless(
          drawn === asClaimed && Number(leastMargin) > 0,
          `q ${leastShare}, ${players} players: ${asClaimed} of ${drawn}, least margin ${leastMargin}`,
        ),
      ),
    ),
    judged("guards hold, and hold with another seed", [
      ...recordsOf(content, "guards")
        .filter(({ proved }) => proved === "yes")
        .map(({ theorem, leastSlack }) =>
          faultUnless(Number(leastSlack) >= 0, `${theorem}: a slack of ${leastSlack} in the file`),
        ),
      ...guards
        .filter(({ proved }) => proved)
        .map(({ theorem, slack }) =>
          faultUnless(slack.least >= 0 && slack.cases > 0, `${theorem}: ${slack.least} at ${slack.where}`),
        ),
    ]),
  ];
}

function feeFault({ leastShare, players, gain, limit }: Row) {
  const [q, n] = [Number(leastShare), Number(players)];
  const stated = gainOf(limitFees(q, n).at(-1)!, n);
  const holds =
    Math.abs(Number(limit) / stated - 1) <= DIGITS &&
    Number(gain) <= stated &&
    Number(gain) >= stated * (1 - SPARE * n) &&
    Number(gain) > 0;
  return faultUnless(holds, `q ${q}, ${n} players: the formula gains ${stated}`);
}

function numbersOf(cell: Cell | undefined): number[] {
  return String(cell).split(" ").map(Number);
}

/** Nobody gains by a bid of a grid, by staying out, or by entering; R is what all pay. */
async function exampleFaults(rows: readonly Row[]) {
  return Promise.all(
    rows.map(async (row) => {
      const mechanism = await buildMechanism(floorRule(Number(row.leastShare)));
      const [values, bids] = [numbersOf(row.values), Float64Array.from(numbersOf(row.bids))];
      const [x, p] = [new Float64Array(values.length), new Float64Array(values.length)];
      const utilityOf = (i: number, bid: number) => {
        const played = Float64Array.from(bids);
        played[i] = bid;
        mechanism.outcome(played, x, p);
        return values[i]! * x[i]! - p[i]!;
      };
      const gains = values.map((value, i) => {
        const own = utilityOf(i, bids[i]!);
        let best = 0;
        for (let k = 1; k <= GRID; k++) best = Math.max(best, utilityOf(i, (value * k) / GRID));
        return (best - own) / value;
      });
      mechanism.outcome(bids, x, p);
      const over = p.reduce((sum, each) => sum + each, 0) / papBenchmark(values).total;
      const holds = Math.max(...gains) <= DIGITS && Math.abs(over - Number(row.revenueOverPap)) <= DIGITS;
      return faultUnless(
        holds,
        `values ${row.values}, q ${row.leastShare}: a gain of ${Math.max(...gains)}, R/R_PAP ${over}`,
      );
    }),
  );
}

/** As many equilibria, and as much revenue at the worst, twins among equal values counted once. */
async function profileFault(row: Row) {
  const [values, q] = [numbersOf(row.profile), Number(row.leastShare)];
  const fees = await feesCharged(floorRule(q), values.length + 1);
  const sets = countFeeEquilibria(values, fees);
  const distinct = new Set(sets.map(({ members }) => members.map((i) => values[i]).join(" ")));
  if (row.status !== "pure") {
    return faultUnless(sets.length === 0, `${row.profile}, q ${q}: ${sets.length} pure equilibria`);
  }
  const least = Math.min(...sets.map(({ revenue }) => revenue)) / papBenchmark(values).total;
  return faultUnless(
    distinct.size === row.equilibria && Math.abs(least - Number(row.leastRevenueOverPap)) <= DIGITS,
    `${row.profile}, q ${q}: ${distinct.size} equilibria, the least R/R_PAP ${least}`,
  );
}
