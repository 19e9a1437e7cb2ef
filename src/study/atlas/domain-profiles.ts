import { MAINNET_PROFILES } from "../../scenario/mainnet.js";
import { drawnByShares } from "../../scenario/shares.js";
import { ratioGrid } from "../dominance/ratios.js";

/** Where rules are compared: two players down to a ratio, all of D(q), or the profiles of mainnet. */
export type AtlasDomain =
  | { readonly kind: "ratios"; readonly from: number }
  | { readonly kind: "shares"; readonly leastShare: number }
  | { readonly kind: "mainnet" };

/** How finely a domain is looked at. */
export interface Sampling {
  /** Ratios from the least to 1, and profiles of each number of players in D(q). */
  readonly points: number;
  /** Most players of D(q), and inactive players beside. */
  readonly players: number;
  readonly inactive: number;
  readonly seed: number;
}

/** Every profile at which rules are compared there. */
export function profilesOf(domain: AtlasDomain, sampling: Sampling): (readonly number[])[] {
  const { points, players, inactive, seed } = sampling;
  if (domain.kind === "mainnet") return MAINNET_PROFILES.map(({ values }) => values);
  if (domain.kind === "ratios") return ratioGrid(domain.from, 1, points).map((ratio) => [1, ratio]);
  const { leastShare } = domain;
  const most = Math.min(players, Math.floor(1 / leastShare + 1e-9));
  return Array.from({ length: most - 1 }, (_, k) =>
    drawnByShares({ players: k + 2, leastShare, inactive, draws: points, seed }, "atlas"),
  ).flatMap((drawn) => drawn.map(({ values }) => values));
}

/** The least PAP share of an active player that the domain allows; null where it has none of its own. */
export function leastShareOf(domain: AtlasDomain): number | null {
  if (domain.kind === "mainnet") return null;
  return domain.kind === "ratios" ? domain.from / (1 + domain.from) : domain.leastShare;
}

/** The domain in few words. */
export function domainName(domain: AtlasDomain): string {
  if (domain.kind === "mainnet") return "mainnet";
  return domain.kind === "ratios" ? `two players, v_2/v_1 >= ${domain.from}` : `D(${domain.leastShare})`;
}
