import type { Mechanism } from "../mechanism/mechanism.js";
import { type Look, type NearPlay, nearBestResponses, nearSplits } from "../sybil/envelope/near-plays.js";
import { Table } from "../sybil/envelope/table.js";
import { ofBestResponse, type SearchOptions } from "../sybil/options.js";
import { distinctVectors } from "../sybil/play/rivals.js";
import type { Neighbourhood } from "./neighbourhood.js";
import type { Row } from "./row.js";

/** Less that is won, paid or divided off makes no row: next to nothing, every play is next to neutral. */
const LEAST = 1e-5;
/** Sets of rivals that plays are held against at most. */
const SETS = 16;

/**
 * The rows of a notion that knows no equilibrium: no play gains anything, as a share of what it wins or pays and of the
 * share d of it that is divided off a single bid,
 *
 *     best-response   [(x(b) - p(b) / v) - (X - P / v)] / (X d) >= 0   at the value v where the play comes nearest,
 *     split           (x(t) - X) / (X d) >= 0   and   (P - p(t)) / (P d) >= 0   against one bid of the same total t.
 *
 * The play, the value and the single bid stay while the rule moves: at the best single bid and the nearest value that makes
 * no difference (the envelope theorem).
 */
export class SybilRows {
  private readonly tables = new Map<string, TablesBeside>();
  private readonly rivals: readonly Float64Array[];
  private readonly options: SearchOptions;

  /** @param near a rule of seats */
  constructor(
    private readonly near: Neighbourhood,
    readonly notion: "split" | "best-response",
    options: SearchOptions,
  ) {
    const { scaleFree } = near.mechanism.claims;
    this.options = notion === "split" ? options : ofBestResponse(options);
    const alike = notion === "split" && scaleFree && !near.mechanism.seat!.byCount;
    // What a division changes does not depend on rivals but through their total.
    this.rivals = distinctVectors(this.options, scaleFree).slice(0, alike ? 1 : SETS);
  }

  /**
   * The rows, at the rule itself, of the plays that come nearest to a gain under a rule: its own, or that of a step.
   *
   * @param reach only of those that gain, or lose less than this share there
   */
  nearest(rule: Mechanism, reach: number, look: Look): Row[] {
    const { near, notion, rivals, options } = this;
    const seat = rule.seat!;
    const plays =
      notion === "split"
        ? nearSplits({ seat, scaleFree: near.mechanism.claims.scaleFree }, rivals, options, look)
        : nearBestResponses(seat, rivals, options, look);
    return plays.flatMap((play) => {
      if (play.divided < LEAST) return [];
      const { slack, size } = outcomeOf(new Table(seat, play.others), play);
      return size > LEAST * play.divided && slack < reach * size ? this.rowOf(play) : [];
    });
  }

  /** The row of a play; none where it is no number. */
  rowOf(play: NearPlay): Row[] {
    const { near, notion } = this;
    const beside = this.beside(play.others);
    const own = outcomeOf(beside.own, play);
    const slack = (table: Table) => outcomeOf(table, play).slack / own.size;
    const gradient = near.widths.map(
      (width, k) => (slack(beside.above[k]!) - slack(beside.below[k]!)) / width,
    );
    const value = own.slack / own.size;
    if (![value, ...gradient].every(Number.isFinite)) return [];
    return [{ kind: notion, place: placeOf(play), value, gradient }];
  }

  private beside(others: Float64Array): TablesBeside {
    const key = others.join();
    const known = this.tables.get(key) ?? new TablesBeside(this.near, others);
    this.tables.set(key, known);
    return known;
  }
}

/** Tables of a rule and its neighbours, against the same rivals. */
class TablesBeside {
  readonly own: Table;
  readonly below: readonly Table[];
  readonly above: readonly Table[];

  constructor(near: Neighbourhood, others: Float64Array) {
    const table = ({ seat }: Mechanism) => new Table(seat!, others);
    this.own = table(near.mechanism);
    this.below = near.below.map(table);
    this.above = near.above.map(table);
  }
}

/** What a single bid has over a play, and the size that it is taken relative to. */
function outcomeOf(
  table: Table,
  { groups, divided, single, value }: NearPlay,
): { slack: number; size: number } {
  if (single > 0) table.single(single);
  // Staying out wins and pays nothing, whatever a rule charges for a bid next to nothing.
  const [allocation, payment] = single > 0 ? [table.allocation, table.payment] : [0, 0];
  table.play(groups.sizes, groups.counts, groups.sizes.length);
  if (value === 0) return { slack: table.payment - payment, size: payment * divided };
  const saved = value === Number.POSITIVE_INFINITY ? 0 : (payment - table.payment) / value;
  return { slack: allocation - table.allocation - saved, size: table.allocation * divided };
}

function placeOf({ others, groups, value }: NearPlay): string {
  const identities = groups.sizes
    .map((size, g) => `${groups.counts[g]} x ${size.toPrecision(3)}`)
    .join(" + ");
  const rivals = Array.from(others, (bid) => bid.toPrecision(3)).join(", ");
  const at = value === 0 || value === Number.POSITIVE_INFINITY ? "" : ` at value ${value.toPrecision(3)}`;
  return `${identities} against ${rivals || "nobody"}${at}`;
}
