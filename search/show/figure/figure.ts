/** A line or a cloud of points in a figure. */
export interface Series {
  readonly name: string;
  /** `faint`: small grey dots, of what is shown for comparison only. */
  readonly mark: "line" | "dots" | "faint";
  readonly points: readonly (readonly [number, number])[];
}

export interface Axis {
  /** What it measures, with its unit. */
  readonly label: string;
  readonly domain?: readonly [number, number];
}

/** A figure as data: what is drawn, not how. */
export interface Figure {
  /** File name without its ending. */
  readonly name: string;
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
  /** Dashed reference lines. */
  readonly at?: { readonly x?: readonly number[]; readonly y?: readonly number[] };
  /** A shaded part, named in its upper right corner. */
  readonly shaded?: {
    readonly x: readonly [number, number];
    readonly y: readonly [number, number];
    readonly label: string;
  };
}
