import fc, { type RunDetails } from "fast-check";

const seed = Number(process.env.GOLDILOCKS_SEED ?? 20240608);
const path = process.env.GOLDILOCKS_PATH;

/**
 * Asserts a property on seeded random cases. A failure prints the shrunk case and the command that plays
 * it again.
 *
 * @param file the test file, for the command
 */
export async function law<T extends unknown[]>(
  file: string,
  property: fc.IRawProperty<T>,
  runs = 200,
): Promise<void> {
  await fc.assert(property as fc.IAsyncProperty<T>, {
    seed,
    ...(path === undefined ? {} : { path }),
    numRuns: runs,
    reporter: (details) => report(file, details),
  });
}

function report<T>(file: string, details: RunDetails<T>): void {
  if (!details.failed) return;
  const replay = `GOLDILOCKS_SEED=${details.seed} GOLDILOCKS_PATH="${details.counterexamplePath}" npx vitest run ${file}`;
  const cause = details.errorInstance instanceof Error ? details.errorInstance.message : "";
  throw new Error(
    `fails on ${fc.stringify(details.counterexample)}\n${cause}\nplay it again with: ${replay}`,
  );
}
