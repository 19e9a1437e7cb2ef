import type { z } from "zod";

/**
 * A refinement of a list that refuses a repeated entry, at the place where it stands for the second time.
 *
 * @param keyOf what must differ
 * @param path  where within an entry that stands
 */
export function distinct<T>(
  keyOf: (entry: T) => string | number,
  path: readonly string[] = [],
): (list: readonly T[], context: z.RefinementCtx) => void {
  return (list, context) => {
    const keys = list.map(keyOf);
    const again = keys.findIndex((key, k) => keys.indexOf(key) < k);
    if (again < 0) return;
    const first = keys.indexOf(keys[again]!);
    context.addIssue({
      code: "custom",
      path: [again, ...path],
      message: `${JSON.stringify(keys[again])} stands there twice, first at ${first}; leave one out, or change it`,
    });
  };
}
