import type { Domain, Rivals, Span, Values } from "../../src/claim/domain.js";
import type { Grade } from "../../src/claim/grade.js";
import type { Verdict } from "../../src/sybil/verdict.js";

/** A domain as older files of `goldilocks/front/1` hold it: in sentences. */
interface OlderDomain {
  readonly identities: number | "any";
  readonly rivals: string;
  readonly values: string;
}

/** A verdict of such a file: without a grade, its domains in sentences. */
export type OlderVerdict = Omit<Verdict, "grade" | "domain" | "bound"> & {
  readonly domain: OlderDomain;
  readonly bound?: { readonly gainShare: number; readonly domain: OlderDomain };
};

/** A verdict as files hold it now; one of an older file is translated, and given the grade that its outcome has. */
export function currentVerdict(verdict: Verdict | OlderVerdict): Verdict {
  const { domain, bound, ...rest } = verdict;
  return {
    grade: olderGrade(verdict),
    ...rest,
    domain: currentDomain(domain),
    ...(bound === undefined ? {} : { bound: { ...bound, domain: currentDomain(bound.domain) } }),
  };
}

/** A domain in sentences as data, or null where it has a sentence that no version wrote. */
export function translatedDomain({ identities, rivals, values }: OlderDomain): Domain | null {
  const [whom, worth] = [rivalsOf(rivals), valuesOf(values)];
  return whom === null || worth === null ? null : { identities, rivals: whom, values: worth };
}

function currentDomain(domain: Domain | OlderDomain): Domain {
  const { rivals, values } = domain;
  const older = typeof rivals === "string" && typeof values === "string";
  return (
    (older ? translatedDomain({ ...(domain as OlderDomain), rivals, values }) : null) ?? (domain as Domain)
  );
}

function olderGrade({ outcome, argument = "" }: Pick<Verdict, "outcome" | "argument">): Grade {
  if (outcome === "not-refuted") return "searched";
  if (outcome === "refuted") return "proved-by-certificate";
  return /\(enclosed\)|branch and bound/.test(argument) ? "proved-by-certificate" : "proved-by-argument";
}

function rivalsOf(sentence: string): Rivals | null {
  if (sentence === "any") return "any";
  const played =
    /^those of (?:the )?(?:(\d+) )?equilibri(?:um|a)(?: given)?(, mixed ones included)?(?:; (\d+) players .* left aside)?$/.exec(
      sentence,
    );
  if (played !== null) {
    const [, equilibria = "1", mixed, aside] = played;
    return {
      equilibria: Number(equilibria),
      ...(mixed ? { mixed: true } : {}),
      ...(aside ? { leftAside: Number(aside) } : {}),
    };
  }
  const bids =
    /^(?:(\d) or )?(?:(\d) to )?(\d+)(?:, and (\d+), spread up to (\S+?))?(?:, the largest bid from (\S+) to (\S+))?$/.exec(
      sentence,
    );
  if (bids === null) return null;
  const [, or, from, most, also, spread, lowest, highest] = bids;
  return {
    ...{ fewest: Number(or ?? from ?? most), most: Number(most) },
    ...(also ? { also: Number(also), spread: Number(spread) } : {}),
    ...(lowest ? { largest: { from: Number(lowest), to: Number(highest) } } : {}),
  };
}

function valuesOf(sentence: string): Values | null {
  if (sentence === "any") return "any";
  if (sentence === "the players' own") return "own";
  const ratios = /^(?:up to|(\S+) to) (\S+) times the rival(?:s' total|'s bid)$/.exec(sentence);
  if (ratios === null) return null;
  const overRivals: Span = { from: Number(ratios[1] ?? 0), to: Number(ratios[2]) };
  return { overRivals };
}
