import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../src/mechanism/mechanism.js";
import { mechanismText } from "../../src/mechanism/notation.js";
import {
  bayesInput,
  diminishingInput,
  partsInput,
  repeatedInput,
  timingInput,
} from "../../src/public/setting-inputs.js";
import { checkRules } from "../../src/public/settings.js";
import type { BayesFigures } from "../../src/setting/bayes/bayes.js";
import { type AnswerBesidePap, answerBesidePap } from "../../src/setting/beside-pap.js";
import { profileStates } from "../../src/setting/profile-states.js";
import type { Setting } from "../../src/setting/setting.js";
import { SETTINGS } from "../../src/setting/settings.js";
import { readJson } from "../io/json-file.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { writeWhole } from "../io/whole-file.js";
import { importValues } from "../relay/import.js";
import type { Figure } from "../show/figure/figure.js";
import { strategiesFigure } from "../show/figure/strategies.js";
import { figureText } from "../show/figure/text.js";
import { settingText } from "../show/text/setting.js";
import { MECHANISM_FORMS, print, printJson, readMechanisms } from "./input.js";
import { committeeCommand } from "./setting-committee.js";
import { SETTING_SCHEMA } from "./setting-document.js";
import { solutionDocument } from "./solution-document.js";

/** A setting that plays games, as a command. */
interface Played {
  readonly question: string;
  readonly help: string;
  readonly setting: Setting<never, object>;
  readonly input: (given: unknown, where: string) => unknown;
  /** Solutions are printed beside the figures; left out where payoffs are not v x - p. */
  readonly games: boolean;
}

const PLAYED: Readonly<Record<string, Played>> = {
  timing: {
    question: "when is the slot sold? in the slot, ahead, or on a forecast, with a resale market or without",
    help: `
States have a probability, a value a player and, with mode "signal", a signal that players get; in place of states, draws of
lognormal shocks: {"values": [4, 2], "common": 0.5, "own": 0.2, "count": 64, "seed": 1}. Modes: in-slot, ahead, signal, and
ahead-resale with "resale", the probability that the slot is sold on just in time.

With --slots the states are real slots: the best bid of each builder key that bids in every one, each slot equally likely.

Example: how accurate is the MEV oracle where tickets are sold ahead of time, and where they are sold in the slot?
  $ goldilocks setting timing --input search/settings/ahead.json --mechanism pap
  $ goldilocks setting timing --input search/settings/in-slot.json --mechanism wta
Does the ex-ante strongest win everything where the slot can be sold on?
  $ goldilocks setting timing --input search/settings/resale.json --mechanism wta
`,
    ...{ setting: SETTINGS.timing as Setting<never, object>, input: timingInput, games: true },
  },
  parts: {
    question: "what is sold? the parts of a block, each by a rule of its own, or the whole",
    help: `
valuesByPlayerAndPart has a row a player and a column a part. Mode "bundle" sells the whole, "parts" each part by a rule of its
own: one rule for all, or one a part, separated by semicolons. The benchmark is PAP on the bundle.

Example: the top of the block to the highest bid, the rest by PAP's lottery.
  $ goldilocks setting parts --input search/settings/top-of-block.json --mechanism "wta;pap"
`,
    ...{ setting: SETTINGS.parts as Setting<never, object>, input: partsInput, games: true },
  },
  repeated: {
    question: "who can collude? the patience that a cartel needs, and what an outsider gains",
    help: `
Cartels: "scaled-bids" (all bid kappa times their equilibrium bids; "kappas", "outsider") and "shares-of-its-choice" (bids next to
nothing; "lottery": "after-bids" or "before-bids", "shares" where they are given).

Example: can the article's two players collude under winner-take-all, as its first reply asks?
  $ goldilocks setting repeated --input search/settings/cartel.json --mechanism wta
  $ goldilocks setting repeated --input search/settings/scaled-bids.json --mechanism pap
`,
    ...{ setting: SETTINGS.repeated as Setting<never, object>, input: repeatedInput, games: true },
  },
  diminishing: {
    question: "does a fair rule count the cost of centralisation twice? winning more is worth less",
    help: `
A player earns v (x - gamma x^2 / 2) - p: "gamma" is how fast the worth of a share falls, from 0 to 1.

Example: do bidders who bear the cost of centralisation themselves split the slot too evenly?
  $ goldilocks setting diminishing --input search/settings/double-counting.json --mechanism pap
`,
    ...{ setting: SETTINGS.diminishing as Setting<never, object>, input: diminishingInput, games: false },
  },
  bayes: {
    question:
      "what if nobody knows the others' values? bidders know their own, and the priors of the others'",
    help: `
"prior" and "players", or "priors" with one a player, 2 to 5. Priors: {"type": "uniform", "low": 1, "high": 2},
{"type": "lognormal", "median": 1, "sigma": 0.5, "low": 0.3, "high": 4} (cut to [low, high]), and
{"type": "discrete", "values": [1, 3], "probabilities": [0.5, 0.5]}.
"atValues" lists bids and utilities there; "identities" adds the Sybil notion bayes; with PAP, "phi": "largest" adds the
largest phi at which PAP + phi B keeps every type in. Auctions need one prior for all, uniform or lognormal.

Example: what do bidders bid under PAP who know of each other that values are even in [1, 2]? and do two identities pay?
  $ goldilocks setting bayes --input search/settings/private-values.json --mechanism pap
  $ goldilocks setting bayes --input search/settings/private-values.json --mechanism tullock:alpha=0.5
`,
    ...{ setting: SETTINGS.bayes as Setting<never, object>, input: bayesInput, games: false },
  },
};

const GROUP_HELP = `
Example:
  $ goldilocks setting timing --help
  $ goldilocks setting timing --input search/settings/ahead.json --mechanism wta
`;

/** `goldilocks setting`: the article's questions beyond the one-shot game. */
export function settingCommand(): Command {
  const command = new Command("setting")
    .description("when, what, who, where: a mechanism in the article's other questions, beside PAP")
    .addHelpText("after", GROUP_HELP);
  for (const [name, played] of Object.entries(PLAYED)) command.addCommand(playedCommand(name, played));
  return command.addCommand(committeeCommand());
}

interface Options {
  readonly input: string;
  readonly mechanism?: string;
  readonly slots?: readonly string[];
  readonly svg?: string;
  readonly json?: true;
}

function playedCommand(name: string, played: Played): Command {
  const command = new Command(name)
    .description(played.question)
    .requiredOption(
      "--input <file>",
      "JSON: the input of the setting, and its mechanism where --mechanism is left out",
    )
    .option("--mechanism <M>", MECHANISM_FORMS)
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", played.help)
    .action((options: Options) => run(name, played, options));
  if (name === "bayes") command.option("--svg <file>", "write the strategies there, bid against value");
  if (name === "timing") {
    command.option("--slots <file...>", "states from real slots: saved replies of relays, one state a slot");
  }
  return command;
}

async function run(name: string, { setting, input, games }: Played, options: Options): Promise<void> {
  const file = withSlots(readInput(options.input, name), options.slots);
  const checked = input(file.input, file.where);
  const rules = await rulesOf(options, file);
  if (name === "parts") checkRules(rules.length, partsInput(file.input, file.where), "mechanism");
  else if (rules.length !== 1) throw new InputError(`mechanism: ${rules.length} rules are given; give one`);
  const solveProgramme = await loadLinearProgrammeSolver();
  const answered = answerBesidePap(setting, rules, checked as never, { solveProgramme });
  const mechanism = mechanismOf(rules);
  const strategies =
    name === "bayes" && answered.figures !== null
      ? strategiesFigure(mechanismText(rules[0]!.candidate), answered.figures as BayesFigures)
      : null;
  if (options.svg !== undefined) await writeStrategies(options.svg, strategies);
  if (options.json) {
    printJson({
      ...{ schema: SETTING_SCHEMA, setting: name, mechanism, input: file.input },
      ...documentOf(answered, games),
    });
  } else {
    const plot = strategies === null ? [] : [figureText(strategies)];
    print([answerText(name, rules, answered), ...plot].join("\n\n"));
  }
}

async function writeStrategies(path: string, strategies: Figure | null): Promise<void> {
  if (strategies === null) {
    process.stderr.write(`${path} is not written: no equilibrium was found\n`);
    return;
  }
  const { drawFigure } = await import("../show/figure/plot.js");
  writeWhole(path, drawFigure(strategies));
  process.stderr.write(`wrote ${path}\n`);
}

/** The candidate of one rule, or of the rule of each part. */
function mechanismOf(rules: readonly Mechanism[]): Candidate | { readonly parts: readonly Candidate[] } {
  const candidates = rules.map(({ candidate }) => candidate);
  return candidates.length === 1 ? candidates[0]! : { parts: candidates };
}

function documentOf({ status, reason, figures, pap, games }: AnswerBesidePap<object>, withGames: boolean) {
  return {
    status,
    ...(reason === undefined ? {} : { reason }),
    ...{ figures, pap },
    ...(withGames
      ? {
          games: games.map(({ name, mechanism, values, solution }) => ({
            name,
            ...solutionDocument(mechanism.candidate, values, solution),
          })),
        }
      : {}),
  };
}

function answerText(name: string, rules: readonly Mechanism[], answered: AnswerBesidePap<object>): string {
  const rule = rules.map(({ candidate }) => mechanismText(candidate)).join("; ");
  const { status, reason, figures, pap } = answered;
  const head = `${name}, ${rule}: ${status}${reason === undefined ? "" : `, ${reason}`}`;
  if (figures === null) return head;
  return `${head}\n\n${settingText(rule, figures as Record<string, unknown>, pap as Record<string, unknown> | null)}`;
}

/** The input with states of real slots in place of its own. */
function withSlots(file: InputFile, paths?: readonly string[]): InputFile {
  if (paths === undefined) return file;
  const input = file.input as Record<string, unknown>;
  if ("states" in input || "draws" in input) {
    throw new InputError(`${file.where}: has states of its own; leave them or --slots out`);
  }
  const found = profileStates(importValues(paths).profiles);
  if (found === null) {
    throw new InputError(
      `--slots: ${paths.join(", ")} have fewer than two builder keys in every slot; give other slots`,
    );
  }
  return { ...file, input: { ...input, states: found.states } };
}

/** What a file holds: the input of a setting, and a mechanism, a text or a candidate. */
interface InputFile {
  readonly input: unknown;
  readonly mechanism?: unknown;
  /** How messages call the place of the input. */
  readonly where: string;
}

const AROUND = ["input", "mechanism", "setting"];

/** The input of a file, with its mechanism in it or beside it. */
export function readInput(path: string, setting: string): InputFile {
  const content = readJson(path);
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new InputError(`${path}: must hold an object, the input of setting ${setting}`);
  }
  if (!("input" in content)) {
    const { mechanism, ...input } = content as Record<string, unknown>;
    return { input, mechanism, where: path };
  }
  const stray = Object.keys(content).find((key) => !AROUND.includes(key));
  if (stray !== undefined) throw new InputError(`${path}: unknown key ${JSON.stringify(stray)} beside input`);
  const { input, mechanism, setting: named = setting } = content as Record<string, unknown>;
  if (named !== setting)
    throw new InputError(`${path}: setting: is ${JSON.stringify(named)}, not ${setting}`);
  return { input, mechanism, where: `${path}: input` };
}

async function rulesOf(options: Options, file: InputFile): Promise<Mechanism[]> {
  if (options.mechanism !== undefined) {
    const parsed = options.mechanism.trim().startsWith("{") ? partsOf(options.mechanism) : null;
    return parsed === null
      ? readMechanisms(options.mechanism, "--mechanism")
      : built(parsed, "--mechanism.parts");
  }
  const { mechanism, where } = file;
  if (mechanism === undefined || mechanism === null) {
    throw new InputError(`${where}: has no mechanism; give it there, or by --mechanism`);
  }
  if (typeof mechanism === "string") return readMechanisms(mechanism, `${where}: mechanism`);
  const { parts } = mechanism as { parts?: unknown };
  if (parts === undefined) return built([mechanism], `${where}: mechanism`);
  if (!Array.isArray(parts)) throw new InputError(`${where}: mechanism.parts: must be a list of mechanisms`);
  return built(parts, `${where}: mechanism.parts`);
}

/** The rules of {"parts": [..]}; null for other JSON, which is read as a mechanism. */
function partsOf(text: string): unknown[] | null {
  try {
    const { parts } = JSON.parse(text) as { parts?: unknown };
    return Array.isArray(parts) ? parts : null;
  } catch {
    return null;
  }
}

function built(candidates: readonly unknown[], where: string): Promise<Mechanism[]> {
  return Promise.all(
    candidates.map((each, k) => buildMechanism(each, candidates.length === 1 ? where : `${where}[${k}]`)),
  );
}
