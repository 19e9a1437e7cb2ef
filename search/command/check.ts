import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Command } from "commander";
import { InputError } from "../../src/input-error.js";
import { certificateRefusal, statementText } from "../certificate/check.js";
import { readCertificate } from "../certificate/file.js";
import { checkFront } from "../front/check/check.js";
import type { CheckedClaim } from "../front/check/claim.js";
import { judged } from "../front/check/claim.js";
import { CHECK_TOLERANCE } from "../front/check/tolerance.js";
import type { PublishedFront } from "../front/front.js";
import { readPublished } from "../front/read.js";
import { loadLinearProgrammeSolver } from "../io/linear-programme.js";
import { checkJournal } from "../run/check-journal.js";
import { journalPath, readEntries, refusalOf } from "../run/journal.js";
import { everyFewSeconds } from "../show/text/every-few-seconds.js";
import { table } from "../show/text/table.js";
import { checkStudy, STUDY_TOLERANCE } from "../study/check.js";
import { STUDY_FILE } from "../study/document.js";
import { print, printJson } from "./input.js";

/** `goldilocks check`: recomputes every claim in a front file. */
export function checkCommand(): Command {
  return new Command("check")
    .description("recompute every claim in a front or a study; exit 1 if one is false")
    .argument("[front]", "front.json, or the folder of a run or a study")
    .option("--certificate <file>", "repeat one proof instead: a .json.gz file of a study")
    .option("--no-search", "leave out the searches, which take seconds a point")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", HELP)
    .action(async (path: string | undefined, options: Options) => {
      const { claims, tolerance } = await claimsOf(path, options);
      const failed = claims.filter((claim) => !claim.holds);
      if (failed.length > 0) process.exitCode = 1;
      if (options.json) {
        printJson({
          schema: "goldilocks/check/1",
          tolerance,
          holds: failed.length === 0,
          claims,
        });
        return;
      }
      const rows = claims.map(({ claim, holds, detail }) => [holds ? "holds" : "FALSE", claim, detail]);
      print(table(["", "claim", "what differs"], rows));
      print(`\n${claims.length - failed.length} of ${claims.length} claims hold (figures to ${tolerance})`);
    });
}

interface Options {
  readonly certificate?: string;
  readonly search: boolean;
  readonly json?: true;
}

/** @throws InputError unless there is either a front or a certificate */
async function claimsOf(path: string | undefined, { certificate, search }: Options) {
  if ((path === undefined) === (certificate === undefined)) {
    throw new InputError("check: name a front or a folder, or --certificate with a file; one of both");
  }
  if (certificate === undefined) return claimsAt(path!, search);
  const content = readCertificate(certificate);
  const claim = judged(statementText(content.statement), [await certificateRefusal(content, certificate)]);
  return { claims: [claim], tolerance: 0 };
}

/** Every claim of a front, of a study, or of both where a folder holds both; and how far figures may lie apart. */
async function claimsAt(path: string, searchAnew: boolean) {
  const folder = basename(path) === STUDY_FILE ? dirname(path) : path;
  const claims: CheckedClaim[] = [];
  const studied = folder !== path || existsSync(join(path, STUDY_FILE));
  if (studied)
    claims.push(...(await checkStudy(folder, { solveProgramme: await loadLinearProgrammeSolver() })));
  if (!studied || existsSync(join(path, "front.json"))) {
    const onChecked = everyFewSeconds((done, of) =>
      process.stderr.write(`checked ${done} of ${of} points\n`),
    );
    const front = readPublished(path);
    claims.push(...(await checkFront(front, { searchAnew, onChecked })));
    claims.push(...journalClaims(front, path));
  }
  return { claims, tolerance: studied ? STUDY_TOLERANCE : CHECK_TOLERANCE };
}

/** What the journal beside a front says, where this program can read it. */
function journalClaims(front: PublishedFront, path: string): CheckedClaim[] {
  const folder = basename(path) === "front.json" ? dirname(path) : path;
  if (!existsSync(journalPath(folder))) return [];
  const refused = refusalOf(folder, front.jobHash);
  if (refused === null) return [checkJournal(front, () => readEntries(folder))];
  process.stderr.write(`not compared with the journal: ${refused}\n`);
  return [];
}

const HELP = `
Not recomputable from the file, so only checked for consistency: the counts by status, the history of the hypervolume,
which of several limits ended the search, how many outcomes a search evaluated, and all of "made". Where the journal of
the run lies beside the front, the file is compared with it too.
A study (study.json) is asked again with its options, and its games are solved by other code.

Example:
  $ goldilocks check results/quickstart-1234abcd
  $ goldilocks check results/exponent
  $ goldilocks check --certificate results/split/certificates/split-short-from-02-two-players.json.gz
`;
