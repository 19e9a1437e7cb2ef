import { Command, CommanderError } from "commander";
import { InputError } from "../../src/input-error.js";
import { withoutPasswords } from "../executor/queue/address.js";
import { VERSION } from "../io/version.js";
import { commandsFor } from "./commands.js";

const BAD_INPUT = 2;

/**
 * Runs the program on the words of a command line, in this process, and leaves its exit code in `process.exitCode`.
 *
 * @throws what is neither bad usage nor bad input: a fault of ours
 */
export async function runProgram(words: readonly string[]): Promise<void> {
  try {
    await (await programFor(words)).parseAsync(words, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeFor(error);
  }
}

async function programFor(words: readonly string[]): Promise<Command> {
  const program = new Command("goldilocks")
    .description("searches for Sybil-proof mechanisms that beat Proportional-all-pay on revenue and fairness")
    .version(VERSION)
    .addHelpText("after", "\nExample:\n  $ goldilocks compare --values 4,2\n");
  const commands = await commandsFor(words);
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands, ...commands.flatMap((each) => each.commands)]) {
    command
      .exitOverride()
      .showSuggestionAfterError(true)
      .configureOutput({ outputError: () => {} });
  }
  return program;
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
