import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of this package, found above the sources or the build alike, and its version. */
const PACKAGE = ownPackage();

/** The version of this program, from its package.json. */
export const VERSION: string = PACKAGE.version;

/** A file or folder that comes with this package. */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(path, PACKAGE.root));
}

function ownPackage(): { readonly root: URL; readonly version: string } {
  for (const up of ["../../package.json", "../../../package.json"]) {
    try {
      const file = new URL(up, import.meta.url);
      const { name, version } = JSON.parse(readFileSync(file, "utf8"));
      if (name === "goldilocks") return { root: new URL(".", file), version };
    } catch {
      // Not there: look one folder further up.
    }
  }
  throw new Error("package.json of goldilocks is missing");
}
