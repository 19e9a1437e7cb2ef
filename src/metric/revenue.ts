import { sum } from "../numeric/sum.js";
import type { Metric } from "./metric.js";

/** R = sum_i p_i, value units. */
export const revenue: Metric = {
  name: "revenue",
  unit: "value units",
  sense: "maximise",
  meaning: "sum of payments",
  of: ({ payments }) => sum(payments),
};

/** R / max v: the share of the top value that the protocol sees, the article's MEV-oracle accuracy. */
export const revenueShare: Metric = {
  name: "revenueShare",
  unit: "share",
  sense: "maximise",
  meaning: "revenue as a share of the largest value",
  of: ({ payments, values }) => {
    const top = values.reduce((most, value) => Math.max(most, value), 0);
    return sum(payments.map((payment) => payment / top));
  },
};
