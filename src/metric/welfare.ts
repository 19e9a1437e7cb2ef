import { sum } from "../numeric/sum.js";
import type { Metric } from "./metric.js";

/** sum_i v_i x_i, value units: what the allocation is worth to those who get it. */
export const welfare: Metric = {
  name: "welfare",
  unit: "value units",
  sense: "maximise",
  meaning: "sum of value times allocation",
  of: ({ values, allocations }) => sum(allocations.map((x, i) => values[i]! * x)),
};
