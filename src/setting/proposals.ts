import type { Mechanism, W4H } from "../mechanism/mechanism.js";
import { PROPOSALS } from "../mechanism/proposals.js";
import { sum } from "../numeric/sum.js";
import { type CommitteeInput, committee } from "./committee.js";
import { type FiguresOverStates, type Happening, overStates } from "./over-states.js";
import { type PartsInput, parts } from "./parts.js";
import { repeated } from "./repeated/repeated.js";
import { PAP, WTA } from "./rules.js";
import { answer, type SettingStatus, type Unanswered } from "./setting.js";
import { timing } from "./timing.js";

/** A slot whose parts are worth something else in each state. */
export interface SlotState extends Pick<PartsInput, "valuesByPlayerAndPart"> {
  /** Above 0; those of all states sum to 1. */
  readonly probability: number;
}

export interface ProposalsInput {
  /** The same players and parts in each. */
  readonly states: readonly SlotState[];
  /** The committee of proposals that have one: its floor over the best bid is taken for every state. */
  readonly committee: CommitteeInput;
  /** Probability that what was sold ahead is sold on just in time, in [0, 1]; 0 where it is left out. */
  readonly resale?: number;
}

/** A proposal as a game: which rule, what is sold by it, when, and whether a committee sets a floor. */
interface Composition {
  readonly rule: Mechanism;
  readonly what: PartsInput["mode"];
  readonly when: "in-slot" | "ahead";
  readonly floor: boolean;
}

/** The article's proposals; of a partial-block auction every part is sold, each on its own. */
const COMPOSITIONS: Readonly<Record<string, Composition>> = {
  "execution-tickets": { rule: PAP, what: "bundle", when: "ahead", floor: false },
  "block-auction-pbs": { rule: WTA, what: "bundle", when: "in-slot", floor: false },
  "mev-burn": { rule: WTA, what: "bundle", when: "in-slot", floor: true },
  "slot-auction-pbs": { rule: WTA, what: "bundle", when: "ahead", floor: false },
  "partial-block-auction": { rule: WTA, what: "parts", when: "in-slot", floor: false },
  "aps-burn": { rule: WTA, what: "bundle", when: "ahead", floor: true },
};

/** Figures of a proposal; M(w) = sum_k max_i v_ik(w) is what the slot is worth to the best builders, for all proposals. */
export interface ProposalFigures extends FiguresOverStates {
  /** What the protocol sees of E M: revenueShare, or the committee's floor of it. */
  readonly oracleShare: number;
  /**
   * The discount factor that a cartel of the members' choice of shares needs at expected values, in the hardest of the
   * games; null where no two players want anything together.
   */
  readonly deltaStar: number | null;
}

export interface ProposalAnswer {
  readonly name: string;
  readonly rule: Mechanism;
  readonly what: Composition["what"];
  readonly when: Composition["when"];
  readonly floor: boolean;
  readonly w4h: W4H;
  readonly status: SettingStatus;
  readonly reason?: string;
  readonly figures: ProposalFigures | null;
}

/** The article's six proposals side by side, each a composition of a rule and settings. */
export function compareProposals(input: ProposalsInput): ProposalAnswer[] {
  return PROPOSALS.map(({ name, w4h }) => {
    const composition = COMPOSITIONS[name]!;
    const figures = figuresOf(composition, input);
    const head = { name, ...composition, w4h };
    if ("reason" in figures) return { ...head, ...figures, figures: null };
    return { ...head, status: "solved", figures };
  });
}

function figuresOf(composition: Composition, input: ProposalsInput): ProposalFigures | Unanswered {
  const ratio = composition.floor ? answer(committee, [], input.committee).figures!.ratio : 1;
  if (ratio === null)
    return { status: "not-settled", reason: "the committee's floor is without bound, or nobody bids" };
  const happenings = composition.when === "ahead" ? ahead(composition, input) : inSlot(composition, input);
  if ("reason" in happenings) return happenings;
  const figures = overStates(happenings);
  return {
    ...figures,
    oracleShare: ratio * figures.revenueShare,
    deltaStar: deltaStarOf(composition, input),
  };
}

/** The game of each state. */
function inSlot({ rule, what }: Composition, { states }: ProposalsInput): Happening[] | Unanswered {
  const happenings: Happening[] = [];
  for (const { probability, valuesByPlayerAndPart } of states) {
    const answered = answer(parts, [rule], { mode: what, valuesByPlayerAndPart });
    if (answered.figures === null) return unanswered(answered);
    const { revenue, welfare, shares } = answered.figures;
    const top = worthOf(valuesByPlayerAndPart);
    happenings.push({
      probability,
      revenue,
      top,
      produced: welfare * top,
      allocations: shares,
      built: shares,
    });
  }
  return happenings;
}

/** One game at expected values, for the whole slot. */
function ahead({ rule }: Composition, { states, resale = 0 }: ProposalsInput): Happening[] | Unanswered {
  const whole = states.map(({ probability, valuesByPlayerAndPart }) => ({
    probability,
    values: valuesByPlayerAndPart.map(sum),
  }));
  const answered = answer(timing, [rule], { mode: "ahead", states: whole, resale });
  if (answered.figures === null) return unanswered(answered);
  const { expectedRevenue: revenue, shares } = answered.figures;
  return whole.map(({ probability, values }, k) => {
    const best = Math.max(...values);
    const holders = values.filter((value) => value === best).length;
    return {
      ...{ probability, revenue, top: worthOf(states[k]!.valuesByPlayerAndPart), allocations: shares! },
      produced: (1 - resale) * sum(values.map((value, i) => value * shares![i]!)) + resale * best,
      built: values.map(
        (value, i) => (1 - resale) * shares![i]! + resale * (value === best ? 1 / holders : 0),
      ),
    };
  });
}

/** M: every part at its best builder. */
function worthOf(values: PartsInput["valuesByPlayerAndPart"]): number {
  return sum(values[0]!.map((_, k) => values.reduce((most, own) => Math.max(most, own[k]!), 0)));
}

function deltaStarOf({ rule, what }: Composition, { states }: ProposalsInput): number | null {
  const expected = states[0]!.valuesByPlayerAndPart.map((row, i) =>
    row.map((_, k) =>
      sum(
        states.map(({ probability, valuesByPlayerAndPart }) => probability * valuesByPlayerAndPart[i]![k]!),
      ),
    ),
  );
  const games =
    what === "bundle" ? [expected.map(sum)] : expected[0]!.map((_, k) => expected.map((row) => row[k]!));
  const deltas = games
    .map((values) => values.filter((value) => value > 0))
    .filter((values) => values.length > 1)
    .map((values) => answer(repeated, [rule], { values, cartel: "shares-of-its-choice" }).figures);
  const known = deltas.filter((figures) => figures !== null).map(({ deltaStar }) => deltaStar);
  return known.length > 0 && known.length === deltas.length ? Math.max(...known) : null;
}

function unanswered({ status, reason }: { status: SettingStatus; reason?: string }): Unanswered {
  return { status: status as Unanswered["status"], reason: reason ?? status };
}
