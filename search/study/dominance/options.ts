import { readdirSync } from "node:fs";
import { InputError } from "../../../src/input-error.js";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import { readJson } from "../../io/json-file.js";
import { packageFile } from "../../io/version.js";
import { parseImprovement } from "./improvement-schema.js";

/** The questions that are answered by what was found: names of documents begin with them. */
export type FoundQuestion = "split" | "best-response" | "every-ratio";

/** A mechanism as it was found, with what it claims and the command that comes to it again. */
export interface FoundMechanism {
  readonly name: string;
  readonly candidate: Candidate;
  readonly notion: "split" | "best-response";
  /** The range of v_2 / v_1. */
  readonly ratios: readonly [number, number];
  /** Most rivals, most identities. */
  readonly rivals: number;
  readonly identities: number;
  readonly command: string;
}

export interface DominanceOptions {
  readonly mechanisms: readonly FoundMechanism[];
  /** Ratios at which dominance is measured, and one in how many is published. */
  readonly points: number;
  readonly every: number;
  /** Ratios below the range, and the least one. */
  readonly outside: number;
  readonly floor: number;
  /** Profiles of several players, and random starts at each. */
  readonly profiles: readonly (readonly number[])[];
  readonly starts: number;
  readonly scenarios: readonly string[];
  readonly search: "full" | "quick";
  readonly seed: number;
}

const SETTINGS: Omit<DominanceOptions, "mechanisms" | "floor"> = {
  ...{ points: 400, every: 19, outside: 24, starts: 6, search: "full", seed: 1 },
  profiles: [
    [1, 1],
    [1, 0.5],
    [1, 1, 1],
    [1, 0.9, 0.8],
    [1, 0.7, 0.6],
    [1, 0.5, 0.5],
    [1, 0.6, 0.3],
    [1, 1, 0.5],
    [1, 1, 1, 1],
    [1, 0.9, 0.8, 0.7],
    [1, 0.5, 0.5, 0.5],
    [1, 0.6, 0.4, 0.3],
    [1, 1, 1, 1, 1],
    [1, 0.9, 0.8, 0.7, 0.6],
    [1, 0.5, 0.5, 0.5, 0.5],
  ],
  scenarios: ["article", "two-player-ratios", "mainnet-slot-6214255", "mainnet-2024-03"],
};

/** Where `goldilocks improve --out` keeps what is to be published. */
export const FOUND = "search/study/dominance/found";

/** The least ratio looked at below a range. */
const FLOORS: Readonly<Record<FoundQuestion, number>> = {
  ...{ split: 0.01, "best-response": 0.01, "every-ratio": 1e-4 },
};

/** The options of the published answer: every document of the question in the folder of what was found, by name. */
export function foundOptions(question: FoundQuestion): DominanceOptions {
  const folder = packageFile(FOUND);
  const mechanisms = readdirSync(folder)
    .filter((file) => file.startsWith(`${question}-`) && file.endsWith(".json"))
    .sort()
    .map((file): FoundMechanism => {
      const where = `${FOUND}/${file}`;
      const { problem, mechanism, made } = parseImprovement(readJson(`${folder}/${file}`), where);
      const { ratios, rivals, identities } = problem;
      if (problem.notion !== "split" && problem.notion !== "best-response") {
        throw new InputError(`${where}: problem.notion: must be split or best-response`);
      }
      const name = file.slice(0, -".json".length);
      const { command } = made;
      return { name, candidate: mechanism, notion: problem.notion, ratios, rivals, identities, command };
    });
  if (mechanisms.length === 0) {
    throw new InputError(
      `${question}: nothing to take apart yet; ${FOUND} holds no document of "goldilocks improve --out" called ${question}-*.json`,
    );
  }
  return { mechanisms, ...SETTINGS, floor: FLOORS[question] };
}
