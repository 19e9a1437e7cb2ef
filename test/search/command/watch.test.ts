import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { goldilocks } from "../cli.js";

const root = mkdtempSync(join(tmpdir(), "goldilocks-watch-"));
afterAll(() => rmSync(root, { recursive: true }));

const JOB = {
  ...{ name: "watched", seed: 1, scenario: "article", budget: { evaluations: 8 } },
  families: [{ family: "tullock", parameters: { alpha: [1, 1.2] } }],
};

/** The status and text of an answer, asked for under any name of the host. */
function ask(address: string, { path = "/", method = "GET", host = new URL(address).host } = {}) {
  return new Promise<{ status: number; text: string }>((done, fail) => {
    const { hostname, port } = new URL(address);
    const asked = request({ hostname, port, path, method, headers: { host } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => (text += part));
      response.on("end", () => done({ status: response.statusCode!, text }));
    });
    asked.on("error", fail).end();
  });
}

const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

describe("watch", () => {
  it("serves the report of a run from its journal, read-only, and nothing else", async () => {
    const folder = join(root, "run");
    writeFileSync(join(root, "job.json"), JSON.stringify(JOB));
    const made = await goldilocks([
      "search",
      join(root, "job.json"),
      "--executor",
      "in-process",
      "--out",
      folder,
    ]);
    expect(made.code).toBe(0);
    // A run that is alive has a journal and no front.
    for (const name of ["front.json", "report.html"]) rmSync(join(folder, name));
    const before = contents(folder);
    const answers: Record<string, Awaited<ReturnType<typeof ask>>> = {};
    const ended = await goldilocks(["watch", folder, "--port", "0"], {
      onStart: async (send, said) => {
        try {
          while (!said().includes("http://")) await new Promise((done) => setTimeout(done, 20));
          const address = /http:\S+/.exec(said())![0];
          answers.page = await ask(address);
          answers.head = await ask(address, { method: "HEAD" });
          answers.file = await ask(address, { path: "/journal.jsonl" });
          answers.above = await ask(address, { path: "/../job.json" });
          answers.change = await ask(address, { method: "POST" });
          answers.stranger = await ask(address, { host: "example.org" });
        } finally {
          send();
        }
      },
    });
    expect(Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]))).toEqual({
      ...{ page: 200, head: 200, file: 404, above: 404, change: 405, stranger: 403 },
    });
    expect(answers.page!.text).toMatch(/^<!doctype html>[\s\S]*http-equiv="refresh" content="10"/);
    expect(answers.page!.text).toContain("8 evaluations so far");
    expect(ended.code).toBe(130);
    expect(contents(folder)).toEqual(before);
  });

  it("refuses a folder without a run", async () => {
    const { code, stderr } = await goldilocks(["watch", root, "--port", "0"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^goldilocks: [^\n]+\n$/);
  });
});
