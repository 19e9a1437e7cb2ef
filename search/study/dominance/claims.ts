import { decimalAbove } from "../../../src/numeric/decimal.js";
import { shortfallOf } from "../../../src/study/dominance/ratios.js";
import type { Standing } from "../../../src/study/dominance/standing.js";
import type { Trial } from "../../../src/study/dominance/verdicts.js";
import { rivalsText } from "../../show/text/domain.js";
import { atLeast, atMost, type Claim, published } from "../study.js";
import { byCountClaims } from "./by-count-claims.js";
import { certifiedClaims } from "./certified.js";
import type { Dissection } from "./dissect.js";
import type { DominanceOptions } from "./options.js";
import { insideDomain, metricsClaim, scenariosClaim } from "./side-claims.js";
import { splitArgument } from "./split-argument.js";

/** What is claimed of a mechanism: what it gains, and what was found against it. */
export function dominanceClaims(dissection: Dissection, options: DominanceOptions): Claim[] {
  return [
    uniformClaim(dissection),
    ...certifiedClaims(dissection.found, dissection.certified),
    ...byCountClaims(dissection),
    ownVerdict(dissection),
    otherVerdicts(dissection, options),
    playersClaim(dissection, options),
    outsideClaim(dissection, options),
    metricsClaim(dissection),
    scenariosClaim(dissection),
  ];
}

function uniformClaim({ found, inside }: Dissection): Claim {
  const [low, high] = found.ratios;
  const solved = inside.filter((at) => at.equilibria > 0);
  const holding = inside.filter((at) => at.dominates);
  const run = longestRun(inside);
  const failing = inside.find((at) => !at.dominates);
  const of = (name: "revenueMargin" | "fairnessMargin") => solved.map((at) => at[name]!);
  const counts = inside.map((at) => at.equilibria);
  const statement =
    failing === undefined
      ? `Uniform dominance on ${inside.length} ratios in [${low}, ${high}]: R/R_PAP - 1 is leastGain or more, and ` +
        "fairness is nowhere below PAP's by more than 1e-9, at every equilibrium found."
      : `No uniform dominance on [${low}, ${high}]: it holds at ${holding.length} of ${inside.length} ratios, ` +
        `${run === null ? "no two in a row" : `at most from ${short(run[0])} to ${short(run[1])} without a break`}. ` +
        `At ${short(failing.ratio)}: ${shortfallOf(failing)}. The least margins are leastGain and leastFairnessMargin.`;
  return {
    name: `${found.name}: dominance`,
    statement,
    domain: insideDomain(found, inside),
    grade: "measured",
    figures: {
      ...{ ratios: inside.length, dominating: holding.length },
      ...(solved.length === 0
        ? {}
        : {
            leastGain: atLeast(Math.min(...of("revenueMargin"))),
            leastFairnessMargin: atLeast(Math.min(...of("fairnessMargin")), 2),
            largestRegret: atMost(Math.max(...solved.map((at) => at.regret!)), 2),
          }),
      ...{ fewestEquilibria: Math.min(...counts), mostEquilibria: Math.max(...counts) },
      ...(run === null ? {} : { holdsFrom: published(run[0]), holdsTo: published(run[1]) }),
    },
  };
}

/** The longest stretch of ratios at which it dominates, from the first to the last. */
function longestRun(inside: Dissection["inside"]): readonly [number, number] | null {
  let best: readonly [number, number] | null = null;
  let start: number | null = null;
  for (const { ratio, dominates } of inside) {
    if (!dominates) {
      start = null;
      continue;
    }
    start ??= ratio;
    if (best === null || ratio / start > best[1] / best[0]) best = [start, ratio];
  }
  return best;
}

function ownVerdict({ found, trials }: Dissection): Claim {
  const own = trials.find(({ notion, rivals }) => notion === found.notion && rivals === found.rivals)!;
  const { verdict } = own;
  const { outcome, domain, grade, tolerance, largestGainShare, effort, argument } = verdict;
  const base = { name: `${found.name}: ${found.notion} notion`, domain, grade };
  const figures = { tolerance, largestGain: atMost(largestGainShare, 4) };
  if (outcome === "refuted") {
    return {
      ...{ ...base, figures },
      statement: `Not Sybil-proof at the ${found.notion} notion: ${trialText(own)}.`,
      argument: "the witness in the table of verdicts, which anyone can evaluate",
    };
  }
  if (outcome === "proved") {
    const statement = `Sybil-proof at the ${found.notion} notion, for any identities, rivals and values.`;
    return { ...base, figures, statement, argument: splitArgument(argument!, found.candidate) };
  }
  return {
    ...{ ...base, figures },
    statement:
      `Not refuted at the ${found.notion} notion: no gain above the tolerance of ${tolerance} in ` +
      `${effort!.evaluations} evaluations (${domain.identities} identities, rivals: ${rivalsText(domain.rivals!)}).`,
  };
}

/** The other notions, and more rivals than it was made for. */
function otherVerdicts({ found, trials, papCollusion }: Dissection, { search }: DominanceOptions): Claim {
  const others = trials.filter(({ notion, rivals }) => notion !== found.notion || rivals !== found.rivals);
  const count = (outcome: string) =>
    others.filter(({ notion, verdict }) => notion !== "merge" && verdict.outcome === outcome).length;
  return {
    name: `${found.name}: other notions and more rivals`,
    statement:
      `${OUTCOMES.flatMap((outcome) => outcomeText(outcome, others)).join("; ")}. Witnesses and gains are in the table of verdicts. ` +
      `Of a ${search} search, the equilibrium notion and merge at equilibria of the profiles in the tables. Merge is no part ` +
      "of Sybil-proofness; papCollusion is what a pair gains under PAP at the same profiles.",
    domain: { identities: found.identities },
    grade: "searched",
    figures: {
      refuted: count("refuted"),
      proved: count("proved"),
      notRefuted: count("not-refuted"),
      papCollusion: published(papCollusion, 4),
    },
  };
}

const OUTCOMES = ["refuted", "not-refuted", "proved"] as const;

/** What had an outcome: `refuted: split (rivals: any)`. */
function outcomeText(outcome: (typeof OUTCOMES)[number], trials: readonly Trial[]): string[] {
  const those = trials.filter(({ verdict }) => verdict.outcome === outcome);
  const names = those.map(
    ({ notion, verdict }) => `${notion} (rivals: ${rivalsText(verdict.domain.rivals!)})`,
  );
  return names.length === 0 ? [] : [`${outcome.replace("-", " ")}: ${names.join(", ")}`];
}

/** A trial's outcome in words, its witness in numbers. */
function trialText({ notion, verdict }: Trial): string {
  const { outcome, witness, identityCostShare, trend, collusion, largestGainShare } = verdict;
  const pair = collusion
    ? `, a pair gains ${short(collusion.gainShare)} of its values by choosing its bids together`
    : "";
  if (outcome !== "refuted") {
    const most = largestGainShare > 0 ? ` (largest gain ${decimalAbove(largestGainShare, 4)})` : "";
    return `${outcome}${most}${pair}`;
  }
  const { others, single, identities, gainShare, value, allocationChange, paymentChange } = witness!;
  const change = `allocation ${signed(allocationChange)}, payment ${signed(paymentChange)}`;
  const gain =
    gainShare === null ? change : `gain ${short(gainShare)} of the value ${short(value!)} (${change})`;
  const cost = identityCostShare
    ? `, most with ${trend!.best} identities, unless one costs ${decimalAbove(identityCostShare, 4)} of the value`
    : "";
  const against = `against ${others.map(short).join(", ") || "nobody"}`;
  const [from, to] = [short(single.bid), identities.map(short).join(" + ")];
  return `refuted, ${against} ${notion === "merge" ? `${to} together` : `${to} in place of ${from}`}: ${change === gain ? change : gain}${cost}${pair}`;
}

function playersClaim({ found, profiles }: Dissection, { starts }: DominanceOptions): Claim {
  const failing = profiles.filter((at) => !at.dominates);
  const solved = profiles.filter((at) => at.equilibria > 0);
  const counts = profiles.map(({ values }) => values.length);
  const statement =
    failing.length === 0
      ? `Dominates PAP at all ${profiles.length} profiles, at the worst equilibrium found.`
      : `Does not dominate PAP at ${failing.length} of ${profiles.length} profiles, at the worst equilibrium found: somebody whom ` +
        "PAP keeps in is out at `excluding` of them, and there is less revenue at `losing`. The table of profiles has each.";
  return {
    name: `${found.name}: two to five players`,
    statement,
    domain: {
      players: { from: Math.min(...counts), to: Math.max(...counts) },
      values: { profiles: profiles.length },
      equilibria: { entryGames: true, starts },
    },
    grade: "measured",
    figures: {
      ...{ profiles: profiles.length, dominating: profiles.length - failing.length },
      excluding: solved.filter((at) => at.active!.least < at.papActive).length,
      losing: solved.filter((at) => at.revenueMargin! < -LOSS).length,
      ...leastFigures(solved),
      mostEquilibria: Math.max(...profiles.map((at) => at.equilibria)),
      unstable: profiles.flatMap((at) => at.found).filter(({ stability }) => stability?.stable === false)
        .length,
    },
  };
}

/** Of revenue, relative to PAP's: what is no rounding. */
const LOSS = 1e-9;
/** Digits of what a mixture on a grid of bids comes to. */
const MIXED_DIGITS = 6;

function leastFigures(solved: readonly Standing[]): Record<string, number> {
  if (solved.length === 0) return {};
  const digits = solved.some(({ status }) => status === "mixed") ? MIXED_DIGITS : undefined;
  return {
    leastRevenueOverPap: atLeast(1 + Math.min(...solved.map((at) => at.revenueMargin!)), digits),
    leastFairnessOverPap: atLeast(1 + Math.min(...solved.map((at) => at.fairnessMargin!)), digits),
  };
}

function outsideClaim({ found, edge, outside }: Dissection, { floor }: DominanceOptions): Claim {
  const solved = outside.filter((at) => at.equilibria > 0);
  const statement =
    edge.beyond === null
      ? `Below ${found.ratios[0]} it goes on to dominate down to ${floor}, the least ratio looked at.`
      : `Below ${found.ratios[0]} it dominates down to ratio \`edge\` and no further: ${shortfallOf(edge.beyond)} there. ` +
        `Of ${outside.length} ratios down to ${floor} it dominates at ${outside.filter((at) => at.dominates).length}, has a mixed ` +
        `equilibrium at ${outside.filter((at) => at.status === "mixed").length} and none that was found at ${outside.length - solved.length}. The edge is of pure equilibria alone.`;
  return {
    name: `${found.name}: below its range`,
    statement,
    domain: {
      players: 2,
      ratios: { from: floor, to: found.ratios[0], count: outside.length },
      equilibria: "found-else-mixed",
    },
    grade: "measured",
    figures: { edge: atMost(edge.last, 6), ...leastFigures(solved), ...belowFigures(found, outside) },
  };
}

/** Revenue and fairness just below the range, at half and at a quarter of its least ratio. */
function belowFigures({ ratios: [low] }: Dissection["found"], outside: Dissection["outside"]) {
  const places = [
    ["justBelow", outside.at(-1)],
    ["half", outside.find(({ ratio }) => ratio === low / 2)],
    ["quarter", outside.find(({ ratio }) => ratio === low / 4)],
  ] as const;
  const figures = places.flatMap(([place, at]) =>
    at === undefined || at.equilibria === 0
      ? []
      : [
          [`${place}Ratio`, published(at.ratio, 4)],
          [`${place}RevenueOverPap`, published(1 + at.revenueMargin!, 4)],
          [`${place}FairnessOverPap`, published(1 + at.fairnessMargin!, 4)],
        ],
  );
  return Object.fromEntries(figures) as Record<string, number>;
}

function short(figure: number): string {
  return String(Number(figure.toPrecision(4)));
}

function signed(figure: number): string {
  return figure < 0 ? short(figure) : `+${short(figure)}`;
}
