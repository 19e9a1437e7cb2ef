import { existsSync } from "node:fs";
import type { BestResponseClaim, Certificate } from "../../../src/certificate/statement.js";
import { leafCount } from "../../../src/certificate/tree.js";
import { InputError } from "../../../src/input-error.js";
import { readCertificate } from "../../certificate/file.js";
import { stableJson } from "../../io/canonical.js";
import { packageFile } from "../../io/version.js";
import { CERTIFICATES } from "../document.js";
import type { Claim } from "../study.js";
import type { FoundMechanism } from "./options.js";

/** Where bounds are kept that take minutes to prove: what `goldilocks prove best-response --out` wrote, by the mechanism's name. */
export const BOUNDS = "search/study/dominance/bounds";

/** A proof of how much any number of identities gain against one rival at most. */
export interface Bound extends BestResponseClaim {
  readonly certificate: Certificate;
  readonly boxes: number;
}

/**
 * The bound that is kept for a mechanism; null where none is. Nothing is proved here: `check` repeats the proof.
 *
 * @throws InputError where the file is of another mechanism, or proves something else
 */
export function keptBound({ name, candidate }: FoundMechanism): Bound | null {
  const where = `${BOUNDS}/${name}.json.gz`;
  const path = packageFile(where);
  if (!existsSync(path)) return null;
  const certificate = readCertificate(path);
  const { statement, lemmas } = certificate;
  const isOf = stableJson(statement.rule.mechanism) === stableJson(candidate);
  if (statement.kind !== "best-response" || !isOf) {
    throw new InputError(
      `${where}: is no bound of ${name} at best response; make it again with prove best-response`,
    );
  }
  const { valueRatio, gain, slices } = statement;
  const boxes = Object.values(lemmas).reduce((sum, tree) => sum + leafCount(tree), 0);
  return { valueRatio, gain, slices, certificate, boxes };
}

export function boundClaims({ name }: FoundMechanism, bound: Bound | null): Claim[] {
  if (bound === null) return [];
  const { gain, boxes, valueRatio } = bound;
  return [
    {
      name: `${name}: any number of identities`,
      statement:
        "Against one rival, any number of identities gain at most `gain` of the value over the best single bid. The search " +
        "finds no gain at all: the bound is what boxes can show.",
      domain: {
        ...{ identities: "any", rivals: { fewest: 1, most: 1 } },
        values: { overRivals: { from: 0, to: valueRatio } },
      },
      grade: "proved-by-certificate",
      argument:
        `\`${CERTIFICATES}/${boundName(name)}.json.gz\`: ${boxes} boxes of bids and values in outward-rounded intervals, ` +
        `made by \`goldilocks prove best-response --gain ${gain}\`; docs/certificates.md has the inequalities and why they suffice`,
      figures: { gain, boxes },
    },
  ];
}

/** The bound's file beside the study. */
export function boundName(name: string): string {
  return `${name}-best-response`;
}
