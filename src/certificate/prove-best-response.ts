import type { Mechanism } from "../mechanism/mechanism.js";
import { BeyondArithmetic } from "../numeric/arithmetic.js";
import { RuleOverShares } from "./at-share.js";
import { nextDivision, type Slice, sliceLemma } from "./best-response.js";
import { refusalOf, refused, sliceName } from "./lemmas.js";
import { PartCells } from "./part-cells.js";
import { termsOf, written } from "./rule.js";
import type { Proved, Refusal } from "./statement.js";
import { ZERO } from "./term.js";
import { prove } from "./tree.js";

export interface BestResponseOptions {
  /** Largest gain allowed, as a share of the value. */
  readonly gain: number;
  /** Largest value, over the rival's bid. */
  readonly valueRatio: number;
  /** Most boxes of a slice of values, before it is halved. */
  readonly limit: number;
  /** Called after each slice, with how many are shown and how many are open. */
  readonly onSlice?: (shown: number, open: number) => void;
}

/** Slices to begin with, and how often one is halved before the proof is given up. */
const SLICES = 80;
const HALVINGS = 6;
/** The last slice begins so far beyond the value at which no single bid earns anything. */
const BEYOND = 1.03;
const SINGLES = 8000;
const FAR = 10;

/** A single bid: its share, what it wins, and what it costs in units of the rival's bid. */
interface Single {
  readonly share: number;
  readonly won: number;
  readonly cost: number;
}

/**
 * Proves that against one rival no number of identities earns more than the best single bid, or staying out, by more than
 * a share of the value, for every value up to a multiple of the rival's bid (S2): a tree of boxes of divisions for each
 * slice of values, which is halved where its tree grows too large.
 */
export function proveBestResponse(mechanism: Mechanism, options: BestResponseOptions): Proved | Refusal {
  const terms = termsOf(mechanism);
  if (terms === null) return refused("the rule cannot be written as formulas of the share");
  if (terms.byCount !== null || terms.fee !== ZERO) {
    return refused(
      "the rule depends on the number of bids, or has a fee that does not vanish with the share",
    );
  }
  const rule = new RuleOverShares(terms);
  const cells = cellsOf(rule);
  if (cells === null)
    return refused(
      "the weight or the price of a unit of share, or its slope, has no bound at a share of 0 or 1",
    );
  const shown = slicesShown(rule, cells, options);
  if (!Array.isArray(shown)) return shown;
  const { gain, valueRatio } = options;
  return {
    certificate: {
      statement: {
        kind: "best-response",
        ...{ rule: written(mechanism, terms), valueRatio, gain, slices: shown.map(({ slice }) => slice) },
      },
      lemmas: Object.fromEntries(shown.map(({ tree }, k) => [sliceName(k), tree])),
    },
    leaves: shown.reduce((sum, { leaves }) => sum + leaves, 0),
  };
}

interface ShownSlice {
  readonly slice: Slice;
  readonly tree: string;
  readonly leaves: number;
}

function slicesShown(
  rule: RuleOverShares,
  cells: PartCells,
  { gain, valueRatio, limit, onSlice }: BestResponseOptions,
): ShownSlice[] | Refusal {
  const singles = singlesOf(rule);
  const open = firstSlices(singles, 1 / valueRatio).map((slice) => ({ ...slice, halved: 0 }));
  const shown: ShownSlice[] = [];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { from, to, halved } = next;
    const slice = {
      from,
      ...(to === undefined ? {} : { to }),
      single: bestSingle(singles, (from + (to ?? from)) / 2),
    };
    const lemma = sliceLemma(rule, cells, slice, gain);
    const proof = prove(lemma, nextDivision(lemma.bounds), limit);
    if ("tree" in proof) shown.push({ slice, tree: proof.tree, leaves: proof.leaves });
    else if (to === undefined || halved >= HALVINGS) return refusalOf(sliceName(shown.length), proof);
    else {
      const middle = Math.sqrt(from * to);
      open.unshift({ from, to: middle, halved: halved + 1 }, { from: middle, to, halved: halved + 1 });
    }
    onSlice?.(shown.length, open.length);
  }
  return shown;
}

/** Slices of u, even in its logarithm up to where no single bid earns anything, and two beyond. */
function firstSlices(singles: readonly Single[], least: number): { from: number; to?: number }[] {
  const entry = Math.max(...singles.map(({ won, cost }) => won / cost));
  const edges = Array.from({ length: SLICES + 1 }, (_, k) => least * (entry / least) ** (k / SLICES));
  const ends = [...edges, entry * BEYOND];
  return [...ends.slice(1).map((to, k) => ({ from: ends[k]!, to })), { from: ends.at(-1)! }];
}

function singlesOf(rule: RuleOverShares): Single[] {
  return Array.from({ length: SINGLES }, (_, k) => {
    const share = 1 / (1 + Math.exp(FAR * (1 - (2 * (k + 0.5)) / SINGLES)));
    const at = rule.over({ lo: share, hi: share });
    const rest = rule.over(at.rest);
    return { share, won: at.f.lo / (at.f.lo + rest.f.lo), cost: at.c.lo / at.rest.lo };
  });
}

/** The share that earns the most at u; 0 where none earns anything. */
function bestSingle(singles: readonly Single[], u: number): number {
  let [best, share] = [0, 0];
  for (const single of singles) {
    const earned = single.won - u * single.cost;
    if (earned > best) [best, share] = [earned, single.share];
  }
  return share;
}

function cellsOf(rule: RuleOverShares): PartCells | null {
  try {
    return new PartCells(rule);
  } catch (error) {
    if (error instanceof BeyondArithmetic) return null;
    throw error;
  }
}
