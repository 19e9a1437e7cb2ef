#!/usr/bin/env node
import { existsSync } from "node:fs";

const program = new URL("../../dist/search/cli.js", import.meta.url);
if (existsSync(program)) await import(program.href);
else {
  process.stderr.write("goldilocks: it is not compiled: run `npm run build` in the clone\n");
  process.exitCode = 2;
}
