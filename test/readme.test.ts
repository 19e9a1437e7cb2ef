import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const DOCUMENTS = ["README.md", "THEORY.md", "CONTRIBUTING.md", "src/README.md", "results/README.md"];
const EXAMPLE = /```js\n([\s\S]*?)```\s+prints\s+```text\n([\s\S]*?)```/g;
/** Links and pictures to files of the project, without their anchors. */
const LINK = /\]\((?!https?:|#)([^)#]+)/g;

describe("what people read first", () => {
  const examples = ["README.md", "src/README.md"].flatMap((document) => {
    const text = readFileSync(document, "utf8");
    // An example that says nothing of what it prints would not be held to anything.
    expect(text.match(/^```js$/gm)!.length, document).toBe([...text.matchAll(EXAMPLE)].length);
    return [...text.matchAll(EXAMPLE)].map(([, code, printed], k) => ({
      where: `${document}, ${k + 1}`,
      code,
      printed,
    }));
  });

  it.each(examples)(
    "has examples that print what they say, run as a user would: $where",
    async ({ code, printed }) => {
      const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", code!]);
      expect(stdout).toBe(printed);
    },
  );

  it.each(DOCUMENTS)("%s links to files that are there", (document) => {
    const links = [...readFileSync(document, "utf8").matchAll(LINK)].map(([, target]) => target!);
    expect(links.filter((target) => !existsSync(join(dirname(document), target)))).toEqual([]);
  });
});
