import type { Equilibrium } from "../../equilibrium/solution.js";
import { solvePure } from "../../equilibrium/solve.js";
import { buildMechanism } from "../../mechanism/build.js";
import type { Candidate, Mechanism } from "../../mechanism/mechanism.js";
import { type RandomStream, randomStream } from "../../numeric/random.js";
import { caseText, type Slack, Slacks } from "./slack.js";
import { starCandidate } from "./star-rules.js";

/** Slacks of the theorems on star-shaped rules at solved equilibria. */
export interface StarSlacks {
  /** (R - sum v_i x_i (1 - x_i)) / R. */
  readonly floor: Slack;
  /** (v_k - R) / R, k of the smallest share. */
  readonly ceiling: Slack;
  /** (entrant's price per share - R) / R where its share is above one incumbent's at most. */
  readonly entry: Slack;
  /** The same wherever its share lies: not proved. */
  readonly entryBeyond: Slack;
}

const SHARES = 400;
/** What rounding may leave of a rise or a fall of f(q) / q and c(q) / q. */
const ROUNDING = 1e-12;
/** Shares of an entrant in all bids, small ones close together. */
const ENTRANTS = Array.from({ length: 60 }, (_, k) => 0.95 * ((k + 1) / 60) ** 2);

/** Random star-shaped rules, each solved at two, three and four random players. */
export async function starGuards({
  rules,
  seed,
}: {
  readonly rules: number;
  readonly seed: number;
}): Promise<StarSlacks> {
  const [floor, ceiling, entry, entryBeyond] = [new Slacks(), new Slacks(), new Slacks(), new Slacks()];
  let taken = 0;
  for (let k = 0; k < rules; k++) {
    const random = randomStream(seed, k);
    const candidate = starCandidate(random, k);
    const mechanism = await buildMechanism(candidate);
    if (!isStarShaped(mechanism)) continue;
    taken++;
    for (const players of [2, 3, 4]) {
      const values = drawnValues(random, players);
      for (const equilibrium of solvePure(mechanism, values).equilibria) {
        const members = membersOf(equilibrium, values);
        if (members.length < 2) continue;
        const where = () => caseText(ruleText(candidate), values);
        floor.add(floorSlack(members), where);
        ceiling.add(ceilingSlack(members), where);
        for (const share of ENTRANTS) {
          const { slack, isProved } = entrySlack(mechanism, members, share);
          (isProved ? entry : entryBeyond).add(slack, where);
        }
      }
    }
  }
  return {
    floor: floor.of(taken),
    ceiling: ceiling.of(taken),
    entry: entry.of(taken),
    entryBeyond: entryBeyond.of(taken),
  };
}

/** A player with a positive bid. */
interface Member {
  readonly value: number;
  /** b / B. */
  readonly bidShare: number;
  readonly allocation: number;
  readonly payment: number;
}

function membersOf({ bids, allocations, payments }: Equilibrium, values: readonly number[]): Member[] {
  const total = bids.reduce((sum, bid) => sum + bid, 0);
  return bids.flatMap((bid, i) =>
    bid > 0
      ? [{ value: values[i]!, bidShare: bid / total, allocation: allocations[i]!, payment: payments[i]! }]
      : [],
  );
}

function revenueOf(members: readonly Member[]): number {
  return members.reduce((sum, { payment }) => sum + payment, 0);
}

function floorSlack(members: readonly Member[]): number {
  const bound = members.reduce(
    (sum, { value, allocation }) => sum + value * allocation * (1 - allocation),
    0,
  );
  return 1 - bound / revenueOf(members);
}

function ceilingSlack(members: readonly Member[]): number {
  const smallest = members.reduce((least, each) => (each.bidShare < least.bidShare ? each : least));
  return smallest.value / revenueOf(members) - 1;
}

/** An entrant whose bid is `share` of all bids then: its price per share of the good, against the revenue before. */
function entrySlack(
  mechanism: Mechanism,
  members: readonly Member[],
  share: number,
): { readonly slack: number; readonly isProved: boolean } {
  // Bids in a unit in which they are shares: that before entry is 1, then 1 / (1 - share).
  const { weightAt, priceAt } = curvesOf(mechanism);
  const scale = revenueOf(members) / members.reduce((sum, { bidShare }) => sum + priceAt(bidShare), 0);
  const after = members.map(({ bidShare }) => bidShare * (1 - share));
  const weight = weightAt(share);
  const allocation = weight / after.reduce((sum, each) => sum + weightAt(each), weight);
  const payment = (scale * priceAt(share)) / (1 - share);
  const smaller = after.filter((each) => each < share);
  const fallsNowhere = smaller.every((each) => priceAt(each) <= priceAt(share));
  const isProved = smaller.length === 0 || (smaller.length === 1 && fallsNowhere);
  return { slack: payment / allocation / revenueOf(members) - 1, isProved };
}

/** f and c of a rule of shares, by its seat at a sum of bids of 1. */
function curvesOf({ seat }: Mechanism) {
  const { weight, price } = seat!;
  return {
    weightAt: (share: number) => weight(share, 1 - share, 2),
    priceAt: (share: number) => price(share, 1 - share, 2, share),
  };
}

/** Whether f(q) / q nowhere falls and c(q) / q nowhere rises, on a grid of shares. */
function isStarShaped(mechanism: Mechanism): boolean {
  const { weightAt, priceAt } = curvesOf(mechanism);
  for (let k = 1; k < SHARES; k++) {
    const [before, share] = [(k - 0.5) / SHARES, (k + 0.5) / SHARES];
    if (weightAt(share) / share < (weightAt(before) / before) * (1 - ROUNDING)) return false;
    if (priceAt(share) / share > (priceAt(before) / before) * (1 + ROUNDING)) return false;
  }
  return true;
}

/** Values up to 1; with more players nearer to each other, so that more of them are in. */
function drawnValues(random: RandomStream, players: number): number[] {
  const least = [0.15, 0.4, 0.6][players - 2]!;
  return [1, ...Array.from({ length: players - 1 }, () => least + (1 - least) * random())];
}

/** A rule's family and parameters in few digits. */
export function ruleText({ family, parameters }: Candidate): string {
  const numbers = Object.entries(parameters ?? {}).map(
    ([name, value]) => `${name} ${Number(Number(value).toPrecision(4))}`,
  );
  return `${family}: ${numbers.join(", ")}`;
}
