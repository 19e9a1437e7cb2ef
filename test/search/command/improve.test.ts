import { describe, expect, it } from "vitest";
import { goldilocks } from "../cli.js";

const SMALL = ["--knots", "4", "--profiles", "4", "--identities", "4"];

describe("goldilocks improve", () => {
  it("says in JSON what it came to, and exits 1 exactly where its verdict refutes it", async () => {
    const asked = ["--mechanism", "pap", "--ratios", "0.5,1", "--steps", "3", "--rounds", "0"];
    for (const notion of ["none", "split"]) {
      const words = ["improve", ...asked, ...SMALL, "--notion", notion, "--json"];
      const { code, stdout } = await goldilocks(words);
      const document = JSON.parse(stdout);
      expect(document.schema).toBe("goldilocks/improvement/1");
      expect(document.mechanism.family).toBe("share-tilt");
      expect(document.smallestGain).toBeGreaterThan(0);
      expect(document.perProfile).toHaveLength(8);
      expect(document.verdicts.map((each: { notion: string }) => each.notion)).toEqual(
        notion === "none" ? [] : [notion],
      );
      const refuted = document.verdicts.some((each: { outcome: string }) => each.outcome === "refuted");
      expect(code).toBe(refuted || document.unsolved.length > 0 ? 1 : 0);
    }
  });

  it("raises revenue above what a fee for each identity does, by a rule that is proved split-proof", async () => {
    const asked = ["--mechanism", "pap", "--ratios", "0.5,1", "--notion", "split", "--proved", "--json"];
    const { code, stdout } = await goldilocks(["improve", ...asked, "--knots", "6", "--profiles", "12"]);
    const document = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(document.verdicts[0].outcome).toBe("proved");
    // PAP + phi B with phi (1 - 2 q) = q^2 at the lower share q = 1/3: phi / (1 + phi) = 1/4.
    expect(document.smallestGain).toBeGreaterThan(0.25);
  });

  it("takes profiles by their least share, for several numbers of players", async () => {
    const asked = ["--mechanism", "pap", "--least-share", "0.15", "--players", "2,3", "--levels", "3"];
    const { stdout } = await goldilocks([
      "improve",
      ...asked,
      ...SMALL,
      "--steps",
      "1",
      "--rounds",
      "0",
      "--json",
    ]);
    const { problem, perProfile } = JSON.parse(stdout);
    expect(problem.leastShare).toBe(0.15);
    expect(perProfile.some(({ profile }: { profile: string }) => profile === "shares 0.85, 0.15")).toBe(true);
  });

  it.each([
    [
      "a rule that is not scale-free",
      ["pap-fee:fee=0.1,endogenousFee=0", "0.5,1"],
      /scale-free rules of weights/,
    ],
    ["a proof of another notion", ["pap", "0.5,1", "--proved"], /^goldilocks: --proved: goes with/],
    [
      "two kinds of profiles",
      ["pap", "0.5,1", "--least-share", "0.1"],
      /^goldilocks: --ratios, --least-share/,
    ],
    ["ratios the wrong way round", ["pap", "1,0.5"], /^goldilocks: --ratios: two numbers/],
  ])("refuses %s in one line", async (_, [mechanism, ratios, ...more], message) => {
    const words = ["improve", "--mechanism", mechanism!, "--ratios", ratios!, ...more, ...SMALL];
    const { code, stdout, stderr } = await goldilocks(words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
