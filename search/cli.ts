#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { InputError } from "../src/input-error.js";
import { commandsFor } from "./command/commands.js";
import { withoutPasswords } from "./executor/queue/address.js";
import { VERSION } from "./version.js";

const BAD_INPUT = 2;

// A reader that closes the pipe early, such as head, is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
}

const program = new Command("goldilocks")
  .description("searches for Sybil-proof mechanisms that beat Proportional-all-pay on revenue and fairness")
  .version(VERSION)
  .addHelpText("after", "\nExample:\n  $ goldilocks compare --values 4,2\n");

const commands = await commandsFor(process.argv.slice(2));
for (const command of commands) program.addCommand(command);
for (const command of [program, ...commands, ...commands.flatMap((each) => each.commands)]) {
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: () => {} });
}

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
