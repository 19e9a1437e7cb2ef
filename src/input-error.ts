/**
 * A fault in what the user gave: one line that says what is wrong, where, and what to do.
 * Programs turn it into exit code 2; anything else that is thrown is a fault of ours.
 */
export class InputError extends Error {
  override readonly name = "InputError";
}

const LONGEST_SHOWN = 40;

/** How a message shows what was given: one line, at most 40 characters, for values of every type. */
export function shown(given: unknown): string {
  if (Array.isArray(given)) return `a list of ${given.length}`;
  if (typeof given === "object" && given !== null) return "an object";
  if (typeof given === "function") return "a function";
  const text = typeof given === "string" ? JSON.stringify(given) : String(given);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
