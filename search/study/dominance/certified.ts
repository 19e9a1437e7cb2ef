import { proveSplit, proveTwoPlayers } from "../../../src/certificate/prove.js";
import type { Proved, Refusal } from "../../../src/certificate/statement.js";
import type { Mechanism } from "../../../src/mechanism/mechanism.js";
import { refusalText } from "../../certificate/check.js";
import { CERTIFICATES } from "../document.js";
import { atMost, type Claim, type NamedCertificate } from "../study.js";
import { type Bound, boundClaims, boundName, keptBound } from "./bound.js";
import type { FoundMechanism } from "./options.js";

/** What is proved of a mechanism by certificate. */
export interface Certified {
  /** The least ratio that was tried. */
  readonly low: number;
  /** Two players at every ratio from the least one for which the proof closes; null where it closes for none. */
  readonly twoPlayers: { readonly from: number; readonly proved: Proved } | null;
  /** Where the proof ends for the least ratio claimed; null where it does not end. */
  readonly gap: Refusal | null;
  readonly split: Proved | null;
  /** How much identities gain at best response; null where no such proof is kept. */
  readonly bound: Bound | null;
}

/** Digits that a least ratio is rounded up to, and how many halvings look for it. */
const UNIT = 1e-4;
const HALVINGS = 12;
/** The largest least ratio that is worth a claim. */
const LARGEST = 0.9;

/** Proves what can be proved of a mechanism that was found. */
export async function certify(mechanism: Mechanism, found: FoundMechanism): Promise<Certified> {
  const { notion, ratios } = found;
  const split = notion === "split" ? splitOf(await proveSplit(mechanism)) : null;
  // A rule that depends on the number of bids may hold at every ratio.
  const low = mechanism.shape.kind === "by-count" ? 0 : ratios[0];
  const whole = proveTwoPlayers(mechanism, low);
  const base = { low, split, bound: keptBound(found) };
  if ("certificate" in whole) return { ...base, twoPlayers: { from: low, proved: whole }, gap: null };
  return { ...base, twoPlayers: fromHigherRatio(mechanism, ratios[0]), gap: whole };
}

function splitOf(split: Proved | Refusal): Proved | null {
  return "certificate" in split ? split : null;
}

/** The least ratio, rounded up, from which the proof closes. */
function fromHigherRatio(mechanism: Mechanism, low: number): Certified["twoPlayers"] {
  let [open, closed] = [low, LARGEST];
  let best: Certified["twoPlayers"] = null;
  for (let k = 0; k < HALVINGS && closed - open > UNIT / 2; k++) {
    const from = Math.ceil(Math.sqrt(open * closed) / UNIT) * UNIT;
    const rounded = Number(from.toFixed(4));
    const proof = rounded < closed ? proveTwoPlayers(mechanism, rounded) : null;
    if (proof === null) break;
    if ("certificate" in proof) {
      best = { from: rounded, proved: proof };
      closed = rounded;
    } else open = rounded;
  }
  return best;
}

/** The certificates as files. */
export function namedCertificates(name: string, { twoPlayers, split, bound }: Certified): NamedCertificate[] {
  return [
    ...(twoPlayers === null
      ? []
      : [{ name: `${name}-two-players`, certificate: twoPlayers.proved.certificate }]),
    ...(split === null ? [] : [{ name: `${name}-split`, certificate: split.certificate }]),
    ...(bound === null ? [] : [{ name: boundName(name), certificate: bound.certificate }]),
  ];
}

/** What is proved for all ratios of an interval, that no split gains, and what identities gain at most. */
export function certifiedClaims(found: FoundMechanism, certified: Certified): Claim[] {
  const { name } = found;
  return [
    ...twoPlayersClaims(name, certified),
    ...splitClaims(name, certified),
    ...boundClaims(found, certified.bound),
  ];
}

function twoPlayersClaims(name: string, { low, twoPlayers, gap }: Certified): Claim[] {
  if (twoPlayers === null) return [];
  const { from, proved } = twoPlayers;
  const { statement } = proved.certificate;
  if (statement.kind !== "two-players") return [];
  const rest =
    gap === null
      ? ""
      : ` Not for all ratios from ${low} to ${from}: there the proof ends (${refusalText(gap)}; shares of the ` +
        "players), which may be a ratio without an exact pure equilibrium, or with a second one; the solver, which accepts " +
        "regrets up to 1e-8 of the value, may find one.";
  return [
    {
      name: `${name}: every ratio`,
      statement:
        "At every ratio of two values there is one pure equilibrium; its revenue is more than PAP's by at least `gain`, " +
        `and its fairness no less.${rest}`,
      domain: {
        players: 2,
        ratios: { from, to: 1, ...(from === 0 ? { above: true as const } : {}) },
        equilibria: "pure",
      },
      grade: "proved-by-certificate",
      argument: `${fileOf(name, "two-players")}: ${proved.leaves} boxes of shares in outward-rounded intervals; docs/certificates.md has the inequalities and why they suffice`,
      figures: { gain: statement.gain, leastShare: atMost(statement.edge), boxes: proved.leaves },
    },
  ];
}

function splitClaims(name: string, { split }: Certified): Claim[] {
  if (split === null) return [];
  return [
    {
      name: `${name}: no split gains`,
      statement: "No split of a bid gains allocation or saves payment.",
      domain: { identities: "any", rivals: "any", values: "any" },
      grade: "proved-by-certificate",
      argument: `${fileOf(name, "split")}: ${split.leaves} boxes of shares in outward-rounded intervals; docs/certificates.md has the inequalities and why they suffice`,
      figures: { boxes: split.leaves },
    },
  ];
}

function fileOf(name: string, kind: string): string {
  return `\`${CERTIFICATES}/${name}-${kind}.json.gz\``;
}
