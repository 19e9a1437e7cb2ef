import type { Command } from "commander";
import { DEFAULT_MEMORY, DEFAULT_PATIENCE } from "../executor/threads.js";
import { numberIn } from "./input.js";

/** The options of a command that computes in worker threads. */
export function withThreadLimits(command: Command): Command {
  return command
    .option("--workers <number>", "worker threads (default: one a core)", numberIn("--workers", 1, 256, true))
    .option(
      "--patience <seconds>",
      "how long a worker may take for one candidate",
      numberIn("--patience", 0.1, 1e6),
      DEFAULT_PATIENCE,
    )
    .option(
      "--memory <megabytes>",
      "how much heap a worker may use",
      numberIn("--memory", 64, 65_536, true),
      DEFAULT_MEMORY,
    );
}

/** Which of these options stand on the command line. */
export function threadLimitsGiven(command: Command): string[] {
  return ["workers", "patience", "memory"]
    .filter((name) => command.getOptionValueSource(name) === "cli")
    .map((name) => `--${name}`);
}
