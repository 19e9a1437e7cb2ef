import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/input-error.js";
import { mechanismText, parseMechanismText } from "../../../src/mechanism/notation.js";

describe("the notation of mechanisms", () => {
  it.each([
    ["pap", { family: "pap" }],
    ["  pap ", { family: "pap" }],
    ["tullock:alpha=1.2", { family: "tullock", parameters: { alpha: 1.2 } }],
    ["tullock: alpha = 1.2", { family: "tullock", parameters: { alpha: 1.2 } }],
    ["tullock:alpha=1e-3", { family: "tullock", parameters: { alpha: 1e-3 } }],
    ["pap-fee:fee=0,endogenousFee=.1", { family: "pap-fee", parameters: { fee: 0, endogenousFee: 0.1 } }],
    ['{"family": "pap"}', { family: "pap" }],
    [' {"family": "tullock", "parameters": {"alpha": 2}}', { family: "tullock", parameters: { alpha: 2 } }],
  ])("reads %s", (text, candidate) => {
    expect(parseMechanismText(text, "--mechanism")).toEqual(candidate);
  });

  it.each([
    ["tullock:", /^--mechanism: "" should read name=number, as in tullock:alpha=1\.2$/],
    ["tullock:alpha", /"alpha" should read name=number/],
    ["tullock:alpha=", /"alpha=" should read name=number/],
    ["tullock:=1", /"=1" should read name=number/],
    ["tullock:alpha=two", /"alpha=two" should read name=number/],
    ["tullock:alpha=NaN", /"alpha=NaN" should read name=number/],
    ["tullock:alpha=1=2", /"alpha=1=2" should read name=number/],
    ["pap-fee:fee=1,", /"" should read name=number/],
    ['{"family": "pap"', /^--mechanism: broken JSON: /],
    ["{family: pap}", /broken JSON/],
  ])("refuses %s in one line", (text, message) => {
    const read = () => parseMechanismText(text, "--mechanism");
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
  });

  it.each([
    [{ family: "pap", parameters: {} }, "pap"],
    [{ family: "tullock", parameters: { alpha: 0.1 + 0.2 } }, "tullock:alpha=0.30000000000000004"],
    [
      { family: "expression", weight: "b", payment: "b", parameters: {} },
      '{"family":"expression","weight":"b","payment":"b","parameters":{}}',
    ],
    [
      { family: "refund", parameters: { share: 1, of: { family: "pap" } } },
      '{"family":"refund","parameters":{"share":1,"of":{"family":"pap"}}}',
    ],
  ])("writes %j short where it has a short form", (candidate, text) => {
    expect(mechanismText(candidate)).toBe(text);
    const again = parseMechanismText(text, "--mechanism");
    expect(again).toEqual(text === "pap" ? { family: "pap" } : candidate);
  });
});
