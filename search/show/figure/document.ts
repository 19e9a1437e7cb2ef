import { JSDOM } from "jsdom";

/** A document without a browser, for drawing: no script runs in it and nothing is fetched. */
export function blankDocument(): unknown {
  return new JSDOM("").window.document;
}
