import { readdirSync } from "node:fs";
import type { Candidate } from "../../../src/mechanism/mechanism.js";
import type { AtlasDomain, Sampling } from "../../../src/study/atlas/domain-profiles.js";
import { readJson } from "../../io/json-file.js";
import { packageFile } from "../../io/version.js";
import { foundOptions } from "../dominance/options.js";
import { parseOptions } from "../schema.js";
import { atlasRule } from "./schema.js";

/** A rule that may fill cells. */
export interface AtlasRule {
  readonly name: string;
  readonly candidate: Candidate;
  /** The strongest notion that it was made for. */
  readonly notion: "split" | "best-response";
  readonly formula: string;
  /** What makes it again. */
  readonly command: string;
}

export interface AtlasOptions extends Sampling {
  readonly rules: readonly AtlasRule[];
  readonly domains: readonly AtlasDomain[];
  /** Most identities, and the larger number of rivals, of a search at best response. */
  readonly identities: number;
  readonly manyRivals: number;
  readonly search: "full" | "quick";
}

/** A document dropped here may improve a cell. */
export const ATLAS_FOUND = "search/study/atlas/found";

const QUESTIONS = ["split", "best-response", "every-ratio"] as const;

/** Every rule of the folder, and those that the studies of dominance take apart. */
function foundRules(): AtlasRule[] {
  const folder = packageFile(ATLAS_FOUND);
  const own = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => parseOptions(atlasRule, readJson(`${folder}/${file}`), `${ATLAS_FOUND}/${file}`));
  const others = QUESTIONS.flatMap((question) =>
    foundOptions(question).mechanisms.map(({ name, candidate, notion, command }) => ({
      ...{ name, candidate, notion, command },
      formula: formulaOf(candidate),
    })),
  );
  return [...own, ...others];
}

/** The short formula of a family; of splines, that they are. */
function formulaOf({ family }: Candidate): string {
  if (family === "tapered-fee") return "x ~ q (1 + lean q), p = B (q + fee (1 - q)^taper)";
  if (family === "pair-price")
    return "x = q, p = b (1 - dip q^2 (1 - q^2) + rise q^4), more b from three bids on";
  return "splines in the share";
}

/** The options of the published answer. */
export function atlasDefaults(): AtlasOptions {
  return {
    rules: foundRules(),
    domains: [
      ...[0.5, 0.2, 0.1, 0.05, 1e-4].map((from) => ({ kind: "ratios", from }) as const),
      ...[0.15, 0.1, 0.05].map((leastShare) => ({ kind: "shares", leastShare }) as const),
      { kind: "mainnet" },
    ],
    ...{ points: 100, players: 5, inactive: 2, identities: 8, manyRivals: 16, search: "full", seed: 1 },
  };
}
