import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { faultAt } from "../../src/mechanism/validity.js";
import { mergeWitness } from "../../src/sybil/notion/merge.js";
import { splitWitness } from "../../src/sybil/notion/split.js";
import { DEFAULT_SEARCH } from "../../src/sybil/options.js";
import { fixedBids, type Opponents } from "../../src/sybil/play/opponents.js";
import type { Notion, Witness } from "../../src/sybil/verdict.js";
import { judgedWitness } from "../../src/sybil/witness/judge.js";
import { replay } from "../../src/sybil/witness/replay.js";
import { witnessLines } from "../show/text/verdicts.js";
import { MECHANISM_FORMS, numberIn, print, printJson, readMechanism } from "./input.js";

const EXAMPLE = `
With --value the bids are compared with the best single bid at that value, otherwise with one bid of their sum.

Example:
  $ goldilocks replay --mechanism serial --bids 3,1 --others 1
  $ goldilocks replay --mechanism serial --bids 3,1 --others 1 --value 32 --json
  $ goldilocks replay --mechanism pap --bids 3,1 --others 1@0.5 --others 2@0.5 --value 32
`;

interface Options {
  readonly mechanism: string;
  readonly bids: string;
  readonly others?: readonly string[];
  readonly value?: number;
  readonly merge?: true;
  readonly json?: true;
}

/** `goldilocks replay`: what several identities get and pay, in doubles and without rounding. */
export function replayCommand(): Command {
  return new Command("replay")
    .description("evaluate a deviation through several identities, without rounding")
    .requiredOption("--mechanism <M>", MECHANISM_FORMS)
    .requiredOption("--bids <list>", "the bids of the identities")
    .option(
      "--others <list>",
      "the bids of the others; if they randomise, repeat for each list of bids, with @probability",
      (text: string, before: string[] = []) => [...before, text],
    )
    .option("--value <v>", "the value of the player", numberIn("--value", Number.MIN_VALUE, Number.MAX_VALUE))
    .option("--merge", "the opposite: what changes if the bids are combined into one")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => {
      const mechanism = await readMechanism(options.mechanism, "--mechanism");
      const notion: Notion = options.merge
        ? "merge"
        : options.value === undefined
          ? "split"
          : "best-response";
      if (options.merge && options.value !== undefined) {
        throw new InputError("--value: --merge compares bids without a value; leave out one of the two");
      }
      const witness = evaluated(mechanism, notion, readBids(options.bids, "--bids"), options);
      const exact = await replay(mechanism, notion, witness);
      const shown = { ...witness, ...(exact ? { exact: exact.exact } : {}) };
      if (options.json) {
        printJson({ schema: "goldilocks/replay/1", mechanism: mechanism.candidate, notion, witness: shown });
      } else print([mechanismText(mechanism.candidate), ...witnessLines(notion, shown)].join("\n"));
    });
}

function evaluated(
  mechanism: Mechanism,
  notion: Notion,
  bids: number[],
  { others = [], value }: Options,
): Witness {
  const opponents = readOpponents(others);
  const { vectors } = opponents;
  const sum = bids.reduce((total, bid) => total + bid, 0);
  for (const vector of vectors) {
    refuseUndefined(mechanism, [...bids, ...vector]);
    refuseUndefined(mechanism, [sum, ...vector]);
  }
  if (value !== undefined) return judgedWitness(mechanism, opponents, value, bids);
  if (bids.length < 2) throw new InputError("--bids: give two bids or more, or a --value");
  if (vectors.length > 1)
    throw new InputError("--others: a split is against fixed bids; give one list, or a --value");
  const division = { others: vectors[0]!, parts: Float64Array.from(bids) };
  return notion === "merge"
    ? mergeWitness(mechanism, division)
    : splitWitness(mechanism, division, DEFAULT_SEARCH.tolerance);
}

/** The others' bids: one list for certain, or several with their probabilities. */
function readOpponents(texts: readonly string[]): Opponents {
  if (texts.length === 0) return fixedBids([]);
  const parts = texts.map((text) => {
    const [list, probability] = text.split("@") as [string, string?];
    return { bids: list === "" ? [] : readBids(list, "--others"), probability: Number(probability ?? 1) };
  });
  const total = parts.reduce((sum, { probability }) => sum + probability, 0);
  if (!(parts.every(({ probability }) => probability > 0) && Math.abs(total - 1) < 1e-9)) {
    throw new InputError("--others: the probabilities after @ must be positive and sum to 1");
  }
  return {
    vectors: parts.map(({ bids }) => Float64Array.from(bids)),
    probabilities: parts.map(({ probability }) => probability),
  };
}

function refuseUndefined(mechanism: Mechanism, bids: readonly number[]): void {
  const fault = faultAt(mechanism, Float64Array.from(bids));
  if (fault !== null) throw new InputError(`--mechanism: no mechanism: ${fault}`);
}

function readBids(text: string, where: string): number[] {
  return text.split(",").map((part) => {
    const bid = part.trim() === "" ? Number.NaN : Number(part);
    if (Number.isFinite(bid) && bid > 0) return bid;
    throw new InputError(
      `${where}: ${JSON.stringify(part.trim())} is not a bid; give positive numbers such as 3,1`,
    );
  });
}
