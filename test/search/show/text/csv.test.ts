import { parse } from "csv-parse/sync";
import { expect, it } from "vitest";
import { csv } from "../../../../search/show/text/csv.js";

it("quotes what has to be quoted, ends lines in CR LF, and keeps every digit", () => {
  const text = csv(
    ["id", "mechanism"],
    [
      [0.1 + 0.2, 'a "b", c'],
      [5e-324, "two\nlines"],
      [-1, ""],
    ],
  );
  expect(text).toBe('id,mechanism\r\n0.30000000000000004,"a ""b"", c"\r\n5e-324,"two\nlines"\r\n-1,\r\n');
  expect(parse(text, { record_delimiter: "\r\n" })).toEqual([
    ["id", "mechanism"],
    ["0.30000000000000004", 'a "b", c'],
    ["5e-324", "two\nlines"],
    ["-1", ""],
  ]);
});

it("is a header alone where there are no rows", () => {
  expect(csv(["a", "b"], [])).toBe("a,b\r\n");
});
