import { hypervolume } from "../../src/pareto/hypervolume.js";

/** A test problem over the unit cube: all objectives minimised. */
export interface TestProblem {
  readonly name: string;
  readonly dimension: number;
  /** What hypervolumes are measured from. */
  readonly reference: readonly number[];
  /** The hypervolume of the true front. */
  readonly optimum: number;
  objectives(x: readonly number[]): number[];
  /** At most 0 where the point is feasible. */
  excess(objectives: readonly number[]): number;
}

const UNCONSTRAINED = () => 0;
const CORNER = 1.1;

/** ZDT1 to ZDT4 of Zitzler, Deb and Thiele 2000, with g over the coordinates after the first. */
function zdt(
  name: string,
  dimension: number,
  g: (rest: readonly number[]) => number,
  second: (first: number, g: number) => number,
  optimum: number,
): TestProblem {
  return {
    name,
    dimension,
    reference: [CORNER, CORNER],
    optimum,
    objectives: ([first, ...rest]) => [first!, second(first!, g(rest))],
    excess: UNCONSTRAINED,
  };
}

const linear = (rest: readonly number[]) => 1 + (9 * sum(rest)) / rest.length;
const rastrigin = (rest: readonly number[]) =>
  1 + 10 * rest.length + sum(rest.map((u) => (10 * u - 5) ** 2 - 10 * Math.cos(4 * Math.PI * (10 * u - 5))));
const convex = (first: number, g: number) => g * (1 - Math.sqrt(first / g));
const concave = (first: number, g: number) => g * (1 - (first / g) ** 2);
const broken = (first: number, g: number) =>
  g * (1 - Math.sqrt(first / g) - (first / g) * Math.sin(10 * Math.PI * first));

/** The strip beside a front over [0, 1] that ends at height 0: as high as the corner. */
const STRIP = (CORNER - 1) * CORNER;

/** ZDT3's front has no simple area: a fine sample of it comes within 1e-6. */
function brokenArea(): number {
  const samples = Array.from({ length: 200_001 }, (_, k) => k / 200_000);
  return hypervolume(
    samples.map((first) => [-first, -broken(first, 1)]),
    [-CORNER, -CORNER],
  );
}

/** DTLZ2 with three objectives of Deb, Thiele, Laumanns and Zitzler 2005: the front is an eighth of a sphere. */
const dtlz2: TestProblem = {
  name: "DTLZ2",
  dimension: 12,
  reference: [CORNER, CORNER, CORNER],
  optimum: CORNER ** 3 - Math.PI / 6,
  objectives([u, v, ...rest]) {
    const radius = 1 + sum(rest.map((x) => (x - 0.5) ** 2));
    const [a, b] = [(u! * Math.PI) / 2, (v! * Math.PI) / 2];
    return [Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b), Math.sin(a)].map((f) => radius * f);
  },
  excess: UNCONSTRAINED,
};

/** C1-DTLZ1 with three objectives of Jain and Deb 2014: only a slice near the front, a triangle, is feasible. */
const c1dtlz1: TestProblem = {
  name: "C1-DTLZ1",
  dimension: 7,
  reference: [0.6, 0.6, 0.6],
  optimum: 0.6 ** 3 - 0.5 ** 3 / 6,
  objectives([u, v, ...rest]) {
    const waves = sum(rest.map((x) => (x - 0.5) ** 2 - Math.cos(20 * Math.PI * (x - 0.5))));
    const size = 0.5 * (1 + 100 * (rest.length + waves));
    return [u! * v!, u! * (1 - v!), 1 - u!].map((f) => size * f);
  },
  excess: ([first, second, third]) => third! / 0.6 + (first! + second!) / 0.5 - 1,
};

export const PROBLEMS: readonly TestProblem[] = [
  zdt("ZDT1", 30, linear, convex, 2 / 3 + (CORNER - 1) + STRIP),
  zdt("ZDT2", 30, linear, concave, 1 / 3 + (CORNER - 1) + STRIP),
  zdt("ZDT3", 30, linear, broken, brokenArea()),
  zdt("ZDT4", 10, rastrigin, convex, 2 / 3 + (CORNER - 1) + STRIP),
  dtlz2,
  c1dtlz1,
];

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
