import { evenlySpread } from "../../src/pareto/spread.js";
import type { DetailedResult, Task, TaskResult, VerifiedResult } from "../executor/executor.js";
import { RunStopped } from "../executor/run-stopped.js";
import { comparable } from "../front/comparable.js";
import type { FrontPoint } from "../front/front.js";
import { stableJson } from "../io/canonical.js";

/** The points of a front that are published: all, or a choice of so many evenly spread over it. */
export function publishedOf(front: readonly VerifiedResult[], most: number): VerifiedResult[] {
  const points = front.map((result) => comparable(result)!);
  return evenlySpread(points, most).map((k) => front[k]!);
}

/**
 * Verified candidates with every profile's outcome, which the journal does not hold: it is worked out again.
 *
 * @throws RunStopped where a candidate does not come to the figures again that the journal has of it
 */
export async function detailedPoints(
  candidates: readonly VerifiedResult[],
  run: (tasks: readonly Task[]) => Promise<TaskResult[]>,
): Promise<FrontPoint[]> {
  const tasks = candidates.map(({ id, candidate }) => ({ id, candidate, purpose: "detail" }) satisfies Task);
  const results = await run(tasks);
  return candidates.map(({ id, candidate, scores, objectives, sybil, dominatesPap }, k): FrontPoint => {
    const again = results[k]!;
    if (!isDetailed(again) || figuresOf(again) !== figuresOf(candidates[k]!)) {
      throw new RunStopped(
        `candidate ${id} does not come to the figures again that the journal has of it (${again.reason ?? again.status}); ` +
          "was that written by another version of Node?",
      );
    }
    const { perProfile } = again;
    return {
      ...{ id, candidate, perProfile, sybil },
      ...{ scores: scores!, objectives: objectives!, dominatesPap: dominatesPap! },
    };
  });
}

function isDetailed(result: TaskResult): result is DetailedResult {
  return "perProfile" in result;
}

/** Status, scores and objectives, to the digits that objectives are compared in. */
function figuresOf({ status, scores, objectives }: TaskResult): string {
  const values = comparable({ objectives: scores === null ? null : Object.values(scores) });
  return stableJson({ status, values, objectives: comparable({ objectives }) });
}
