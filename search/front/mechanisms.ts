import { buildMechanism } from "../../src/mechanism/build.js";
import type { Candidate, Mechanism } from "../../src/mechanism/mechanism.js";

const built = new WeakMap<Candidate, Promise<Mechanism>>();

/**
 * The mechanism of a published candidate, built once a process.
 *
 * @throws InputError where it cannot be built
 */
export function mechanismOf(candidate: Candidate): Promise<Mechanism> {
  const known = built.get(candidate);
  if (known !== undefined) return known;
  const mechanism = buildMechanism(candidate);
  built.set(candidate, mechanism);
  return mechanism;
}
