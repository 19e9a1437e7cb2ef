import type { ResolvedJob } from "../../job/job.js";

const COUNTS = ["no", "one", "two", "three", "four"];

type Constraints = ResolvedJob["constraints"];

/**
 * What a job demands of its points, in words. Of rivals it speaks where the job does: they are those of the
 * best-response notion.
 */
export function constraintText({
  figures = [],
  participation,
  ...sybil
}: Pick<
  Constraints,
  "notions" | "identities" | "rivals" | "tolerance" | "figures" | "participation"
>): string {
  return [
    sybilText(sybil),
    ...figures.map(({ name, atLeast, atMost }) =>
      atLeast === undefined ? `${name} at most ${atMost}` : `${name} at least ${atLeast}`,
    ),
    ...(participation === "as-pap" ? ["no player excluded whom PAP keeps in"] : []),
  ].join(", ");
}

function sybilText({
  notions,
  identities,
  rivals,
  tolerance,
}: Pick<Constraints, "notions" | "identities" | "rivals" | "tolerance">): string {
  if (notions.length === 0) return "no Sybil notion, points are verified all the same";
  const against = rivals === undefined ? [] : [`best-response against ${rivalsInWords(rivals)}`];
  return [
    `not refuted under ${notions.join(", ")} up to ${identities} identities`,
    ...against,
    `gain at most ${tolerance} of value (searched)`,
  ].join(", ");
}

/** As many rivals as the searches of the best-response notion have. */
function rivalsInWords(rivals: number): string {
  return rivals === 1 ? "one rival" : `one to ${COUNTS[rivals] ?? rivals} rivals, and 16`;
}
