import { EVALUATOR_VERSION } from "../../run/journal.js";
import { VERSION } from "../../version.js";

/**
 * What two machines must share to find the same figures to the last digit: this program, and the engine and processor
 * that evaluate powers and exponentials.
 */
export const CODE = [
  `goldilocks ${VERSION}`,
  `evaluator ${EVALUATOR_VERSION}`,
  `Node ${process.versions.node.split(".")[0]}`,
  process.arch,
].join(", ");
