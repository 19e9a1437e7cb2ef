import type { Domain } from "../../../src/claim/domain.js";
import { shortfallOf } from "../../../src/study/dominance/ratios.js";
import { OTHER_METRICS } from "../../../src/study/dominance/standing.js";
import { type Claim, published } from "../study.js";
import type { AtScenario, Dissection } from "./dissect.js";

/** Differences of a metric up to this are ties. */
const TIE = 1e-9;

/** The ratios of a mechanism's range, evenly spread in their logarithm. */
export function insideDomain(
  { ratios: [from, to] }: Dissection["found"],
  inside: Dissection["inside"],
): Domain {
  return {
    players: 2,
    ratios: { from, to, count: inside.length, spacing: "logarithmic" },
    equilibria: "found",
  };
}

/** How it stands by other measures of fairness. */
export function metricsClaim({ found, inside }: Dissection): Claim {
  const worse = OTHER_METRICS.filter(({ name, sense }) =>
    inside.some((at) => at.changes.some((each) => (sense === "maximise" ? -1 : 1) * each[name] > TIE)),
  ).map(({ name }) => name);
  return {
    name: `${found.name}: other fairness metrics`,
    statement:
      worse.length === 0
        ? "By entropy, effective number of players (1 / HHI), largest share, Gini and Nakamoto coefficient it is nowhere less fair than PAP."
        : `By ${worse.join(", ")} it is less fair than PAP at some ratios; the table says at how many, and by how much.`,
    domain: insideDomain(found, inside),
    grade: "measured",
    figures: { worse: worse.length },
  };
}

/** How it stands at the named scenarios, one sentence each. */
export function scenariosClaim({ found, scenarios }: Dissection): Claim {
  const names = [...new Set(scenarios.map(({ scenario }) => scenario))];
  const of = (name: string) => scenarios.filter(({ scenario }) => scenario === name);
  return {
    name: `${found.name}: named scenarios`,
    statement: names
      .map((name) => `${name}: ${scenarioText(of(name))}`)
      .join("; ")
      .concat(". Of several equilibria the worst counts."),
    domain: { values: { scenarios: names }, equilibria: "found" },
    grade: "measured",
    figures: Object.fromEntries(
      names.flatMap((name) => {
        const mean = meansOf(of(name));
        return mean === null
          ? []
          : [
              [`${name} R/R_PAP`, mean[0]],
              [`${name} fairness/PAP's`, mean[1]],
            ];
      }),
    ),
  };
}

function scenarioText(profiles: readonly AtScenario[]): string {
  const failing = profiles.filter((at) => !at.dominates);
  if (failing.length === 0) return "dominates PAP at every profile";
  return `does not dominate PAP at ${failing.length} of ${profiles.length} (${failing
    .map((at) => `${at.profile}: ${shortfallOf(at)}`)
    .join(", ")})`;
}

/** The weighted means over PAP's, where every profile has an equilibrium. */
function meansOf(profiles: readonly AtScenario[]): [number, number] | null {
  if (profiles.some((at) => at.equilibria === 0)) return null;
  const mean = (name: "revenueMargin" | "fairnessMargin") =>
    published(1 + profiles.reduce((sum, at) => sum + at.weight * at[name]!, 0));
  return [mean("revenueMargin"), mean("fairnessMargin")];
}
