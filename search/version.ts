import { readFileSync } from "node:fs";

/** The version of this program, from its package.json, found above the sources or the build alike. */
export const VERSION: string = packageVersion();

function packageVersion(): string {
  for (const up of ["../package.json", "../../package.json"]) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(up, import.meta.url), "utf8"));
      if (name === "goldilocks") return version;
    } catch {
      // Not there: look one folder further up.
    }
  }
  throw new Error("package.json of goldilocks is missing");
}
