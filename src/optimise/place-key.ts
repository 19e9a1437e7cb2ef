import type { Place } from "./optimiser.js";

/** Equal for places of one part and equal coordinates. */
export function placeKey({ part, coordinates }: Place): string {
  return `${part}:${coordinates.join()}`;
}
