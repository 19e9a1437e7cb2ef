import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { checkFront } from "../../../../search/front/check/check.js";
import { digestOf } from "../../../../search/front/digest.js";
import type { PublishedFront } from "../../../../search/front/front.js";
import { parseFront } from "../../../../search/front/schema.js";
import { jobHash } from "../../../../search/job/job.js";
import { InputError } from "../../../../src/input-error.js";
import { goldilocks } from "../../cli.js";

/**
 * Each forgery leaves most points as they were. A point is checked once for all of them, and is given of its front what
 * it is known by, and nothing else.
 */
vi.mock(import("../../../../search/front/check/point.js"), async (load) => {
  const { pointFaults } = await load();
  const checked = new Map<string, ReturnType<typeof pointFaults>>();
  return {
    pointFaults(point, { job, scenario }, { searchAnew }) {
      const key = JSON.stringify([point, job, scenario, searchAnew]);
      if (!checked.has(key))
        checked.set(key, pointFaults(point, { job, scenario } as PublishedFront, { searchAnew }));
      return checked.get(key)!;
    },
  };
});

const root = mkdtempSync(join(tmpdir(), "goldilocks-check-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The golden front, as a run would have written it. */
const golden = JSON.parse(readFileSync("test/golden/tiny-front.json", "utf8"));
const made = { at: "2024-01-01T00:00:00Z", code: "0", node: "v20", seed: 7, wallSeconds: 1, workers: 1 };
const front: PublishedFront = { ...golden, made, sha256: digestOf({ ...golden, made }) };

describe("check", () => {
  /** The claims that fail on an altered front whose digest was made to fit. */
  async function falseClaims(
    alter: (front: Writable<PublishedFront>) => void,
    searchAnew = false,
  ): Promise<string[]> {
    const altered = structuredClone(front) as Writable<PublishedFront>;
    alter(altered);
    altered.sha256 = digestOf(altered as PublishedFront);
    const claims = await checkFront(altered as PublishedFront, { searchAnew });
    return claims.filter(({ holds }) => !holds).map(({ claim, detail }) => `${claim}: ${detail}`);
  }

  it("finds every claim of the front to hold", async () => {
    expect(await falseClaims(() => {})).toEqual([]);
  });

  it.each<[string, RegExp, (front: Writable<PublishedFront>) => void]>([
    ["a score", /revenueOverPap/, (f) => (f.front[1]!.scores.revenueOverPap *= 1.001)],
    ["a score's fairness", /fairness /, (f) => (f.front[1]!.scores.fairness += 1e-6)],
    ["a revenue", /article: revenue /, (f) => (f.front[1]!.perProfile[0]!.revenue! += 1e-6)],
    ["a fairness", /fairnessActive/, (f) => (f.front[1]!.perProfile[0]!.fairnessActive! += 1e-6)],
    ["a ratio to PAP", /fairnessOverPap/, (f) => (f.front[1]!.perProfile[1]!.fairnessOverPap! += 1e-6)],
    ["a bid", /article/, (f) => (f.front[1]!.perProfile[0]!.bids[0]! += 1e-3)],
    ["an objective", /objective revenueOverPap/, (f) => (f.front[1]!.objectives[0]! += 1e-6)],
    [
      "a payment at a limit",
      /reference wta.*revenue/,
      (f) => {
        const { perProfile } = f.references.find(({ candidate }) => candidate.family === "wta")!;
        for (const result of perProfile) result.revenue! += 1e-6;
      },
    ],
    [
      "a pure equilibrium passed off as a limit",
      /the pure-limit equilibrium shown is not found again/,
      (f) => {
        const [result] = f.front[1]!.perProfile;
        Object.assign(result!, {
          kind: "pure-limit",
          bids: [1, 1],
          allocations: [0.5, 0.5],
          payments: [0, 0],
        });
      },
    ],
    [
      "how many equilibria there are",
      /1 equilibria, not 2/,
      (f) => (f.front[1]!.perProfile[0]!.equilibria = 2),
    ],
    ["the counts", /the counts.*counted of 24 allowed/, (f) => (f.counts.feasible! += 1000)],
    ["the history", /does not lead to/, (f) => (f.hypervolume.history.at(-1)![1] *= 1.01)],
    ["a history left out", /does not lead to/, (f) => (f.hypervolume.history = [])],
    [
      "a point without its candidates",
      /more points than feasible/,
      (f) => (f.counts = { "refuted-split": 24 }),
    ],
    [
      "a score of what was rejected",
      /rejected \d+: revenueOverPap/,
      (f) => (f.rejected![0]!.scores.revenueOverPap += 1e-6),
    ],
    [
      "why a candidate was rejected",
      /ends as refuted-\S+, not as withholds/,
      (f) => {
        f.rejected![0]!.status = "withholds";
        f.counts.withholds = 1;
      },
    ],
    [
      "how many were rejected",
      /more than were counted/,
      (f) => (f.rejected = [...f.rejected!, ...Array.from({ length: 24 }, () => f.rejected![0]!)]),
    ],
    ["an id", /id stands there twice/, (f) => (f.front[1]!.id = f.front[0]!.id)],
    [
      "the ranges of the job",
      /not within what the job searches/,
      (f) => (f.job.families[1]!.ranges[0]!.high = 1.1),
    ],
    ["the smallest margin", /margin is/, (f) => (f.front[1]!.scores.margin += 1e-6)],
    [
      "a bound on a figure that a point breaks",
      /breaks the job's constraint: fairnessOverPap is \S+, and must be at least 1/,
      (f) =>
        (f.job.constraints.figures = [
          { name: "fairnessOverPap", figure: "fairnessOverPap", by: "mean", atLeast: 1 },
        ]),
    ],
    [
      "a player who is said to be excluded",
      /article: excludes 2 in the file, and nobody solved again/,
      (f) => (f.front[1]!.perProfile[0]!.excludes = [2]),
    ],
    ["a verdict left out", /equilibrium: 0 verdicts/, (f) => f.front[1]!.sybil.pop()],
    ["a verdict's tolerance", /tolerance is not the job's/, (f) => (f.front[1]!.sybil[0]!.tolerance = 0.1)],
    [
      "the argument of a proof",
      /says something else/,
      (f) => (f.front[0]!.sybil[0]!.argument = "it is plain"),
    ],
    ["a verdict that calls itself proved", /its proof is not found/, (f) => calledProved(f)],
    ["a regret", /regret/, (f) => (f.front[1]!.perProfile[0]!.regret!.relative = 0.1)],
    ["a parameter", /article/, (f) => (f.front[1]!.candidate = { ...f.front[0]!.candidate })],
    ["the kind of dominance", /dominates PAP/, (f) => (f.front[0]!.dominatesPap.kind = "uniform")],
    ["strict dominance", /strict/, (f) => (f.front[0]!.dominatesPap.strict = true)],
    ["a margin", /revenue margin/, (f) => (f.front[0]!.dominatesPap.margins.smallest.revenue += 1e-6)],
    ["a mean margin", /margin/, (f) => (f.front[0]!.dominatesPap.margins.mean.revenue += 1e-6)],
    ["a reference", /reference tullock/, (f) => (f.references[3]!.perProfile[0]!.revenue! += 1e-6)],
    ["the benchmark's figures", /reference pap/, (f) => (f.baseline.scores.revenueShare += 1e-6)],
    [
      "the benchmark itself",
      /the baseline is tullock:alpha=0\.4/,
      (f) => (f.baseline = f.references.find(({ scores }) => scores.revenueShare < 0.3)!),
    ],
    ["the hypervolume", /hypervolume/, (f) => (f.hypervolume.value *= 1.001)],
    ["a point left out", /points are shown of/, (f) => f.front.splice(1, 1)],
    [
      "a point left out of what was found too",
      /hypervolume/,
      (f) => (f.found! -= f.front.splice(1, 1).length),
    ],
    [
      "a point that the grid hides",
      /the grid of the job hides \d+ behind/,
      (f) => Object.assign(f.job, { grid: 0.5 }),
    ],
    [
      "how many were verified",
      /more points than verified candidates/,
      (f) => (f.verification = { done: 9, fallen: f.front.length }),
    ],
    ["how many points were found", /points are shown of 1000/, (f) => (f.found = 1000)],
    ["points beyond those found", /points are shown of 1,/, (f) => (f.found = 1)],
    ["a profile's values", /article/, (f) => (f.scenario.profiles[0]!.values[1]! += 0.01)],
    ["a profile's weight", /revenueOverPap/, (f) => (f.scenario.profiles[0]!.weight = 0.5)],
    ["a profile left out of a point", /profiles/, (f) => f.front[1]!.perProfile.pop()],
    ["the hash of the job", /job/, (f) => (f.jobHash = "0".repeat(64))],
    ["the job behind the hash", /job/, (f) => (f.job.seed = 8)],
    [
      "a refutation without a witness",
      /without a witness/,
      (f) => (f.front[1]!.sybil[0]!.outcome = "refuted"),
    ],
    ["a notion that was asked for", /best-response/, (f) => (f.front[1]!.sybil = [])],
    ["a dominated point beside its better", /dominates/, (f) => f.front.push(dominatedBy(f.front[0]!, f))],
    [
      "a gain that a proof leaves",
      /best-response: largestGainShare is 5e-10 in the file and 0/,
      (f) => (f.front[1]!.sybil[1]!.largestGainShare = 5e-10),
    ],
    [
      "a gain beyond what is forgiven, of what was not refuted",
      /not-refuted, with a largest gain of 0\.1/,
      (f) => (notRefuted(f).largestGainShare = 0.1),
    ],
    [
      "a gain within what is forgiven, of what was refuted",
      /split: refuted, with a largest gain of 0$/,
      (f) => (refuted(f).largestGainShare = 0),
    ],
    [
      "a domain with more identities",
      /best-response: its domain is not/,
      (f) => Object.assign(notRefuted(f).domain, { identities: 64 }),
    ],
    [
      "a domain with further values",
      /best-response: its domain is not/,
      (f) => Object.assign(notRefuted(f).domain, { values: "any" }),
    ],
    [
      "the domain of a refutation",
      /split: its domain is not/,
      (f) => Object.assign(refuted(f).domain, { rivals: { fewest: 1, most: 1 } }),
    ],
    [
      "the grade of a search",
      /best-response: its grade is proved-by-argument in the file, and what it rests on is searched/,
      (f) => (notRefuted(f).grade = "proved-by-argument"),
    ],
    [
      "the grade of a proof",
      /split: its grade is proved-by-argument in the file, and what it rests on is proved-by-certificate/,
      (f) => (enclosed(f).grade = "proved-by-argument"),
    ],
    [
      "the grade of a refutation",
      /split: its grade is argued in the file, and what it rests on is proved-by-certificate/,
      (f) => (refuted(f).grade = "argued"),
    ],
    [
      "a domain in the sentences of older files",
      /best-response: its domain is not/,
      (f) => Object.assign(notRefuted(f), { domain: { ...OLDER_DOMAIN, identities: 64 } }),
    ],
    [
      "the seed of an effort",
      /effort is not of the job's seed/,
      (f) => Object.assign(notRefuted(f).effort!, { seed: 3 }),
    ],
    [
      "a bound that nothing gave",
      /best-response: it has a bound/,
      (f) => Object.assign(notRefuted(f), { bound: { gainShare: 0, domain: notRefuted(f).domain } }),
    ],
    ["a longer search", /stopped by "budget of 99 evaluations"/, (f) => (f.stopped.reason = REASON(99))],
    [
      "a stop by a budget that the job has not",
      /stopped by .* after 24 evaluations by "budget of 24 evaluations"$/,
      (f) => (f.stopped.reason = "no notable rise of the hypervolume in 9 evaluations"),
    ],
    [
      "a stop before the budget was spent",
      /stopped by .* after 23 evaluations by "interrupted/,
      (f) => (f.counts.feasible! -= 1),
    ],
    [
      "a searched regret passed off as proved",
      /article: regret is proved in the file and searched/,
      (f) => Object.assign(f.front[1]!.perProfile[0]!.regret!, { kind: "proved" }),
    ],
    [
      "a proved regret passed off as searched",
      /reference tullock:alpha=0\.4.*article: regret is searched in the file and proved/,
      (f) => Object.assign(f.references[1]!.perProfile[0]!.regret!, { kind: "searched" }),
    ],
    [
      "the kind of regret at a limit",
      /reference wta.*article: regret is searched in the file and proved/,
      (f) => Object.assign(f.references[0]!.perProfile[0]!.regret!, { kind: "searched" }),
    ],
    [
      "an absolute regret",
      /article: regret, absolute, is 0\.1/,
      (f) => Object.assign(f.front[1]!.perProfile[0]!.regret!, { absolute: 0.1 }),
    ],
    [
      "a status",
      /article: its status is pure-limit in the file and pure/,
      (f) => Object.assign(f.front[1]!.perProfile[0]!, { status: "pure-limit" }),
    ],
    [
      "the status of a limit",
      /reference wta.*article: its status is pure in the file and pure-limit/,
      (f) => Object.assign(f.references[0]!.perProfile[0]!, { status: "pure" }),
    ],
    [
      "how many equilibria are in dominated bids",
      /0 equilibria in dominated bids, not 1/,
      (f) => Object.assign(f.front[1]!.perProfile[0]!, { dominatedEquilibria: 1 }),
    ],
    [
      "what a witness wins",
      /split witness allocationChange/,
      (f) => Object.assign(refuted(f).witness!, { allocationChange: 0.01 }),
    ],
    [
      "what a witness pays",
      /split witness paymentChange/,
      (f) => Object.assign(refuted(f).witness!, { paymentChange: 0.01 }),
    ],
    [
      "a gain at no value",
      /split witness has a gain, and no value/,
      (f) => Object.assign(refuted(f).witness!, { value: null, gain: 0.01 }),
    ],
    [
      "a witness without rounding",
      /split witness exact is not what it is/,
      (f) => Object.assign(refuted(f).witness!.exact!, { paymentChange: "-1/3" }),
    ],
    [
      "a witness without its replay",
      /split witness exact is not what it is/,
      (f) => Reflect.deleteProperty(refuted(f).witness!, "exact"),
    ],
    ["a reference left out", /the reference tullock:alpha=\S+ is left out/, (f) => f.references.splice(3, 1)],
    [
      "a reference of one's own",
      /the references are not those of every front/,
      (f) => f.references.push({ ...f.references[1]!, candidate: f.front[1]!.candidate }),
    ],
    [
      "the name of a built-in scenario",
      /the scenario is not the built-in article/,
      (f) => {
        for (const each of [f.scenario, f.job.scenario]) each.name = "article";
        f.jobHash = jobHash(f.job);
      },
    ],
    [
      "a key that nobody knows",
      /unknown key front\.1\.sybil\.0\.certified/,
      (f) => Object.assign(f.front[1]!.sybil[0]!, { certified: true }),
    ],
    [
      "the name of a profile",
      /article: is called other/,
      (f) => Object.assign(f.front[1]!.perProfile[0]!, { profile: "other" }),
    ],
  ])("refutes by name, under a digest made to fit, an altered file: %s", async (_, named, alter) => {
    const failed = await falseClaims(alter);
    expect(failed).not.toEqual([]);
    expect(failed.join("\n")).toMatch(named);
    expect(failed.join("\n")).not.toContain("SHA-256");
  });

  it("replays the witness of a notion that was not asked for", async () => {
    const witnessed = (f: Writable<PublishedFront>, allocation: number) => {
      const verdict = f.front[0]!.sybil.find(({ notion }) => notion === "split")!;
      const { candidate: _, ...rest } = f.front[0]!;
      verdict.outcome = "refuted";
      verdict.witness = {
        ...{ others: [], single: { bid: 1, allocation: 1, payment: 1 }, identities: [0.5, 0.5] },
        ...{ allocation, payment: 1, allocationChange: 0, paymentChange: 0 },
        ...{ value: null, gain: null, gainShare: null },
      };
      expect(rest.id).toBe(f.front[0]!.id);
    };
    expect((await falseClaims((f) => witnessed(f, 2))).join()).toMatch(/split witness allocation/);
  });

  it("finds every claim to hold of an older file, whose verdicts have no grade and domains in sentences", async () => {
    const older = (f: Writable<PublishedFront>) => {
      const verdict = notRefuted(f);
      Reflect.deleteProperty(verdict, "grade");
      Object.assign(verdict, { domain: OLDER_DOMAIN });
      expect(parseFront(f, "front.json")).toBe(f);
    };
    expect(await falseClaims(older)).toEqual([]);
  });

  it("finds every claim to hold of an older file, whose scores have no margin", async () => {
    const older = (f: Writable<PublishedFront>) => {
      for (const { scores } of [f.baseline, ...f.references, ...f.front, ...f.rejected!]) {
        Reflect.deleteProperty(scores, "margin");
      }
      expect(parseFront(f, "front.json")).toBe(f);
    };
    expect(await falseClaims(older)).toEqual([]);
  });

  it("refutes by searching as the run did, and not without, gains within what is forgiven", async () => {
    const forgeries: readonly [RegExp, (front: Writable<PublishedFront>) => void][] = [
      [
        /best-response: largestGainShare is 5e-10 in the file and 0 recomputed/,
        (f) => (notRefuted(f).largestGainShare = 5e-10),
      ],
      [/best-response: withoutRivals is 0\.5/, (f) => (notRefuted(f).withoutRivals = 0.5)],
      [/split: largestGainShare is 0\.0015/, (f) => (refuted(f).largestGainShare = 0.0015)],
    ];
    for (const [named, alter] of forgeries) expect((await falseClaims(alter)).join("\n")).not.toMatch(named);
    const failed = await falseClaims((f) => {
      for (const [, alter] of forgeries) alter(alone(f));
    }, true);
    for (const [named] of forgeries) expect(failed.join("\n")).toMatch(named);
  });

  it.each<[string, RegExp, (front: Writable<PublishedFront>) => void]>([
    ["without a budget", /job\.budget: /, (f) => Reflect.deleteProperty(f.job, "budget")],
    ["without constraints", /job\.constraints: /, (f) => Reflect.deleteProperty(f.job, "constraints")],
    ["with an unknown figure", /job\.objectives\.0\.figure: /, (f) => (f.job.objectives[0]!.figure = "x")],
    [
      "with an unknown outcome",
      /sybil\.0\.outcome: /,
      (f) => Object.assign(f.front[0]!.sybil[0]!, { outcome: "maybe" }),
    ],
    [
      "with an unknown grade",
      /sybil\.0\.grade: /,
      (f) => Object.assign(f.front[0]!.sybil[0]!, { grade: "certain" }),
    ],
    [
      "with a domain that no version wrote",
      /sybil\.0\.domain: /,
      (f) => Object.assign(f.front[0]!.sybil[0]!, { domain: { ...OLDER_DOMAIN, rivals: "many" } }),
    ],
    [
      "with half a witness",
      /sybil\.0\.witness\.others: /,
      (f) => Object.assign(f.front[0]!.sybil[0]!, { outcome: "refuted", witness: {} }),
    ],
  ])("refuses a file %s as no front, in one line", (_, named, alter) => {
    const altered = structuredClone(front) as Writable<PublishedFront>;
    alter(altered);
    expect(() => parseFront(altered, "front.json")).toThrow(InputError);
    expect(() => parseFront(altered, "front.json")).toThrow(named);
  });

  it("refutes a file whose digest is stale, names it, and exits 1", async () => {
    const text = JSON.stringify(front).replace(/"wallSeconds":[\d.]+/, '"wallSeconds":0');
    writeFileSync(join(root, "stale.json"), text);
    const ended = await goldilocks(["check", join(root, "stale.json"), "--no-search"]);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/FALSE +the content matches its SHA-256 +the file was changed/);
  });

  it("refutes a file whose figure was altered and digest recomputed, exits 1, and says so in JSON", async () => {
    const altered = structuredClone(front) as Writable<PublishedFront>;
    altered.front[0]!.perProfile[0]!.revenue! *= 1.01;
    altered.sha256 = digestOf(altered as PublishedFront);
    writeFileSync(join(root, "altered.json"), JSON.stringify(altered));
    const { code, stdout } = await goldilocks(["check", join(root, "altered.json"), "--no-search", "--json"]);
    expect(code).toBe(1);
    const { claims, ...head } = JSON.parse(stdout);
    expect(head).toMatchObject({ schema: "goldilocks/check/1", holds: false });
    expect(claims.filter(({ holds }: { holds: boolean }) => !holds)).toContainEqual({
      claim: expect.stringMatching(new RegExp(`^point ${front.front[0]!.id} `)),
      holds: false,
      detail: expect.stringContaining("article: revenue is"),
    });
  });
});

/** A copy that may be altered. */
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;

/** The first verdict that rests on a search made to look like a proof. */
function calledProved({ front }: Writable<PublishedFront>): void {
  const verdicts = front.flatMap(({ sybil }) => sybil);
  verdicts.find(({ outcome }) => outcome === "not-refuted")!.outcome = "proved";
}

/** The verdicts of the golden front's only point that no lemma proves. */
const searched = ({ front }: Writable<PublishedFront>, wanted: string) =>
  front.flatMap(({ sybil }) => sybil).find(({ outcome }) => outcome === wanted)!;
const enclosed = ({ front }: Writable<PublishedFront>) =>
  front
    .flatMap(({ sybil }) => sybil)
    .find(({ outcome, grade }) => outcome === "proved" && grade === "proved-by-certificate")!;
const notRefuted = (f: Writable<PublishedFront>) => searched(f, "not-refuted");
const refuted = (f: Writable<PublishedFront>) => searched(f, "refuted");

/** Where best-response is searched by the golden job, in the sentences of older files. */
const OLDER_DOMAIN = {
  identities: 4,
  rivals: "1 to 4, and 16, spread up to 1e6",
  values: "0.001 to 1000 times the rivals' total",
};

const REASON = (evaluations: number) => `budget of ${evaluations} evaluations`;

/** The front with that point alone, which spares the searches at the others. */
function alone(f: Writable<PublishedFront>): Writable<PublishedFront> {
  f.front = f.front.filter(({ sybil }) => sybil.some(({ outcome }) => outcome === "not-refuted"));
  f.references = [];
  return f;
}

/** A point with the figures of another and a little less revenue at every profile. */
function dominatedBy(
  point: Writable<PublishedFront>["front"][number],
  { job: { objectives } }: Writable<PublishedFront>,
) {
  const copy = structuredClone(point);
  copy.id = 999;
  copy.objectives = copy.objectives.map((value) => value - 1e-3);
  expect(objectives).toHaveLength(copy.objectives.length);
  return copy;
}
