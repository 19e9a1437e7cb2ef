import { Command, Option } from "commander";
import type { ClimbProblem } from "../../src/improve/climb.js";
import { type Improvement, improve } from "../../src/improve/improve.js";
import { type NamedProfile, ratioProfiles, shareLevels, shareProfiles } from "../../src/improve/profiles.js";
import { InputError } from "../../src/input-error.js";
import { shareBaseOf } from "../../src/mechanism/shape/exponent-share.js";
import { decimalBelow } from "../../src/numeric/decimal.js";
import type { Binding } from "../../src/programme/binding.js";
import { DEFAULT_SEARCH } from "../../src/sybil/options.js";
import type { Verdict } from "../../src/sybil/verdict.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { VERSION } from "../io/version.js";
import { writeWhole } from "../io/whole-file.js";
import { figure, leastMargin, mostFigure } from "../show/text/format.js";
import { table } from "../show/text/table.js";
import { verdictsText } from "../show/text/verdicts.js";
import { IMPROVEMENT_SCHEMA } from "../study/dominance/improvement-schema.js";
import { MECHANISM_FORMS, numberIn, print, printJson, readMechanism, readValues } from "./input.js";

const REFUTED = 1;
const SHOWN = 8;
/** Gains next to 0 that the programme sees, as a share of value. */
const REACH = 0.02;
/** Totals that identities divide, and of how many of them one is a row: fewer rows where there are sets of rivals. */
const TOTALS = 2888;
const BLOCK = 8;
const LARGE_BLOCK = 32;

const EXAMPLE = `
Changes a scale-free rule by splines in the share of bids. Each step solves a linear programme: it maximises the
smallest R/R_PAP - 1 over the profiles, while fairness stays at PAP's or above, every player prefers to take part,
and the chosen notion holds at sampled deviations. The result is then verified by search; this is not a proof.
Exits with 1 if the result is refuted.

Example:
  $ goldilocks improve --mechanism pap --ratios 0.5,1 --notion best-response --rivals 1 --steps 20
  $ goldilocks improve --mechanism pap --ratios 0.2,1 --notion split --steps 1
`;

interface Options {
  readonly mechanism: string;
  readonly ratios?: string;
  readonly leastShare?: number;
  readonly players: string;
  readonly levels: number;
  readonly profiles: number;
  readonly notion: ClimbProblem["notion"];
  readonly identities: number;
  readonly rivals: number;
  readonly knots: number;
  readonly proved?: true;
  readonly steps: number;
  readonly rounds: number;
  readonly cost: number;
  readonly seed: number;
  readonly out?: string;
  readonly json?: true;
}

/** `goldilocks improve`: from a mechanism to a better one near it, by linear programmes. */
export function improveCommand(): Command {
  return new Command("improve")
    .description("change a scale-free rule towards more revenue than PAP at no less fairness")
    .requiredOption("--mechanism <M>", MECHANISM_FORMS)
    .option("--ratios <low,high>", "the lower value over the higher, of two players")
    .option(
      "--profiles <N>",
      "number of ratios in that range, evenly spaced in logarithm",
      numberIn("--profiles", 2, 400, true),
      30,
    )
    .option(
      "--least-share <q>",
      "in place of ratios: profiles by their shares under PAP, none below q",
      numberIn("--least-share", 1e-6, 0.5),
    )
    .option("--players <n,...>", "numbers of players, with --least-share", "2")
    .option(
      "--levels <N>",
      "number of shares from q to 1/2, with --least-share",
      numberIn("--levels", 2, 100, true),
      6,
    )
    .addOption(
      new Option("--notion <notion>")
        .choices(["none", "split", "best-response", "equilibrium"])
        .default("best-response"),
    )
    .option(
      "--identities <K>",
      "largest number of identities tried, 2 to 16",
      numberIn("--identities", 2, 16, true),
      16,
    )
    .option(
      "--rivals <N>",
      "largest number of rivals tried for best-response, 1 to 4",
      numberIn("--rivals", 1, 4, true),
      1,
    )
    .option(
      "--proved",
      "use the sufficient condition that proves split-proofness instead of sampled constraints",
    )
    .option("--knots <K>", "knots of each spline, 4 to 16", numberIn("--knots", 4, 16, true), 8)
    .option(
      "--steps <N>",
      "largest number of linear programmes solved",
      numberIn("--steps", 1, 1000, true),
      60,
    )
    .option(
      "--rounds <N>",
      "largest number of rounds, each with the last witness as a new constraint",
      numberIn("--rounds", 0, 200, true),
      10,
    )
    .option(
      "--cost <C>",
      "initial penalty for a violated constraint, relative to the gain",
      numberIn("--cost", 1, 1e4),
      5,
    )
    .option("--seed <S>", "seed of the verdicts' search", numberIn("--seed", 0, 2 ** 31 - 1, true), 0)
    .option("--out <file>", "also write the JSON document to a file")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const base = await readMechanism(options.mechanism, "--mechanism");
  if (shareBaseOf(base) === null) {
    throw new InputError(
      "--mechanism: only scale-free rules of weights can be tilted, such as pap or tullock",
    );
  }
  const { notion, identities, rivals, knots, steps, seed } = options;
  if (options.proved === true && notion !== "split")
    throw new InputError("--proved: goes with --notion split");
  const { valueRatio } = DEFAULT_SEARCH;
  const problem = {
    ...{ base: base.candidate, knots, notion, proved: options.proved === true, cost: options.cost },
    profiles: profilesOf(options),
    domain: {
      rivals,
      identities,
      valueRatio,
      reach: REACH,
      totals: TOTALS,
      block: rivals === 1 ? BLOCK : LARGE_BLOCK,
    },
  };
  const result = await improve(
    problem,
    {
      ...{ steps, rounds: options.rounds, search: { ...DEFAULT_SEARCH, identities, rivals, seed } },
      onStep: (step, { gain, broken }) =>
        note(
          `step ${step}: smallest gain ${leastMargin(gain)}, largest constraint violation ${mostFigure(broken, 2)}`,
        ),
      onRound: (round, refuted) =>
        note(
          `round ${round}: ${refuted ? "refuted; the witness becomes a constraint" : "at some profile no equilibrium was found, or another one"}`,
        ),
    },
    await loadLinearProgrammeSolver(),
  );
  if (result === null) {
    throw new InputError(
      "--mechanism: at some profile it has no pure equilibrium in which all players take part",
    );
  }
  const document = improvementDocument(options, problem.profiles.length, result);
  if (options.out !== undefined) writeWhole(options.out, `${JSON.stringify(document, null, 2)}\n`);
  if (options.json) printJson(document);
  else print(improvementText(document));
  if (refuted(result.verdicts) || result.unsolved.length > 0) process.exitCode = REFUTED;
}

function refuted(verdicts: readonly Verdict[]): boolean {
  return verdicts.some(({ outcome }) => outcome === "refuted");
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

function profilesOf({ ratios, profiles, players, leastShare, levels }: Options): NamedProfile[] {
  if ((ratios === undefined) === (leastShare === undefined)) {
    throw new InputError("--ratios, --least-share: give one of them, such as --ratios 0.2,1");
  }
  if (leastShare !== undefined) {
    const counts = readValues(players, "--players");
    return counts.flatMap((n) => {
      if (!Number.isInteger(n) || n < 2 || n > 5)
        throw new InputError("--players: whole numbers from 2 to 5");
      if (leastShare * n >= 1) throw new InputError(`--least-share: ${n} players need one below 1/${n}`);
      return shareProfiles(n, shareLevels(leastShare, levels));
    });
  }
  const range = readValues(ratios!, "--ratios");
  const [low, high] = [range[0]!, range[1]!];
  if (range.length !== 2 || !(low < high) || high > 1) {
    throw new InputError("--ratios: two numbers, 0 < low < high <= 1, such as 0.2,1");
  }
  return ratioProfiles(low, high, profiles);
}

function improvementDocument(
  options: Options,
  profiles: number,
  { outcome, steps, rounds, standing, binding, verdicts, unsolved }: Improvement,
) {
  const { ratios, players, leastShare, notion, proved, identities, rivals } = options;
  const range =
    leastShare === undefined
      ? { ratios: readValues(ratios!) }
      : { leastShare, players: readValues(players), levels: options.levels };
  const { mechanism, gain, broken, rows } = standing;
  return {
    schema: IMPROVEMENT_SCHEMA,
    problem: { ...range, profiles, notion, proved: proved === true, identities, rivals },
    ...{ mechanism: mechanism.candidate, outcome, steps, rounds, smallestGain: gain, broken },
    perProfile: rows
      .filter(({ kind }) => kind === "revenue" || kind === "fairness")
      .map(({ kind, place, value }) => ({ kind, profile: place, value })),
    ...{ binding, verdicts, unsolved },
    made: { version: VERSION, command: commandOf(options) },
  };
}

/** The command that comes to the same again. */
function commandOf(options: Options): string {
  const { ratios, leastShare, players, levels, profiles, proved, ...rest } = options;
  const range = leastShare === undefined ? { ratios, profiles } : { leastShare, players, levels };
  const given = { mechanism: rest.mechanism, ...range, notion: rest.notion };
  const { identities, rivals, knots, steps, rounds, cost, seed } = rest;
  const words = Object.entries({ ...given, identities, rivals, knots, steps, rounds, cost, seed }).map(
    ([name, value]) => `--${name === "leastShare" ? "least-share" : name} ${quoted(String(value))}`,
  );
  return ["goldilocks improve", ...words, ...(proved === true ? ["--proved"] : [])].join(" ");
}

function quoted(word: string): string {
  return /^[\w.,:=@/-]+$/.test(word) ? word : `'${word}'`;
}

type ImprovementDocument = ReturnType<typeof improvementDocument>;

function improvementText(document: ImprovementDocument): string {
  const { mechanism, outcome, steps, rounds, smallestGain, broken, binding, problem, verdicts, unsolved } =
    document;
  const rows = (list: readonly Binding[]) =>
    list.slice(0, SHOWN).map(({ kind, place, price }) => [kind, place, figure(price, 3)]);
  return [
    `${refuted(verdicts) ? `refuted under ${problem.notion}, so not yet an answer; ` : ""}` +
      `${outcome} after ${steps} linear programmes in round ${rounds}: revenue at least ${decimalBelow(smallestGain, 5, 2)} % above PAP's at all ` +
      `${problem.profiles} profiles, largest constraint violation ${mostFigure(broken, 2)}`,
    JSON.stringify(mechanism),
    ...(unsolved.length > 0
      ? [
          `not yet an answer: no pure equilibrium was found, or one that excludes a player, at ${unsolved.join(", ")}`,
        ]
      : []),
    ...(binding === null
      ? []
      : [
          "binding constraints and their shadow prices:",
          table(["constraint", "at", "shadow price"], rows([...binding.revenue, ...binding.others]), {
            align: ["left", "left", "right"],
          }),
        ]),
    ...(verdicts.length > 0 ? [verdictsText(document.mechanism, verdicts)] : []),
  ].join("\n\n");
}
