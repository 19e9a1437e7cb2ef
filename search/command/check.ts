import { Command } from "commander";
import { CHECK_TOLERANCE } from "../front/check/tolerance.js";
import { checkFront } from "../front/check.js";
import { readFront } from "../front/read.js";
import { everyFewSeconds } from "../text/every-few-seconds.js";
import { table } from "../text/table.js";
import { print, printJson } from "./input.js";

/** `goldilocks check`: recomputes every claim in a front file. */
export function checkCommand(): Command {
  return new Command("check")
    .description("recompute every claim in a front file; exit 1 if one is false")
    .argument("<front>", "front.json, or the folder of a run")
    .option("--no-search", "leave out the searches, which take seconds a point")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", HELP)
    .action(async (path: string, options: { search: boolean; json?: true }) => {
      const claims = await checkFront(readFront(path), {
        searchAnew: options.search,
        onChecked: everyFewSeconds((done, of) => process.stderr.write(`checked ${done} of ${of} points\n`)),
      });
      const failed = claims.filter((claim) => !claim.holds);
      if (failed.length > 0) process.exitCode = 1;
      if (options.json) {
        printJson({
          schema: "goldilocks/check/1",
          tolerance: CHECK_TOLERANCE,
          holds: failed.length === 0,
          claims,
        });
        return;
      }
      const rows = claims.map(({ claim, holds, detail }) => [holds ? "holds" : "FALSE", claim, detail]);
      print(table(["", "claim", "what differs"], rows));
      print(
        `\n${claims.length - failed.length} of ${claims.length} claims hold (figures to ${CHECK_TOLERANCE})`,
      );
    });
}

const HELP = `
Not to be recomputed from the file, and so held only to the rest of it: the counts by status, the history of the
hypervolume, which of several limits struck first, how many outcomes a search looked at, and all of "made".

Example:
  $ goldilocks check results/quickstart-1234abcd
`;
