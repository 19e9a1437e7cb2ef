import type { Mechanism } from "../mechanism/mechanism.js";

/**
 * One player of each bid above 0 and value, and of those who stay out the one of highest value: an anonymous rule
 * treats the others alike, and what a bid brings an outsider rises with its value.
 */
export function representatives(mechanism: Mechanism, values: Float64Array, bids: Float64Array): number[] {
  if (mechanism.claims.tiesByIndex) return Array.from(values.keys());
  const chosen: number[] = [];
  const places = new Map<number, number[]>();
  let outside = -1;
  for (let i = 0; i < bids.length; i++) {
    if (bids[i]! > 0) {
      const alike = places.get(bids[i]!);
      if (alike?.some((j) => values[j] === values[i])) continue;
      if (alike) alike.push(i);
      else places.set(bids[i]!, [i]);
      chosen.push(i);
    } else if (outside < 0 || values[i]! > values[outside]!) outside = i;
  }
  // The one who might come in is asked first: it is the likeliest to gain.
  return outside < 0 ? chosen : [outside, ...chosen];
}
