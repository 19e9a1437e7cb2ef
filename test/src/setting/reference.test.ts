import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadLinearProgrammeSolver } from "../../../search/io/linear-programme.js";
import {
  buildMechanism,
  committeeFloor,
  playBayes,
  playDiminishing,
  playParts,
  playRepeated,
  playTiming,
} from "../../../src/index.js";

interface Case {
  readonly id: string;
  readonly setting: string;
  readonly name: string;
  readonly input: never;
  readonly mechanism: { readonly parts?: readonly unknown[] } | null;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: number;
}

const { cases } = JSON.parse(readFileSync("test/src/setting/reference.json", "utf8")) as {
  readonly cases: readonly Case[];
};
const options = { solveProgramme: await loadLinearProgrammeSolver() };

async function figuresOf({ setting, input, mechanism }: Case): Promise<object | null> {
  if (setting === "committee") return committeeFloor(input);
  const rules = await Promise.all((mechanism?.parts ?? [mechanism]).map((each) => buildMechanism(each)));
  if (setting === "parts") return playParts(rules, input, options).figures;
  const play = { timing: playTiming, repeated: playRepeated, diminishing: playDiminishing, bayes: playBayes }[
    setting
  ]!;
  return (play as typeof playTiming)(rules[0]!, input, options).figures;
}

/** Every number that is expected, with the one found and how far apart they may be. */
function compare(found: unknown, expected: unknown, tolerance: number, place: string): void {
  if (typeof expected === "number") {
    expect(Math.abs((found as number) - expected), place).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(expected)),
    );
  } else if (typeof expected === "object" && expected !== null) {
    for (const [key, each] of Object.entries(expected)) {
      compare((found as Record<string, unknown>)?.[key], each, tolerance, `${place}.${key}`);
    }
    if (Array.isArray(expected)) expect(found, place).toHaveLength(expected.length);
  } else expect(found, place).toEqual(expected);
}

describe("reference answers", () => {
  it("are there for every setting", () => {
    expect(new Set(cases.map(({ setting }) => setting)).size).toBe(6);
    expect(cases.length).toBe(39);
  });

  it.each(cases.map((each) => [each.id, each.name, each] as const))(
    "are met: %s, %s",
    async (id, _, each) => {
      compare(await figuresOf(each), each.expected, each.tolerance, id);
    },
  );
});
