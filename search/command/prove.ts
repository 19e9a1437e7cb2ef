import { Argument, Command, Option } from "commander";
import { proveSplit, proveTwoPlayers } from "../../src/certificate/prove.js";
import { proveBestResponse } from "../../src/certificate/prove-best-response.js";
import type { Proved, Refusal } from "../../src/certificate/statement.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { refusalText, statementText } from "../certificate/check.js";
import { certificateBytes } from "../certificate/file.js";
import { writeWhole } from "../io/whole-file.js";
import { everyFewSeconds } from "../show/text/every-few-seconds.js";
import { MECHANISM_FORMS, numberIn, print, printJson, readMechanism } from "./input.js";

const NOT_PROVED = 1;
const KINDS = ["two-players", "split", "best-response"] as const;

const EXAMPLE = `
Statements:
  two-players    at every ratio v_2 / v_1 from --from to 1: one pure equilibrium, more revenue than Proportional-all-pay
                 by --gain, and no less fairness
  split          no split of a bid gains, against any rivals, for any number of identities
  best-response  against one rival, any number of identities gains at most --gain of the value; takes minutes

For rules of shares and rules by count. Exits with 1 where the proof does not close, with the first box that is left: that
says nothing against the rule. docs/certificates.md explains the file; check it with "goldilocks check --certificate FILE".

Example:
  $ goldilocks prove two-players --mechanism '{"family":"tapered-fee","parameters":{"fee":0.039,"lean":0.06}}' --from 0.2
  $ goldilocks prove split --mechanism pap-fee --out pap-fee-split.json.gz
`;

interface Options {
  readonly mechanism: string;
  readonly from: number;
  readonly gain?: number;
  readonly valueRatio: number;
  readonly boxes: number;
  readonly out?: string;
  readonly json?: true;
}

/** `goldilocks prove`: a statement on a mechanism, with a certificate that other code can check. */
export function proveCommand(): Command {
  return new Command("prove")
    .description("prove a statement for all ratios or all bids, with a certificate")
    .addArgument(new Argument("<statement>").choices(KINDS))
    .requiredOption("--mechanism <mechanism>", MECHANISM_FORMS)
    .addOption(
      new Option("--from <ratio>", "two-players: least ratio; 0 for all of (0, 1]")
        .argParser(numberIn("--from", 0, 1))
        .default(0.2),
    )
    .addOption(
      new Option(
        "--gain <gain>",
        "two-players: the gain claimed, else the largest; best-response: most gain allowed, else 1e-4",
      ).argParser(numberIn("--gain", -1, 100)),
    )
    .addOption(
      new Option("--value-ratio <ratio>", "best-response: largest value over the rival's bid")
        .argParser(numberIn("--value-ratio", 1, 1e6))
        .default(1000),
    )
    .addOption(
      new Option("--boxes <number>", "best-response: most boxes a slice of values")
        .argParser(numberIn("--boxes", 100, 1e7, true))
        .default(40_000),
    )
    .option("--out <file>", "write the certificate there (.json.gz)")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(run);
}

async function run(kind: string, options: Options): Promise<void> {
  const mechanism = await readMechanism(options.mechanism, "--mechanism");
  const result = await proofOf(kind, mechanism, options);
  const proved = "certificate" in result;
  if (!proved) process.exitCode = NOT_PROVED;
  if (proved && options.out !== undefined) writeWhole(options.out, certificateBytes(result.certificate));
  if (options.json) {
    printJson({
      schema: "goldilocks/proof/1",
      proved,
      ...(proved ? { statement: result.certificate.statement, boxes: result.leaves } : { gap: result }),
    });
    return;
  }
  print(
    proved
      ? `proved by ${result.leaves} boxes: ${statementText(result.certificate.statement)}`
      : `not proved (this says nothing against the rule): ${refusalText(result)}`,
  );
}

function proofOf(
  kind: string,
  mechanism: Mechanism,
  options: Options,
): Promise<Proved | Refusal> | Proved | Refusal {
  const { from, gain, valueRatio, boxes } = options;
  if (kind === "split") return proveSplit(mechanism);
  if (kind === "two-players") return proveTwoPlayers(mechanism, from, gain);
  const tell = everyFewSeconds((shown, of) =>
    process.stderr.write(`${shown} of ${of} slices of values shown\n`),
  );
  const onSlice = (shown: number, open: number) => tell(shown, shown + open);
  return proveBestResponse(mechanism, { gain: gain ?? 1e-4, valueRatio, limit: boxes, onSlice });
}
