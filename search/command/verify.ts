import { Command, Option } from "commander";
import { solvePure } from "../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../src/evaluate.js";
import { InputError } from "../../src/input-error.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import type { PlayedProfile } from "../../src/sybil/equilibrium.js";
import { DEFAULT_SEARCH, SYBIL_NOTIONS } from "../../src/sybil/options.js";
import type { Notion, Verdict, Witness } from "../../src/sybil/verdict.js";
import { verify } from "../../src/sybil/verify.js";
import { figure, figures } from "../text/format.js";
import { table } from "../text/table.js";
import { print, printJson, readMechanism, readValues } from "./input.js";

const REFUTED = 1;

const EXAMPLE = `
proved: by a lemma whose conditions are checked. refuted: the witness below can be evaluated by anyone.
not-refuted: a search of the stated effort found nothing, which is no proof. Exit 1 if a notion is refuted.

Example:
  $ goldilocks verify --mechanism tullock:alpha=0.5
  $ goldilocks verify --mechanism wta --notion best-response --identities 16 --json
`;

interface Options {
  readonly mechanism: string;
  readonly notion: Notion | "all";
  readonly identities: number;
  readonly tolerance: number;
  readonly values: string;
  readonly seed: number;
  readonly json?: true;
}

/** `goldilocks verify`: the Sybil notions, each with its verdict. */
export function verifyCommand(): Command {
  const { identities, tolerance, seed } = DEFAULT_SEARCH;
  return new Command("verify")
    .description("is a mechanism Sybil-proof? a verdict for each notion")
    .requiredOption("--mechanism <M>", "a catalogue name, name:key=number, a JSON object, or @file.json")
    .addOption(new Option("--notion <notion>").choices([...SYBIL_NOTIONS, "merge", "all"]).default("all"))
    .option(
      "--identities <K>",
      "most identities tried, 2 to 64",
      numberIn("--identities", 2, 64, true),
      identities,
    )
    .option("--values <list>", "the profile of the equilibrium notion", "4,2")
    .option(
      "--tolerance <T>",
      "gain accepted, as a share of value",
      numberIn("--tolerance", 0, 0.1),
      tolerance,
    )
    .option("--seed <number>", "of the search", numberIn("--seed", 0, 0xffffffff, true), seed)
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => {
      const mechanism = await readMechanism(options.mechanism, "--mechanism");
      const values = readValues(options.values);
      const notions = (options.notion === "all" ? SYBIL_NOTIONS : [options.notion]) as Notion[];
      const played = notions.includes("equilibrium") ? playedAt(mechanism, values) : [];
      const verdicts = await verify(mechanism, notions, { ...DEFAULT_SEARCH, ...options }, played);
      if (verdicts.some((verdict) => verdict.outcome === "refuted")) process.exitCode = REFUTED;
      if (options.json) printJson({ schema: "goldilocks/sybil/1", mechanism: mechanism.candidate, verdicts });
      else print(verdictsText(mechanism, verdicts, played));
    });
}

/** The scored pure equilibria at the values. */
function playedAt(mechanism: Mechanism, values: readonly number[]): PlayedProfile[] {
  return scoredEquilibria(solvePure(mechanism, values)).map(({ bids }) => ({ values, bids }));
}

function verdictsText(
  mechanism: Mechanism,
  verdicts: readonly Verdict[],
  played: readonly PlayedProfile[],
): string {
  const rows = verdicts.map((verdict) => [
    verdict.notion,
    verdict.outcome,
    figure(verdict.largestGainShare, 3),
    verdict.argument ?? (verdict.witness ? witnessText(verdict.witness) : effortText(verdict)),
  ]);
  const searched = verdicts.some(({ notion, outcome }) => notion === "equilibrium" && outcome !== "proved");
  const idle = searched && played.length === 0;
  return [
    mechanismText(mechanism.candidate),
    "",
    table(["notion", "outcome", "largest gain", "argument, witness or effort"], rows, {
      align: ["left", "left", "right", "left"],
    }),
    ...(idle ? ["", "no pure equilibrium at these values: the equilibrium notion looked at none"] : []),
  ].join("\n");
}

function witnessText({ identities, single, others, value, gain }: Witness): string {
  const against = others.length === 0 ? "nobody" : figures(others, 6);
  const worth =
    value === null || gain === null ? "" : `; at value ${figure(value, 4)} it gains ${figure(gain, 4)}`;
  return `bids ${identities
    .slice(0, 8)
    .map((bid) => figure(bid, 4))
    .join(" + ")} for ${figure(single.bid, 4)} against ${against}${worth}`;
}

function effortText({ effort, domain }: Verdict): string {
  return `${effort?.evaluations ?? 0} evaluations, up to ${domain.identities} identities, rivals ${domain.rivals}`;
}

function numberIn(option: string, low: number, high: number, whole = false): (text: string) => number {
  return (text) => {
    const number = Number(text);
    const fits =
      text.trim() !== "" && number >= low && number <= high && (!whole || Number.isInteger(number));
    if (fits) return number;
    const kind = whole ? "a whole number" : "a number";
    throw new InputError(`${option}: ${JSON.stringify(text)} is not ${kind} from ${low} to ${high}`);
  };
}
