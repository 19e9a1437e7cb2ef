import { parseArgs } from "node:util";
import { solvePure } from "../../src/equilibrium/solve.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import { type Comparison, compared, type Engine } from "./compare.js";
import { commandOf, gameOf } from "./game.js";

/**
 * `npm run bench:brute-force -- --games 1000 --seed 1`: random games, each solved by the engine and by brute force
 * that shares no code with it. Prints the wrong and the missed equilibria by kind of rule and by number of players,
 * and the first games of each as commands.
 */
const { values: options } = parseArgs({
  options: {
    games: { type: "string", default: "1000" },
    seed: { type: "string", default: "1" },
    /** Number of the first game, to play one again: --from 417 --games 1. */
    from: { type: "string", default: "0" },
    /** How many wrong and missed ones are printed. */
    shown: { type: "string", default: "10" },
  },
});
const games = whole("games");
const seed = whole("seed");
const from = whole("from");
const most = whole("shown");

const engine: Engine = async ({ rule, values }) => solvePure(await buildMechanism(rule.candidate), values);

interface Count {
  games: number;
  listed: number;
  "wrong: gain": number;
  "wrong: loses by it": number;
  found: number;
  missed: number;
  "no answer": number;
  "engine ms": number;
  "brute force ms": number;
}

const NOTHING: Count = {
  ...{ games: 0, listed: 0, "wrong: gain": 0, "wrong: loses by it": 0, found: 0, missed: 0 },
  ...{ "no answer": 0, "engine ms": 0, "brute force ms": 0 },
};
const byKind = new Map<string, Count>();
const byPlayers = new Map<string, Count>();
const wrong: string[] = [];
const missed: string[] = [];

for (let number = from; number < from + games; number++) {
  const game = gameOf(seed, number);
  const comparison = await compared(game, engine, seed + number);
  count(byKind, game.kind, comparison);
  count(byPlayers, `${game.values.length} players`, comparison);
  for (const { bids, fault } of comparison.wrong) {
    const { player, bid, gainShare, kind } = fault;
    const what =
      kind === "gain"
        ? `player ${player + 1} gains ${gainShare.toExponential(1)} of its value by ${bid}`
        : `player ${player + 1} earns ${(-gainShare).toExponential(1)} of its value by its bid`;
    wrong.push(`${number} ${game.kind}, ${kind}: ${what}, at ${shown(bids)}\n  ${commandOf(game)}`);
  }
  for (const bids of comparison.missed) {
    missed.push(
      `${number} ${game.kind}: ${shown(bids)} not listed (${comparison.status})\n  ${commandOf(game)}`,
    );
  }
}

console.table(rounded(byKind));
console.table(rounded(byPlayers));
console.log(`wrong: ${wrong.length}`);
for (const each of wrong.slice(0, most)) console.log(each);
console.log(`missed: ${missed.length}`);
for (const each of missed.slice(0, most)) console.log(each);

function whole(name: keyof typeof options): number {
  const number = Number(options[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name}: ${options[name]} is not a whole number from 0 up`);
}

function shown(bids: readonly number[]): string {
  return `(${bids.map((bid) => Number(bid.toPrecision(6))).join(", ")})`;
}

function count(counts: Map<string, Count>, key: string, comparison: Comparison): void {
  const before = counts.get(key) ?? NOTHING;
  const faults = (kind: string) => comparison.wrong.filter(({ fault }) => fault.kind === kind).length;
  counts.set(key, {
    games: before.games + 1,
    listed: before.listed + comparison.listed,
    "wrong: gain": before["wrong: gain"] + faults("gain"),
    "wrong: loses by it": before["wrong: loses by it"] + faults("loses by it"),
    found: before.found + comparison.found,
    missed: before.missed + comparison.missed.length,
    "no answer": before["no answer"] + Number(comparison.unanswered),
    "engine ms": before["engine ms"] + comparison.engineMs,
    "brute force ms": before["brute force ms"] + comparison.forceMs,
  });
}

/** Counts with times for each game. */
function rounded(counts: Map<string, Count>): Record<string, Count> {
  const each = [...counts].sort(([a], [b]) => a.localeCompare(b));
  return Object.fromEntries(
    each.map(([key, { "engine ms": engineMs, "brute force ms": forceMs, ...rest }]) => [
      key,
      {
        ...rest,
        "engine ms": Math.round(engineMs / rest.games),
        "brute force ms": Math.round(forceMs / rest.games),
      },
    ]),
  );
}
