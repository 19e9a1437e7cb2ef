import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { shortened, valuesCommand } from "../../../search/command/values.js";
import { table } from "../../../search/show/text/table.js";
import { InputError } from "../../../src/input-error.js";
import { MAINNET_PROFILES } from "../../../src/scenario/mainnet.js";
import { papBenchmark } from "../../../src/scenario/pap-benchmark.js";
import { checkedValues } from "../../../src/scenario/value-profile.js";

const KEY = `0x83d3${"0".repeat(88)}b640`;
const folder = mkdtempSync(join(tmpdir(), "goldilocks-values-"));
const file = join(folder, "bids.json");
writeFileSync(
  file,
  JSON.stringify([
    { slot: "7", builder_pubkey: KEY, value: "40000000000000000" },
    { slot: "7", builder_pubkey: "0xbb", value: "10000000000000000" },
  ]),
);
afterAll(() => rmSync(folder, { recursive: true }));

function output(...words: string[]): string {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  try {
    valuesCommand().parse(["import", ...words], { from: "user" });
    return write.mock.calls.map(([text]) => text).join("");
  } finally {
    write.mockRestore();
  }
}

describe("values import", () => {
  it("prints a table with short keys", () => {
    const text = output(file);
    expect(text).toMatch(/^slot-7: 2 players, values in ETH\n/);
    expect(text).toContain(
      [
        "player       value (ETH)  share of top",
        "0x83d3…b640    0.0400000        1.0000",
        "0xbb           0.0100000        0.2500",
        "",
      ].join("\n"),
    );
  });

  it("prints one JSON document with whole keys", () => {
    const imported = JSON.parse(output(file, "--slot", "7", "--json"));
    expect(imported.schema).toBe("goldilocks/values/1");
    expect(imported.profiles).toHaveLength(1);
    expect(imported.profiles[0]).toMatchObject({
      name: "slot-7",
      unit: "ETH",
      values: [0.04, 0.01],
      players: [KEY, "0xbb"],
    });
    expect(imported.profiles[0].source).toMatch(/^bids\.json: /);
    expect(imported.profiles[0].method).not.toBe("");
  });

  it("refuses a slot that is no whole number", () => {
    expect(() => output(file, "--slot", "7.5")).toThrow(InputError);
    expect(() => output(file, "--slot", "7.5")).toThrow(/^--slot: "7\.5" is not a slot; give/);
  });
});

describe("shortened", () => {
  it("leaves labels and short keys alone", () => {
    expect([KEY, "0xbb", "beaverbuild.org"].map(shortened)).toEqual([
      "0x83d3…b640",
      "0xbb",
      "beaverbuild.org",
    ]);
  });
});

describe("table", () => {
  const rows = [
    ["a", "1"],
    ["long", ""],
  ];

  it("aligns columns without trailing spaces", () => {
    expect(table(["name", "n"], rows)).toBe("name  n\na     1\nlong");
    expect(table(["name", "count"], rows, { align: ["left", "right"] })).toBe(
      "name  count\na         1\nlong",
    );
    expect(table(["name", "n"], [])).toBe("name  n");
  });

  it("dims the header where colour is on", () => {
    expect(table(["name", "n"], rows, { colour: true })).toBe("\u001b[2mname  n\u001b[22m\na     1\nlong");
  });
});

describe("profiles of mainnet", () => {
  it.each(MAINNET_PROFILES.map((profile) => [profile.name, profile] as const))(
    "%s is a profile",
    (_, profile) => {
      const values = checkedValues(profile.values, profile.name);
      expect(values).toEqual([...values].sort((a, b) => b - a));
      expect(new Set(profile.players).size).toBe(values.length);
    },
  );

  it("have the known number of players, and PAP keeps 9 of the slot's", () => {
    const [slot, month] = MAINNET_PROFILES;
    expect([slot!.values.length, month!.values.length]).toEqual([37, 25]);
    expect(papBenchmark(slot!.values).allocations.filter((x) => x > 0)).toHaveLength(9);
  });
});
