#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { InputError } from "../src/input-error.js";
import { benchCommand } from "./command/bench.js";
import { checkCommand } from "./command/check.js";
import { compareCommand } from "./command/compare.js";
import { improveCommand } from "./command/improve.js";
import { inspectCommand } from "./command/inspect.js";
import { mechanismsCommand } from "./command/mechanisms.js";
import { replayCommand } from "./command/replay.js";
import { reportCommand } from "./command/report.js";
import { resumeCommand, searchCommand } from "./command/search.js";
import { solveCommand } from "./command/solve.js";
import { statusCommand } from "./command/status.js";
import { studyCommand } from "./command/study.js";
import { valuesCommand } from "./command/values.js";
import { verifyCommand } from "./command/verify.js";
import { workerCommand } from "./command/worker.js";
import { withoutPasswords } from "./executor/queue/address.js";
import { VERSION } from "./io/version.js";

const BAD_INPUT = 2;

const program = new Command("goldilocks")
  .description("searches for Sybil-proof mechanisms that beat Proportional-all-pay on revenue and fairness")
  .version(VERSION)
  .addHelpText("after", "\nExample:\n  $ goldilocks compare --values 4,2\n");

const commands = [
  solveCommand(),
  compareCommand(),
  verifyCommand(),
  replayCommand(),
  mechanismsCommand(),
  searchCommand(),
  resumeCommand(),
  statusCommand(),
  workerCommand(),
  improveCommand(),
  inspectCommand(),
  checkCommand(),
  reportCommand(),
  studyCommand(),
  valuesCommand(),
  benchCommand(),
];
for (const command of commands) program.addCommand(command);
for (const command of [program, ...commands, ...commands.flatMap((each) => each.commands)]) {
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: () => {} });
}

// A reader that closes the pipe early, such as head, is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

/** Says what went wrong on standard error and picks the exit code. */
function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // The bare program has shown its help already.
    if (error.code !== "commander.help") {
      process.stderr.write(
        `goldilocks: ${withoutPasswords(oneLine(error.message.replace(/^error: /, "")))}\n`,
      );
    }
    return BAD_INPUT;
  }
  if (error instanceof InputError) {
    process.stderr.write(`goldilocks: ${oneLine(error.message)}\n`);
    return BAD_INPUT;
  }
  throw error;
}

function oneLine(message: string): string {
  return message.replaceAll(/\s*\n\s*/g, " ");
}
