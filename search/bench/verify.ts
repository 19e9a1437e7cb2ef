import { solvePure } from "../../src/equilibrium/solve.js";
import { scoredEquilibria } from "../../src/evaluation/profile-result.js";
import { InputError } from "../../src/input-error.js";
import { buildMechanism } from "../../src/mechanism/build.js";
import type { Mechanism } from "../../src/mechanism/mechanism.js";
import { findFaultWidely } from "../../src/mechanism/validity.js";
import type { PlayedProfile } from "../../src/sybil/notion/equilibrium.js";
import { DEFAULT_SEARCH, type SearchOptions } from "../../src/sybil/options.js";
import type { Notion, Verdict } from "../../src/sybil/verdict.js";
import { verify } from "../../src/sybil/verify.js";
import type { VerificationInstance } from "./schema.js";
import { type BenchReport, timedWaits } from "./timing.js";

interface Prepared {
  readonly id: number | string;
  readonly build: () => Promise<Mechanism>;
  readonly notion: Notion;
  readonly options: SearchOptions;
  readonly played: readonly PlayedProfile[];
}

/**
 * Builds and verifies the rules of a file in full, again and again, by what `goldilocks verify` calls: each under its
 * notion, for its identities, against its rivals. Rules are built anew, since what is made for a rule is remembered with
 * it; equilibria are solved before the clock starts.
 *
 * @param minimum seconds to go on for, at least
 * @param where   how messages call the work
 * @throws InputError where a rule is none
 */
export async function benchVerify(
  rules: readonly VerificationInstance[],
  minimum: number,
  where: string,
): Promise<BenchReport> {
  const prepared = await Promise.all(rules.map((rule, k) => preparedFrom(rule, k, `${where}: rules.${k}`)));
  let verdicts: readonly Verdict[] = [];
  const seconds = await timedWaits(async () => {
    const found: Verdict[] = [];
    for (const { build, notion, options, played } of prepared) {
      found.push(...(await verify(await build(), [notion], options, played)));
    }
    verdicts = found;
  }, minimum);
  return {
    ...{ peer: "goldilocks", work: "verify", units_per_pass: prepared.length, pass_seconds: seconds },
    solutions: prepared.map(({ id }, k) => solutionOf(id, verdicts[k]!)),
  };
}

async function preparedFrom(
  { id, mechanism: candidate, notion, identities, rivals, values }: VerificationInstance,
  k: number,
  where: string,
): Promise<Prepared> {
  const build = () => buildMechanism(candidate, `${where}.mechanism`);
  const mechanism = await build();
  const fault = findFaultWidely(mechanism);
  if (fault !== null) throw new InputError(`${where}.mechanism: no mechanism: ${fault}`);
  const played =
    notion === "equilibrium"
      ? scoredEquilibria(solvePure(mechanism, values)).map(({ bids }) => ({ values, bids }))
      : [];
  const options = {
    ...DEFAULT_SEARCH,
    identities: identities === "any" ? Number.POSITIVE_INFINITY : identities,
    ...(typeof rivals === "number" ? { rivals } : { rivals: rivals.length, against: [rivals] }),
  };
  return { id: id ?? k, build, notion, options, played };
}

function solutionOf(id: number | string, { outcome, largestGainShare, witness }: Verdict) {
  const { identities, others, value } = witness ?? {};
  return { id, outcome, largestGainShare, ...(witness ? { witness: { identities, others, value } } : {}) };
}
