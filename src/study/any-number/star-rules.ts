import type { Candidate } from "../../mechanism/mechanism.js";
import type { RandomStream } from "../../numeric/random.js";

/**
 * Random star-shaped rules x_i ~ f(q_i), p_i = B c(q_i), f(q) / q not falling and c(q) / q not rising, of three kinds in
 * turn: the family tapered-fee, a formula of powers and poles, and splines in both exponents.
 */
export function starCandidate(random: RandomStream, k: number): Candidate {
  return [taperedFee, formula, splines][k % 3]!(random);
}

function within(random: RandomStream, low: number, high: number): number {
  return low + (high - low) * random();
}

function taperedFee(random: RandomStream): Candidate {
  const [fee, taper, lean] = [within(random, 0, 0.03), within(random, 1, 8), within(random, 0, 1.5)];
  return { family: "tapered-fee", parameters: { fee, taper, lean } };
}

/** f / q = (1 + a q^k) exp(l q) rises; c / q = 1 + g (1 - q)^m + h (1 - q) / (q + d) falls. */
function formula(random: RandomStream): Candidate {
  const [a, k, l] = [within(random, 0, 1), within(random, 0.5, 4), within(random, 0, 0.5)];
  const [g, m] = [within(random, 0, 0.6), within(random, 1, 6)];
  const [h, d] = [within(random, 0, 0.03), within(random, 0.01, 0.3)];
  return {
    family: "expression",
    weight: "q*(1 + a*q^k)*exp(l*q)",
    payment: "B*q*(1 + g*(1 - q)^m + h*(1 - q)/(q + d))",
    parameters: { a, k, l, g, m, h, d },
  };
}

const KNOTS = 5;

/** Splines through values that rise for the weight and fall for the price. */
function splines(random: RandomStream): Candidate {
  const [rise, fall] = [within(random, 0, 0.25), within(random, 0, 0.25)];
  const parameters: Record<string, number> = { knots: KNOTS };
  let [z, e] = [0, 0];
  for (let knot = 1; knot <= KNOTS; knot++) {
    z += rise * random();
    e -= fall * random();
    parameters[`z${knot}`] = z;
    parameters[`e${knot}`] = e;
  }
  return { family: "share-tilt", parameters };
}

/**
 * A rule of finite slopes at 0: f = q (1 + a q^k), c = q (1 + g (1 - q)^m), mild enough that most leave a weak player
 * something to earn.
 */
export function finiteSlopesCandidate(random: RandomStream): Candidate {
  const [a, k] = [within(random, 0, 0.4), within(random, 1.2, 2.5)];
  const [g, m] = [within(random, 0, 0.4), within(random, 1, 3)];
  return {
    family: "expression",
    weight: "q*(1 + a*q^k)",
    payment: "B*q*(1 + g*(1 - q)^m)",
    parameters: { a, k, g, m },
  };
}
