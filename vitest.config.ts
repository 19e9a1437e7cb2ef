import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What `npm run test:quick` leaves out. `npm test` begins with these, in this order: a long one that began last would
 * go on alone while the other core has nothing to do.
 */
const SLOW = [
  // Published data.
  "test/results.test.ts",
  "test/checker/checker.test.ts",
  // Long searches, and laws and answers that take many of them.
  "test/laws/equilibrium.test.ts",
  "test/src/sybil/verify.test.ts",
  "test/search/front/check/check.test.ts",
  "test/search/study/check.test.ts",
  "test/search/run/run.test.ts",
  "test/src/study/conservation.test.ts",
  "test/src/equilibrium/known-answers.test.ts",
  "test/src/evaluation/mixed.test.ts",
  "test/laws/sybil.test.ts",
  "test/laws/same-rule.test.ts",
  "test/src/sybil/proof/enclosure/best-response.test.ts",
  "test/search/study/dominance.test.ts",
  "test/search/command/verify.test.ts",
  "test/search/command/prove.test.ts",
  "test/src/certificate/certificate.test.ts",
  "test/src/equilibrium/large-games.test.ts",
  "test/src/equilibrium/mixed/mixed-games.test.ts",
  "test/src/setting/bayes/solve-smooth.test.ts",
  "test/src/setting/reference.test.ts",
  "test/search/run/rivals.test.ts",
  "test/search/run/known.test.ts",
  "test/search/command/improve.test.ts",
  "test/documents.test.ts",
  // Processes of others: a Redis and its workers, a browser, npm.
  "test/search/executor/queue/faults.test.ts",
  "test/search/run/queue.test.ts",
  "test/search/show/report/page.test.ts",
  "test/search/show/report/command.test.ts",
  "test/launcher.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = SLOW.findIndex((file) => moduleId.endsWith(file));
      return place < 0 ? SLOW.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** They end what hangs: no test fails for being slow. */
const HANGS = { testTimeout: 1_200_000, hookTimeout: 1_200_000 };

// Two workers wherever there are two cores: left to itself vitest keeps one of them free.
export default defineConfig({
  test: {
    ...{ ...HANGS, maxWorkers: 2, maxConcurrency: 2, sequence: { sequencer: LongestFirst } },
    projects: [
      // Files share what they load, since loading it took a third of the time; mocks are taken back where they are made.
      {
        extends: true,
        test: { name: "quick", include: ["test/**/*.test.ts"], exclude: SLOW, isolate: false },
      },
      { extends: true, test: { name: "slow", include: SLOW } },
    ],
  },
});
