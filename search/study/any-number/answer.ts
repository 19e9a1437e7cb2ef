import { decimalBelow } from "../../../src/numeric/decimal.js";
import { type Content, recordsOf } from "../study.js";

const GAIN_DIGITS = 4;

/** The headline, with the least gains of the table of fees. */
export function anyNumberAnswer(content: Content): string {
  const rows = recordsOf(content, "fees");
  const floors = [...new Set(rows.map(({ leastShare }) => Number(leastShare)))];
  const gains = floors.map((q) =>
    Math.min(...rows.filter(({ leastShare }) => leastShare === q).map(({ gain }) => Number(gain))),
  );
  return (
    "For any number of players: charge each identity, beside its tickets, a small share phi_n of the pot, set by how many take " +
    "part. That gives the shares of Proportional-all-pay, one pure equilibrium, no gain from splitting, and at least " +
    `${gains.map((gain) => decimalBelow(gain, GAIN_DIGITS, 2)).join(" / ")} % more revenue where nobody active has less than ` +
    `${floors.map((q) => Number((100 * q).toPrecision(6))).join(" / ")} % of the tickets. Without such a floor no count fee beats ` +
    "Proportional-all-pay everywhere, nor does any split-proof rule of shares that is the same for every count."
  );
}
