import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import { committeeInput } from "../../src/public/setting-inputs.js";
import { BidHistory, floorOf } from "../../src/setting/committee.js";
import { type DelayFigures, delayOf, evenLatencies } from "../../src/setting/committee-delay.js";
import { readJson } from "../io/json-file.js";
import { writeWhole } from "../io/whole-file.js";
import { readSource } from "../relay/import.js";
import { type TimedSlot, timedSlots } from "../relay/timed-slots.js";
import type { Figure } from "../show/figure/figure.js";
import { figureText } from "../show/figure/text.js";
import { figure, shortened } from "../show/text/format.js";
import { settingText } from "../show/text/setting.js";
import { table } from "../show/text/table.js";
import { numberIn, print, printJson } from "./input.js";
import { SETTING_SCHEMA } from "./setting-document.js";

const EXAMPLE = `
Files are replies of the relay Data API endpoint builder_blocks_received, whose bids have times. Members see a bid after a
latency, spread evenly from next to 0 to next to twice the mean given. --input runs one case of an input file instead.

Example: how far back can the committee look on a real slot, and what does a winner who bids late do to its floor?
  $ goldilocks setting committee builder_blocks_received.json --lookback 0,500,1000,2000 --latency 0,250
  $ goldilocks setting committee --input search/settings/committee.json --json
`;

interface Options {
  readonly input?: string;
  readonly slot?: number;
  readonly lookback: readonly number[];
  readonly latency: readonly number[];
  readonly members: number;
  readonly quantile: number;
  readonly low: number;
  readonly high: number;
  readonly until: number;
  readonly svg?: string;
  readonly json?: true;
}

const MOST_MEMBERS = 10_000;
const LONGEST = 12_000;

/** `goldilocks setting committee`: the floor that a committee reports, on real bids or a given case. */
export function committeeCommand(): Command {
  const milliseconds = (option: string) => (text: string) =>
    text.split(",").map(numberIn(option, 0, LONGEST));
  return new Command("committee")
    .description("where does the MEV oracle come from? the floor of a committee that watches the bids")
    .argument("[file...]", "saved replies of relays (JSON)")
    .option("--input <file>", "JSON: one case, in place of files")
    .option("--slot <number>", "only this slot of the files", numberIn("--slot", 0, 1e15, true))
    .option(
      "--lookback <ms,…>",
      "how long before T members look",
      milliseconds("--lookback"),
      [0, 250, 500, 1000, 2000, 4000],
    )
    .option("--latency <ms,…>", "mean latency of the members", milliseconds("--latency"), [0, 250, 500])
    .option("--members <m>", "members of the committee", numberIn("--members", 1, MOST_MEMBERS, true), 11)
    .option(
      "--quantile <q>",
      "the floor is the ceil(q m)-th smallest report",
      numberIn("--quantile", 1e-9, 1),
      0.5,
    )
    .option("--low <count>", "corrupted members who report 0", numberIn("--low", 0, MOST_MEMBERS, true), 0)
    .option(
      "--high <count>",
      "corrupted members who report without bound",
      numberIn("--high", 0, MOST_MEMBERS, true),
      0,
    )
    .option("--until <ms>", "T, from the slot's start", numberIn("--until", -LONGEST, LONGEST), 0)
    .option("--svg <file>", "write the figure there")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(run);
}

async function run(paths: readonly string[], options: Options): Promise<void> {
  if (options.input !== undefined) {
    if (paths.length > 0)
      throw new InputError("--input: is one case, and files are given too; leave one out");
    runCase(options.input, options.json);
    return;
  }
  if (paths.length === 0)
    throw new InputError("committee: give files of relays' bids, or --input with one case");
  if (options.low + options.high > options.members) {
    throw new InputError(
      `--low, --high: ${options.low} and ${options.high} are more than the ${options.members} members; give fewer`,
    );
  }
  const watched = timedSlots(paths.map(readSource), options.slot).map((slot) => watch(slot, options));
  if (options.svg !== undefined) {
    const { drawFigure } = await import("../show/figure/plot.js");
    writeWhole(options.svg, drawFigure(figureOf(watched)));
    process.stderr.write(`wrote ${options.svg}\n`);
  }
  const { members, quantile, low, high, until: T } = options;
  const input = { files: paths, T, members, quantile, corrupted: { low, high } };
  if (options.json) {
    const head = { schema: SETTING_SCHEMA, setting: "committee", mechanism: null, input };
    printJson({ ...head, status: "solved", figures: { slots: watched }, pap: null });
  } else print([...watched.map(slotText), figureText(figureOf(watched)), NOTES].join("\n\n"));
}

function runCase(path: string, json?: true): void {
  const given = readJson(path);
  const input = committeeInput(given, path);
  const figures = floorOf(new BidHistory(input.bids), input);
  if (json) {
    const head = { schema: SETTING_SCHEMA, setting: "committee", mechanism: null, input: given };
    printJson({ ...head, status: "solved", figures, pap: null });
  } else print(settingText("committee", { ...figures, reports: undefined }, null));
}

/** The floor of a slot at a lookback and a latency. */
interface Watched {
  readonly lookback: number;
  readonly latency: number;
  readonly floor: number | "unbounded";
  readonly ratio: number | null;
  readonly brokenBySuppression: boolean;
  readonly brokenByInflation: boolean;
  /** Without corrupted members; null where nobody bids above 0 by T. */
  readonly delay: DelayFigures | null;
}

interface WatchedSlot {
  readonly slot: number;
  readonly bids: number;
  readonly builders: number;
  readonly bestBid: number;
  readonly rows: readonly Watched[];
}

function watch({ slot, bids }: TimedSlot, options: Options): WatchedSlot {
  const { members, quantile, low, high, until: T } = options;
  const history = new BidHistory(bids);
  const rows = options.latency.flatMap((latency) =>
    options.lookback.map((D): Watched => {
      const seen = { T, D, latencies: evenLatencies(members, latency), quantile };
      const { floor, ratio, brokenBySuppression, brokenByInflation } = floorOf(history, {
        ...seen,
        corrupted: { low, high },
      });
      return {
        ...{ lookback: D, latency, floor, ratio, brokenBySuppression, brokenByInflation },
        delay: delayOf(bids, seen),
      };
    }),
  );
  const builders = new Set(bids.map(({ builder }) => builder)).size;
  return { slot, bids: bids.length, builders, bestBid: history.bestBy(T), rows };
}

const NOTES =
  "floor/best: the floor over the best bid by T. The next three as the winner shows its bids only after the committee has " +
  "looked, and then pays the floor or the best other bid: the floor, what it pays, and what the proposer keeps of the best bid.";

function slotText({ slot, bids, builders, bestBid, rows }: WatchedSlot): string {
  const cells = rows.map(({ lookback, latency, floor, ratio, delay }) => [
    `${lookback}`,
    `${latency}`,
    typeof floor === "number" ? figure(floor) : floor,
    figure(ratio, 4),
    figure(delay && delay.asBid.kept / bestBid, 4),
    figure(delay?.winnerDelays.ratio, 4),
    figure(delay && delay.winnerDelays.price / bestBid, 4),
    figure(delay && delay.winnerDelays.kept / bestBid, 4),
  ]);
  const header = ["lookback ms", "latency ms", "floor ETH", "floor/best", "kept/best"];
  const late = ["late: floor/best", "price/best", "kept/best"];
  return [
    `slot ${slot}: ${bids} bids of ${builders} builder keys, best by T ${figure(bestBid)} ETH` +
      winnerText(rows[0]?.delay ?? null),
    "",
    table([...header, ...late], cells, { align: [...header, ...late].map(() => "right") }),
  ].join("\n");
}

function winnerText(delay: DelayFigures | null): string {
  return delay === null ? "" : `, by ${shortened(delay.winner, 13)}`;
}

/** The floor over the best bid against the lookback, a line a slot, at the first latency. */
function figureOf(watched: readonly WatchedSlot[]): Figure {
  const first = watched[0]!.rows[0]!.latency;
  return {
    name: "committee-floor",
    title: `The committee's floor against its lookback, mean latency ${first} ms`,
    x: { label: "lookback before T (ms)" },
    y: { label: "floor / best bid by T", domain: [0, 1] },
    series: watched.map(({ slot, rows }) => ({
      name: `slot ${slot}`,
      mark: "line",
      points: rows
        .filter(({ latency, ratio }) => latency === first && ratio !== null)
        .map(({ lookback, ratio }): [number, number] => [lookback, ratio!])
        .sort((a, b) => a[0] - b[0]),
    })),
  };
}
