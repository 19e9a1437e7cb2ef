#!/usr/bin/env node
import { runProgram } from "./command/program.js";

// A reader that closes the pipe early, such as head, is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
}

await runProgram(process.argv.slice(2));
