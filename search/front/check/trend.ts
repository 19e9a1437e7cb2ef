import type { Trend, Verdict } from "../../../src/sybil/verdict.js";
import { trendOfGains } from "../../../src/sybil/witness/trend.js";
import { type Fault, faultUnless } from "./claim.js";
import { differs } from "./tolerance.js";

/** What a refuted verdict says of numbers of identities, as far as it follows from the gains that it lists. */
export function trendFaults({ notion, witness, trend, identityCost, identityCostShare }: Verdict): Fault[] {
  if (!trend) {
    const silent = identityCost === undefined && identityCostShare === undefined;
    return [faultUnless(silent, `${notion}: an identity cost without a trend`)];
  }
  if (witness?.value == null) return [`${notion}: a trend without a value`];
  const { identities, gainShares } = trend;
  const again = trendOfGains(identities, gainShares);
  const cost = Math.max(...gainShares.map((gain, k) => gain / (identities[k]! - 1)));
  const own = gainShares[identities.indexOf(witness.identities.filter((bid) => bid > 0).length)];
  return [
    faultUnless(isCounting(trend), `${notion} trend: not one gain for each number of identities`),
    faultUnless(
      trend.best === again.best,
      `${notion} trend: ${again.best} identities gain most, not ${trend.best}`,
    ),
    faultUnless(
      trend.kind === again.kind,
      `${notion} trend: it ${again.kind}, and the file has "${trend.kind}"`,
    ),
    differs(`${notion}: identityCostShare`, identityCostShare, cost),
    differs(`${notion}: identityCost`, identityCost, cost * witness.value, witness.value),
    faultUnless(
      own === undefined || own >= witness.gainShare! * (1 - CLOSE),
      `${notion} trend: less for as many identities as the witness has than the witness gains`,
    ),
  ];
}

/** A climb need not end at the very witness that it starts from. */
const CLOSE = 1e-6;

function isCounting({ identities, gainShares }: Trend): boolean {
  return (
    identities.length === gainShares.length && identities.every((each, k) => each > (identities[k - 1] ?? 1))
  );
}
