import { checkCertificate } from "../../src/certificate/check.js";
import type { Certificate, Refusal, Statement } from "../../src/certificate/statement.js";
import { buildMechanism } from "../../src/mechanism/build.js";

/** What is wrong with a certificate, in words; null where its proof holds for the mechanism that it names. */
export async function certificateRefusal(certificate: Certificate, where: string): Promise<string | null> {
  const mechanism = await buildMechanism(certificate.statement.rule.mechanism, `${where}: rule.mechanism`);
  const refusal = await checkCertificate(certificate, mechanism);
  return refusal === null ? null : refusalText(refusal);
}

/** Where a proof ends, in words: the lemma, the box, and why. */
export function refusalText({ lemma, box, reason }: Refusal): string {
  if (lemma === "") return reason;
  const sides = box.map(({ lo, hi }) => `[${lo}, ${hi}]`).join(" x ");
  return `lemma "${lemma}", box ${sides}: ${reason}`;
}

/** A statement in words. */
export function statementText(statement: Statement): string {
  const { family } = statement.rule.mechanism;
  if (statement.kind === "split")
    return `${family}: no split of a bid gains (split notion), any rivals and identities`;
  if (statement.kind === "best-response") {
    const { gain, valueRatio } = statement;
    return `${family}: any number of identities against one rival gain at most ${gain} of the value (best-response notion), values up to ${valueRatio} times the rival's bid`;
  }
  const { ratios, gain } = statement;
  const range = ratios.from === 0 ? "every ratio in (0, 1]" : `every ratio in [${ratios.from}, 1]`;
  return `${family}: two players at ${range}: one pure equilibrium, R/R_PAP at least 1 + ${gain}, fairness no less than PAP's`;
}
