import { figure, leastFigure, mostFigure, figures as numbers } from "./format.js";
import { table } from "./table.js";

/** What the figures of settings mean, for people; the docstrings of `src/setting` have the formulas. */
const MEANINGS: Readonly<Record<string, string>> = {
  expectedRevenue: "revenue, expected",
  revenue: "sum of payments",
  revenueShare: "revenue over what the slot is worth to the best builder",
  correlation: "of revenue with that worth, over states",
  tracking: "share of the worth's variance that revenue follows",
  oracleError: "least mean error of revenue, scaled at best, as an estimate of that worth",
  welfare: "value realised",
  ticketFairness: "geometric mean of the allocations",
  productionFairness: "geometric mean of the shares of blocks built",
  buildShares: "shares of blocks built",
  gameValues: "values in the game",
  shares: "shares of each player",
  weights: "weight of each part",
  fairness: "geometric mean of the shares",
  stageRevenue: "revenue of a slot without a cartel",
  stageUtilities: "what each player earns in a slot without a cartel",
  deltaStar: "least discount factor that sustains the cartel: larger is harder to collude",
  coalitionGain: "what the members gain together in a slot",
  outsiderEntersBelow: "an outsider enters where bids are scaled to less than this",
  lottery: "when the cartel draws who has the slot",
  transfers: "whether the shares take transfers outside the protocol",
  bids: "bid of each player",
  allocations: "share of each player",
  utilities: "what each player earns",
  efficientShares: "the split of largest welfare",
  efficientWelfare: "its welfare",
  efficientFairness: "its fairness",
  welfareLost: "welfare below the largest, as a share of it",
  expectedFairness: "geometric mean of the shares, expected",
  fairnessOfExpectedShares: "geometric mean of the expected shares",
  expectedShares: "expected share of each player",
  expectedWelfare: "value realised, expected",
  participation: "probability that a player bids",
  thresholds: "lowest value that bids, by player",
  lowestTypeUtility: "what the lowest value earns",
  interimRegret: "most that a value gains by another bid, over the largest value: searched",
  revenueOverPap: "expected revenue over PAP's",
  fairnessOverPap: "expected fairness over PAP's",
  bidsAt: "bids at the values asked for",
  interimUtilityAt: "what these values earn",
  phiMax: "largest phi at which PAP + phi B keeps every value in",
  revenueAtPhiMax: "expected revenue there",
  sybilOutcome: "whether several identities gain at some value",
  sybilGrade: "what that rests on",
  sybilArgument: "why none gain",
  largestGainShare: "most that identities gain, over the own value",
  sybilValue: "the value that gains most",
  sybilBids: "bids of its identities",
  gainAt: "what identities gain at the values asked for",
  gainShareAt: "the same, over the own value",
  sybilProofTwoIdentities: "whether two identities are proved not to gain",
  reports: "what each member reports",
  floor: "the floor that the committee sets",
  bestBid: "best bid by T",
  ratio: "floor over best bid",
  rank: "the report that is the floor, counted from the smallest",
  brokenBySuppression: "whether corrupted members can press the floor to 0",
  brokenByInflation: "whether corrupted members can lift the floor at will",
};

/** Figures that are the most of something, and the largest fee that keeps every value in: printed so that they hold. */
const ROUNDED: Readonly<Record<string, typeof mostFigure>> = {
  ...{ interimRegret: mostFigure, largestGainShare: mostFigure },
  phiMax: leastFigure,
};

/** Longer lists are cut to the first few. */
const MOST_SHOWN = 8;
/** Longer texts stand below the table. */
const LONGEST = 40;

type Figures = Readonly<Record<string, unknown>>;

/** The figures of a setting beside PAP's, and its tables of points below. */
export function settingText(rule: string, own: Figures, pap: Figures | null): string {
  const names = Object.keys(own).filter((name) => !isTable(own[name]) && !isLong(own[name]));
  const rows = names.map((name) => [
    name,
    cell(own[name], ROUNDED[name]),
    ...(pap === null ? [] : [cell(pap[name], ROUNDED[name])]),
    MEANINGS[name] ?? "",
  ]);
  const header = ["figure", rule, ...(pap === null ? [] : ["PAP"]), ""];
  const tables = Object.entries(own).filter(([, value]) => isTable(value));
  return [
    table(header, rows),
    ...Object.entries(own).flatMap(([name, value]) => (isLong(value) ? [`${name}: ${value}`] : [])),
    ...tables.map(([name, value]) => pointsText(name, value as readonly Figures[])),
  ].join("\n\n");
}

function pointsText(name: string, points: readonly Figures[]): string {
  const columns = Object.keys(points[0] ?? {});
  const rows = points.map((point, k) => [`${k + 1}`, ...columns.map((column) => cell(point[column]))]);
  return table([name, ...columns], rows);
}

/** Texts that are sentences, which no column has room for. */
function isLong(value: unknown): value is string {
  return typeof value === "string" && value.length > LONGEST;
}

function isTable(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === "object";
}

function cell(value: unknown, number: (value: number) => string = figure): string {
  if (Array.isArray(value)) return numbers(value.map(Number), value.length > MOST_SHOWN ? 4 : MOST_SHOWN);
  if (typeof value === "number") return number(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" ? value : "-";
}
