import type { Notion } from "./verdict.js";

/** How hard and where a screen looks, and how large a gain it forgives. */
export interface ScreenOptions {
  /** Most identities tried. */
  readonly identities: number;
  /** Largest gain accepted, as a share of value. */
  readonly tolerance: number;
  readonly seed: number;
}

export const DEFAULT_SCREEN: ScreenOptions = { identities: 8, tolerance: 1e-9, seed: 1 };

/** The three Sybil notions, cheapest to refute first. */
export const SYBIL_NOTIONS: readonly Notion[] = ["split", "best-response", "equilibrium"];

/** The numbers of identities that a screen tries: 2, 3, 4 and then doubling up to the most. */
export function identityCounts(most: number): number[] {
  const counts = [2, 3, 4, 8, 16, 32, 64].filter((k) => k <= most);
  return counts.includes(most) || most < 2 ? counts : [...counts, most];
}
