import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { importValues, profilesOf } from "../../../search/relay/import.js";
import { InputError } from "../../../src/input-error.js";

const HEADER = "block_number,slot,builder_label,builder_pubkey,value_wei";
const folder = mkdtempSync(join(tmpdir(), "goldilocks-values-"));
afterAll(() => rmSync(folder, { recursive: true }));

function bid(slot: string, builder_pubkey: string, value: unknown) {
  return { slot, builder_pubkey, value };
}

function relay(path: string, ...bids: unknown[]) {
  return { path, text: JSON.stringify(bids) };
}

function csv(path: string, ...rows: string[]) {
  return { path, text: [HEADER, ...rows, ""].join("\n") };
}

describe("relays' replies", () => {
  it("keep the best bid of each key, a profile a slot", () => {
    const file = relay(
      "bids.json",
      bid("8", "0xaa", "1000000000000000000"),
      bid("7", "0xAA", "2000000000000000000"),
      bid("7", "0xbb", "3000000000000000000"),
      bid("7", "0xaa", "2500000000000000000"),
    );
    const { schema, profiles } = profilesOf([file]);
    expect(schema).toBe("goldilocks/values/1");
    expect(profiles.map(({ name, values, players }) => ({ name, values, players }))).toEqual([
      { name: "slot-7", values: [3, 2.5], players: ["0xbb", "0xaa"] },
      { name: "slot-8", values: [1], players: ["0xaa"] },
    ]);
    expect(profiles[0]!.unit).toBe("ETH");
    expect(profilesOf([file], 8).profiles.map(({ name }) => name)).toEqual(["slot-8"]);
  });

  it("are merged over files of one slot, and named without their folders", () => {
    const { profiles } = profilesOf([
      relay("/home/me/a.json", bid("7", "0xaa", "1000000000000000000"), bid("7", "0xbb", "5")),
      relay("/home/me/b.json", bid("7", "0xaa", "4000000000000000000")),
    ]);
    expect(profiles).toHaveLength(1);
    expect(profiles[0]!.players).toEqual(["0xaa", "0xbb"]);
    expect(profiles[0]!.values).toEqual([4, 5e-18]);
    expect(profiles[0]!.source).toMatch(/^a\.json, b\.json: 3 bids for slot 7/);
    expect(JSON.stringify(profiles)).not.toContain("/home");
  });

  it("keep the last wei", () => {
    const lower = "38256216383786967";
    const higher = "38256216383786968";
    expect(Number(lower)).toBe(Number(higher));
    const { profiles } = profilesOf([
      relay(
        "bids.json",
        bid("7", "0xaa", lower),
        bid("7", "0xbb", higher),
        bid("7", "0xcc", "9007199254740993"),
      ),
    ]);
    expect(profiles[0]!.players).toEqual(["0xbb", "0xaa", "0xcc"]);
    expect(profiles[0]!.values[2]).toBe(0.009007199254740993);
  });

  it("round wei to ETH once", () => {
    // Division of the nearest double by 1e18 rounds twice, and lands beside the nearest double of the quotient.
    const wei = "92030920993190389";
    const nearest = Number("0.092030920993190389");
    expect(Number(wei) / 1e18).not.toBe(nearest);
    const { profiles } = profilesOf([
      relay("bids.json", bid("7", "0xaa", wei), bid("7", "0xbb", "123456789012345678901234567")),
    ]);
    expect(profiles[0]!.values).toEqual([Number("123456789.012345678901234567"), nearest]);
  });

  it("count bids of 0 wei and leave them out", () => {
    const { profiles } = profilesOf([relay("bids.json", bid("7", "0xaa", "0"), bid("7", "0xbb", "1"))]);
    expect(profiles[0]!.players).toEqual(["0xbb"]);
    expect(profiles[0]!.method).toContain("Bids of 0 wei, ignored: 1.");
  });
});

describe("tables of winning bids", () => {
  const rows = [
    "1,11,Alpha,0xaa,1000000000000000000",
    "2,12,Alpha,0xab,2000000000000000000",
    "3,13,,0xCC,4000000000000000000",
    "4,14,Alpha,0xaa,8000000000000000000",
  ];

  it("make one player a label, or a key without one", () => {
    const { profiles } = profilesOf([csv("bids.csv", ...rows)]);
    const [profile] = profiles;
    expect(profile).toMatchObject({ name: "blocks-1-4", unit: "ETH", players: ["Alpha", "0xcc"] });
    // By hand: mean log = 1.5 log 2, sd = log 2 sqrt(5/3), shares 3/4 and 1/4.
    const theta = Math.PI / (Math.LN2 * Math.sqrt(5 / 3) * Math.sqrt(6));
    expect(profile!.values[0]).toBeCloseTo(2 ** 1.5 * 0.75 ** (1 / theta), 12);
    expect(profile!.values[1]).toBeCloseTo(2 ** 1.5 * 0.25 ** (1 / theta), 12);
    expect(profile!.method).toContain(`theta = ${theta.toFixed(3)}`);
  });

  it("are pooled over files, each slot once", () => {
    const whole = profilesOf([csv("bids.csv", ...rows)]).profiles[0]!;
    const { profiles } = profilesOf([csv("x/a.csv", ...rows.slice(0, 3)), csv("x/b.csv", ...rows.slice(2))]);
    expect(profiles).toHaveLength(1);
    expect(profiles[0]!.values).toEqual(whole.values);
    expect(profiles[0]!.source).toBe("a.csv, b.csv: winning bids of 4 blocks");
    expect(profiles[0]!.method).toContain("Repeated rows, counted once: 1.");
  });

  it("count bids of 0 wei and leave them out", () => {
    const whole = profilesOf([csv("bids.csv", ...rows)]).profiles[0]!;
    const profile = profilesOf([csv("bids.csv", ...rows, "5,15,Zero,0xdd,0")]).profiles[0]!;
    expect(profile.values).toEqual(whole.values);
    expect(profile.method).toContain("Bids of 0 wei, ignored: 1.");
  });

  it("may have columns in another order, further columns, quotes, CRLF and a byte-order mark", () => {
    const text = [
      "\uFEFFvalue_wei,builder_pubkey,note,builder_label,slot,block_number",
      '2000000000000000000,0xaa,x,"Alpha, Inc.",11,1',
      "",
      "1000000000000000000,0xbb,y,Beta,12,2",
    ].join("\r\n");
    expect(profilesOf([{ path: "bids.csv", text }]).profiles[0]!.players).toEqual(["Alpha, Inc.", "Beta"]);
  });
});

describe("several kinds", () => {
  it("are told by content, not name", () => {
    const { profiles } = profilesOf([
      csv("one.json", "1,11,A,0xaa,1000000000000000000", "2,12,B,0xbb,3000000000000000000"),
      relay("two.csv", bid("7", "0xaa", "1")),
    ]);
    expect(profiles.map(({ name }) => name)).toEqual(["slot-7", "blocks-1-2"]);
  });

  it("are read from disk", () => {
    const path = join(folder, "bids");
    writeFileSync(path, JSON.stringify([bid("7", "0xaa", "1500000000000000000")]));
    const { profiles } = importValues([path], 7);
    expect(profiles[0]!.values).toEqual([1.5]);
    expect(JSON.stringify(profiles)).not.toContain(folder);
  });
});

describe("malformed input", () => {
  const good = bid("7", "0xaa", "1");
  const long = "x".repeat(500);
  const text = (content: string) => ({ path: "dir/f", text: content });
  const row = (cells: string) => csv("dir/f", "1,11,A,0xaa,1", cells);

  it.each([
    ["empty", text(""), undefined, /^dir\/f: is empty/],
    ["blank", text(" \n\n"), undefined, /^dir\/f: is empty/],
    ["cut off", text('[\n{"slot": "7",'), undefined, /^dir\/f: broken JSON near line 2, column 14/],
    ["a stray word", text('[\n{"slot": "7", "value": oops}]'), undefined, /near line 2, column 24/],
    ["a stray comma", text("[1,]"), undefined, /^dir\/f: broken JSON near line 1/],
    ["something after", text("[]\n]"), undefined, /near line 2, column 1/],
    [
      "an error reply",
      text('{"code":400,"message":"no"}'),
      undefined,
      /^dir\/f: is an object; .*builder_blocks/,
    ],
    ["no bids", text("[]"), undefined, /^dir\/f: has no bids/],
    ["not bids", text("[good, 5]".replace("good", JSON.stringify(good))), undefined, /^dir\/f, \[1\]: is 5/],
    ["null", text("[null]"), undefined, /^dir\/f, \[0\]: is null/],
    ["no slot", relay("dir/f", { builder_pubkey: "0xaa", value: "1" }), undefined, /\[0\]\.slot: missing/],
    ["no key", relay("dir/f", good, { slot: "7", value: "1" }), undefined, /\[1\]\.builder_pubkey: missing/],
    ["no value", relay("dir/f", { slot: "7", builder_pubkey: "0xaa" }), undefined, /\[0\]\.value: missing/],
    ["a bad slot", relay("dir/f", bid("-7", "0xaa", "1")), undefined, /\[0\]\.slot: is "-7"/],
    ["negative wei", relay("dir/f", good, bid("7", "0xaa", "-5")), undefined, /\[1\]\.value: is "-5"; .*wei/],
    ["part of a wei", relay("dir/f", bid("7", "0xaa", "1.5")), undefined, /\[0\]\.value: is "1\.5"; .*wei/],
    ["wei in exponents", relay("dir/f", bid("7", "0xaa", "1e18")), undefined, /\[0\]\.value: is "1e18"/],
    [
      "wei as a number",
      relay("dir/f", bid("7", "0xaa", 38256216383786968)),
      undefined,
      /\[0\]\.value: is 3825/,
    ],
    [
      "boundless wei",
      relay("dir/f", bid("7", "0xaa", "9".repeat(400))),
      undefined,
      /\[0\]\.value: is "9{56}\.\.\./,
    ],
    [
      "a long text",
      relay("dir/f", bid("7", "0xaa", `a\n${long}`)),
      undefined,
      /\[0\]\.value: is "a\\nx+\.\.\.;/,
    ],
    ["zeros alone", relay("dir/f", bid("7", "0xaa", "0")), undefined, /^dir\/f, slot 7: every bid is 0 wei/],
    ["an absent slot", relay("dir/f", good, bid("9", "0xaa", "1")), 8, /^--slot 8: not in dir\/f; .*: 7, 9$/],
    ["a web page", text("<html><body>404</body></html>"), undefined, /^dir\/f, line 1: neither/],
    [
      "other columns",
      text("block_number,value\n1,2"),
      undefined,
      /^dir\/f, line 1: no column slot, builder_label/,
    ],
    [
      "semicolons",
      text(HEADER.replaceAll(",", ";")),
      undefined,
      /^dir\/f, line 1: no column block_number, slot/,
    ],
    ["no rows", text(HEADER), undefined, /^dir\/f: no rows/],
    ["a short row", row("2,12,B,0xbb"), undefined, /^dir\/f, line 3: has 4 cells where the header has 5/],
    ["a short row after a gap", row("\n\n2,12"), undefined, /^dir\/f, line 5: has 2 cells/],
    ["an open quote", row('2,12,"B,0xbb,5'), undefined, /^dir\/f, line \d+: broken CSV/],
    ["negative wei in a row", row("2,12,B,0xbb,-5"), undefined, /^dir\/f, line 3, value_wei: is "-5"/],
    ["part of a wei in a row", row("2,12,B,0xbb,0.5"), undefined, /^dir\/f, line 3, value_wei: is "0\.5"/],
    ["no wei in a row", row("2,12,B,0xbb,"), undefined, /^dir\/f, line 3, value_wei: missing/],
    ["a bad slot in a row", row("2,x,B,0xbb,5"), undefined, /^dir\/f, line 3, slot: is "x"/],
    ["nobody in a row", row("2,12,,,5"), undefined, /^dir\/f, line 3, builder_pubkey: missing/],
    [
      "two winners of a slot",
      row("1,11,B,0xbb,5"),
      undefined,
      /^dir\/f, line 3: slot 11 has another .*line 2/,
    ],
    ["one row", csv("dir/f", "1,11,A,0xaa,1"), undefined, /^dir\/f: .*no spread/],
    ["equal bids", row("2,12,B,0xbb,1"), undefined, /^dir\/f: .*no spread/],
    ["rows of zeros", csv("dir/f", "1,11,A,0xaa,0"), undefined, /^dir\/f: every bid is 0 wei/],
    ["--slot on a table", row("2,12,B,0xbb,5"), 11, /^--slot 11: dir\/f is a table of winning bids/],
  ])("%s: one line with file, place and remedy", (_, file, slot, message) => {
    const run = () => profilesOf([file], slot);
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
    expect(run).not.toThrow(/\n/);
    expect(run).not.toThrow(/x{100}/);
  });

  it("a missing file and a folder", () => {
    expect(() => importValues([join(folder, "absent.json")])).toThrow(InputError);
    expect(() => importValues([join(folder, "absent.json")])).toThrow(/absent\.json: no such file; give/);
    expect(() => importValues([folder])).toThrow(/cannot be read \(EISDIR\)/);
  });
});
