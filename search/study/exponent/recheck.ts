import { solve } from "../../../src/equilibrium/solve.js";
import { PURE_REGRET } from "../../../src/equilibrium/tolerance.js";
import { buildMechanism } from "../../../src/mechanism/build.js";
import { brentMaximise } from "../../../src/numeric/maximise.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { tullockPlays } from "../../../src/study/exponent/many-players.js";
import { DEFAULT_SEARCH } from "../../../src/sybil/options.js";
import type { Notion } from "../../../src/sybil/verdict.js";
import { verify } from "../../../src/sybil/verify.js";
import type { CheckedClaim } from "../../front/check/claim.js";
import { faultUnless, judged } from "../../front/check/claim.js";
import { type Cell, type Content, recordsOf, type Tools } from "../study.js";
import type { ExponentOptions } from "./content.js";

/** What solved games may differ by from closed forms, relative to PAP: an optimum is flat, a border is not. */
const SOLVED = 2e-6;
/** The same where both players mix on a grid of bids. */
const MIXED = 1e-4;
/** The same at an interior optimum of many players, published to six digits. */
const SHORT = 2e-5;
/** Optima are judged this much below, so that digits left out do not lead across a border. */
const INSIDE = 1e-7;
const SCAN = 24;

type Row = Record<string, Cell>;

/**
 * Holds the optima to equilibria that the solver finds and the certifier judges: what is claimed at each optimum, and
 * that neither a scan of exponents nor a maximiser finds more revenue. Verdicts are found again with another seed.
 */
export async function recheckExponent(
  content: Content,
  { seed }: ExponentOptions,
  { solveProgramme }: Tools,
): Promise<CheckedClaim[]> {
  const pairs = recordsOf(content, "two-players");
  const frontier = recordsOf(content, "frontier").filter((row) => row.regime !== "all-pay");
  const many = recordsOf(content, "many-players");
  const again: CheckedClaim[] = [
    judged(
      "solved anew: revenue and fairness at each two-player optimum",
      pairs.flatMap((row) =>
        solvedAt(Number(row.alpha) - INSIDE, [1, Number(row.ratio)], row, `ratio ${row.ratio}`),
      ),
    ),
    judged("solved anew: no exponent earns more at any ratio", pairs.flatMap(notBeaten)),
    judged(
      "solved anew: the frontier's pure and semi-mixed points",
      frontier.flatMap((row) =>
        solvedAt(Number(row.alpha), [1, Number(row.ratio)], row, `ratio ${row.ratio}, alpha ${row.alpha}`),
      ),
    ),
    judged(
      "solved anew: many players at their optimum",
      many.flatMap((row) => solvedAt(Number(row.alpha) - INSIDE, valuesOf(row), row, `values ${row.values}`)),
    ),
    judged("solved anew: no exponent earns more with everybody active", many.flatMap(notBeatenByMany)),
  ];
  const sharp = recordsOf(content, "frontier").find((row) => row.regime === "all-pay");
  if (sharp !== undefined) {
    again.push(
      judged("solved anew: the least exponent of the frontier at which both mix", [
        await mixedFault(sharp, solveProgramme),
      ]),
    );
  }
  again.push(judged("verdicts found again with another seed", await verdictFaults(content, seed + 1)));
  return again;
}

/** Both players mixing over many bids, by double oracle: no closed form takes part. */
async function mixedFault(row: Row, solveProgramme: Tools["solveProgramme"]) {
  const { alpha, ratio, revenueOverPap } = row;
  const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: Number(alpha) } });
  const values = [1, Number(ratio)];
  const [mixed] = solve(mechanism, values, { solveProgramme }).equilibria;
  const solved = (mixed?.payments ?? []).reduce((sum, p) => sum + p, 0) / papBenchmark(values).total;
  return faultUnless(
    Math.abs(solved - Number(revenueOverPap)) < MIXED,
    `ratio ${ratio}, alpha ${alpha}: revenueOverPap is ${revenueOverPap} in the file and ${solved} solved anew`,
  );
}

function valuesOf(row: Row): number[] {
  return String(row.values).split(" ").map(Number);
}

/** The faults of a row against the equilibrium with everybody taking part. */
function solvedAt(alpha: number, values: readonly number[], row: Row, where: string) {
  const plays = tullockPlays(alpha, values);
  const play = plays.find(({ active }) => active === values.length);
  if (play === undefined) return [`${where}: no equilibrium with everybody active`];
  const room = row.players !== undefined && row.at === "interior" ? SHORT : SOLVED;
  const near = (name: string, solved: number) =>
    faultUnless(
      Math.abs(Number(row[name]) - solved) <= room * Math.max(1, solved),
      `${where}: ${name} is ${row[name]} in the file and ${solved} solved anew`,
    );
  return [
    near("revenueOverPap", play.revenueOverPap),
    near("fairnessOverPap", play.fairnessOverPap),
    faultUnless(play.regret <= PURE_REGRET, `${where}: regret ${play.regret}`),
  ];
}

function notBeaten(row: Row) {
  const values = [1, Number(row.ratio)];
  const revenueAt = (alpha: number) =>
    Math.max(0, ...tullockPlays(alpha, values).map(({ revenueOverPap }) => revenueOverPap));
  const found = brentMaximise({ at: revenueAt }, 0.05, 2, 40).value;
  const scanned = Array.from({ length: SCAN }, (_, k) => revenueAt((2 * (k + 1)) / SCAN));
  return [beaten(Math.max(found, ...scanned), row, `ratio ${row.ratio}`)];
}

function notBeatenByMany(row: Row) {
  const values = valuesOf(row);
  const scanned = Array.from({ length: SCAN }, (_, k) =>
    tullockPlays((2 * (k + 1)) / SCAN, values)
      .filter(({ active }) => active === values.length)
      .map(({ revenueOverPap }) => revenueOverPap),
  );
  return [beaten(Math.max(...scanned.flat()), row, `values ${row.values}`)];
}

function beaten(found: number, row: Row, where: string) {
  const stated = Number(row.revenueOverPap);
  return faultUnless(
    found <= stated * (1 + SOLVED),
    `${where}: an exponent earns ${found} R_PAP, more than ${stated}`,
  );
}

async function verdictFaults(content: Content, seed: number) {
  const faults = [];
  for (const row of recordsOf(content, "sybil")) {
    const mechanism = await buildMechanism({ family: "tullock", parameters: { alpha: Number(row.alpha) } });
    const [verdict] = await verify(mechanism, [row.notion as Notion], { ...DEFAULT_SEARCH, seed });
    faults.push(
      faultUnless(
        verdict!.outcome === row.outcome,
        `alpha ${row.alpha}, ${row.notion}: ${row.outcome} in the file and ${verdict!.outcome} found again`,
      ),
    );
  }
  return faults;
}
