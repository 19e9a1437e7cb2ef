/**
 * A fault in what the user gave: one line that says what is wrong, where, and what to do.
 * Programs turn it into exit code 2; anything else that is thrown is a fault of ours.
 */
export class InputError extends Error {
  override readonly name = "InputError";
}
