import { Command } from "commander";

/** A command as the program's help lists it. Its module is loaded only when the command line names it. */
interface ListedCommand {
  readonly name: string;
  readonly description: string;
  /** Its arguments, as commander writes them. */
  readonly operands?: string;
  /** It is a group of commands, without options of its own. */
  readonly group?: true;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help. `test/search/command/commands.test.ts` compares each row with its module. */
export const COMMANDS: readonly ListedCommand[] = [
  {
    name: "solve",
    description: "one game's equilibria",
    load: async () => (await import("./solve.js")).solveCommand(),
  },
  {
    name: "compare",
    description: "the article's table, for any mechanisms and points of a front",
    load: async () => (await import("./compare.js")).compareCommand(),
  },
  {
    name: "verify",
    description: "is a mechanism Sybil-proof? a verdict for each notion",
    load: async () => (await import("./verify.js")).verifyCommand(),
  },
  {
    name: "prove",
    operands: "<statement>",
    description: "prove a statement for all ratios or all bids, with a certificate",
    load: async () => (await import("./prove.js")).proveCommand(),
  },
  {
    name: "replay",
    description: "evaluate a deviation through several identities, without rounding",
    load: async () => (await import("./replay.js")).replayCommand(),
  },
  {
    name: "mechanisms",
    operands: "[name]",
    description: "the catalogue of mechanisms, or one family's card",
    load: async () => (await import("./mechanisms.js")).mechanismsCommand(),
  },
  {
    name: "search",
    operands: "<job>",
    description: "run a search job, or continue it",
    load: async () => (await import("./search.js")).searchCommand(),
  },
  {
    name: "resume",
    operands: "<folder>",
    description: "continue a run that was stopped",
    load: async () => (await import("./search.js")).resumeCommand(),
  },
  {
    name: "status",
    operands: "<folder>",
    description: "the progress of a run, while it runs or after",
    load: async () => (await import("./status.js")).statusCommand(),
  },
  {
    name: "watch",
    operands: "<folder>",
    description: "serve the report of a running search on this machine, read-only",
    load: async () => (await import("./watch.js")).watchCommand(),
  },
  {
    name: "worker",
    description: "compute for searches on other machines, over a queue",
    load: async () => (await import("./worker.js")).workerCommand(),
  },
  {
    name: "improve",
    description: "change a scale-free rule towards more revenue than PAP at no less fairness",
    load: async () => (await import("./improve.js")).improveCommand(),
  },
  {
    name: "inspect",
    operands: "<front>",
    description: "a front as a table, a plot or CSV, or the claims of a study",
    load: async () => (await import("./inspect.js")).inspectCommand(),
  },
  {
    name: "check",
    operands: "[front]",
    description: "recompute every claim in a front or a study; exit 1 if one is false",
    load: async () => (await import("./check.js")).checkCommand(),
  },
  {
    name: "report",
    operands: "<front>",
    description: "a front as one self-contained page, and as a picture",
    load: async () => (await import("./report.js")).reportCommand(),
  },
  {
    name: "study",
    operands: "<question>",
    description: "answer a question: claims with their domain and grade, tables and figures",
    load: async () => (await import("./study.js")).studyCommand(),
  },
  {
    name: "setting",
    group: true,
    description: "when, what, who, where: a mechanism in the article's other questions, beside PAP",
    load: async () => (await import("./setting.js")).settingCommand(),
  },
  {
    name: "values",
    group: true,
    description: "value profiles from real bids",
    load: async () => (await import("./values.js")).valuesCommand(),
  },
  {
    name: "bench",
    operands: "<kind>",
    description: "time a fixed kind of work on a file of it",
    load: async () => (await import("./bench.js")).benchCommand(),
  },
];

/** All commands: those that a word of the command line names in full, the others as the help lists them. */
export function commandsFor(words: readonly string[]): Promise<Command[]> {
  return Promise.all(
    COMMANDS.map((listed) => (words.includes(listed.name) ? listed.load() : asListed(listed))),
  );
}

/** What the help and the search for the nearest name need of a command. */
export function asListed({ name, description, operands, group }: ListedCommand): Command {
  const command = new Command(name).description(description);
  if (operands) command.arguments(operands);
  if (!group) command.option("--json");
  return command;
}
