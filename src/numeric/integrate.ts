import type { Objective } from "./maximise.js";

/** Nodes in (0, 1] of the 15-point Kronrod rule, with its weights and those of the 7-point Gauss rule within it. */
const NODES = [
  [0.9914553711208126, 0.022935322010529224, 0],
  [0.9491079123427585, 0.06309209262997856, 0.1294849661688697],
  [0.8648644233597691, 0.10479001032225019, 0],
  [0.7415311855993945, 0.14065325971552592, 0.27970539148927664],
  [0.5860872354676911, 0.1690047266392679, 0],
  [0.4058451513773972, 0.19035057806478542, 0.3818300505051189],
  [0.20778495500789848, 0.20443294007529889, 0],
] as const;
const CENTRE = { kronrod: 0.20948214108472782, gauss: 0.4179591836734694 };
/** Halvings of a piece: a jump is found to within 2^-40 of the interval. */
const DEEPEST = 40;

/**
 * The integral of `integrand` over [low, high], by Gauss and Kronrod's pair of 7 and 15 points on pieces that are
 * halved until the pair differs by less than the tolerance on each.
 * Source: Piessens, de Doncker-Kapenga, Ueberhuber and Kahaner 1983, QUADPACK.
 *
 * @param tolerance absolute, of each piece
 */
export function integrate(
  integrand: Objective,
  low: number,
  high: number,
  tolerance: number,
  depth = 0,
): number {
  const centre = 0.5 * (low + high);
  const half = 0.5 * (high - low);
  const middle = integrand.at(centre);
  let kronrod = CENTRE.kronrod * middle;
  let gauss = CENTRE.gauss * middle;
  for (const [node, weight, gaussWeight] of NODES) {
    const pair = integrand.at(centre - half * node) + integrand.at(centre + half * node);
    kronrod += weight * pair;
    gauss += gaussWeight * pair;
  }
  if (depth >= DEEPEST || Math.abs(kronrod - gauss) * half <= tolerance) return kronrod * half;
  return (
    integrate(integrand, low, centre, tolerance, depth + 1) +
    integrate(integrand, centre, high, tolerance, depth + 1)
  );
}
