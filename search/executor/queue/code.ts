import { VERSION } from "../../io/version.js";
import { EVALUATOR_VERSION } from "../evaluator-version.js";

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
