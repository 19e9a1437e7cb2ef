import { buildMechanism } from "../../src/mechanism/build.js";
import { randomStream } from "../../src/numeric/random.js";
import { DEFAULT_SEARCH } from "../../src/sybil/options.js";
import { verify } from "../../src/sybil/verify.js";
import { exhaustiveGain, gainOf } from "./exhaustive.js";
import { KINDS } from "./rules.js";

/** Random rules, evenly of all kinds; fewer, and others, by `npm run bench:brute-force-verdicts -- 60 7`. */
const [RULES, SEED] = [Number(process.argv[2] ?? 300), Number(process.argv[3] ?? 20240608)];
const IDENTITIES = 4;
const RIVALS = [[1], [0.5, 0.5], [0.7, 0.3], [0.4, 0.3, 0.3]] as const;
/** Gains below this are not held against the verifier: the grids' own error. */
const CLEAR = 1e-6;
/** A verdict that shows less than this part of the gain of brute force understates it. */
const PART = 0.99;

/** `npm run bench:brute-force-verdicts`: the verifier's misses and false alarms, by kinds of rules. */
interface Count {
  rules: number;
  violators: number;
  missed: number;
  understated: number;
  alarms: number;
  milliseconds: number;
}

const random = randomStream(SEED, 1);
const counts = new Map<string, Count>();
const kinds = Object.entries(KINDS);
for (let k = 0; k < RULES; k++) {
  const [kind, make] = kinds[k % kinds.length]!;
  const mechanism = await buildMechanism(make(random));
  const rivals = RIVALS[Math.floor(random() * RIVALS.length)]!;
  const count = counts.get(kind) ?? {
    rules: 0,
    violators: 0,
    missed: 0,
    understated: 0,
    alarms: 0,
    milliseconds: 0,
  };
  counts.set(kind, count);
  const start = process.cpuUsage();
  const options = { ...DEFAULT_SEARCH, identities: IDENTITIES, against: [rivals] };
  const [verdict] = await verify(mechanism, ["best-response"], options);
  const { user, system } = process.cpuUsage(start);
  const { bids, value, gainShare } = exhaustiveGain(mechanism, rivals, IDENTITIES);
  const { outcome, witness, largestGainShare } = verdict!;
  const violates = gainShare > CLEAR;
  const shown =
    outcome === "refuted" ? gainOf(mechanism, witness!.others, witness!.identities, witness!.value!) : 0;
  const missed = violates && outcome !== "refuted";
  const understated = violates && !missed && largestGainShare < PART * gainShare;
  const alarm = outcome === "refuted" && !(shown > 0);
  count.rules++;
  count.violators += Number(violates);
  count.missed += Number(missed);
  count.understated += Number(understated);
  count.alarms += Number(alarm);
  count.milliseconds += (user + system) / 1000;
  if (!missed && !understated && !alarm) continue;
  const what = missed ? "missed" : understated ? "understated" : "false alarm";
  const figures = { kind, what, gainShare, largestGainShare, shown, rivals, bids, value };
  console.log(JSON.stringify({ ...figures, mechanism: mechanism.candidate }));
}
console.table(
  Object.fromEntries(
    [...counts].map(([kind, { milliseconds, ...count }]) => [
      kind,
      { ...count, "CPU ms a verdict": Math.round(milliseconds / count.rules) },
    ]),
  ),
);
