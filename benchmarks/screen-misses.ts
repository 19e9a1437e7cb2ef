import { buildMechanism } from "../src/mechanism/build.js";
import { randomStream } from "../src/numeric/random.js";
import { DEFAULT_SCREEN, DEFAULT_SEARCH } from "../src/sybil/options.js";
import { screen } from "../src/sybil/screen.js";
import { search } from "../src/sybil/search.js";
import { KINDS } from "./brute-force/rules.js";

/** `npm run bench:screen-misses`: gains that the full search finds and the screen does not, over random tilts of PAP. */
const RULES = Number(process.argv[2] ?? 1000);
const SEED = Number(process.argv[3] ?? 20240608);
/** Gains below this share of the value may be missed by a screen. */
const CLEAR = 1e-5;

const random = randomStream(SEED, 2);
let [violators, missed, understated, milliseconds] = [0, 0, 0, 0];
for (let k = 0; k < RULES; k++) {
  const mechanism = await buildMechanism(KINDS.tilts!(random));
  const start = process.cpuUsage();
  const verdict = screen(mechanism, "best-response", DEFAULT_SCREEN);
  const { user, system } = process.cpuUsage(start);
  milliseconds += (user + system) / 1000;
  const { largest } = search(mechanism, "best-response", DEFAULT_SEARCH, []);
  if (!(largest > CLEAR)) continue;
  violators++;
  if (verdict.outcome === "not-refuted") {
    missed++;
    console.log(JSON.stringify({ largest, screen: verdict.largestGainShare, ...mechanism.candidate }));
  } else if (verdict.outcome === "refuted" && verdict.largestGainShare < largest / 2) understated++;
}
console.table({
  "share-tilt": {
    rules: RULES,
    violators,
    missed,
    "less than half shown": understated,
    "CPU ms a screen": milliseconds / RULES,
  },
});
