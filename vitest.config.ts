import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files of minutes, the longest first: begun last, one of them would go on alone while the other core has nothing to do. */
const LONG = ["test/results.test.ts", "test/src/sybil/verify.test.ts", "test/search/cli.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((file) => moduleId.endsWith(file));
      return place < 0 ? LONG.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

// Two workers wherever there are two cores: left to itself vitest keeps one of them free.
export default defineConfig({
  test: {
    ...{
      include: ["test/**/*.test.ts"],
      testTimeout: 120_000,
      hookTimeout: 120_000,
      maxWorkers: 2,
      maxConcurrency: 2,
    },
    sequence: { sequencer: LongestFirst },
  },
});
