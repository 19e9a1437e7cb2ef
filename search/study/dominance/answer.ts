import type { Span } from "../../../src/claim/domain.js";
import { decimalBelow } from "../../../src/numeric/decimal.js";
import type { Claim, Content } from "../study.js";

/** For whom, where and how much the mechanisms gain, and how often that fails with other players: one sentence. */
export function dominanceAnswer({ claims }: Content): string {
  const named = (ending: string) => claims.filter(({ name }) => name.endsWith(`: ${ending}`));
  const proved = named("every ratio");
  const gains = proved.length > 0 ? proved : named("dominance").filter(holdsThroughout);
  const players = named("two to five players");
  const failing = players.map(({ figures }) => figures.profiles! - figures.dominating!);
  const range = [...new Set([Math.min(...failing), Math.max(...failing)])].join(" to ");
  const where =
    gains.length === 0
      ? "No mechanism here beats Proportional-all-pay (PAP) throughout its range of two players' values"
      : `For two players only: no less fairness than Proportional-all-pay (PAP), and at least ${gainsText(gains)}`;
  return (
    `${where}; ${notionText(claims)}; at ${range} of ${players[0]?.figures.profiles ?? 0} profiles of two to five players a ` +
    "mechanism here does not beat PAP, since somebody stays out whom PAP lets in or revenue is lower (for any number of players " +
    "see `results/any-number`)."
  );
}

/** What the verdicts on the mechanisms' own notions rest on. */
function notionText(claims: readonly Claim[]): string {
  const verdicts = claims.filter(({ name }) => name.endsWith(" notion"));
  const count = (grade: Claim["grade"]) => verdicts.filter((claim) => claim.grade === grade).length;
  const refuted = verdicts.filter(({ statement }) => statement.startsWith("Not Sybil-proof")).length;
  const parts = [
    [count("proved-by-argument"), "proved Sybil-proof"],
    [count("searched"), "not refuted by a search, which is no proof"],
    [refuted, "refuted"],
  ] as const;
  return `of ${verdicts.length} mechanisms ${parts
    .filter(([many]) => many > 0)
    .map(([many, what]) => `${many} ${many === 1 ? "is" : "are"} ${what}`)
    .join(", ")}`;
}

function holdsThroughout({ figures }: Claim): boolean {
  return figures.dominating === figures.ratios && figures.leastGain !== undefined;
}

/** The best gain for each least ratio, the largest ratio first. */
function gainsText(claims: readonly Claim[]): string {
  const best = new Map<number, number>();
  for (const { domain, figures } of claims) {
    const { from } = domain.ratios as Span;
    best.set(from, Math.max(best.get(from) ?? 0, figures.leastGain ?? figures.gain!));
  }
  const ranges = [...best].sort(([a], [b]) => b - a);
  const gains = ranges.map(([, gain]) => decimalBelow(gain, 3, 2)).join(" / ");
  const [first] = ranges;
  if (ranges.length === 1 && first![0] === 0) return `${gains} % more revenue at every v_2 / v_1`;
  return `${gains} % more revenue where v_2 / v_1 is ${ranges.map(([from]) => from).join(" / ")} or more`;
}
