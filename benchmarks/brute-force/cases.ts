import { solvePure } from "../../src/equilibrium/solve.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import { randomStream } from "../../src/numeric/random.js";
import { exhaustiveGain, exhaustiveSplit } from "./exhaustive.js";
import { KINDS } from "./rules.js";

/** Prints rules with the largest violation that brute force knows of: test/src/sybil/known/brute-force.json. */
const SEED = 7;
const IDENTITIES = 4;
const RIVALS = [[1], [0.7, 0.3], [0.4, 0.3, 0.3]] as const;
const VALUES = [3, 2];
/** Violations of a grid below this may be its own error; sound rules are left to the lemmas' tests. */
const CLEAR = 1e-6;
/** How many of each kind: best-response of what the outside set lacks, then the other notions. */
const WANTED = [
  ...(["own bid", "counts", "coupled"] as const).map(
    (kind) => ({ kind, notion: "best-response", count: 6 }) as const,
  ),
  ...(["tilts", "counts", "own bid"] as const).map((kind) => ({ kind, notion: "split", count: 2 }) as const),
  ...(["tilts", "coupled", "own bid"] as const).map(
    (kind) => ({ kind, notion: "equilibrium", count: 2 }) as const,
  ),
];

const random = randomStream(SEED, 1);
const cases: unknown[] = [];
for (const { kind, notion, count } of WANTED) {
  let found = 0;
  for (let attempt = 0; found < count && attempt < 60; attempt++) {
    const candidate = KINDS[kind]!(random);
    const mechanism = await buildMechanism(candidate);
    const rivals = RIVALS[attempt % RIVALS.length]!;
    const about = {
      id: `${kind}, ${notion} ${found + 1}`,
      mechanism: candidate,
      notion,
      identities: IDENTITIES,
    };
    if (notion === "equilibrium") {
      const [equilibrium] = solvePure(mechanism, VALUES).equilibria;
      const [bid, rival] = equilibrium?.bids ?? [0, 0];
      if (!(bid! > 0 && rival! > 0)) continue;
      const { gainShare } = exhaustiveGain(mechanism, [rival!], IDENTITIES, VALUES[0]);
      if (!(gainShare > CLEAR)) continue;
      cases.push({ ...about, rivals: [rival], values: VALUES, bid, gainShare });
    } else {
      const gainShare =
        notion === "split"
          ? exhaustiveSplit(mechanism, rivals, IDENTITIES)
          : exhaustiveGain(mechanism, rivals, IDENTITIES).gainShare;
      if (!(gainShare > CLEAR)) continue;
      cases.push({ ...about, rivals, gainShare });
    }
    found++;
  }
}
console.log(
  JSON.stringify({ source: "node dist/benchmarks/brute-force/cases.js: violations by brute force", cases }),
);
