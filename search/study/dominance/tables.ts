import { OTHER_METRICS, type Standing } from "../../../src/study/dominance/standing.js";
import type { Witness } from "../../../src/sybil/verdict.js";
import { rivalsText, valuesText } from "../../show/text/domain.js";
import { atLeast, atMost, type Cell, type Column, column, published, type Table } from "../study.js";
import type { Dissection } from "./dissect.js";

/** Digits of what a search or a mixture on a grid comes to, and of what is only known to its size. */
const SHORT = 6;
const SIZE = 2;

const MECHANISM = column("mechanism", "", "its name in the options");
const STANDING: readonly Column[] = [
  column("status", "", "pure: found; mixed: no pure one found; none-found and the like: neither"),
  column("equilibria", "1", "equilibria found, those in dominated bids left aside"),
  column("revenueOverPap", "R_PAP", "R, the least over the equilibria found", "down"),
  column("fairnessOverPap", "PAP's", "fairnessActive, the least over the equilibria found", "down"),
  column("regret", "top value", "largest regret, staying out included", "up"),
];

/** Every table, one row a case and a mechanism. */
export function dominanceTables(dissections: readonly Dissection[], every: number): Table[] {
  const rows = (of: (dissection: Dissection) => Cell[][]) =>
    dissections.flatMap((each) => of(each).map((row) => [each.found.name, ...row]));
  return [
    {
      name: "ratios",
      title: "Two players, inside the range",
      columns: [MECHANISM, column("ratio", "1", "v_2 / v_1"), ...STANDING],
      rows: rows(({ inside }) =>
        inside.filter((_, k) => k % every === 0).map((at) => [published(at.ratio), ...standingCells(at)]),
      ),
    },
    {
      name: "outside",
      title: "Two players, below the range",
      columns: [MECHANISM, column("ratio", "1", "v_2 / v_1"), ...STANDING],
      rows: rows(({ outside }) => outside.map((at) => [published(at.ratio), ...standingCells(at)])),
    },
    verdictTable(rows),
    {
      name: "players",
      title: "Two to five players: all equilibria that entry games and random starts lead to",
      columns: [
        MECHANISM,
        column("values", "value units", "the profile"),
        ...STANDING,
        column("papActive", "players", "players whom PAP leaves active"),
        column("leastActive", "players", "fewest with an allocation at an equilibrium found"),
        column("mostActive", "players", "most with an allocation"),
        column("unstable", "1", "equilibria that simultaneous best responses run away from"),
        column("spectralRadius", "1", "the largest: below 1 best responses come back", "up"),
      ],
      rows: rows(({ profiles }) =>
        profiles.map((at) => {
          const radii = at.found.flatMap(({ stability }) => stability?.spectralRadius ?? []);
          return [
            at.values.join(" "),
            ...standingCells(at),
            ...[at.papActive, at.active?.least ?? null, at.active?.most ?? null],
            radii.filter((radius) => radius >= 1).length,
            radii.length > 0 ? atMost(Math.max(...radii), SIZE) : null,
          ];
        }),
      ),
    },
    metricTable(rows),
    {
      name: "scenarios",
      title: "Named scenarios, mainnet among them",
      columns: [
        MECHANISM,
        column("scenario", "", "its name"),
        column("profile", "", "its name"),
        column("players", "players", "all of them; none left aside"),
        ...STANDING,
        column("papActive", "players", "players whom PAP leaves active"),
        column("leastActive", "players", "fewest with an allocation at an equilibrium found"),
      ],
      rows: rows(({ scenarios }) =>
        scenarios.map((at) => [
          ...[at.scenario, at.profile, at.players, ...standingCells(at)],
          ...[at.papActive, at.active?.least ?? null],
        ]),
      ),
    },
    {
      name: "curves",
      title: "Weight and price by share",
      columns: [
        MECHANISM,
        column("share", "1", "q"),
        column("weightOverShare", "1", "f(q) / q; 1 for PAP"),
        column("priceOverShare", "1", "c(q) / q; 1 for PAP"),
      ],
      rows: rows(({ curves }) =>
        curves.map(({ share, weightOverShare, priceOverShare }) =>
          [share, weightOverShare, priceOverShare].map((figure) => published(figure)),
        ),
      ),
    },
  ];
}

function standingCells(at: Standing): Cell[] {
  const { status, equilibria, revenueMargin, fairnessMargin, regret } = at;
  const digits = status === "mixed" ? SHORT : 9;
  return [
    ...[status, equilibria],
    revenueMargin === null ? null : atLeast(1 + revenueMargin, digits),
    fairnessMargin === null ? null : atLeast(1 + fairnessMargin, digits),
    regret === null ? null : atMost(regret, SIZE),
  ];
}

type RowsOf = (of: (dissection: Dissection) => Cell[][]) => Cell[][];

function verdictTable(rows: RowsOf): Table {
  return {
    name: "sybil",
    title: "Verdicts by notion, within its own rivals and against more; merge is about collusion",
    columns: [
      MECHANISM,
      column("notion", "", "split, best-response, equilibrium, merge"),
      column("rivals", "", "rivals of the domain"),
      column("valuesOfDomain", "", "values of the domain"),
      column("outcome", "", "proved, refuted, not-refuted (searched)"),
      column("grade", "", "what the outcome rests on"),
      column(
        "largestGain",
        "value",
        "largest gain seen; for split and merge, allocation won or payment saved",
        "up",
      ),
      column("value", "value units", "witness: the value at which it pays; none where it need not pay"),
      column("others", "value units", "witness: bids of everybody else"),
      column(
        "single",
        "value units",
        "witness: the best single bid, or for split and merge the undivided one",
      ),
      column("identities", "value units", "witness: bids of the identities, or of those who merge"),
      column("allocationChange", "1", "witness: allocation won"),
      column("paymentChange", "value units", "witness: payment added"),
      column("gainShare", "value", "witness: utility gained"),
      column("bestIdentities", "1", "number of identities that gains most against the same others"),
      column("trend", "", "of the gain in that number"),
      column("identityCost", "value", "cost of an identity above which splitting no longer pays there", "up"),
      column("provedBound", "value", "proved bound of the gain of two identities against one rival", "up"),
      column("collusion", "two values", "merge: what the best pair gains by choosing its bids together"),
      column("argument", "", "why it is proved"),
    ],
    rows: rows(({ trials }) =>
      trials.map(({ notion, verdict }) => {
        const { domain, outcome, grade, largestGainShare, witness, trend, identityCostShare } = verdict;
        const share = (figure: number | null | undefined, rounded = atMost) =>
          figure == null ? null : rounded(figure, SHORT);
        return [
          ...[notion, rivalsText(domain.rivals!), valuesText(domain.values!)],
          ...[outcome, grade, atMost(largestGainShare, 4)],
          ...witnessCells(witness),
          ...[trend?.best ?? null, trend?.kind ?? null, share(identityCostShare)],
          share(verdict.bound?.gainShare),
          share(verdict.collusion?.gainShare, published),
          verdict.argument ?? null,
        ];
      }),
    ),
  };
}

function witnessCells(witness: Witness | undefined): Cell[] {
  if (witness === undefined) return [null, null, null, null, null, null, null];
  const { value, others, single, identities, allocationChange, paymentChange, gainShare } = witness;
  return [
    ...[value, others.join(" "), single.bid, identities.join(" ")],
    ...[published(allocationChange, SHORT), published(paymentChange, SHORT)],
    gainShare === null ? null : published(gainShare, SHORT),
  ];
}

function metricTable(rows: RowsOf): Table {
  return {
    name: "metrics",
    title: "Other fairness metrics less PAP's, over the ratios of the range",
    columns: [
      MECHANISM,
      column("metric", "", "its name; HHI is 1 / effectivePlayers"),
      column("fairer", "", "whether more of it is fairer, or less"),
      column("least", "its own", "smallest difference", "down"),
      column("most", "its own", "largest difference", "up"),
      column(
        "worseAt",
        "1",
        "share of the ratios at which it is less fair than under PAP, by more than 1e-9",
      ),
    ],
    rows: rows(({ inside }) =>
      OTHER_METRICS.map(({ name, sense }) => {
        const changes = inside.map((at) => at.changes.map((each) => each[name]));
        const worse = changes.filter((each) => each.some((x) => (sense === "maximise" ? -x : x) > 1e-9));
        const all = changes.flat();
        const fairer = sense === "maximise" ? "more" : "less";
        return [
          name,
          fairer,
          all.length > 0 ? atLeast(Math.min(...all)) : null,
          all.length > 0 ? atMost(Math.max(...all)) : null,
          published(worse.length / changes.length, 4),
        ];
      }),
    ),
  };
}
