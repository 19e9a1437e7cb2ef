const SECONDS = 5;

/** Passes on the last of a count, and what comes a few seconds after the one before. */
export function everyFewSeconds(
  tell: (done: number, of: number) => void,
): (done: number, of: number) => void {
  let last = Date.now();
  return (done, of) => {
    if (done < of && Date.now() - last < SECONDS * 1000) return;
    last = Date.now();
    tell(done, of);
  };
}
