import type { z } from "zod";

/** The first fault of a validation, in one line with its path. */
export function firstFault(error: z.ZodError): string {
  const issue = deepest(error.issues[0]!);
  const path = issue.path.map(String).join(".");
  const message = issue.message.replaceAll("\n", " ");
  return path === "" ? message : `${path}: ${message}`;
}

/** Of a value that fits no member of a union, the fault of the member that it fits furthest. */
function deepest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flatMap((issues) => issues.slice(0, 1)).map(deepest);
  const furthest = inner.reduce<z.core.$ZodIssue | null>(
    (best, each) => (best === null || each.path.length > best.path.length ? each : best),
    null,
  );
  return furthest === null ? issue : { ...furthest, path: [...issue.path, ...furthest.path] };
}
