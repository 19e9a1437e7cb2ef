import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The names under which systems install the browser that pages are tried in. */
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Where a browser is on the path; null where none is. */
export function installedBrowser(): string | null {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const files = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return files.find(isExecutable) ?? null;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
