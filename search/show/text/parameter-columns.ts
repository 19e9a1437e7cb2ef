import type { Candidate } from "../../../src/mechanism/mechanism.js";

/** A column for each parameter, and one for each formula, that any candidate of a table has. */
export class ParameterColumns {
  private readonly parameters = new Set<string>();
  private readonly formulas = new Set<"weight" | "payment">();

  constructor(candidates: Iterable<Candidate>) {
    for (const candidate of candidates) {
      for (const name of Object.keys(candidate.parameters ?? {})) this.parameters.add(name);
      for (const name of ["weight", "payment"] as const) {
        if (candidate[name] !== undefined) this.formulas.add(name);
      }
    }
  }

  /** Parameters have their path in a candidate's JSON, since a parameter may have the name of another column. */
  get header(): string[] {
    return [...this.formulas, ...Array.from(this.parameters, (name) => `parameters.${name}`)];
  }

  /** Empty where a candidate has no such parameter; mechanisms that it is made of as JSON. */
  cells(candidate: Candidate): (string | number)[] {
    const formulas = Array.from(this.formulas, (name) => candidate[name] ?? "");
    const parameters = Array.from(this.parameters, (name) => {
      const value = candidate.parameters?.[name] ?? "";
      return typeof value === "object" ? JSON.stringify(value) : value;
    });
    return [...formulas, ...parameters];
  }
}
