import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  candidateFaults,
  dominationFaults,
  hypervolumeFaults,
  tallyFaults,
} from "../search/front/check/whole.js";
import { digestOf } from "../search/front/digest.js";
import { readPublished } from "../search/front/read.js";
import { jobHash, resolveJob } from "../search/job/job.js";
import { readStudy } from "../search/study/check.js";
import { studyFiles } from "../search/study/document.js";
import { studyOf } from "../search/study/studies.js";
import { type Fingerprint, FRONT, fingerprintOf, STUDY } from "./fingerprint.js";
import { goldilocks } from "./search/cli.js";

const RESULTS = "results";
/** What each folder was when all of it was last checked: data, and the code that it rests on. */
const RECORD = join(RESULTS, "checked.json");
/** `npm run check:results` sets this: everything is checked in full, and recorded. */
const EVERYTHING = process.env.GOLDILOCKS_RESULTS === "check";
/** A folder of a run, which nobody publishes: its name ends in the hash of its job. */
const RUN = /-[0-9a-f]{8}$/;
/** Ends a check that hangs; none takes a tenth of it. */
const HANGS = 3_600_000;

const folders = readdirSync(RESULTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !RUN.test(entry.name))
  .map(({ name }) => name);
const recorded: Record<string, Fingerprint> = JSON.parse(readFileSync(RECORD, "utf8"));
const published = await Promise.all(
  folders.map(async (name) => {
    const now = await fingerprintOf(join(RESULTS, name));
    const same = now.data === recorded[name]?.data && now.code === recorded[name]?.code;
    return { name, folder: join(RESULTS, name), now, unchanged: same && !EVERYTHING };
  }),
);
const has = (file: string) => published.filter(({ folder }) => existsSync(join(folder, file)));

describe("what is published in results", () => {
  it("answers the questions of the studies, in folders that say what they are", () => {
    expect(folders).toEqual(
      expect.arrayContaining([
        ...["exponent", "trade-off", "local-optimality", "split", "best-response", "every-ratio"],
        "average",
      ]),
    );
    for (const { name, folder } of published) {
      expect(existsSync(join(folder, "README.md")), name).toBe(true);
      expect(
        [FRONT, STUDY].some((file) => existsSync(join(folder, file))),
        name,
      ).toBe(true);
    }
  });

  it.each(has(FRONT))("$name: its front, job and report are of one piece", ({ folder }) => {
    const front = readPublished(folder);
    const job = join(folder, "job.json");
    expect(digestOf(front)).toBe(front.sha256);
    expect(jobHash(front.job)).toBe(front.jobHash);
    expect(jobHash(resolveJob(JSON.parse(readFileSync(job, "utf8")), job))).toBe(front.jobHash);
    expect(front.scenario).toEqual(front.job.scenario);
    expect(readFileSync(join(folder, "report.html"), "utf8")).toContain(front.sha256);
    const faults = [dominationFaults, candidateFaults, tallyFaults, hypervolumeFaults].flatMap((of) =>
      of(front),
    );
    expect(faults.filter((fault) => fault !== null)).toEqual([]);
  });

  it.each(has(STUDY))("$name: its page and figures are those that its document makes", async ({ folder }) => {
    const document = readStudy(folder);
    const study = studyOf(document.question, folder);
    expect(document.title).toBe(study.title);
    expect(document.made.command).toContain(`--out ${folder}`);
    for (const { name, text } of (await studyFiles(study, document)).filter((file) => file.name !== STUDY)) {
      expect(readFileSync(join(folder, name), "utf8") === text, name).toBe(true);
    }
  });
});

describe.concurrent("every claim in results holds, worked out again where data or code have changed", () => {
  for (const { name, folder, now, unchanged } of published) {
    it.skipIf(unchanged)(
      name,
      async () => {
        record(name);
        const { code, stdout } = await goldilocks(["check", folder, "--json"]);
        const { holds, claims } = JSON.parse(stdout) as {
          holds: boolean;
          claims: { claim: string; holds: boolean }[];
        };
        expect(claims.filter((each) => !each.holds)).toEqual([]);
        expect(claims.length).toBeGreaterThan(5);
        expect({ code, holds }).toEqual({ code: 0, holds: true });
        record(name, now);
      },
      HANGS,
    );
  }
});

/** Keeps that a folder was checked in full as it is now, or that it was not; at once, so that an interrupt loses none. */
function record(name: string, checked?: Fingerprint): void {
  if (!EVERYTHING) return;
  if (checked) recorded[name] = checked;
  else delete recorded[name];
  const kept = folders.toSorted().filter((each) => recorded[each]);
  const entries = Object.fromEntries(kept.map((each) => [each, recorded[each]]));
  writeFileSync(RECORD, `${JSON.stringify(entries, null, 2)}\n`);
}
