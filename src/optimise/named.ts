import { climbs } from "./climbs.js";
import { type CmaOptions, moCmaEs } from "./mo-cma-es.js";
import { type Nsga2Options, nsga2 } from "./nsga2.js";
import type { Optimiser, SearchSpace } from "./optimiser.js";
import { polish } from "./polish.js";
import { portfolio } from "./portfolio.js";
import { lowDiscrepancySampling } from "./sampler.js";
import { optimiserOf, type StrategyMaker } from "./strategy.js";

/** An optimiser by name, with its options in full. */
export type OptimiserChoice =
  | { readonly name: "low-discrepancy" }
  | ({ readonly name: "nsga2" } & Nsga2Options)
  | ({ readonly name: "cma-es" } & CmaOptions)
  | { readonly name: "gradient" }
  | { readonly name: "portfolio" };

export const NSGA2_DEFAULTS: Nsga2Options = { population: 100, crossoverIndex: 15, mutationIndex: 20 };
export const CMA_DEFAULTS: CmaOptions = { population: 50, step: 0.2 };

/** The optimiser of a choice over a space; its proposals depend on the space, the seed and what it is told alone. */
export function optimiserNamed(choice: OptimiserChoice, space: SearchSpace, seed: number): Optimiser {
  return optimiserOf(space, seed, strategyNamed(choice));
}

function strategyNamed(choice: OptimiserChoice): StrategyMaker {
  switch (choice.name) {
    case "low-discrepancy":
      return lowDiscrepancySampling;
    case "nsga2":
      return (space, seed) => nsga2(space, seed, choice);
    case "cma-es":
      return (space, seed) => moCmaEs(space, seed, choice);
    case "gradient":
      return climbs;
    case "portfolio":
      // Each samples along a sequence of its own.
      return (space, seed, archive) =>
        portfolio([
          { strategy: moCmaEs(space, seed + 1, CMA_DEFAULTS), floor: 0.1 },
          { strategy: nsga2(space, seed + 2, NSGA2_DEFAULTS), floor: 0.1 },
          { strategy: polish(space, seed + 3, archive), floor: 0.1 },
          { strategy: climbs(space, seed + 4, archive), floor: 0.1 },
          { strategy: lowDiscrepancySampling(space, seed), floor: 0.02 },
        ]);
  }
}
