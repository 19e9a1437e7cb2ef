import { InputError } from "../../src/input-error.js";
import { anyNumberStudy } from "./any-number/study.js";
import { atlasStudy } from "./atlas/study.js";
import { collusionStudy } from "./collusion/study.js";
import { bestResponseStudy, everyRatioStudy, splitStudy } from "./dominance/study.js";
import { doubleCountingStudy } from "./double-counting/study.js";
import { exponentStudy } from "./exponent/study.js";
import { localOptimalityStudy } from "./local-optimality/study.js";
import { privateValuesStudy } from "./private-values/study.js";
import type { Study } from "./study.js";
import { tradeOffStudy } from "./trade-off/study.js";

/** The questions that `goldilocks study` answers; the command line and `check` read this table. */
export const STUDIES: readonly Study[] = [
  ...[anyNumberStudy, atlasStudy],
  ...[exponentStudy, tradeOffStudy, localOptimalityStudy],
  ...[splitStudy, bestResponseStudy, everyRatioStudy],
  ...[collusionStudy, doubleCountingStudy, privateValuesStudy],
];

/** A study by its question. @throws InputError for an unknown one */
export function studyOf(question: string, where: string): Study {
  const found = STUDIES.find((each) => each.question === question);
  if (found !== undefined) return found;
  const names = STUDIES.map((each) => each.question);
  throw new InputError(
    `${where}: no study is called ${JSON.stringify(question)}; known: ${names.join(", ")}`,
  );
}
