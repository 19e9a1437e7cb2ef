import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const DOCUMENTS = ["README.md", "THEORY.md", "CONTRIBUTING.md"];
const EXAMPLE = /```js\n([\s\S]*?)```\s+prints\s+```text\n([\s\S]*?)```/g;
/** Links and pictures to files of the project, without their anchors. */
const LINK = /\]\((?!https?:|#)([^)#]+)/g;

describe("what people read first", () => {
  it("has examples that print what it says, run as a user of the package would", async () => {
    const examples = [...readFileSync("README.md", "utf8").matchAll(EXAMPLE)];
    expect(examples.length).toBeGreaterThan(0);
    for (const [, code, printed] of examples) {
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code!]);
      expect(stdout).toBe(printed);
    }
  });

  it.each(DOCUMENTS)("%s links to files that are there", (document) => {
    const links = [...readFileSync(document, "utf8").matchAll(LINK)].map(([, target]) => target!);
    expect(links.filter((target) => !existsSync(target))).toEqual([]);
  });
});
