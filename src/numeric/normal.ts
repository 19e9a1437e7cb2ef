import { integrate } from "./integrate.js";
import type { Objective } from "./maximise.js";

/**
 * The quantile of the standard normal distribution, to about 1e-16 relative: rational approximations in the
 * middle and in the tails.
 *
 * @param probability in (0, 1)
 * Source: Wichura 1988, algorithm AS 241 (PPND16), "The Percentage Points of the Normal Distribution".
 */
export function normalQuantile(probability: number): number {
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred;
    return (centred * polynomial(MIDDLE, r)) / polynomial(MIDDLE_BELOW, r);
  }
  const r = Math.sqrt(-Math.log(centred < 0 ? probability : 1 - probability));
  const size =
    r <= 5
      ? polynomial(TAIL, r - 1.6) / polynomial(TAIL_BELOW, r - 1.6)
      : polynomial(FAR, r - 5) / polynomial(FAR_BELOW, r - 5);
  return centred < 0 ? -size : size;
}

/** Coefficients by rising power, numerators and denominators. */
const MIDDLE = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
];
const MIDDLE_BELOW = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
];
const TAIL = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
];
const TAIL_BELOW = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
  0.0005475938084995345, 1.0507500716444169e-9,
];
const FAR = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
];
const FAR_BELOW = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
];

function polynomial(coefficients: readonly number[], at: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * at + coefficient, 0);
}

const NORMAL_DENSITY: Objective = { at: (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI) };
/** Beyond so many standard deviations a probability is 0 or 1 to rounding. */
const FAR_OUT = 9;
const CDF_ERROR = 1e-15;

/** The probability that a standard normal number is at most x, to about 1e-15 absolute. */
export function normalProbability(x: number): number {
  if (Math.abs(x) >= FAR_OUT) return x > 0 ? 1 : 0;
  return 0.5 + Math.sign(x) * integrate(NORMAL_DENSITY, 0, Math.abs(x), CDF_ERROR);
}

/** The density of a standard normal number at x. */
export function normalDensity(x: number): number {
  return NORMAL_DENSITY.at(x);
}
