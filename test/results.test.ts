import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { goldilocks } from "./search/cli.js";

const RESULTS = "results";
/** A folder of a run, which nobody publishes: its name ends in the hash of its job. */
const RUN = /-[0-9a-f]{8}$/;
/** What `check` reads. */
const CHECKED = ["study.json", "front.json"];
const LONGEST = 480_000;

const published = readdirSync(RESULTS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !RUN.test(entry.name))
  .map(({ name }) => name);

describe("what is published in results", () => {
  it("answers the questions of the studies", () => {
    expect(published).toEqual(
      expect.arrayContaining([
        "exponent",
        "trade-off",
        "local-optimality",
        "split",
        "best-response",
        "every-ratio",
        "average",
      ]),
    );
  });

  it.each(published)(
    "%s says what it is, and every claim in it holds",
    async (name) => {
      const folder = join(RESULTS, name);
      expect(existsSync(join(folder, "README.md"))).toBe(true);
      expect(CHECKED.some((file) => existsSync(join(folder, file)))).toBe(true);
      const { code, stdout } = await goldilocks(["check", folder, "--json"]);
      const { holds, claims } = JSON.parse(stdout) as {
        holds: boolean;
        claims: { claim: string; holds: boolean }[];
      };
      expect(claims.filter((each) => !each.holds)).toEqual([]);
      expect(claims.length).toBeGreaterThan(5);
      expect({ code, holds }).toEqual({ code: 0, holds: true });
    },
    LONGEST,
  );
});
