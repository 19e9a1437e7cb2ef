import type { Arithmetic } from "../../numeric/arithmetic.js";
import type { MechanismFamily, ParameterSpec } from "../mechanism.js";
import { answersOf } from "../proposals.js";
import { type Exponent, exponentShareRule } from "../shape/exponent-share.js";

/** Largest coefficient of an exponent. */
const LARGEST = 8;

/** Scale-free share rules whose exponents are short formulas. */
export const shareForm: MechanismFamily = {
  name: "share-form",
  card: {
    title: "Scale-free share rule in closed form",
    allocation:
      "x_i prop q_i `exp`(z(q_i)),  z = e + kappa q + `kappaHump` q (1 - q) - `kappaPole` log(1 - q)",
    payment: "p_i = B q_i `exp`(e(q_i)),  e = `linear` q + `hump` q (1 - q) - `pole` log(1 - q)",
    source:
      "derived here: share rules that PAP is the first-order point of; the two-player share function as in " +
      "Skaperdas 1996, Contest success functions (homogeneity)",
    models: ["execution-tickets"],
    w4h: answersOf("execution-tickets", "chance and price bend with the share of all tickets"),
    note:
      "All coefficients 0 is PAP. To first order around it identities gain nothing at best response where " +
      "q (z - e) is superadditive, so that kappa >= 0 with the rest at 0 is the natural ray. " +
      "With a pole a lone bid pays itself.",
  },
  parameters: [
    coefficient("linear", "of q in both exponents"),
    coefficient("hump", "of q (1 - q) in both exponents"),
    { ...coefficient("pole", "of -log(1 - q) in both exponents"), minimum: 0 },
    coefficient("kappa", "of q in the weight's exponent alone"),
    coefficient("kappaHump", "of q (1 - q) in the weight's exponent alone"),
    coefficient("kappaPole", "of -log(1 - q) in the weight's exponent alone"),
  ],
  pap: { linear: 0, hump: 0, pole: 0, kappa: 0, kappaHump: 0, kappaPole: 0 },
  build({ parameters }) {
    const { linear, hump, pole, kappa, kappaHump, kappaPole } = parameters as Record<string, number>;
    return exponentShareRule(
      new ShortForm(linear! + kappa!, hump! + kappaHump!, pole! + kappaPole!),
      new ShortForm(linear!, hump!, pole!),
    );
  },
};

function coefficient(name: string, meaning: string): ParameterSpec {
  return { name, meaning: `coefficient ${meaning}`, minimum: -LARGEST, maximum: LARGEST, default: 0 };
}

/** linear q + hump q (1 - q) - pole log(1 - q). */
class ShortForm implements Exponent {
  readonly rises: boolean;
  readonly falls: boolean;
  readonly weightRises: boolean;

  constructor(
    private readonly linear: number,
    private readonly hump: number,
    private readonly pole: number,
  ) {
    // z' = linear + hump (1 - 2q) + pole / (1 - q), and the last term runs from pole to infinity.
    this.rises = pole >= 0 && linear + pole >= Math.abs(hump);
    this.falls = pole <= 0 && linear + pole <= -Math.abs(hump);
    this.weightRises = pole >= 0 && this.leastWeightSlope() >= 0;
  }

  at(share: number, rest: number): number {
    const smooth = share * (this.linear + this.hump * rest);
    return this.pole === 0 ? smooth : smooth - this.pole * Math.log(rest);
  }

  slopeAt(share: number, rest: number): number {
    const smooth = this.linear + this.hump * (rest - share);
    return this.pole === 0 ? smooth : smooth + this.pole / rest;
  }

  factor<T>(a: Arithmetic<T>, share: T, rest: T): T {
    const { linear, hump, pole } = this;
    const smooth =
      linear === 0 && hump === 0
        ? a.of(1)
        : a.exp(a.multiply(share, a.add(a.of(linear), a.multiply(a.of(hump), rest))));
    return pole === 0 ? smooth : a.multiply(smooth, a.power(rest, a.of(-pole)));
  }

  /** The least of 1 + q (linear + hump (1 - 2q) + pole), which 1 + q z' is not below where pole >= 0. */
  private leastWeightSlope(): number {
    const { hump } = this;
    const first = this.linear + hump + this.pole;
    const atEnds = Math.min(1, 1 + first - 2 * hump);
    const vertex = first / (4 * hump);
    return hump < 0 && vertex > 0 && vertex < 1 ? Math.min(atEnds, 1 + (first * vertex) / 2) : atEnds;
  }
}
