import { buildMechanism } from "../src/mechanism/build.js";
import { parseMechanismText } from "../src/mechanism/notation.js";
import { DEFAULT_SEARCH } from "../src/sybil/options.js";
import { search } from "../src/sybil/search.js";

/**
 * The full searches over mechanisms that a lemma proves, with the lemmas left aside: every gain that they claim
 * is a false alarm. Prints how many there were, the largest gain seen, and how long a search takes.
 *
 *     npm run bench:false-alarms [-- RUNS]
 */

/** Proved under split, so under best-response too. */
const SPLIT_PROOF = [
  ...["pap", "tullock:alpha=1.0001", "tullock:alpha=1.2", "tullock:alpha=2", "tullock:alpha=64"],
  ...[
    "pap-fee:fee=0.1,endogenousFee=0",
    "pap-fee:fee=0,endogenousFee=0.1",
    "pap-fee:fee=0.1,endogenousFee=0.2",
  ],
  ...["all-pay-auction", "power-payment:gamma=0.9"],
];
/** Proved under best-response alone. */
const BEST_RESPONSE_PROOF = ["wta", "second-price"];

const runs = Number(process.argv[2] ?? 1000);
const cases = [
  ...SPLIT_PROOF.flatMap((text) => [
    { text, notion: "split" as const },
    { text, notion: "best-response" as const },
  ]),
  ...BEST_RESPONSE_PROOF.map((text) => ({ text, notion: "best-response" as const })),
];

let alarms = 0;
let largest = 0;
let outcomes = 0;
const started = performance.now();
for (let run = 0; run < runs; run++) {
  const { text, notion } = cases[run % cases.length]!;
  const mechanism = await buildMechanism(parseMechanismText(text, "benchmark"));
  const seed = 1 + Math.floor(run / cases.length);
  const found = search(mechanism, notion, { ...DEFAULT_SEARCH, seed }, []);
  largest = Math.max(largest, found.largest);
  outcomes += found.tally.evaluations;
  if (!(found.largest > DEFAULT_SEARCH.tolerance)) continue;
  alarms++;
  console.log(`false alarm: ${text} ${notion} seed ${seed}: ${found.largest}`, found.witness);
}
const seconds = (performance.now() - started) / 1000;
console.log(
  `${runs} searches of ${cases.length} cases: ${alarms} false alarms, largest gain ${largest.toExponential(1)}; ` +
    `${(seconds / runs).toFixed(2)} s and ${(outcomes / runs / 1e6).toFixed(2)} million outcomes a search`,
);
if (alarms > 0) process.exitCode = 1;
