import { describe, expect, it } from "vitest";
import { goldilocks } from "./cli.js";

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
      expect(code).toBe(refuted ? 1 : 0);
    }
  });

  it.each([
    [
      "a rule that is not scale-free",
      ["pap-fee:fee=0.1,endogenousFee=0", "0.5,1"],
      /scale-free rules of weights/,
    ],
    ["ratios the wrong way round", ["pap", "1,0.5"], /^goldilocks: --ratios: two numbers/],
  ])("refuses %s in one line", async (_, [mechanism, ratios], message) => {
    const words = ["improve", "--mechanism", mechanism!, "--ratios", ratios!, ...SMALL];
    const { code, stdout, stderr } = await goldilocks(words);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });
});
