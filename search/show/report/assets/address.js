/**
 * What a page's address says after `#`: the selected point, the one compared with, and filters, as in
 * `#point=905&compare=1196&split=proved`. So an address leads others to the same view.
 */
export function readAddress() {
  const text = window.location.hash.slice(1);
  return text.includes("=") ? new URLSearchParams(text) : new URLSearchParams();
}

/** Writes the address, without a step in the browser's history. */
export function writeAddress(parts) {
  const named = Object.entries(parts).filter(([, value]) => value !== null && value !== "");
  const hash = new URLSearchParams(named.map(([name, value]) => [name, String(value)])).toString();
  if (hash === window.location.hash.slice(1)) return;
  window.history.replaceState(null, "", hash === "" ? "#" : `#${hash}`);
}
