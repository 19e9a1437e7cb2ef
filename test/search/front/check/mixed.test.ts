import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFront } from "../../../../search/front/check/check.js";
import { detailedFront, publishedFront } from "../../../../search/front/detail.js";
import { digestOf } from "../../../../search/front/digest.js";
import type { Front, PublishedFront } from "../../../../search/front/front.js";
import { parseFront } from "../../../../search/front/schema.js";
import { resolveJob } from "../../../../search/job/job.js";
import { runSearch } from "../../../../search/run/run.js";

const JOB = {
  ...{ name: "mixed", seed: 1, scenario: { name: "two", ratios: [0.8, 0.5] } },
  families: [
    { family: "all-pay-auction" },
    { family: "tullock", parameters: { alpha: 1.5 } },
    { family: "tullock", parameters: { alpha: 1.2 } },
  ],
  constraints: { notion: [], figures: [{ figure: "margin", atLeast: 0 }], participation: "as-pap" },
  budget: { evaluations: 3 },
};
/** The parts of a point that are altered. */
interface Auction {
  readonly perProfile: {
    kind: string;
    payments: number[];
    strategies: { support: number[]; probabilities: number[]; uniform: { to: number }[] }[];
  }[];
}
const root = mkdtempSync(join(tmpdir(), "goldilocks-mixed-"));
afterAll(() => rmSync(root, { recursive: true }));

const search = (name: string, changes: object = {}) =>
  runSearch(resolveJob({ ...JOB, ...changes }, "job.json"), {
    ...{ folder: join(root, name), workers: 1, executor: "in-process" },
    onProgress: () => {},
    interrupted: () => false,
  }) as Promise<Front>;

describe("a front with points at mixed equilibria", () => {
  let front: PublishedFront;
  beforeAll(async () => {
    front = JSON.parse(JSON.stringify(publishedFront(await search("any"))));
  });

  async function faults(alter: (front: PublishedFront) => void): Promise<string> {
    const altered = structuredClone(front);
    alter(altered);
    const sealed = { ...altered, sha256: digestOf(altered) };
    const claims = await checkFront(sealed, { searchAnew: false });
    return claims
      .filter(({ holds }) => !holds)
      .map(({ claim, detail }) => `${claim}: ${detail}`)
      .join("\n");
  }
  const auction = ({ front: points }: PublishedFront) =>
    points.find(({ candidate }) => candidate.family === "all-pay-auction") as unknown as Auction;

  it("holds their strategies, and is read back to the same", async () => {
    const { strategies, kind } = auction(front).perProfile[1]!;
    expect(kind).toBe("mixed");
    expect(strategies[1]!.support).toEqual([0]);
    const detailed = await detailedFront(parseFront(front, "front.json"));
    expect(JSON.parse(JSON.stringify(publishedFront(detailed)))).toEqual(front);
  });

  it("holds every claim when checked, and none that a point does not bear out", async () => {
    expect(await faults(() => {})).toBe("");
    expect(
      await faults((f) => {
        const [piece] = auction(f).perProfile[0]!.strategies[0]!.uniform;
        piece!.to *= 1.01;
      }),
    ).toMatch(/regret is/);
    expect(await faults((f) => auction(f).perProfile[0]!.strategies.pop())).toMatch(/a strategy for each/);
    expect(await faults((f) => (auction(f).perProfile[0]!.strategies[1]!.probabilities[0] = 0.9))).toMatch(
      /no distributions/,
    );
    expect(await faults((f) => (auction(f).perProfile[0]!.payments[0]! += 1e-6))).toMatch(
      /expected payments/,
    );
    expect(await faults((f) => (auction(f).perProfile[0]!.kind = "pure"))).toMatch(/not found again/);
    expect(await faults((f) => Object.assign(f.job.constraints.figures![0]!, { atLeast: 1 }))).toMatch(
      /breaks the job's constraint: margin is/,
    );
  });

  it("has none of them where the job asks for pure equilibria", async () => {
    const { counts, job } = await search("pure", { equilibria: "pure" });
    expect(job.equilibria).toBe("pure");
    expect(counts).toEqual({ feasible: 1, "no-equilibrium": 2 });
  });
});
