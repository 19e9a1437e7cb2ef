import { buildMechanism } from "../../../src/mechanism/build.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { entryEquilibria } from "../../../src/study/dominance/entry-games.js";
import type { CheckedClaim } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf } from "../study.js";
import type { AtlasOptions } from "./options.js";

/** What published digits and another solver may shift a gain by, and starts of best responses. */
const [CLOSE, STARTS] = [1e-6, 3];
/** Entry games try every set of players. */
const MOST_SETS = 8;

/** Holds each cell's least gain to entry games at its worst profile, and its ceiling to the gain. */
export async function recheckAtlas(content: Content, { rules, seed }: AtlasOptions): Promise<CheckedClaim[]> {
  const cells = recordsOf(content, "cells").filter(({ gain }) => gain !== null);
  const faults = [];
  const known = new Map<string, number>();
  for (const cell of cells) {
    const values = String(cell.worst).split(" ").map(Number);
    if (values.length > MOST_SETS) continue;
    const key = `${cell.rule}: ${cell.worst}`;
    if (!known.has(key)) {
      const rule = rules.find(({ name }) => name === cell.rule);
      known.set(key, rule === undefined ? Number.NaN : await gainByEntryGames(rule.candidate, values, seed));
    }
    const gain = known.get(key)!;
    faults.push(
      faultUnless(
        Math.abs(gain - Number(cell.gain)) <= CLOSE,
        `${cellName(cell)}: ${cell.rule} gains ${gain} at ${cell.worst}`,
      ),
    );
  }
  return [
    judged("each cell's least gain by entry games", faults),
    judged(
      "no gain exceeds its ceiling",
      cells.map((cell) =>
        faultUnless(
          cell.ceiling === null || Number(cell.gain) <= Number(cell.ceiling) * (1 + CLOSE),
          `${cellName(cell)}: a gain of ${cell.gain} above ${cell.ceiling}`,
        ),
      ),
    ),
  ];
}

function cellName({ domain, notion, kind }: Record<string, Cell>): string {
  return `${domain}, ${notion}, ${kind}`;
}

async function gainByEntryGames(
  candidate: AtlasOptions["rules"][number]["candidate"],
  values: readonly number[],
  seed: number,
): Promise<number> {
  const mechanism = await buildMechanism(candidate);
  const revenues = entryEquilibria(mechanism, values, { starts: STARTS, seed })
    .filter(({ dominated }) => !dominated)
    .map(({ payments }) => payments.reduce((sum, payment) => sum + payment, 0));
  return Math.min(...revenues) / papBenchmark(values).total - 1;
}
