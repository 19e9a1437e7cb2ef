/** What a timed work unit writes. */
export interface BenchReport {
  readonly peer: "goldilocks";
  readonly work: string;
  readonly units_per_pass: number;
  /** Wall-clock seconds of each whole pass, in order; parsing, start-up, warm-up and output are not in them. */
  readonly pass_seconds: readonly number[];
  readonly solutions: readonly unknown[];
}

const WARM_UP_SECONDS = 0.3;

/**
 * Repeats a pass for at least so many seconds, after a warm-up of 0.3 s and at least one pass.
 *
 * @param minimum seconds, > 0
 * @returns the seconds of each pass, to the nanosecond
 */
export function timedPasses(pass: () => void, minimum: number): number[] {
  repeat(pass, WARM_UP_SECONDS, () => {});
  const seconds: number[] = [];
  repeat(pass, minimum, (each) => seconds.push(Number(each.toFixed(9))));
  return seconds;
}

function repeat(pass: () => void, minimum: number, record: (seconds: number) => void): void {
  const start = performance.now();
  let before = start;
  do {
    pass();
    const now = performance.now();
    record((now - before) / 1000);
    before = now;
  } while (before - start < minimum * 1000);
}

/** The same for passes that wait, for instance for worker threads. */
export async function timedWaits(pass: () => Promise<void>, minimum: number): Promise<number[]> {
  const seconds: number[] = [];
  const end = performance.now() + (WARM_UP_SECONDS + minimum) * 1000;
  for (let before = performance.now(); before < end || seconds.length === 0; ) {
    await pass();
    const now = performance.now();
    if (now > end - minimum * 1000) seconds.push(Number(((now - before) / 1000).toFixed(9)));
    before = now;
  }
  return seconds;
}
