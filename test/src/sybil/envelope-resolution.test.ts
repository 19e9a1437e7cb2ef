import { expect, it } from "vitest";
import { buildMechanism } from "../../../src/mechanism/build.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { randomStream } from "../../../src/numeric/random.js";
import { bestResponseAim, splitAim } from "../../../src/sybil/envelope/aim.js";
import { Envelope } from "../../../src/sybil/envelope/envelope.js";
import { nodesFor } from "../../../src/sybil/envelope/nodes.js";
import { COARSE, Prepared } from "../../../src/sybil/envelope/prepare.js";
import { Table } from "../../../src/sybil/envelope/table.js";
import { gridTops } from "../../../src/sybil/envelope/tops.js";

const IDENTITIES = 16;
const VALUE_RATIO = 1000;
const OTHERS = Float64Array.of(1);
/** Gains below this share of the value may be missed by a screen. */
const CLEAR = 1e-5;

/** Curves as sharp as those of the rules that coarse envelopes missed gains of. */
function sharpTilt(seed: number): Candidate {
  const random = randomStream(seed, 1);
  const names = ["z", "e"].flatMap((row) => Array.from({ length: 12 }, (_, k) => `${row}${k + 1}`));
  const parameters = Object.fromEntries(names.map((name) => [name, random() - 0.5]));
  return { family: "share-tilt", parameters: { knots: 12, ...parameters } };
}

async function prepared(candidate: Candidate) {
  const { seat } = await buildMechanism(candidate);
  return { coarse: new Prepared(seat!, IDENTITIES, COARSE), table: new Table(seat!, OTHERS) };
}

function envelopeOf({ coarse, table }: { coarse: Prepared; table: Table }): Envelope {
  return new Envelope(table, nodesFor(coarse, table, Array.from(OTHERS), VALUE_RATIO), 1 / VALUE_RATIO);
}

it("the envelope of a screen, read quickly, is nearer to the rule than the gains that it may miss", async () => {
  for (let seed = 1; seed <= 20; seed++) {
    const at = await prepared(sharpTilt(seed));
    const envelope = envelopeOf(at);
    let worst = 0;
    for (let log = -8; log <= 4; log += 0.01) {
      at.table.single(Math.exp(log));
      const { payment } = at.table;
      worst = Math.max(worst, Math.abs(envelope.at(payment) - envelope.exactly(payment)));
    }
    expect(worst, `seed ${seed}`).toBeLessThan(CLEAR);
  }
});

it("tops have one small identity or several, as many as are allowed", async () => {
  const at = await prepared({ family: "share-tilt", parameters: { knots: 4, z2: 0.02, e2: 0.02 } });
  const { roughly } = bestResponseAim(envelopeOf(at));
  const small = (most: number) => new Set(gridTops(at.table, roughly, most).map(({ counts }) => counts[1]));
  expect(small(IDENTITIES)).toEqual(new Set([1, 3, 9]));
  expect(small(3)).toEqual(new Set([1]));
});

it("where no division changes anything nothing is a top", async () => {
  const { coarse, table } = await prepared({ family: "pap" });
  const aim = splitAim(table, coarse.beside(1).undivided(table));
  expect(gridTops(table, aim.roughly, IDENTITIES)).toEqual([]);
});
