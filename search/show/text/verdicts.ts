import { gradeName } from "../../../src/claim/grade.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { mechanismText } from "../../../src/mechanism/notation.js";
import type { Notion, Verdict, Witness } from "../../../src/sybil/verdict.js";
import { terminalWidth, wrapped } from "./columns.js";
import { domainText } from "./domain.js";
import { figure, figures, mostFigure, shortened } from "./format.js";
import { glossary } from "./glossary.js";
import { table } from "./table.js";

/** Verdicts for people: a table, and below it what stands behind each of them. */
export function verdictsText(candidate: Candidate, verdicts: readonly Verdict[]): string {
  const rows = verdicts.map((verdict) => [
    verdict.notion,
    verdict.outcome,
    gradeName(verdict.grade),
    mostFigure(verdict.largestGainShare, 3),
  ]);
  return [
    mechanismText(candidate),
    "",
    table(["notion", "outcome", "grade", "largest violation"], rows, {
      align: ["left", "left", "left", "right"],
    }),
    ...glossary(verdicts.map(({ grade }) => grade)).map((line) => wrapped(line, terminalWidth())),
    ...verdicts.flatMap((verdict) => ["", detailText(candidate, verdict)]),
  ].join("\n");
}

function detailText(candidate: Candidate, verdict: Verdict): string {
  const { notion, outcome, argument, effort, bound, witness } = verdict;
  const lines = [`${notion}: ${outcome}`, ...inLines(`domain: ${domainText(verdict.domain)}`)];
  if (argument) lines.push(...inLines(`because: ${argument}`));
  if (effort) {
    const rounds = effort.rounds ? ` in ${effort.rounds} rounds` : "";
    lines.push(
      `effort: ${effort.evaluations} outcomes${rounds}, seed ${effort.seed}; no counterexample found; not a proof`,
    );
    if (effort.grid) {
      const { matches, totals, steps, nodes, specialSizes, exactParts } = effort.grid;
      lines.push(
        `grid: ${matches} sets of rivals; ${totals} totals in two sizes, ${steps} in any; ${nodes} single bids; ` +
          `${specialSizes} sizes of kinks and jumps` +
          (exactParts === undefined ? "" : `; above ${exactParts} identities two sizes alone`),
      );
    }
    if (effort.undefinedOutcomes) {
      lines.push(
        `${effort.undefinedOutcomes} outcomes are invalid (not finite, a share outside [0, 1], or money paid out) and were skipped`,
      );
    }
  }
  if (bound) {
    lines.push(
      `proved for a smaller domain: gain at most ${mostFigure(bound.gainShare, 2)} of the value, for ${domainText(bound.domain)}`,
    );
  }
  if (witness)
    lines.push(
      "a witness, simplified:",
      ...witnessLines(notion, witness),
      `replay: ${replayCommand(candidate, notion, witness)}`,
    );
  lines.push(...trendLines(verdict));
  if (verdict.withoutRivals !== undefined) {
    lines.push(
      `with no rivals (not part of this notion): largest gain ${mostFigure(verdict.withoutRivals, 3)}`,
    );
  }
  if (verdict.collusion) {
    const { players, before, after, gain, gainShare } = verdict.collusion;
    lines.push(
      `coalition: players ${players[0]} and ${players[1]} together gain ${figure(gain)} ` +
        `(${figure(gainShare, 3)} of their values) by bidding ${figures(after)} for ${figures(before)}`,
    );
  }
  return lines.join("\n  ");
}

/** A witness for people: against whom, what one bid and what several bring, and what that is worth. */
export function witnessLines(notion: Notion, witness: Witness): string[] {
  const { single, identities, allocation, payment, allocationChange, paymentChange, value, gain, exact } =
    witness;
  const bids = identities.map((bid) => figure(bid, 10)).join(" + ");
  const joint = `${bids}: allocation ${figure(allocation)}, payment ${figure(payment)}`;
  const alone = `${figure(single.bid, 10)}: allocation ${figure(single.allocation)}, payment ${figure(single.payment)}`;
  const [before, after] = notion === "merge" ? [joint, alone] : [alone, joint];
  const best = notion === "best-response" || notion === "equilibrium" ? "best single bid " : "";
  return [
    `against ${othersText(witness)}`,
    `  ${best}${before}`,
    `  ${after}`,
    `  changes: allocation ${figure(allocationChange)}, payment ${figure(paymentChange)}` +
      (exact
        ? ` (${exact.arithmetic}: ${short(exact.allocationChange)}, ${short(exact.paymentChange)})`
        : ""),
    value === null || gain === null
      ? "  no value was found at which it pays more than the best single bid"
      : `  at value ${figure(value)} it gains ${figure(gain)} over the best single bid, ${figure(gain / value, 3)} of the value`,
  ];
}

function othersText({ others, mixture }: Witness): string {
  if (mixture) return `others who randomise over ${mixture.length} bid vectors`;
  return others.length === 0 ? "nobody" : others.map((bid) => figure(bid, 10)).join(", ");
}

/** Long fractions say nothing to people; the JSON holds them whole. */
function short(exact: string): string {
  return shortened(exact, 34);
}

/** A long text in lines of the terminal, less the indent of a detail. */
function inLines(text: string): string[] {
  return wrapped(text, terminalWidth() - 2).split("\n");
}

function trendLines({ trend, identityCost, identityCostShare }: Verdict): string[] {
  if (!trend || identityCost === undefined || identityCostShare === undefined) return [];
  const gains = trend.identities.map((k, j) => `${k}: ${figure(trend.gainShares[j], 3)}`);
  return [
    `gain by identities: ${gains.slice(0, 8).join(", ")}${gains.length > 8 ? ", ..." : ""}; the gain ` +
      (trend.kind === "grows" ? "grows with their number" : `${trend.kind}`) +
      `; largest with ${trend.best}`,
    `identity cost: ${mostFigure(identityCost)} per identity (${mostFigure(identityCostShare, 3)} of the value): above this price the deviation does not pay`,
  ];
}

/** The command that evaluates a witness again. */
export function replayCommand(candidate: Candidate, notion: Notion, witness: Witness): string {
  const { identities, others, mixture, value } = witness;
  const mechanism = quoted(mechanismText(candidate));
  if (mixture) {
    const lists = mixture
      .map(({ bids, probability }) => ` --others ${bids.join(",")}@${probability}`)
      .join("");
    return `goldilocks replay --mechanism ${mechanism} --bids ${identities.join(",")}${lists} --value ${value}`;
  }
  const against = others.length > 0 ? ` --others ${others.join(",")}` : "";
  const dividing = notion === "split" || notion === "merge";
  const at = dividing ? (notion === "merge" ? " --merge" : "") : ` --value ${value}`;
  return `goldilocks replay --mechanism ${mechanism} --bids ${identities.join(",")}${against}${at}`;
}

function quoted(text: string): string {
  return /^[\w:=.,@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
