/** Nodes in (-1, 1), rising, and weights of a quadrature rule. */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const STEPS = 100;

/**
 * Gauss and Legendre's rule: exact for polynomials of degree 2 order - 1 on [-1, 1]. Nodes are the roots of the Legendre
 * polynomial P_order, by Newton's method from Tricomi's approximation.
 * Source: Abramowitz and Stegun 1964, 25.4.29.
 *
 * @param order number of nodes, at least 1
 */
export function gaussLegendre(order: number): QuadratureRule {
  const [nodes, weights] = [new Float64Array(order), new Float64Array(order)];
  for (let k = 0; k < order; k++) {
    let x = -Math.cos((Math.PI * (k + 0.75)) / (order + 0.5));
    for (let step = 0; step < STEPS; step++) {
      const move = legendre(order, x) / legendreSlope(order, x);
      x -= move;
      if (Math.abs(move) <= Number.EPSILON) break;
    }
    const slope = legendreSlope(order, x);
    nodes[k] = x;
    weights[k] = 2 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/** The Legendre polynomial P_degree at x in [-1, 1]. */
export function legendre(degree: number, x: number): number {
  let [before, now] = [1, x];
  if (degree === 0) return 1;
  for (let k = 2; k <= degree; k++) [before, now] = [now, ((2 * k - 1) * x * now - (k - 1) * before) / k];
  return now;
}

/** Its derivative at x in (-1, 1). */
function legendreSlope(degree: number, x: number): number {
  return (degree * (legendre(degree - 1, x) - x * legendre(degree, x))) / (1 - x * x);
}
