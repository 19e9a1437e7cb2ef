import { papBenchmark } from "../../scenario/pap-benchmark.js";

/** PAP's total, divided in proportion to a power of the values. */
export function proportionalTo(values: Float64Array, power: number): Float64Array {
  const { total } = papBenchmark(values);
  const powers = values.map((value) => value ** power);
  const sum = powers.reduce((all, each) => all + each, 0);
  return powers.map((each) => (total * each) / sum);
}
