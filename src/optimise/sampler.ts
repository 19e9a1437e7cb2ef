import { lowDiscrepancyPoint } from "../numeric/low-discrepancy.js";
import { randomStream } from "../numeric/random.js";
import type { SearchSpace } from "./optimiser.js";
import type { Strategy } from "./strategy.js";

/**
 * Low-discrepancy sampling: the parts in turn, each along its own shifted R sequence. It learns nothing; it is
 * the yardstick of all strategies that do, and where they start from.
 */
export function lowDiscrepancySampling({ dimensions }: SearchSpace, seed: number): Strategy {
  const solids = dimensions.flatMap((d, part) => (d > 0 ? [part] : []));
  const shifts = dimensions.map((d, part) => {
    const random = randomStream(seed, part);
    return Array.from({ length: d }, random);
  });
  let turn = 0;
  return {
    propose: (count) =>
      Array.from({ length: solids.length === 0 ? 0 : count }, () => {
        const part = solids[turn % solids.length]!;
        const index = Math.floor(turn / solids.length);
        turn++;
        return { part, coordinates: lowDiscrepancyPoint(index, dimensions[part]!, shifts[part]!) };
      }),
    learn() {},
  };
}
