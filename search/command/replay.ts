import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import { mergeWitness } from "../../src/sybil/notion/merge.js";
import { splitWitness } from "../../src/sybil/notion/split.js";
import { DEFAULT_SEARCH } from "../../src/sybil/options.js";
import { fixedBids } from "../../src/sybil/play/opponents.js";
import type { Notion, Witness } from "../../src/sybil/verdict.js";
import { judgedWitness } from "../../src/sybil/witness/judge.js";
import { replay } from "../../src/sybil/witness/replay.js";
import { witnessLines } from "../text/verdicts.js";
import { numberIn, print, printJson, readMechanism } from "./input.js";

const EXAMPLE = `
With --value the bids are held against the best single bid at that value, else against one bid of their sum.

Example:
  $ goldilocks replay --mechanism serial --bids 3,1 --others 1
  $ goldilocks replay --mechanism serial --bids 3,1 --others 1 --value 32 --json
`;

interface Options {
  readonly mechanism: string;
  readonly bids: string;
  readonly others?: string;
  readonly value?: number;
  readonly merge?: true;
  readonly json?: true;
}

/** `goldilocks replay`: what several identities get and pay, in doubles and without rounding. */
export function replayCommand(): Command {
  return new Command("replay")
    .description("evaluate a deviation through several identities, without rounding")
    .requiredOption("--mechanism <M>", "a catalogue name, name:key=number, a JSON object, or @file.json")
    .requiredOption("--bids <list>", "the bids of the identities")
    .option("--others <list>", "the bids of everybody else")
    .option("--value <v>", "the value of the player", numberIn("--value", Number.MIN_VALUE, Number.MAX_VALUE))
    .option("--merge", "the other way: what putting the bids together changes")
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
        throw new InputError("--value: merging is asked of bids, not of a value; leave out one of the two");
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
  { others, value }: Options,
): Witness {
  const opponents = others === undefined ? [] : readBids(others, "--others");
  if (value !== undefined) return judgedWitness(mechanism, fixedBids(opponents), value, bids);
  const division = { others: Float64Array.from(opponents), parts: Float64Array.from(bids) };
  return notion === "merge"
    ? mergeWitness(mechanism, division)
    : splitWitness(mechanism, division, DEFAULT_SEARCH.tolerance);
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
