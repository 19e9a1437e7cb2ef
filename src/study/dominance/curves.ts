import type { Mechanism } from "../../mechanism/mechanism.js";

/** The weight f(q) and the price c(q) of a share rule, over the share: 1 throughout for PAP. */
export interface CurvePoint {
  readonly share: number;
  readonly weightOverShare: number;
  readonly priceOverShare: number;
}

/** The curves at k / points, k = 1 .. points, of the rule for two bids; none for a rule that is no share rule. */
export function shareCurves(mechanism: Mechanism, points: number): CurvePoint[] {
  const { shape } = mechanism.shape.kind === "by-count" ? mechanism.shape.of(2) : mechanism;
  if (shape.kind !== "share") return [];
  const { rule } = shape;
  return Array.from({ length: points }, (_, k) => {
    const share = (k + 1) / points;
    const rest = (points - 1 - k) / points;
    return {
      share,
      weightOverShare: rule.weight(share, rest) / share,
      priceOverShare: rule.price(share, rest) / share,
    };
  }).filter((point) => Number.isFinite(point.weightOverShare) && Number.isFinite(point.priceOverShare));
}
