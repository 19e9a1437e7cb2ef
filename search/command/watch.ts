import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import type { ResolvedJob } from "../job/job.js";
import { frontSoFar, replayOf } from "../run/so-far.js";
import { servePage } from "../show/report/live.js";
import { renderReport } from "../show/report/report.js";
import { INTERRUPTED, numberIn, printJson } from "./input.js";
import { jobOf } from "./run-input.js";

const PORT = 8484;
const EXAMPLE = `
The page reloads itself and keeps what is selected. It is reachable from this machine only, and nothing can be changed
through it. Ctrl-C ends it.

Example:
  $ goldilocks watch results/my-run
  $ goldilocks watch results/my-run --port 0 --every 5
`;

interface Options {
  readonly port: number;
  readonly every: number;
  readonly json?: true;
}

/** `goldilocks watch`: the report of a run that grows, served on this machine. */
export function watchCommand(): Command {
  return new Command("watch")
    .description("serve the report of a running search on this machine, read-only")
    .argument("<folder>", "the folder of a run")
    .option(
      "--port <number>",
      "port on 127.0.0.1; 0 for any free one",
      numberIn("--port", 0, 65_535, true),
      PORT,
    )
    .option("--every <seconds>", "seconds between reloads of the page", numberIn("--every", 1, 3600), 10)
    .option("--json", "print the address as one JSON document on standard output")
    .addHelpText("after", EXAMPLE)
    .action(async (folder: string, { port, every, json }: Options) => {
      const job = jobOf(folder);
      const page = pageOf(folder, job, every);
      await page();
      const served = await listening(port, page);
      if (json) printJson({ schema: "goldilocks/watch/1", folder, address: served.address });
      process.stderr.write(`watching ${folder}: open ${served.address} (Ctrl-C ends)\n`);
      await new Promise<void>((done) => process.once("SIGINT", done).once("SIGTERM", done));
      await served.close();
      process.exitCode = INTERRUPTED;
    });
}

async function listening(port: number, page: () => Promise<string>) {
  try {
    return await servePage(port, page);
  } catch (error) {
    throw new InputError(
      `--port: ${port} cannot be used (${(error as NodeJS.ErrnoException).code}); give another`,
    );
  }
}

/** The page of a run, made anew only when the journal has grown, and once for requests that come together. */
function pageOf(folder: string, job: ResolvedJob, every: number): () => Promise<string> {
  let made = { evaluations: -1, text: "" };
  let making: Promise<string> | null = null;
  const make = async () => {
    const replay = replayOf(folder, job);
    const { evaluations } = replay.archive;
    if (evaluations === made.evaluations) return made.text;
    const text = reloading(await renderReport(await frontSoFar(job, replay)), every);
    made = { evaluations, text };
    return text;
  };
  return () => {
    making ??= make().finally(() => {
      making = null;
    });
    return making;
  };
}

/** A page that asks for itself again. */
function reloading(page: string, seconds: number): string {
  return page.replace("<head>", () => `<head>\n    <meta http-equiv="refresh" content="${seconds}">`);
}
