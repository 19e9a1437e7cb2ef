import { Command, Option } from "commander";
import { solve } from "../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { findFault, findFaultWidely } from "../../src/mechanism/validity.js";
import type { PlayedProfile } from "../../src/sybil/notion/equilibrium.js";
import { DEFAULT_SEARCH, type SearchOptions, SYBIL_NOTIONS } from "../../src/sybil/options.js";
import type { Notion, Verdict } from "../../src/sybil/verdict.js";
import { verify, withFurtherEffort } from "../../src/sybil/verify.js";
import { withProof } from "../certificate/proved-verdicts.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { everyFewSeconds } from "../show/text/every-few-seconds.js";
import { mostFigure } from "../show/text/format.js";
import { glossary } from "../show/text/glossary.js";
import { verdictsText } from "../show/text/verdicts.js";
import {
  INTERRUPTED,
  MECHANISM_FORMS,
  numberIn,
  print,
  printJson,
  readMechanism,
  readValues,
} from "./input.js";

const REFUTED = 1;
const MINUTE = 60_000;
const BOXES = 8000;
/** Largest gain that --prove allows, and how many boxes it looks at for a slice of values. */
const PROVED_GAIN = 1e-4;
const MOST_BOXES = 40_000;
const LONGEST_MINUTES = 10_000;

const EXAMPLE = `
Outcomes: proved, by a lemma whose conditions are checked or by an enclosure; refuted, by a witness, with the command
that evaluates it; not-refuted: a search of the stated effort found no counterexample; this is not a proof.
Each verdict has a grade:
  ${glossary().join("\n  ")}
all: the three Sybil notions. merge is about collusion and not one of them. Exits with 1 if a notion is refuted.

Example:
  $ goldilocks verify --mechanism tullock:alpha=0.5
  $ goldilocks verify --mechanism wta --notion best-response --identities 16 --json
  $ goldilocks verify --mechanism '{"family": "expression", "weight": "b*(1+q)", "payment": "b"}' --minutes 5
`;

interface Options extends Pick<SearchOptions, "identities" | "tolerance" | "seed" | "rivals" | "valueRatio"> {
  readonly mechanism: string;
  readonly notion: Notion | "all";
  readonly values?: readonly string[];
  readonly minutes?: number;
  readonly boxes?: number;
  readonly prove?: number | true;
  readonly json?: true;
}

/** `goldilocks verify`: the Sybil notions, each with its verdict. */
export function verifyCommand(): Command {
  const { identities, tolerance, seed, rivals, valueRatio } = DEFAULT_SEARCH;
  return new Command("verify")
    .description("is a mechanism Sybil-proof? a verdict for each notion")
    .requiredOption("--mechanism <M>", MECHANISM_FORMS)
    .addOption(new Option("--notion <notion>").choices([...SYBIL_NOTIONS, "merge", "all"]).default("all"))
    .option(
      "--identities <K>",
      "largest number of identities tried, 2 to 64, or any",
      numberOr("any", numberIn("--identities", 2, 64, true)),
      identities,
    )
    .option(
      "--rivals <N>",
      "largest number of rivals tried, 1 to 8; above 1 also 16",
      numberIn("--rivals", 1, 8, true),
      rivals,
    )
    .option(
      "--value-ratio <R>",
      "largest value over the rivals' total bid, 1 to 1e6, or unlimited",
      numberOr("unlimited", numberIn("--value-ratio", 1, 1e6)),
      valueRatio,
    )
    .option(
      "--values <list>",
      "a value profile for the equilibrium notion; may be repeated (default: 4,2)",
      (text: string, before: string[] = []) => [...before, text],
    )
    .option(
      "--tolerance <T>",
      "largest gain accepted, as a share of the value",
      numberIn("--tolerance", 0, 0.1),
      tolerance,
    )
    .option(
      "--boxes <N>",
      "boxes of an enclosure that bounds the gain of two identities against one rival",
      numberIn("--boxes", 0, 1e6, true),
    )
    .option(
      "--minutes <M>",
      "keep searching with new seeds for this many minutes",
      numberIn("--minutes", 0, LONGEST_MINUTES),
    )
    .option(
      "--prove [gain]",
      "prove what no search refuted: split, or best-response against one rival up to a gain (default 1e-4); takes minutes",
      numberIn("--prove", 0, 0.1),
    )
    .option("--seed <number>", "seed of the search", numberIn("--seed", 0, 0xffffffff, true), seed)
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (options: Options) => {
      const mechanism = await readMechanism(options.mechanism, "--mechanism");
      refuseInvalid(mechanism);
      const profiles = (options.values ?? ["4,2"]).map((text) => readValues(text));
      const notions: readonly Notion[] = options.notion === "all" ? SYBIL_NOTIONS : [options.notion];
      const played = needsPlay(notions) ? await playedAt(mechanism, profiles) : [];
      const searched = await verdictsWithin(mechanism, notions, options, played);
      const verdicts = options.prove === undefined ? searched : await proofsOf(mechanism, searched, options);
      if (verdicts.some((verdict) => verdict.outcome === "refuted")) process.exitCode = REFUTED;
      if (options.json) {
        printJson({ schema: "goldilocks/sybil/1", mechanism: mechanism.candidate, verdicts });
        return;
      }
      print(verdictsText(mechanism.candidate, verdicts));
      const idle = verdicts.some(({ notion, outcome }) => notion === "equilibrium" && outcome !== "proved");
      if (idle && played.length === 0) {
        print("\nno equilibrium was found at these values, so the equilibrium notion was not tested");
      }
    });
}

/** The verdicts after proofs were tried; why one did not close goes to standard error. */
async function proofsOf(
  mechanism: Mechanism,
  verdicts: readonly Verdict[],
  { prove, valueRatio, rivals }: Options,
): Promise<Verdict[]> {
  const gain = typeof prove === "number" ? prove : PROVED_GAIN;
  const tell = everyFewSeconds((shown, of) =>
    process.stderr.write(`${shown} of ${of} slices of values shown\n`),
  );
  const onSlice = (shown: number, open: number) => tell(shown, shown + open);
  const after: Verdict[] = [];
  for (const each of verdicts) {
    const options = { gain, valueRatio, rivals, limit: MOST_BOXES, onSlice };
    const { verdict, refusal } = await withProof(mechanism, each, options);
    if (refusal !== null)
      process.stderr.write(`${each.notion}: not proved (this says nothing against the rule): ${refusal}\n`);
    after.push(verdict);
  }
  return after;
}

/** A number, or a word for no limit. */
function numberOr(word: string, number: (text: string) => number): (text: string) => number {
  return (text) => {
    if (text.trim() === word) return Number.POSITIVE_INFINITY;
    try {
      return number(text);
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`${error.message}, nor "${word}"`);
      throw error;
    }
  };
}

/** A rule that breaks a law of mechanisms has no verdict. */
function refuseInvalid(mechanism: Mechanism): void {
  const faults = [1, 2, 4, 7].map((players) => findFault(mechanism, players, 1));
  const fault = faults.find((each) => each !== null) ?? findFaultWidely(mechanism);
  if (fault !== null) throw new InputError(`--mechanism: no mechanism: ${fault}`);
}

function needsPlay(notions: readonly Notion[]): boolean {
  return notions.includes("equilibrium") || notions.includes("merge");
}

/** The scored equilibria at the profiles: the pure ones, or where there is none a mixed one. */
async function playedAt(
  mechanism: Mechanism,
  profiles: readonly (readonly number[])[],
): Promise<PlayedProfile[]> {
  const solveProgramme = await loadLinearProgrammeSolver();
  return profiles.flatMap((values) =>
    scoredEquilibria(solve(mechanism, values, { solveProgramme })).map(({ bids, strategies }) => ({
      values,
      bids,
      ...(strategies ? { strategies } : {}),
    })),
  );
}

/** One search, or as many with further seeds as begin within the minutes given; Ctrl-C ends them early. */
async function verdictsWithin(
  mechanism: Mechanism,
  notions: readonly Notion[],
  options: Options,
  played: readonly PlayedProfile[],
): Promise<readonly Verdict[]> {
  const { minutes = 0, identities, tolerance, seed, rivals, valueRatio } = options;
  // An enclosure proves no more than this domain, and takes seconds.
  const boxes = options.boxes ?? (identities === 2 && rivals === 1 ? BOXES : 0);
  const effort = { ...DEFAULT_SEARCH.effort, boxes };
  const search: SearchOptions = {
    ...DEFAULT_SEARCH,
    identities,
    tolerance,
    seed,
    rivals,
    valueRatio,
    effort,
  };
  let verdicts: readonly Verdict[] = await verify(mechanism, notions, search, played);
  const end = Date.now() + minutes * MINUTE;
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
  };
  if (minutes > 0) process.once("SIGINT", interrupt);
  for (let round = 1; Date.now() < end && !interrupted; round++) {
    const open = verdicts.filter(({ outcome }) => outcome === "not-refuted");
    if (open.length === 0) break;
    report(round, end, open);
    const again = { ...search, seed: (seed + round) >>> 0 };
    verdicts = await withFurtherEffort(mechanism, verdicts, again, played);
    // Lets a signal in between two searches.
    await new Promise((resolve) => setImmediate(resolve));
  }
  process.off("SIGINT", interrupt);
  if (interrupted) {
    const rounds = verdicts.find(({ effort }) => effort?.rounds)?.effort?.rounds ?? 1;
    process.stderr.write(`interrupted after ${rounds} rounds; to go on, add --seed ${seed + rounds}\n`);
    process.exitCode = INTERRUPTED;
  }
  return verdicts;
}

function report(round: number, end: number, open: readonly Verdict[]): void {
  const left = Math.max(0, (end - Date.now()) / MINUTE).toFixed(1);
  const gains = open.map(({ notion, largestGainShare, effort }) => {
    return `${notion} ${effort?.evaluations ?? 0} outcomes, largest gain ${mostFigure(largestGainShare, 2)}`;
  });
  process.stderr.write(`round ${round + 1}, ${left} minutes left: ${gains.join("; ")}\n`);
}
