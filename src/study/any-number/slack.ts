/** How near an inequality of a theorem comes to failing over random cases. */
export interface Slack {
  /** Rules, priors or games that were drawn and met the theorem's conditions. */
  readonly rules: number;
  /** Instances of the inequality. */
  readonly cases: number;
  /** The least of (larger side - smaller side) / unit; below 0 it fails. */
  readonly least: number;
  /** Where that is. */
  readonly where: string;
}

/** Collects instances of one inequality. */
export class Slacks {
  private cases = 0;
  private least = Number.POSITIVE_INFINITY;
  private where = "";

  add(slack: number, where: () => string): void {
    this.cases++;
    // A figure that is none must not pass.
    if (slack < this.least || Number.isNaN(slack)) {
      this.least = slack;
      this.where = where();
    }
  }

  of(rules: number): Slack {
    const { cases, least, where } = this;
    return { rules, cases, least, where };
  }
}

/** A case in few digits. */
export function caseText(rule: string, values: readonly number[]): string {
  return `${rule}; values ${values.map((value) => Number(value.toPrecision(4))).join(" ")}`;
}
