import { lowDiscrepancyPoint } from "../numeric/low-discrepancy.js";
import { randomStream } from "../numeric/random.js";
import type { Optimiser, Place, SearchSpace, Trial } from "./optimiser.js";

/**
 * Low-discrepancy sampling: the starts, every part without a dimension once, then the others in turn, each
 * along its own shifted R sequence. It learns nothing from results; it is the yardstick of all that do.
 */
export function lowDiscrepancySampler({ dimensions, starts }: SearchSpace, seed: number): Optimiser {
  const first: readonly Place[] = [
    ...starts.filter(({ part }) => dimensions[part]! > 0),
    ...dimensions.flatMap((d, part) => (d === 0 ? [{ part, coordinates: [] }] : [])),
  ];
  const solids = dimensions.flatMap((d, part) => (d > 0 ? [part] : []));
  const shifts = dimensions.map((d, part) => {
    const random = randomStream(seed, part);
    return Array.from({ length: d }, random);
  });
  let next = 0;

  const trial = (id: number): Trial | null => {
    if (id < first.length) return { id, ...first[id]! };
    if (solids.length === 0) return null;
    const turn = id - first.length;
    const part = solids[turn % solids.length]!;
    const index = Math.floor(turn / solids.length);
    return { id, part, coordinates: lowDiscrepancyPoint(index, dimensions[part]!, shifts[part]!) };
  };

  return {
    ask(count) {
      const trials: Trial[] = [];
      for (let k = 0; k < count; k++) {
        const proposed = trial(next);
        if (proposed === null) break;
        trials.push(proposed);
        next++;
      }
      return trials;
    },
    tell() {},
  };
}
